//! Laws of the wire, on generated and on broken texts.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use proptest::prelude::*;
use serde_json::Value;
use wire::http::sse::{self, EventParser};
use wire::json::{Shape, Sink, Span, scan};
use wire::stdio::{Framed, LineFramer, frame};
use wire::{Limits, Message};

struct Ignore;

impl Sink for Ignore {
    fn open(&mut self, _: Shape, _: Option<Span>, _: u32) {}
    fn close(&mut self, _: u32) {}
}

/// JSON values with awkward strings, as text with random white space.
fn text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?",
        any::<String>().prop_map(|value| Value::from(value).to_string()),
        Just(r#""\ud800\u0000\/\b\ud83d\ude00""#.to_owned()),
    ];
    let space = prop_oneof![4 => Just(""), 1 => Just(" "), 1 => Just("\n"), 1 => Just("\r\n\t")];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let key = prop_oneof!["[a-d]", Just("id".to_owned()), Just("method".to_owned()), any::<String>()];
        let item =
            (space.clone(), inner.clone(), space.clone()).prop_map(|(a, value, b)| format!("{a}{value}{b}"));
        let member = (space.clone(), key, item.clone())
            .prop_map(|(a, key, value)| format!("{a}{}:{value}", Value::from(key)));
        prop_oneof![
            prop::collection::vec(item, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// A text with one byte range replaced.
fn mutated() -> impl Strategy<Value = String> {
    let junk = prop_oneof![Just(String::new()), "[\\[\\]{}\",:0-9eE.+ntf\\\\u -]{1,4}", any::<String>()];
    (text(), any::<prop::sample::Index>(), 0..4_usize, junk).prop_map(|(text, at, length, junk)| {
        let chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len() + 1);
        let rest = chars.iter().skip(at + length);
        chars.iter().take(at).copied().chain(junk.chars()).chain(rest.copied()).collect()
    })
}

/// Whether the reference reader takes the text, leaving out what it checks beyond the grammar: the range of numbers
/// and the pairing of surrogates. `RawValue` checks the grammar alone.
fn grammatical(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}

fn message() -> impl Strategy<Value = Message> {
    text().prop_map(|text| Message::parse(format!("{{\"x\":{text}}}"), &Limits::default()).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn the_scanner_takes_what_is_json(text in text()) {
        prop_assert!(scan(&text, 128, &mut Ignore).is_ok(), "{}", text);
    }

    #[test]
    fn the_scanner_agrees_with_the_reference_on_broken_texts(text in mutated()) {
        prop_assert_eq!(scan(&text, 100, &mut Ignore).is_ok(), grammatical(&text), "{}", text);
    }

    #[test]
    fn a_message_keeps_its_text(message in message()) {
        let text = message.as_str();
        let again = Message::parse(text, &Limits::default()).unwrap();
        prop_assert_eq!(again.as_str(), text);
        let spliced = message.splice(vec![]).unwrap();
        prop_assert_eq!(spliced.as_str(), text);
    }

    #[test]
    fn a_splice_changes_its_span_alone(message in message(), pick in any::<prop::sample::Index>(), new in text()) {
        let tape = message.tape();
        let at = 1 + pick.index(tape.nodes().len() - 1);
        let span = tape.node(at).unwrap().span;
        let (start, end) = (span.start as usize, span.end as usize);
        let edited = message.splice(vec![(span, new.clone())]).unwrap();
        let text = message.as_str();
        prop_assert_eq!(edited.as_str(), format!("{}{}{}", &text[..start], new, &text[end..]));
        let same = message.splice(vec![(span, text[start..end].to_owned())]).unwrap();
        prop_assert_eq!(same, message);
    }

    #[test]
    fn a_path_selects_what_it_was_made_from(message in message(), pick in any::<prop::sample::Index>()) {
        let (text, tape) = (message.as_str(), message.tape());
        let id = pick.index(tape.nodes().len());
        let path = tape.path_of(text, id);
        prop_assert!(tape.select_all(text, &path).contains(&id), "{}", path);
        let written: wire::json::Path = path.to_string().parse().unwrap();
        prop_assert_eq!(written, path);
    }

    #[test]
    fn lines_arrive_as_they_were_framed(messages in prop::collection::vec(message(), 0..6), piece in 1..50_usize) {
        let bytes: Vec<u8> = messages.iter().flat_map(frame).collect();
        let mut framer = LineFramer::new(1 << 20);
        let mut seen = Vec::new();
        for part in bytes.chunks(piece) {
            framer.push(part);
            while let Some(Framed::Line(line)) = framer.next_line() {
                seen.push(String::from_utf8(line).unwrap());
            }
        }
        prop_assert_eq!(framer.rest(), None);
        // Framing turns raw newlines into spaces; texts without them are the same byte for byte.
        let sent: Vec<_> = messages.iter().map(|message| message.as_str().replace(['\n', '\r'], " ")).collect();
        prop_assert_eq!(&seen, &sent);
        for (seen, sent) in seen.iter().zip(&messages) {
            let read = |text: &str| serde_json::from_str::<Value>(text).ok();
            prop_assert_eq!(read(seen), read(sent.as_str()));
        }
    }

    #[test]
    fn events_arrive_as_they_were_encoded(messages in prop::collection::vec(message(), 0..6), piece in 1..50_usize) {
        let bytes: String = messages.iter().map(sse::encode).collect();
        let mut parser = EventParser::new(1 << 20);
        let mut seen = Vec::new();
        for part in bytes.as_bytes().chunks(piece) {
            parser.push(part);
            while let Some(event) = parser.next_event() {
                seen.push(String::from_utf8(event.unwrap().data).unwrap());
            }
        }
        let sent: Vec<_> = messages.iter().map(|message| message.as_str().replace('\r', "\n")).collect();
        prop_assert_eq!(seen, sent);
    }

    #[test]
    fn cutting_does_not_matter(bytes in prop::collection::vec(prop_oneof![
        3 => Just(b'\n'), 2 => Just(b'\r'), 2 => Just(b':'), 2 => Just(b'd'), 1 => any::<u8>()
    ], 0..200), piece in 1..20_usize) {
        let lines = |piece: usize| {
            let mut framer = LineFramer::new(16);
            let mut seen = Vec::new();
            for part in bytes.chunks(piece) {
                framer.push(part);
                seen.extend(std::iter::from_fn(|| framer.next_line()));
            }
            seen.extend(framer.rest());
            // Of a line that is too long only the beginning is kept, and how much depends on the pieces.
            seen.into_iter().map(|framed| match framed { Framed::Line(line) => Some(line), Framed::TooLong(_) => None }).collect::<Vec<_>>()
        };
        prop_assert_eq!(lines(piece), lines(bytes.len().max(1)));
        let events = |piece: usize| {
            let mut parser = EventParser::new(1_000);
            let mut seen = Vec::new();
            for part in bytes.chunks(piece) {
                parser.push(part);
                seen.extend(std::iter::from_fn(|| parser.next_event()));
            }
            seen
        };
        prop_assert_eq!(events(piece), events(bytes.len().max(1)));
    }
}
