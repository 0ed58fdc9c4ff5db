//! Events come out the same however the bytes are cut, stay within the limit, and carry messages as they stand.
//!
//! Run: `cargo +nightly fuzz run http_sse_framing -- -max_total_time=20`

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::http::sse::{Event, EventParser, EventTooLarge, encode};
use wire::{Limits, Message};

fn events(bytes: &[u8], piece: usize, limit: usize) -> Vec<Result<Event, EventTooLarge>> {
    let mut parser = EventParser::new(limit);
    let mut seen = Vec::new();
    for part in bytes.chunks(piece) {
        parser.push(part);
        seen.extend(std::iter::from_fn(|| parser.next_event()));
    }
    seen
}

fuzz_target!(|bytes: &[u8]| {
    let Some((piece, bytes)) = bytes.split_first() else { return };
    let piece = usize::from(*piece).max(1);
    // With a limit that nothing reaches, cutting must not matter at all.
    let whole = events(bytes, bytes.len().max(1), 1 << 20);
    assert_eq!(whole, events(bytes, piece, 1 << 20));
    for event in events(bytes, piece, 64).into_iter().flatten() {
        assert!(event.data.len() <= 64);
    }
    for event in whole.into_iter().flatten() {
        let Ok(message) = Message::parse_bytes(&event.data, &Limits::default()) else { continue };
        assert_eq!(message.as_str().as_bytes(), event.data);
        let again = events(encode(&message).as_bytes(), piece, 1 << 20);
        assert_eq!(again, [Ok(Event { name: String::new(), data: event.data })]);
    }
});
