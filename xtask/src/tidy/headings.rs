//! Every entry of a catalogue is documented in the same four parts.

use super::{Source, Violation};

const HEADINGS: [&str; 4] = ["## What it does", "## Why it works", "## Example", "## References"];

/// Folders of entries, one a file.
const AXES: [&str; 4] = [
    "crates/attacks/src/surface",
    "crates/attacks/src/strategy",
    "crates/attacks/src/objective",
    "crates/attacks/src/placement",
];

/// Where defenses live, besides files that serve them.
const DEFENSES: &str = "crates/defenses/src";

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    sources
        .iter()
        .filter(|source| is_attack_entry(source) || is_defense_entry(source))
        .flat_map(missing)
        .collect()
}

/// Whether this file holds an entry of an axis of attacks.
pub(super) fn is_attack_entry(source: &Source) -> bool {
    AXES.contains(&source.folder()) && source.path.ends_with(".rs") && source.stem() != "mod"
}

/// Whether this file holds a defense.
pub(super) fn is_defense_entry(source: &Source) -> bool {
    source.folder() == DEFENSES && source.code.contains(": Entry = Entry {")
}

fn missing(source: &Source) -> impl Iterator<Item = Violation> + '_ {
    let documented: Vec<&str> =
        source.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let missing = HEADINGS.into_iter().filter(move |heading| !documented.contains(heading));
    missing.map(|heading| {
        Violation::new(&source.path, 1, format!("the file's documentation lacks `{heading}`: add it"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, expected: usize) {
        assert_eq!(super::check(&[Source::new(path, text.to_owned())]).len(), expected, "{path}");
    }

    #[test]
    fn every_part_is_missed() {
        let whole = "//! X.\n//! ## What it does\n//! ## Why it works\n//! ## Example\n//! ## References\n";
        check("crates/attacks/src/surface/tl01.rs", whole, 0);
        check("crates/attacks/src/surface/tl01.rs", "//! X.\n//! ## Example\n\n//! ## References\n", 3);
        check("crates/attacks/src/surface/mod.rs", "", 0);
        check("crates/defenses/src/pin.rs", "", 0);
        check("crates/defenses/src/detector.rs", "pub(crate) const ENTRY: Entry = Entry {};", 4);
    }
}
