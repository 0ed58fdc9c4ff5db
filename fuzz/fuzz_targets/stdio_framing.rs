//! Lines come out the same however the bytes are cut, and a message framed again reads as it was.
//!
//! Run: `cargo +nightly fuzz run stdio_framing -- -max_total_time=20`

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::stdio::{Framed, LineFramer, frame};
use wire::{Limits, Message};

const LIMIT: usize = 256;

fn lines(bytes: &[u8], piece: usize) -> Vec<Framed> {
    let mut framer = LineFramer::new(LIMIT);
    let mut seen = Vec::new();
    for part in bytes.chunks(piece) {
        framer.push(part);
        seen.extend(std::iter::from_fn(|| framer.next_line()));
        assert!(framer.waiting() <= LIMIT + 1, "a line without an end is not kept");
    }
    seen.extend(framer.rest());
    seen
}

fuzz_target!(|bytes: &[u8]| {
    let Some((piece, bytes)) = bytes.split_first() else { return };
    let whole = lines(bytes, bytes.len().max(1));
    let cut = lines(bytes, usize::from(*piece).max(1));
    assert_eq!(whole.len(), cut.len());
    let limits = Limits { message_bytes: LIMIT, depth: 64, ..Limits::default() };
    for (one, other) in whole.iter().zip(&cut) {
        let (Framed::Line(one), Framed::Line(other)) = (one, other) else {
            assert!(matches!((one, other), (Framed::TooLong(_), Framed::TooLong(_))));
            continue;
        };
        assert_eq!(one, other);
        assert!(one.len() <= LIMIT && !one.contains(&b'\n'));
        let Ok(message) = Message::parse_bytes(one, &limits) else { continue };
        assert_eq!(message.as_str().as_bytes(), one);
        let framed = frame(&message);
        let mut again = LineFramer::new(LIMIT);
        again.push(&framed);
        let Some(Framed::Line(line)) = again.next_line() else { panic!("a framed message is one line") };
        let spaced = message.as_str().replace('\r', " ");
        assert_eq!(line, spaced.as_bytes(), "framing changes raw line ends alone");
        assert_eq!(again.rest(), None);
    }
});
