//! Layers and services that never stop are stopped.

use crate::common::{Acting, chain_of, message, now};
use chain::{Chain, Cx, Direction, Flow, Layer, LayerError, Recorder, Tap, TapLayer};
use wire::{Limits, Message};

fn echo(name: &'static str) -> Box<dyn Layer> {
    Box::new(Acting(name, |_, message, _: &mut Cx<'_>| Flow::Answer(message)))
}

fn flood(name: &'static str, many: usize) -> Box<dyn Layer> {
    Box::new(Acting(name, move |way: Direction, message: Message, cx: &mut Cx<'_>| {
        (0..many).for_each(|_| cx.emit(way, message.clone()));
        Flow::Pass(message)
    }))
}

fn sent(mut chain: Chain) -> Result<usize, LayerError> {
    let message = message(r#"{"method":"x"}"#);
    now(chain.carry(Direction::ToServer, message)).expect("no layer waits").map(|out| out.len())
}

/// `Ok` with how many messages come out, or the layer that is blamed.
fn check(layers: Vec<Box<dyn Layer>>, expected: Result<usize, &str>) {
    match (sent(chain_of(layers)), expected) {
        (Ok(many), Ok(expected)) => assert_eq!(many, expected),
        (Err(error), Err(layer)) => {
            assert_eq!(error.layer, layer);
            assert!(error.to_string().contains("more than 10,000 hops"), "{error}");
        }
        (found, expected) => panic!("{found:?} instead of {expected:?}"),
    }
}

#[test]
fn runaway_layers_end_in_a_typed_error() {
    // A layer never sees what it answered itself; two that answer each other would go on for ever.
    check(vec![echo("alone"), echo("behind it")], Ok(1));
    let turn = |name: &'static str, at: Direction| -> Box<dyn Layer> {
        Box::new(Acting(
            name,
            move |way, message, _: &mut Cx<'_>| {
                if way == at { Flow::Answer(message) } else { Flow::Pass(message) }
            },
        ))
    };
    check(vec![turn("ping", Direction::ToHost), turn("pong", Direction::ToServer)], Err("ping"));
    check(vec![flood("a", 99), flood("b", 99), flood("c", 99)], Err("b"));
}

#[test]
fn much_is_not_too_much() {
    check(vec![flood("a", 999), flood("b", 4)], Ok(5_000));
}

#[test]
fn a_flood_is_not_recorded_without_end() {
    let long = format!(r#"{{"method":"x","params":"{}"}}"#, "y".repeat(15 << 20));
    let long = Message::parse(long, &Limits::default()).unwrap();
    let recorder = Recorder::default();
    let mut chain =
        Chain::new(vec![Box::new(TapLayer::new(Tap::Delivered, recorder.clone()))], recorder.clone());
    let carried: Vec<_> =
        (0..9).map(|_| now(chain.carry(Direction::ToHost, long.clone())).expect("no layer waits")).collect();
    assert!(carried[..8].iter().all(Result::is_ok));
    let error = carried[8].as_ref().unwrap_err().to_string();
    assert!(error.contains("more than 134217728 bytes of messages"), "{error}");
    assert_eq!(recorder.take().events.len(), 8);
}
