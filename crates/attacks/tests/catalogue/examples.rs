//! The examples in the documentation of placements and surfaces are true.

use attacks::{AttackLayer, PLACEMENTS, Payload, SURFACES, Trigger, placement};
use chain::{Chain, Direction, Recorder};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::Value;
use std::path::Path;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use wire::{Id, Message};

/// The `before -> after` of the example block of a source file.
fn example(folder: &str, id: &str) -> (Value, Value) {
    let name = id.to_lowercase();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder).join(format!("{name}.rs"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let docs: String =
        source.lines().filter_map(|line| line.strip_prefix("//!")).map(|line| format!("{line}\n")).collect();
    let (_, example) = docs.split_once("## Example").unwrap_or_else(|| panic!("{id} has no example"));
    let block = example.split("```").nth(1).unwrap().strip_prefix("text").unwrap();
    let (before, after) =
        block.split_once("->").unwrap_or_else(|| panic!("{id}: an example is `before -> after`"));
    let read =
        |text: &str| serde_json::from_str(text).unwrap_or_else(|error| panic!("{id}: {text}: {error}"));
    (read(before), read(after))
}

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

#[test]
fn placements() {
    for placement in PLACEMENTS {
        let (before, after) = example("placement", placement.id());
        let payload = if placement.id() == "fused" { "First. Second." } else { "PAYLOAD" };
        assert_eq!(
            placement.place(before.as_str().unwrap(), payload, &mut rng()),
            after,
            "{}",
            placement.id()
        );
    }
}

#[test]
fn surfaces() {
    for surface in SURFACES {
        let (before, after) = example("surface", surface.id);
        let payload = Payload::plain("PAYLOAD");
        let layer = AttackLayer::new(surface, placement("after").unwrap(), Trigger::Always, payload, rng());
        let mut chain = Chain::new(vec![Box::new(layer)], Recorder::default());
        let mut carry = |way, message| match pin!(chain.carry(way, message))
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(out) => out.unwrap().remove(0).1,
            Poll::Pending => panic!("an attack does not wait"),
        };
        let id = Id::from(1);
        carry(
            Direction::ToServer,
            Message::request(&id, surface.method, &serde_json::json!({"name": "get"})),
        );
        let seen = carry(Direction::ToHost, Message::result(&id, &before));
        assert_eq!(
            serde_json::from_str::<Value>(seen.result_json().unwrap()).unwrap(),
            after,
            "{}",
            surface.id
        );
    }
}
