//! What does nothing changes nothing: not a byte.

use crate::common::{Acting, Idle, any_message, carry, chain_of, direction};
use chain::{Direction, Event, Flow, Hooked, Layer, Recorder, Tap, TapLayer};
use proptest::prelude::*;
use wire::Message;

/// The layer of this number that passes everything on.
fn idle(kind: u8, recorder: &Recorder) -> Box<dyn Layer> {
    match kind {
        0 => Box::new(Acting("pass", |_, message, _: &mut chain::Cx<'_>| Flow::Pass(message))),
        1 => Box::new(TapLayer::new(Tap::Delivered, recorder.clone())),
        _ => Box::new(Hooked::new(Idle)),
    }
}

/// Sends the traffic through and expects the very same messages, one for one.
fn check(kinds: &[u8], traffic: &[(Direction, Message)]) -> Result<(), TestCaseError> {
    let recorder = Recorder::default();
    let mut chain = chain_of(kinds.iter().map(|kind| idle(*kind, &recorder)).collect());
    for (direction, message) in traffic {
        let out = carry(&mut chain, *direction, message.clone());
        prop_assert_eq!(out.len(), 1);
        prop_assert_eq!(out[0].0, *direction);
        prop_assert_eq!(out[0].1.as_str(), message.as_str());
        prop_assert!(out[0].1.same(message), "the text was copied");
    }
    let taps = kinds.iter().filter(|kind| **kind == 1).count();
    let seen: Vec<_> = recorder.take().events;
    let expected: Vec<_> = traffic
        .iter()
        .flat_map(|(direction, message)| {
            let event = Event::Message {
                service: None,
                tap: Tap::Delivered,
                direction: *direction,
                message: message.clone(),
            };
            std::iter::repeat_n(event, taps)
        })
        .collect();
    prop_assert_eq!(seen, expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn an_empty_chain_is_the_identity(traffic in prop::collection::vec((direction(), any_message()), 0..6)) {
        check(&[], &traffic)?;
    }

    #[test]
    fn layers_that_pass_are_the_identity(
        kinds in prop::collection::vec(0..3_u8, 1..6),
        traffic in prop::collection::vec((direction(), any_message()), 0..8),
    ) {
        check(&kinds, &traffic)?;
    }
}
