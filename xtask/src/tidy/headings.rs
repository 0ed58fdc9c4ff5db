//! Every entry of a catalogue is documented in the same four parts.

use super::{Source, Violation};
use std::collections::BTreeSet;

const HEADINGS: [&str; 4] = ["What it does", "Why it works", "Example", "References"];

/// Folders of entries, one a file.
const AXES: [&str; 3] =
    ["crates/attacks/src/strategy", "crates/attacks/src/objective", "crates/attacks/src/placement"];

/// Where the carriers of surfaces live. The table of surfaces names them, so that the compiler finds one that nobody uses.
const CARRIERS: &str = "crates/attacks/src/carrier";

/// Where defenses live, besides files that serve them.
const DEFENSES: &str = "crates/defenses/src";

/// Where environments live, each in a folder with a file `family.rs`, besides folders that serve them.
const ENVIRONMENTS: &str = "crates/environments/src/";

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    let documented =
        |source: &&Source| is_attack_entry(source) || is_carrier(source) || is_defense_entry(source);
    let entries = sources.iter().filter(documented);
    let environments = environments(sources);
    let of_entries = entries.flat_map(|source| missing(source, "##"));
    let of_environments = environments.iter().flat_map(|source| missing(source, "#"));
    let unplayed = environments.iter().filter_map(|source| unplayed(source));
    of_entries.chain(of_environments).chain(unplayed).collect()
}

/// Whether this file holds an entry of an axis of attacks.
pub(super) fn is_attack_entry(source: &Source) -> bool {
    AXES.contains(&source.folder()) && source.path.ends_with(".rs") && source.stem() != "mod"
}

/// Whether this file holds a carrier.
fn is_carrier(source: &Source) -> bool {
    source.folder() == CARRIERS && source.path.ends_with(".rs") && source.stem() != "mod"
}

/// Whether this file holds a defense.
pub(super) fn is_defense_entry(source: &Source) -> bool {
    source.folder() == DEFENSES && source.code.contains(": Entry = Entry {")
}

/// The pages of the environments: `mod.rs` of each family's folder.
fn environments(sources: &[Source]) -> Vec<&Source> {
    let inside = |source: &&Source| source.path.starts_with(ENVIRONMENTS);
    let named =
        |name: &'static str| sources.iter().filter(inside).filter(move |source| source.stem() == name);
    let families: BTreeSet<&str> = named("family").map(Source::folder).collect();
    named("mod").filter(|source| families.contains(source.folder())).collect()
}

/// Headings that the documentation lacks; `mark` is what stands before them.
fn missing<'s>(source: &'s Source, mark: &'s str) -> impl Iterator<Item = Violation> + 's {
    let documented: BTreeSet<&str> = documentation(source).collect();
    let headings = HEADINGS.into_iter().map(move |heading| format!("{mark} {heading}"));
    headings.filter(move |heading| !documented.contains(heading.as_str())).map(|heading| {
        Violation::new(&source.path, 1, format!("the file's documentation lacks `{heading}`: add it"))
    })
}

/// An environment's page without an example that `cargo test --doc` runs: a block of code of no other kind than Rust.
fn unplayed(source: &Source) -> Option<Violation> {
    let example = documentation(source).skip_while(|line| *line != "# Example").skip(1);
    // A block may hold lines that begin with `# `: they are hidden code.
    let mut lines = example.take_while(|line| *line != "# References");
    let first = lines.find(|line| line.starts_with("```"));
    let what =
        "the page has no example that is run: add a block of Rust below `# Example`, begun by a bare ```";
    (first != Some("```")).then(|| Violation::new(&source.path, 1, what.to_owned()))
}

/// Lines of the file's documentation.
fn documentation(source: &Source) -> impl Iterator<Item = &str> {
    source.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, expected: usize) {
        let family = Source::new("crates/environments/src/maze/family.rs", String::new());
        let found = super::check(&[Source::new(path, text.to_owned()), family]);
        assert_eq!(found.len(), expected, "{path}: {text}");
    }

    #[test]
    fn every_part_is_missed() {
        let whole = "//! X.\n//! ## What it does\n//! ## Why it works\n//! ## Example\n//! ## References\n";
        check("crates/attacks/src/carrier/field.rs", whole, 0);
        check("crates/attacks/src/carrier/field.rs", "//! X.\n//! ## Example\n\n//! ## References\n", 3);
        check("crates/attacks/src/carrier/mod.rs", "", 0);
        check("crates/defenses/src/pin.rs", "", 0);
        check("crates/defenses/src/detector.rs", "pub(crate) const ENTRY: Entry = Entry {};", 4);
    }

    #[test]
    fn pages_of_environments_are_played() {
        let page = "crates/environments/src/maze/mod.rs";
        let with = |example: &str| {
            format!("//! # What it does\n//! # Why it works\n//! # Example\n{example}//! # References\n")
        };
        check(page, &with("//! ```\n//! # hidden();\n//! ```\n"), 0);
        check(page, &with(""), 1);
        check(page, &with("//! ```no_run\n//! ```\n"), 1);
        check(page, "//! X.\n", 5);
        check(page, &with("//! ```\n//! ```\n").replace("# ", "## "), 5);
        // A folder that serves others, and a family's other files.
        check("crates/environments/src/text/mod.rs", "", 0);
        check("crates/environments/src/maze/world.rs", "", 0);
    }
}
