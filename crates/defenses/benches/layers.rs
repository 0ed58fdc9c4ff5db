//! What each defense costs for a message. The target is 50 microseconds of CPU time for the careful host's chain and a
//! message of 2 KiB. Each measured item is one message, a request of the host included where one must be open, through
//! layers that have seen nothing yet: what a layer remembers of a text makes the next one cheaper.
#![expect(clippy::unwrap_used, reason = "a benchmark fails loudly")]

use chain::{Chain, Direction, Recorder};
use defenses::{CAREFUL, DEFENSES, Setting, open};
use divan::Bencher;
use divan::counter::ItemsCount;
use models::reference::{Faithful, Script};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use wire::{Limits, Message};

fn main() {
    divan::main();
}

/// Every defense by itself, and the chain of a careful host.
fn chains() -> impl Iterator<Item = &'static str> {
    let each = DEFENSES.iter().map(|entry| entry.id);
    std::iter::once("none").chain(each).chain(["careful but detector", "careful"])
}

fn parse(text: &str) -> Message {
    Message::parse(text, &Limits::default()).unwrap()
}

/// A request, and its benign answer of 2 KiB.
fn list() -> [Message; 2] {
    let tool = |index: usize| {
        format!(
            r#"{{"name":"forecast_{index}","description":"Get the weather forecast for a city and a day. Answers temperature, wind and rain.","inputSchema":{{"type":"object","properties":{{"city":{{"type":"string","description":"Name of the city, in English"}},"day":{{"type":"string","enum":["today","tomorrow","week"]}},"units":{{"type":"string","description":"metric or imperial"}}}},"required":["city"],"additionalProperties":false}}}}"#
        )
    };
    let tools = (0..5).map(tool).collect::<Vec<_>>().join(",");
    let answer = format!(r#"{{"jsonrpc":"2.0","id":7,"result":{{"tools":[{tools}]}}}}"#);
    [parse(r#"{"jsonrpc":"2.0","id":7,"method":"tools/list"}"#), parse(&answer)]
}

fn result() -> [Message; 2] {
    let line = "Tuesday: sunny in the morning, some rain after three, wind from the west at 12 km/h. ";
    let answer = format!(
        r#"{{"jsonrpc":"2.0","id":7,"result":{{"content":[{{"type":"text","text":"{}"}}],"isError":false}}}}"#,
        line.repeat(24)
    );
    let call = r#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"forecast_1","arguments":{"city":"Oslo"}}}"#;
    [parse(call), parse(&answer)]
}

fn chain(defense: &str, recorder: &Recorder) -> Chain {
    let names: Vec<(&str, &str)> = match defense {
        "none" => vec![],
        "careful" => CAREFUL.to_vec(),
        "careful but detector" => CAREFUL.iter().copied().filter(|(id, _)| *id != "detector").collect(),
        one => {
            DEFENSES.iter().filter(|entry| entry.id == one).map(|entry| (entry.id, entry.settings)).collect()
        }
    };
    // The second model answers at once: what is measured is the layer.
    let calls = vec![("forecast_1".into(), r#"{"city":"Oslo"}"#.into())];
    let model = Arc::new(Faithful::new(Script { calls, answer: "Done.".into(), ..Script::default() }));
    let prompt = "Will it rain in Oslo on Tuesday?";
    let setting = Setting { services: &["weather"], prompt, model: Some(model), ..Setting::default() };
    let layers = names.iter().flat_map(|(id, settings)| {
        let defense = open(id, &serde_json::from_str(settings).unwrap()).unwrap();
        defense.arm(&setting).unwrap().layers.into_iter().flatten()
    });
    Chain::new(layers.collect(), recorder.clone())
}

fn carry(chain: &mut Chain, direction: Direction, message: &Message) {
    let carried = pin!(chain.carry(direction, message.clone()));
    match carried.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(out) => drop(divan::black_box(out.unwrap())),
        Poll::Pending => unreachable!("no layer waits"),
    }
}

fn cross(bencher: Bencher<'_, '_>, defense: &str, [ask, answer]: &[Message; 2]) {
    let recorder = Recorder::default();
    let size = answer.as_str().len();
    assert!((1_900..2_200).contains(&size), "{size} bytes");
    let fresh = || chain(defense, &recorder);
    bencher.counter(ItemsCount::new(1_u64)).with_inputs(fresh).bench_local_refs(|chain| {
        carry(chain, Direction::ToServer, ask);
        carry(chain, Direction::ToHost, answer);
        drop(recorder.take());
    });
}

#[divan::bench(args = chains())]
fn tools_list(bencher: Bencher<'_, '_>, defense: &str) {
    cross(bencher, defense, &list());
}

#[divan::bench(args = chains())]
fn call_result(bencher: Bencher<'_, '_>, defense: &str) {
    cross(bencher, defense, &result());
}
