//! Server-sent events, good and bad.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use wire::http::sse::EventParser;

/// Each expected item is `name|data`, or `!` for an event that was too large.
fn check(input: &str, expected: &[&str]) {
    for piece in [1, 3, input.len().max(1)] {
        let mut parser = EventParser::new(32);
        let mut seen = Vec::new();
        for part in input.as_bytes().chunks(piece) {
            parser.push(part);
            while let Some(event) = parser.next_event() {
                seen.push(match event {
                    Ok(event) => format!("{}|{}", event.name, String::from_utf8(event.data).unwrap()),
                    Err(_) => "!".to_owned(),
                });
            }
        }
        assert_eq!(seen, expected, "{input:?} in pieces of {piece}");
    }
}

#[test]
fn events() {
    check("data: {}\n\n", &["|{}"]);
    check("data:{}\r\n\r\ndata: 2\r\rdata:3\n\n", &["|{}", "|2", "|3"]);
    check("event: message\ndata: {\ndata: }\n\n", &["message|{\n}"]);
    check("data:  two spaces\n\n", &["| two spaces"]);
    check("\u{feff}data: 1\n\n", &["|1"]);
    check(": comment\nid: 1\nretry: 5\nunknown: x\nnocolon\n\n", &[]);
    check("data\n\ndata:\n\n", &[]);
    check("data: a\n\ndata: unfinished\n", &["|a"]);
    check("event: x\n\ndata: a\n\n", &["|a"]);
}

#[test]
fn what_is_too_large_is_dropped_and_told() {
    let fits = "x".repeat(32);
    let over = "x".repeat(33);
    let far = "x".repeat(5_000);
    check(&format!("data: {fits}\n\n"), &[&format!("|{fits}")]);
    check(&format!("data: {over}\n\ndata: a\n\n"), &["!", "|a"]);
    check(&format!("data: {far}\n\ndata: a\n\n"), &["!", "|a"]);
    check(&format!("{}\ndata: a\n\n", "data: 123456789\n".repeat(100)), &["!", "|a"]);
}

#[test]
fn ids_and_pauses_are_kept() {
    let mut parser = EventParser::new(32);
    parser.push(b"id: 7\nretry: 250\ndata:\n\nid: a\0b\n\nretry: soon\n\n");
    assert_eq!(parser.next_event(), None);
    assert_eq!((parser.last_id(), parser.retry()), (Some("7"), None));
    parser.restart();
    assert_eq!(parser.last_id(), Some("7"));
}
