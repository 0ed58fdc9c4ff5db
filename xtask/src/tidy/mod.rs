//! The rules of the house that the compiler does not check.
//!
//! | file | rule |
//! |---|---|
//! | `length` | no file is long, the median is short |
//! | `functions` | no function is long |
//! | `headings` | every entry of a catalogue is documented in the same four parts |
//! | `catalogue` | every entry stands in its catalogue |
//! | `entrance` | `lib.rs` says what there is, and does nothing |
//! | `words` | nothing unfinished, no place on somebody's machine |
//! | `rooms` | dependencies point down |

mod catalogue;
mod entrance;
mod functions;
mod headings;
mod length;
mod mask;
mod rooms;
mod source;
mod violation;
mod words;

use crate::say;
use crate::shell::root;
use crate::trouble::{Done, Trouble};
use source::Source;
use violation::Violation;

/// One rule over all sources.
type Rule = fn(&[Source]) -> Vec<Violation>;

const RULES: &[Rule] = &[
    length::check,
    functions::check,
    headings::check,
    catalogue::check,
    entrance::check,
    words::check,
    rooms::check,
];

/// Prints every violation, and fails if there is one.
pub(crate) fn run() -> Done {
    let violations = violations()?;
    for violation in &violations {
        say::line(&violation.to_string());
    }
    match violations.len() {
        0 => {
            say::line("tidy: no violations");
            Ok(())
        }
        count => Err(Trouble::new(format!("tidy: {count} violations"))),
    }
}

fn violations() -> Done<Vec<Violation>> {
    let sources = source::all(&root())?;
    let mut violations: Vec<_> = RULES.iter().flat_map(|rule| rule(&sources)).collect();
    violations.sort();
    Ok(violations)
}

#[cfg(test)]
mod tests {
    /// The rules hold for this repository, and there was something to look at.
    #[test]
    fn the_house_is_tidy() {
        let sources = super::source::all(&crate::shell::root()).unwrap();
        assert!(
            sources.iter().any(|source| source.path == "crates/wire/src/lib.rs"),
            "the sources were not found"
        );
        let violations = super::violations().unwrap();
        let listed: Vec<_> = violations.iter().map(ToString::to_string).collect();
        assert!(listed.is_empty(), "{}", listed.join("\n"));
    }
}
