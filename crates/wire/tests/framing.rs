//! What comes of every kind of bad line, however the bytes are cut.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail loudly")]

use tokio::io::{AsyncWriteExt, duplex};
use wire::stdio::{LineReader, LineWriter, StreamLink, frame};
use wire::{Kind, Limits, Link, LinkError, Message};

const SMALL: Limits = Limits {
    message_bytes: 64,
    depth: 4,
    start_ms: 30_000,
    request_ms: 60_000,
    total_ms: 600_000,
    stop_ms: 2_000,
};

/// Reads `input`, delivered in pieces of `piece` bytes, to its end.
async fn read(input: &[u8], piece: usize) -> Vec<Result<Message, LinkError>> {
    let (mut far, near) = duplex(1 << 16);
    for bytes in input.chunks(piece) {
        far.write_all(bytes).await.unwrap();
    }
    drop(far);
    let mut reader = LineReader::new(near, "the peer", SMALL);
    let mut seen = Vec::new();
    while let Some(next) = reader.next().await.transpose() {
        seen.push(next);
    }
    seen
}

/// Each expected item is the text of a message, or `!` and a part of an error.
async fn check(input: &[u8], expected: &[&str]) {
    for piece in [1, 7, input.len().max(1)] {
        let seen = read(input, piece).await;
        assert_eq!(
            seen.len(),
            expected.len(),
            "{:?} in pieces of {piece}: {seen:?}",
            String::from_utf8_lossy(input)
        );
        for (seen, expected) in seen.iter().zip(expected) {
            match (seen, expected.strip_prefix('!')) {
                (Ok(message), None) => assert_eq!(message.as_str(), *expected),
                (Err(error), Some(part)) => {
                    assert!(error.to_string().contains(part), "{error} should contain {part}");
                    assert!(error.to_string().contains("the peer"), "{error} should name the peer");
                    assert!(error.is_survivable());
                    assert!(!error.to_string().chars().any(char::is_control), "{error:?} is not escaped");
                }
                other => panic!("{other:?} in pieces of {piece}"),
            }
        }
    }
}

#[tokio::test]
async fn good_lines() {
    check(b"", &[]).await;
    check(b"{\"a\":1}\n{\"b\":2}\n", &[r#"{"a":1}"#, r#"{"b":2}"#]).await;
    check(b"{\"a\":1}\r\n\r\n\n  \n{\"b\":2}\r\n", &[r#"{"a":1}"#, r#"{"b":2}"#]).await;
    check(b"{\"a\":1}", &[r#"{"a":1}"#]).await;
    check(b" { \"a\" :\t1 } \n", &[r#" { "a" :	1 } "#]).await;
    check(br#"{"n":10000000000000000000001,"n":1e999}"#, &[r#"{"n":10000000000000000000001,"n":1e999}"#])
        .await;
    check(br#"{"s":"\ud800 \u0000"}"#, &[r#"{"s":"\ud800 \u0000"}"#]).await;
    check(b"[{\"id\":1}]\n", &[r#"[{"id":1}]"#]).await;
}

#[tokio::test]
async fn bad_lines_leave_the_stream_usable() {
    let good = "{\"ok\":1}";
    for (bad, part) in [
        (&b"Server listening on port 3000"[..], "!not JSON"),
        (b"{\"a\":1", "!not JSON: the text ends inside a value"),
        (b"{'a':1}", "!member name"),
        (b"{\"a\":1}{\"b\":2}", "!the end of the text"),
        (b"{\"a\":\"\xff\xfe\"}", "!not UTF-8 at byte 6"),
        (b"{\"a\":\"\x00\"}", "!a character of a string"),
        (b"\x00\x00", "!not JSON"),
        (b"\xef\xbb\xbf{\"a\":1}", "!not JSON"),
        (b"\"text\"", "!bare string"),
        (b"17", "!bare number"),
        (b"null", "!bare literal"),
        (b"[[[[[1]]]]]", "!nested deeper than 4 levels"),
        (b"{\"a\":NaN}", "!a value"),
        (b"{\"a\":01}", "!not JSON"),
        (b"\x1b[31mred\x1b[0m", "!\\u{1b}[31mred"),
    ] {
        let stream = [bad, b"\n", good.as_bytes(), b"\n"].concat();
        check(&stream, &[part, good]).await;
    }
}

#[tokio::test]
async fn long_lines_are_dropped_and_told() {
    let fits = format!("{{\"a\":\"{}\"}}", "x".repeat(56));
    assert_eq!(fits.len(), SMALL.message_bytes);
    let over = format!("{{\"a\":\"{}\"}}", "x".repeat(57));
    let far_over = "y".repeat(20_000);
    check(
        format!("{fits}\r\n{over}\n{fits}\n").as_bytes(),
        &[&fits, "!larger than the limit of 64 bytes", &fits],
    )
    .await;
    check(format!("{far_over}\n{fits}\n").as_bytes(), &["!yyyyyyyy", &fits]).await;
    check(far_over.as_bytes(), &["!larger than the limit of 64 bytes"]).await;
}

#[tokio::test]
async fn a_dropped_wait_loses_no_partial_line() {
    let (mut far, near) = duplex(1024);
    let mut reader = LineReader::new(near, "the peer", SMALL);
    for part in ["{\"a\"", ":", "1}"] {
        far.write_all(part.as_bytes()).await.unwrap();
        tokio::select! {
            biased;
            early = reader.next() => panic!("no line is whole yet: {early:?}"),
            () = tokio::task::yield_now() => {}
        }
    }
    far.write_all(b"\n").await.unwrap();
    assert_eq!(reader.next().await.unwrap().unwrap().as_str(), r#"{"a":1}"#);
}

#[tokio::test]
async fn a_dropped_send_leaves_no_half_line() {
    let (near, far) = duplex(8);
    let mut writer = LineWriter::new(near, "the peer");
    let first = Message::parse(format!("{{\"a\":\"{}\"}}", "x".repeat(40)), &SMALL).unwrap();
    let second = Message::parse(r#"{"b":2}"#, &SMALL).unwrap();
    tokio::select! {
        biased;
        _ = writer.send(&first) => panic!("nobody reads yet"),
        () = tokio::task::yield_now() => {}
    }
    let reading = tokio::spawn(async move {
        let mut reader = LineReader::new(far, "the other peer", SMALL);
        [reader.next().await.unwrap().unwrap(), reader.next().await.unwrap().unwrap()]
    });
    writer.send(&second).await.unwrap();
    assert_eq!(reading.await.unwrap(), [first, second]);
}

#[test]
fn white_space_is_all_that_framing_changes() {
    let message = |text: &str| Message::parse(text, &SMALL).unwrap();
    let check = |text: &str, line: &str| assert_eq!(frame(&message(text)), line.as_bytes());
    check(r#"{"a":"x\ny"}"#, "{\"a\":\"x\\ny\"}\n");
    check("{\r\n\"a\" : 1\n}", "{  \"a\" : 1 }\n");
    check("{\"a\":\"\u{2028}\u{85}\"}", "{\"a\":\"\u{2028}\u{85}\"}\n");
}

#[tokio::test]
async fn two_peers_that_both_write_first_do_not_block() {
    let limits = Limits { message_bytes: 1 << 20, ..SMALL };
    let (one, other) = duplex(16);
    let link = |stream| {
        let (read, write) = tokio::io::split(stream);
        StreamLink::new(read, write, "the peer", limits)
    };
    let (mut one, mut other) = (link(one), link(other));
    let big = Message::parse(format!("{{\"a\":\"{}\"}}", "x".repeat(100_000)), &limits).unwrap();
    let exchange = async |link: &mut StreamLink<_, _>| {
        link.send(big.clone()).await.unwrap();
        link.recv().await.unwrap().unwrap()
    };
    let (back, there) = tokio::join!(exchange(&mut one), exchange(&mut other));
    assert_eq!([back, there], [big.clone(), big.clone()]);
    one.close().await.unwrap();
    assert!(other.recv().await.unwrap().is_none());
    assert!(matches!(one.send(big).await, Err(LinkError::Closed { .. })));
}

#[test]
fn kinds_by_members() {
    let check = |text: &str, kind: Kind| {
        assert_eq!(Message::parse(text, &Limits::default()).unwrap().kind(), kind, "{text}");
    };
    check(r#"{"id":1,"method":"x"}"#, Kind::Request);
    check(r#"{"method":"x"}"#, Kind::Notification);
    check(r#"{"id":1,"result":{}}"#, Kind::Response);
    check(r#"{"id":1,"result":{},"error":{}}"#, Kind::Response);
    check(r#"{"id":null,"error":{}}"#, Kind::Response);
    check(r#"{"id":1}"#, Kind::Other);
    check(r#"[{"id":1}]"#, Kind::Batch);
    check(r#"{"\u0069d":1,"method":"x"}"#, Kind::Request);
    check(r#"{"params":{"id":1,"method":"x"}}"#, Kind::Other);
}

#[test]
fn ids_are_compared_as_written() {
    let id =
        |text: &str| Message::parse(format!(r#"{{"id":{text}}}"#), &Limits::default()).unwrap().id().unwrap();
    for (one, other) in [("1", "1.0"), ("1", "\"1\""), ("1", "1e0"), ("\"a\"", r#""\u0061""#), ("1", "null")]
    {
        assert_ne!(id(one), id(other));
    }
    let twice = Message::parse(r#"{"id":1,"id":2,"method":"x"}"#, &Limits::default()).unwrap();
    assert_eq!(twice.id().unwrap().as_json(), "2");
    assert_eq!(twice.tape().duplicates(twice.as_str()).len(), 1);
}
