//! Items taken out of a JSON array, or members out of an object, without touching any other byte.

use std::collections::BTreeSet;
use wire::json::{Node, NodeId, Span, Tape};

/// The edits that take `gone` (some of the items or members of `container`) out, with the commas that go with them.
pub(crate) fn items(tape: &Tape, container: NodeId, gone: &BTreeSet<NodeId>) -> Vec<(Span, String)> {
    let whole = |node: Node| Span { start: node.key.map_or(node.span.start, |key| key.start), ..node.span };
    let items: Vec<(NodeId, Span)> =
        tape.children(container).filter_map(|id| Some((id, whole(tape.node(id)?)))).collect();
    let last_kept = items.iter().rposition(|(id, _)| !gone.contains(id));
    let mut edits = Vec::new();
    for (at, (id, span)) in items.iter().enumerate() {
        let next = items.get(at + 1).map(|(_, next)| next.start);
        if gone.contains(id) && last_kept.is_some_and(|kept| at < kept) {
            edits.extend(next.map(|end| (Span { start: span.start, end }, String::new())));
        }
    }
    let tail = last_kept.map_or(0, |kept| kept + 1);
    let start = match last_kept.and_then(|kept| items.get(kept)) {
        Some((_, kept)) => Some(kept.end),
        None => items.first().map(|(_, first)| first.start),
    };
    if let (Some(start), Some((_, last))) = (start, items.get(tail..).and_then(<[_]>::last)) {
        edits.push((Span { start, end: last.end }, String::new()));
    }
    edits
}

/// The edit that takes a member out of its object, with the comma that goes with it.
pub(crate) fn member(text: &str, tape: &Tape, member: NodeId) -> Option<(Span, String)> {
    let node = tape.node(member)?;
    let (start, end) = (node.key?.start, node.span.end);
    let (before, after) = (text.get(..start as usize)?, text.get(end as usize..)?);
    let gap = |trimmed: usize, whole: usize| u32::try_from(whole - trimmed).ok();
    let span = if before.trim_end().ends_with(',') {
        Span { start: start - gap(before.trim_end().len(), before.len())? - 1, end }
    } else if after.trim_start().starts_with(',') {
        Span { start, end: end + gap(after.trim_start().len(), after.len())? + 1 }
    } else {
        Span { start, end }
    };
    Some((span, String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Limits, Message};

    #[test]
    fn any_member_can_go() {
        let check = |text: &str, key: &str, expected: &str| {
            let message = Message::parse(text, &Limits::default()).unwrap();
            let tape = message.tape();
            let id = tape.select(text, &key.parse().unwrap())[0];
            let edit = member(text, &tape, id).unwrap();
            assert_eq!(message.splice(vec![edit]).unwrap().as_str(), expected);
        };
        check(r#"{"a":1 , "b":2}"#, "b", r#"{"a":1 }"#);
        check(r#"{"a":1 , "b":2}"#, "a", r#"{ "b":2}"#);
        check(r#"{ "a":1 }"#, "a", "{  }");
    }

    fn check(text: &str, items: [&str; 4], [open, close]: [char; 2]) {
        for mask in 0..16_u32 {
            let goes = |at: usize| mask & (1 << at) != 0;
            let message = Message::parse(text, &Limits::default()).unwrap();
            let tape = message.tape();
            let gone: BTreeSet<NodeId> =
                tape.children(0).enumerate().filter(|(at, _)| goes(*at)).map(|(_, id)| id).collect();
            let left: Vec<&str> =
                items.into_iter().enumerate().filter(|(at, _)| !goes(*at)).map(|(_, item)| item).collect();
            let text = message.splice(super::items(&tape, 0, &gone)).unwrap().to_string();
            let bare: String = text.chars().filter(|char| !char.is_whitespace()).collect();
            assert_eq!(bare, format!("{open}{}{close}", left.join(",")), "{text}");
        }
    }

    #[test]
    fn any_items_can_go() {
        check("[ 1 , [2],\n3,4 ]", ["1", "[2]", "3", "4"], ['[', ']']);
        check(
            r#"{ "a" : 1 , "b":[2],"a":3,"c" :{"d":4} }"#,
            [r#""a":1"#, r#""b":[2]"#, r#""a":3"#, r#""c":{"d":4}"#],
            ['{', '}'],
        );
    }
}
