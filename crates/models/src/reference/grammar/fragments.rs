//! A text that was dealt out in numbered parts.
//!
//! ```text
//! part N of M of note LABEL: "JSON STRING"
//! ```
//!
//! Parts with the same label and the same M belong together. Once all M stand in what was read, in whatever texts, they are put
//! together in order of N.

use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Most parts of a note.
const MOST: usize = 16;

static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)part\s+(\d{1,2})\s+of\s+(\d{1,2})\s+of\s+note\s+([a-z0-9]{1,12}):\s+("(?:[^"\\]|\\.)*")"#,
    )
    .ok()
});

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Counted from 1.
    number: usize,
    count: usize,
    label: String,
    text: String,
    /// Where it stands in the text that was read. For a decoded one: where its encoded form stands.
    pub place: Range<usize>,
}

/// Takes the parts out of a text: their words are blanked, as a torn sentence is not to be read. `shell` is where the
/// text itself stands, if it was decoded.
pub(super) fn take(text: &mut String, shell: Option<&Range<usize>>) -> Vec<Fragment> {
    let (mut parts, mut words) = (Vec::new(), Vec::new());
    for found in PART.iter().flat_map(|part| part.captures_iter(text)) {
        let whole = found.get(0).map(|whole| whole.range()).unwrap_or_default();
        parts.extend(part(&found, shell.cloned().unwrap_or(whole)));
        words.extend(found.get(4).map(|string| string.range()));
    }
    for place in words {
        text.replace_range(place.clone(), &" ".repeat(place.len()));
    }
    parts
}

fn part(found: &Captures<'_>, place: Range<usize>) -> Option<Fragment> {
    let number = |group| found.get(group)?.as_str().parse::<usize>().ok();
    let (number, count) = (number(1)?, number(2)?);
    let label = found.get(3)?.as_str().to_ascii_lowercase();
    let text = serde_json::from_str(found.get(4)?.as_str()).ok()?;
    let counts = (1..=count).contains(&number) && count <= MOST;
    counts.then_some(Fragment { number, count, label, text, place })
}

/// Parts as they come in.
#[derive(Debug, Default)]
pub struct Fragments(BTreeMap<(String, usize), BTreeMap<usize, String>>);

impl Fragments {
    /// Takes a part in; the whole text if this part was the last one missing. What was read first stays.
    pub fn complete(&mut self, part: &Fragment) -> Option<String> {
        let parts = self.0.entry((part.label.clone(), part.count)).or_default();
        if parts.contains_key(&part.number) {
            return None;
        }
        parts.insert(part.number, part.text.clone());
        (parts.len() == part.count).then(|| parts.values().map(String::as_str).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn parts_come_together_in_any_order() {
        let mut parts = Fragments::default();
        let mut check = |text: &str, expected: &[&str]| {
            let whole: Vec<String> =
                read(text).fragments.iter().filter_map(|part| parts.complete(part)).collect();
            assert_eq!(whole, expected, "{text}");
        };
        check(r#"Part 2 of 2 of note a7: "the \"tool\"", and part 1 of 3 of note a7: "x""#, &[]);
        check(
            r#"part 0 of 2 of note a7: "x", part 3 of 2 of note a7: "x", part 1 of 99 of note a7: "x""#,
            &[],
        );
        check(r#"part 1 of 2 of note b: "x""#, &[]);
        check(r#"This is part 1 of 2 of note A7: "call ""#, &[r#"call the "tool""#]);
        check(r#"part 1 of 2 of note a7: "again""#, &[]);
        check(r#"part 1 of 1 of note a8: "alone""#, &["alone"]);
    }
}
