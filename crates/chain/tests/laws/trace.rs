//! A trace on disk is the trace.

use crate::common::{any_message, direction, message};
use chain::{Action, Event, Finding, Part, Plant, Said, Tap, Trace};
use proptest::prelude::*;
use serde_json::Value;
use wire::{Limits, Message};

fn text() -> impl Strategy<Value = String> {
    let hostile = prop_oneof![
        Just("\u{1b}[31m\u{202e}\u{200b}\u{e0041}\u{2028}\u{85}\r\n\"\\".to_owned()),
        Just("{\"event\":\"message\"}\n{\"event\":\"planted\"}".to_owned()),
    ];
    prop_oneof![3 => any::<String>(), 1 => hostile]
}

fn other() -> impl Strategy<Value = Event> {
    let action = prop_oneof![Just(Action::Flag), Just(Action::Redact), Just(Action::Block)];
    let part = (0..6_u8, text()).prop_map(|(kind, name)| match kind {
        0 => Part::System,
        1 => Part::User,
        2 => Part::Tool { name: name.into() },
        3 => Part::Schema { name: name.into() },
        4 => Part::Forwarded { what: name.into() },
        _ => Part::Result { name: name.into() },
    });
    let calls = prop::collection::vec((text(), text()), 0..3).prop_map(|calls| {
        calls.into_iter().map(|(name, arguments)| (name.into(), arguments.into())).collect()
    });
    prop_oneof![
        (text(), prop::collection::vec(text(), 0..3)).prop_map(|(surface, core)| Event::Planted(Plant {
            surface,
            core,
            split: false
        })),
        (text(), text(), text(), action).prop_map(|(layer, what, place, action)| {
            Event::Found(Finding { layer, what, place, action })
        }),
        (part, text()).prop_map(|(part, text)| Event::Exposed { part, text: text.into() }),
        (text(), text()).prop_map(|(what, text)| Event::Shown { what: what.into(), text: text.into() }),
        (text(), text()).prop_map(|(why, target)| Event::Reached { why: why.into(), target: target.into() }),
        text().prop_map(|model| Event::Reworded { model: model.into(), said: Said::default() }),
        text().prop_map(|layer| Event::Consulted { layer: layer.into(), said: Said::default() }),
        (text(), prop::option::of(1..6_u8)).prop_map(|(judge, score)| Event::Graded {
            judge: judge.into(),
            score,
            said: Said::default()
        }),
        (text(), calls, any::<u64>(), any::<u64>()).prop_map(|(text, calls, input_tokens, output_tokens)| {
            Event::Said(Said { text: text.into(), calls, input_tokens, output_tokens })
        }),
    ]
}

/// A message as it passes some taps, with other events between them.
fn passage() -> impl Strategy<Value = Vec<Event>> {
    (any_message(), direction(), 1..4_usize, prop::collection::vec(other(), 0..9)).prop_map(
        |(message, direction, taps, between)| {
            let tap = |n: usize| if n.is_multiple_of(2) { Tap::Planted } else { Tap::Delivered };
            let mut events: Vec<Event> = (0..taps)
                .map(|n| Event::Message { service: None, tap: tap(n), direction, message: message.clone() })
                .collect();
            events.splice(1..1, between);
            events
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_trace_round_trips(passages in prop::collection::vec(passage(), 0..5)) {
        let stored = passages.len();
        let trace = Trace { events: passages.concat() };
        let text = trace.to_json_lines();
        prop_assert_eq!(text.lines().count(), trace.events.len());
        prop_assert!(!text.chars().any(|char| char.is_ascii_control() && char != '\n'));
        let again = Trace::from_json_lines(&text).unwrap();
        prop_assert_eq!(&again, &trace);
        prop_assert_eq!(again.to_json_lines(), text.clone(), "reading keeps the twins");
        let texts = text.lines().filter(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["event"] == "message" && line.get("text").is_some()
        });
        prop_assert_eq!(texts.count(), stored, "each message is written once");
    }
}

#[test]
fn equal_is_not_the_same() {
    let event = |message| Event::Message {
        service: None,
        tap: Tap::Planted,
        direction: chain::Direction::ToHost,
        message,
    };
    let (one, other) = (message("{}"), message("{}"));
    let trace = Trace { events: vec![event(one.clone()), event(other), event(one)] };
    let text = trace.to_json_lines();
    assert_eq!(text.matches(r#""text":"{}""#).count(), 2);
    assert_eq!(
        text.lines().last(),
        Some(r#"{"event":"message","tap":"planted","direction":"to_host","same":0}"#)
    );
}

#[test]
fn what_was_let_in_is_read_back() {
    let limits = Limits { depth: 512, ..Limits::default() };
    let deep = format!("{{\"x\":{}1{}}}", "[".repeat(400), "]".repeat(400));
    let message = Message::parse(deep, &limits).unwrap();
    let event =
        Event::Message { service: None, tap: Tap::Planted, direction: chain::Direction::ToHost, message };
    let trace = Trace { events: vec![event] };
    assert_eq!(Trace::from_json_lines(&trace.to_json_lines()).unwrap(), trace);
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let check = |line: &str, part: &str| {
        let good = r#"{"event":"planted","plant":{"surface":"TL03","core":[]}}"#;
        let error = Trace::from_json_lines(&format!("{good}\n{line}\n")).unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.to_string().contains(part), "{error}");
    };
    check("", "EOF");
    check("{", "EOF");
    check(r#"{"event":"dance"}"#, "unknown variant");
    check(r#"{"event":"message","tap":"planted","direction":"to_host"}"#, "no earlier message");
    check(r#"{"event":"message","tap":"planted","direction":"to_host","same":0}"#, "no earlier message");
    check(r#"{"event":"message","tap":"planted","direction":"to_host","same":9}"#, "no earlier message");
    check(r#"{"event":"message","tap":"planted","direction":"to_host","text":"1"}"#, "a bare number");
}
