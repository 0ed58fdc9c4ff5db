//! What one hop costs. The target is two microseconds of CPU time for a message of 2 KiB.
#![expect(clippy::unwrap_used, reason = "a benchmark fails loudly")]

use async_trait::async_trait;
use chain::{Chain, Cx, Direction, Flow, Hooked, Hooks, Layer, LayerError, Recorder, Tap, TapLayer};
use divan::Bencher;
use divan::counter::ItemsCount;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use wire::{Limits, Message};

/// Hops of one measured crossing: half of them with a call, half with its answer.
const HOPS: u64 = 2;

fn main() {
    divan::main();
}

struct Pass;

#[async_trait]
impl Layer for Pass {
    fn name(&self) -> &str {
        "pass"
    }

    async fn pass(&mut self, _: Direction, message: Message, _: &mut Cx<'_>) -> Result<Flow, LayerError> {
        Ok(Flow::Pass(message))
    }
}

struct Idle;

impl Hooks for Idle {
    fn name(&self) -> &str {
        "idle"
    }
}

/// A call and its answer, 2 KiB each.
fn exchange() -> [Message; 2] {
    let filler = "0123456789abcde ".repeat(120);
    let call = format!(
        r#"{{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{{"name":"tell","arguments":{{"text":"{filler}"}}}}}}"#
    );
    let answer = format!(
        r#"{{"jsonrpc":"2.0","id":7,"result":{{"content":[{{"type":"text","text":"{filler}"}}],"isError":false}}}}"#
    );
    [call, answer].map(|text| Message::parse(text, &Limits::default()).unwrap())
}

fn carry(chain: &mut Chain, direction: Direction, message: &Message) {
    let carried = pin!(chain.carry(direction, message.clone()));
    match carried.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(out) => drop(divan::black_box(out.unwrap())),
        Poll::Pending => unreachable!("no layer waits"),
    }
}

/// A call to the service and its answer back, through this many such layers.
fn cross(bencher: Bencher<'_, '_>, layers: usize, layer: impl Fn(&Recorder) -> Box<dyn Layer>) {
    let recorder = Recorder::default();
    let mut chain = Chain::new((0..layers).map(|_| layer(&recorder)).collect(), recorder.clone());
    let [call, answer] = exchange();
    bencher.counter(ItemsCount::new(HOPS * layers.max(1) as u64)).bench_local(|| {
        carry(&mut chain, Direction::ToServer, &call);
        carry(&mut chain, Direction::ToHost, &answer);
        // A trace belongs to one trial: it does not grow for ever.
        drop(recorder.take());
    });
}

#[divan::bench]
fn no_layer(bencher: Bencher<'_, '_>) {
    cross(bencher, 0, |_| Box::new(Pass));
}

#[divan::bench(args = [1, 8])]
fn pass_through(bencher: Bencher<'_, '_>, layers: usize) {
    cross(bencher, layers, |_| Box::new(Pass));
}

#[divan::bench(args = [1, 8])]
fn tap(bencher: Bencher<'_, '_>, layers: usize) {
    cross(bencher, layers, |recorder| Box::new(TapLayer::new(Tap::Delivered, recorder.clone())));
}

#[divan::bench(args = [1, 8])]
fn hooks(bencher: Bencher<'_, '_>, layers: usize) {
    cross(bencher, layers, |_| Box::new(Hooked::new(Idle)));
}
