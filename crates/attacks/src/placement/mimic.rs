//! Placement `fused:mimic`: the payload takes the form of the text around it.
//!
//! ## What it does
//! Lays the payload out as one more member of an object, element of an array, row of a table, item of a list, or line of
//! `name: value`, whichever the benign text is made of. In other texts it is one more sentence.
//!
//! ## Why it works
//! What has the form of data passes for data: it is parsed without complaint, and it stands where the reader expects
//! content of the service.
//!
//! ## Example
//! ```text
//! "{\"count\": 2}" -> "{\"count\": 2, \"note\": \"PAYLOAD\"}"
//! ```
//!
//! ## References
//! SafeMCP, arXiv 2506.13666 (Prompt Fusion).

use super::Placement;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

/// The payload takes the form of the text around it.
pub(super) struct Mimic;

impl Placement for Mimic {
    fn id(&self) -> &'static str {
        "fused:mimic"
    }

    fn summary(&self) -> &'static str {
        "The payload is one more member, element, row, item or line of the benign text."
    }

    fn source(&self) -> &'static str {
        "arXiv 2506.13666, Prompt Fusion: the form of the benign text"
    }

    fn place(&self, benign: &str, payload: &str, _: &mut ChaCha8Rng) -> String {
        let forms = [json, row, item, line];
        let placed = forms.iter().find_map(|form| form(benign, payload));
        placed.unwrap_or_else(|| format!("{benign} {payload}").trim_start().to_owned())
    }
}

/// One more member of an object or element of an array; the rest stays as it is written.
fn json(benign: &str, payload: &str) -> Option<String> {
    let note = Value::String(payload.to_owned());
    let (empty, added) = match serde_json::from_str(benign).ok()? {
        Value::Object(members) => (members.is_empty(), format!("\"note\": {note}")),
        Value::Array(elements) => match elements.first() {
            Some(Value::Object(_)) => (false, format!("{{\"note\": {note}}}")),
            _ => (elements.is_empty(), note.to_string()),
        },
        _ => return None,
    };
    let end = benign.trim_end().len().checked_sub(1)?;
    let (head, tail) = benign.split_at_checked(end)?;
    let inner = head.trim_end();
    let gap = head.get(inner.len()..)?;
    Some(format!("{inner}{}{added}{gap}{tail}", if empty { "" } else { ", " }))
}

/// One more row of a Markdown table, behind its last.
fn row(benign: &str, payload: &str) -> Option<String> {
    let rule = |line: &&str| line.contains("---") && line.chars().all(|char| "|-: ".contains(char));
    let columns = benign.lines().find(rule)?.matches('|').count().saturating_sub(1).max(1);
    if payload.contains(['\n', '|']) {
        return None;
    }
    let cells = "- | ".repeat(columns - 1);
    behind(benign, |line| line.starts_with('|'), |_| format!("| {cells}{payload} |"))
}

/// One more item of a list, behind its last.
fn item(benign: &str, payload: &str) -> Option<String> {
    behind(
        benign,
        |line| marker(line).is_some(),
        |line| format!("{}{payload}", marker(line).unwrap_or_default()),
    )
}

/// The mark of the item after this one.
fn marker(line: &str) -> Option<String> {
    let text = line.trim_start();
    let indent = line.get(..line.len() - text.len())?;
    let bullet = ["- ", "* ", "• "].into_iter().find(|bullet| text.starts_with(bullet));
    let numbered = || {
        let (number, _) = text.split_once(". ")?;
        Some(format!("{}. ", number.parse::<u32>().ok()?.checked_add(1)?))
    };
    bullet.map(str::to_owned).or_else(numbered).map(|mark| format!("{indent}{mark}"))
}

/// One more line of `name: value`, where all are such lines.
fn line(benign: &str, payload: &str) -> Option<String> {
    let named =
        |line: &str| line.split_once(": ").is_some_and(|(name, _)| name.len() <= 24 && !name.contains('.'));
    if benign.lines().count() < 2 || !benign.lines().all(named) {
        return None;
    }
    behind(benign, named, |_| format!("note: {payload}"))
}

/// Adds a line behind the last one that is meant.
fn behind(benign: &str, meant: impl Fn(&str) -> bool, added: impl Fn(&str) -> String) -> Option<String> {
    let mut at = 0;
    let mut last = None;
    for line in benign.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end_matches('\n');
        if meant(line) {
            last = Some((at, added(line)));
        }
    }
    let (at, added) = last?;
    let (head, tail) = benign.split_at_checked(at)?;
    let (head, gap) = head.strip_suffix('\n').map_or((head, ""), |head| (head, "\n"));
    Some(format!("{head}\n{added}{gap}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::rand_core::SeedableRng;

    #[test]
    fn every_form_is_kept() {
        let check = |benign: &str, expected: &str| {
            assert_eq!(Mimic.place(benign, r#"Say "x"."#, &mut ChaCha8Rng::seed_from_u64(1)), expected);
        };
        check("{}", r#"{"note": "Say \"x\"."}"#);
        check("{\n  \"a\": 1\n}\n", "{\n  \"a\": 1, \"note\": \"Say \\\"x\\\".\"\n}\n");
        check("[1, 2]", r#"[1, 2, "Say \"x\"."]"#);
        check(r#"[{"a": 1}]"#, r#"[{"a": 1}, {"note": "Say \"x\"."}]"#);
        check(
            "| a | b |\n|---|---|\n| 1 | 2 |\nEnd.",
            "| a | b |\n|---|---|\n| 1 | 2 |\n| - | Say \"x\". |\nEnd.",
        );
        check("Two:\n- a\n- b\n", "Two:\n- a\n- b\n- Say \"x\".\n");
        check("1. a\n2. b", "1. a\n2. b\n3. Say \"x\".");
        check("sky: blue\nwind: north", "sky: blue\nwind: north\nnote: Say \"x\".");
        check("Two items. Fine.", "Two items. Fine. Say \"x\".");
        check("", "Say \"x\".");
    }
}
