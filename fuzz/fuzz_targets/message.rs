//! A message that is accepted keeps its text, and edits nothing but what it is told to.
//!
//! Run: `cargo +nightly fuzz run message -- -max_total_time=20`

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::{Limits, Message};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { depth: 64, message_bytes: 1 << 16, ..Limits::default() };
    let Ok(message) = Message::parse_bytes(bytes, &limits) else { return };
    assert_eq!(message.as_str().as_bytes(), bytes);
    assert_eq!(message.splice(vec![]).expect("no edit breaks nothing"), message);
    // The head and the tape must see the same message.
    let tape = message.tape();
    let text = message.as_str();
    let head =
        [("id", message.id().map(|id| id.to_string())), ("result", message.result_json().map(str::to_owned))];
    for (name, seen) in head {
        let path = name.parse().expect("a name is a path");
        let found = tape.select(text, &path).pop().and_then(|id| tape.node(id));
        assert_eq!(found.map(|node| node.span.of(text).to_owned()), seen);
    }
    for (id, node) in tape.nodes().iter().enumerate() {
        let same = vec![(node.span, node.span.of(text).to_owned())];
        assert_eq!(message.splice(same).expect("a text for itself breaks nothing"), message);
        let path = tape.path_of(text, id);
        assert!(tape.select_all(text, &path).contains(&id), "{path}");
        if id > 32 {
            break;
        }
    }
    let rewritten = message.rewrite(&"**".parse().expect("a path"), |_| None).expect("nothing is edited");
    assert!(rewritten.is_none());
    let _method = message.method();
});
