//! Layers that pass, change, answer, drop and add: the chain does what they did, and nothing else.

use crate::common::{Acting, carry, chain_of, direction, message, now};
use chain::{Chain, Chained, Cx, Direction, Flow, Layer};
use proptest::prelude::*;
use std::collections::BTreeSet;
use wire::{Link, Message, memory_pair};

/// What a layer does with the n-th message that it sees; a program is repeated.
#[derive(Clone, Copy, Debug)]
struct Move {
    flow: Kind,
    /// Messages added in the direction of travel, and against it.
    added: (usize, usize),
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Pass,
    Change,
    Answer,
    Drop,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let kind = prop_oneof![4 => Just(Kind::Pass), 2 => Just(Kind::Change), 1 => Just(Kind::Answer), 1 => Just(Kind::Drop)];
    let one = (kind, 0..3_usize, 0..2_usize)
        .prop_map(|(flow, with, against)| Move { flow, added: (with, against) });
    prop::collection::vec(one, 1..5)
}

/// A layer's program with a count of what it saw. The layer under test and the reference use the same decisions; how
/// messages travel between layers is what is compared.
#[derive(Clone, Debug)]
struct Program {
    place: usize,
    moves: Vec<Move>,
    seen: usize,
}

/// What becomes of a message, in words that know no chain. A message is its history: `0.1a2` and so on.
struct Decision {
    kept: Option<(bool, String)>,
    with: Vec<String>,
    against: Vec<String>,
}

impl Program {
    fn decide(&mut self, history: &str) -> Decision {
        let step = self.moves[self.seen % self.moves.len()];
        let (place, seen) = (self.place, self.seen);
        self.seen += 1;
        // What was added adds nothing again, or the traffic would have no end.
        let original = !history.contains('+');
        let added = |count: usize, sign: &str| -> Vec<String> {
            (0..count).filter(|_| original).map(|n| format!("{history}+{place}{sign}{seen}n{n}")).collect()
        };
        let kept = match step.flow {
            Kind::Pass => Some((true, history.to_owned())),
            Kind::Change => Some((true, format!("{history}c{place}"))),
            Kind::Answer if original => Some((false, format!("{history}+{place}a{seen}"))),
            Kind::Answer | Kind::Drop => None,
        };
        Decision { kept, with: added(step.added.0, "w"), against: added(step.added.1, "b") }
    }
}

fn written(history: &str) -> Message {
    message(&format!(r#"{{"method":"{history}"}}"#))
}

fn act(mut program: Program) -> Box<dyn Layer> {
    Box::new(Acting("program", move |way: Direction, message: Message, cx: &mut Cx<'_>| {
        let history = message.method().unwrap().into_owned();
        let decision = program.decide(&history);
        decision.with.iter().for_each(|text| cx.emit(way, written(text)));
        decision.against.iter().for_each(|text| cx.emit(way.reversed(), written(text)));
        match decision.kept {
            Some((true, text)) if text == history => Flow::Pass(message),
            Some((true, text)) => Flow::Pass(written(&text)),
            Some((false, text)) => Flow::Answer(written(&text)),
            None => Flow::Drop,
        }
    }))
}

/// The reference: a message that stands before `layers[next]` on its way to the service, or after it on its way back.
fn travel(
    layers: &mut [Program],
    next: isize,
    way: Direction,
    history: String,
    out: &mut Vec<(Direction, String)>,
) {
    let Some(layer) = usize::try_from(next).ok().and_then(|next| layers.get_mut(next)) else {
        out.push((way, history));
        return;
    };
    let decision = layer.decide(&history);
    let ahead = |way| if way == Direction::ToServer { next + 1 } else { next - 1 };
    if let Some((onward, text)) = decision.kept {
        let way = if onward { way } else { way.reversed() };
        travel(layers, ahead(way), way, text, out);
    }
    for (texts, way) in [(decision.with, way), (decision.against, way.reversed())] {
        texts.into_iter().for_each(|text| travel(layers, ahead(way), way, text, out));
    }
}

fn reference(layers: &mut [Program], way: Direction, history: &str) -> Vec<(Direction, String)> {
    let mut out = Vec::new();
    let first = if way == Direction::ToServer { 0 } else { layers.len() as isize - 1 };
    travel(layers, first, way, history.to_owned(), &mut out);
    out
}

fn programs() -> impl Strategy<Value = Vec<Program>> {
    let number = |all: Vec<Vec<Move>>| {
        all.into_iter().enumerate().map(|(place, moves)| Program { place, moves, seen: 0 }).collect()
    };
    prop::collection::vec(moves(), 0..5).prop_map(number)
}

fn built(programs: &[Program]) -> Chain {
    chain_of(programs.iter().cloned().map(act).collect())
}

fn texts(out: Vec<(Direction, Message)>) -> Vec<(Direction, String)> {
    out.into_iter().map(|(way, message)| (way, message.method().unwrap().into_owned())).collect()
}

/// The same traffic through a link with a chain in front: what arrives at either end, oldest first.
fn through_link(programs: &[Program], traffic: &[Direction]) -> [Vec<String>; 2] {
    let (near, mut far) = memory_pair(["the service", "the host"]);
    let mut link = Chained::new(built(programs), Box::new(near));
    let [mut at_server, mut at_host] = [vec![], vec![]];
    for (number, way) in traffic.iter().enumerate() {
        let message = written(&number.to_string());
        let end: &mut dyn Link = if *way == Direction::ToServer { &mut link } else { &mut far };
        now(end.send(message)).expect("there is room").unwrap();
        // Every wait for one more message is given up, and loses nothing.
        while let Some(received) = now(link.recv()) {
            at_host.push(received.unwrap().unwrap().method().unwrap().into_owned());
        }
        while let Some(received) = now(far.recv()) {
            at_server.push(received.unwrap().unwrap().method().unwrap().into_owned());
        }
    }
    now(link.close()).unwrap().unwrap();
    assert!(now(far.recv()).unwrap().unwrap().is_none(), "the service's side is closed as well");
    [at_server, at_host]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_chain_does_what_its_layers_did(programs in programs(), traffic in prop::collection::vec(direction(), 1..8)) {
        let (mut chain, mut model) = (built(&programs), programs);
        for (number, way) in traffic.into_iter().enumerate() {
            let history = number.to_string();
            let out = texts(carry(&mut chain, way, written(&history)));
            prop_assert_eq!(&out, &reference(&mut model, way, &history));
            let different: BTreeSet<_> = out.iter().map(|(_, text)| text).collect();
            prop_assert_eq!(different.len(), out.len(), "a message was doubled");
        }
    }

    #[test]
    fn a_link_with_a_chain_in_front_is_that_chain(
        programs in programs(),
        traffic in prop::collection::vec(direction(), 1..8),
    ) {
        let mut chain = built(&programs);
        let mut expected = [vec![], vec![]];
        for (number, way) in traffic.iter().enumerate() {
            for (way, text) in texts(carry(&mut chain, *way, written(&number.to_string()))) {
                expected[usize::from(way == Direction::ToHost)].push(text);
            }
        }
        prop_assert_eq!(through_link(&programs, &traffic), expected);
    }
}
