//! The table of surfaces: on a terminal, as JSON, and as a page.

use attacks::{Execution, Reader, SURFACES, Surface};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Whether a row is executed, in a word.
pub(super) fn executed(surface: &Surface) -> &'static str {
    match surface.execution {
        Execution::Carried(_) => "yes",
        Execution::Served => "served",
        Execution::Not(_) => "no",
    }
}

fn readers(surface: &Surface) -> String {
    surface.readers.iter().copied().map(Reader::name).collect::<Vec<_>>().join(" ")
}

/// Every row on a line of its own, 80 columns wide, and why some are not executed.
pub(super) fn text() -> String {
    let mut out = format!("{:<5} {:<31} {:<11} {:<22} {}\n", "id", "field", "eras", "read by", "executed");
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for surface in SURFACES.iter() {
        let (eras, readers) = (surface.eras.name(), readers(surface));
        let _ = writeln!(
            out,
            "{:<5} {:<31} {eras:<11} {readers:<22} {}",
            surface.id,
            surface.name,
            executed(surface)
        );
        let unexecuted = if let Execution::Not(why) = surface.execution { Some(why) } else { surface.left };
        if let Some(why) = unexecuted {
            reasons.entry(why).or_default().push(surface.id);
        }
    }
    out.push_str("\nserved: below the messages, by `safemcp serve`. Not executed, or in part:\n");
    for (why, ids) in reasons {
        for line in crate::layout::wrap(&format!("{}: {why}", ids.join(", ")), 76) {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

/// What a row is beyond its name.
pub(super) fn details(surface: &Surface) -> Value {
    json!({
        "method": surface.method,
        "path": surface.path,
        "eras": surface.eras.name(),
        "readers": surface.readers.iter().copied().map(Reader::name).collect::<Vec<_>>(),
        "classes": surface.classes,
        "defenses": surface.defenses,
        "executed": executed(surface),
        "reason": if let Execution::Not(why) = surface.execution { Some(why) } else { None },
        "left": surface.left,
        "breach": surface.breach.map(|breach| breach.to_string()),
    })
}

/// What is known of the rows from a check: eras in which each was executed, and defenses that stopped it.
#[derive(Default)]
pub(super) struct Seen {
    /// Row id to eras.
    pub(super) eras: BTreeMap<String, BTreeSet<&'static str>>,
    /// Row id to defenses.
    pub(super) stopped: BTreeMap<String, BTreeSet<String>>,
}

/// The page `docs/surfaces.md`.
pub(super) fn page(seen: &Seen) -> String {
    let mut out = PREFACE.replace("{}", &SURFACES.len().to_string());
    out.push_str(
        "| id | field | eras | read by | executed in | stopped by | fitting defenses | references |\n",
    );
    out.push_str("|---|---|---|---|---|---|---|---|\n");
    let list = |words: Option<Vec<&str>>| words.map(|words| words.join(", ")).unwrap_or_default();
    for surface in SURFACES.iter() {
        let eras = list(seen.eras.get(surface.id).map(|eras| eras.iter().copied().collect()));
        let left = surface.left.map(|left| format!("; not: {left}")).unwrap_or_default();
        let ran = match surface.execution {
            Execution::Carried(_) => eras + &left,
            Execution::Served => "`safemcp serve`".to_owned() + &left,
            Execution::Not(why) => format!("not: {why}"),
        };
        let stopped =
            list(seen.stopped.get(surface.id).map(|names| names.iter().map(String::as_str).collect()));
        let _ = writeln!(
            out,
            "| {} | {} (`{}`, `{}`) | {} | {} | {ran} | {stopped} | {} | {} |",
            surface.id,
            surface.name,
            surface.method,
            surface.path,
            surface.eras.name(),
            readers(surface),
            surface.defenses.join(", "),
            surface.references,
        );
    }
    out
}

const PREFACE: &str = "# Surfaces

Every field that a server, its package or its host's configuration decides: {} rows. `safemcp catalog --check --page`
makes this page by playing every attack of the catalogue in both protocol eras, and every defense against each.

*Executed in* names the eras in which a row's attack was planted over the wire, reached whom it is meant for, and turned
its predicate true with the worst host; where less can be asked of a row, `safemcp catalog --check` says why. *Stopped
by* names the defenses, with the settings that `safemcp catalog defenses` shows (but `state` with the minimum version
2025-11-25, and `policy` with two rules), with which that predicate stays false.

";

#[cfg(test)]
mod tests {
    use super::{SURFACES, Seen, executed, page};

    const PAGE: &str = include_str!("../../../../docs/surfaces.md");
    const ANEW: &str = "`safemcp catalog --check --page > docs/surfaces.md` makes the page anew";

    /// What the page says of a check, which is too long for this test.
    fn seen() -> Seen {
        let mut seen = Seen::default();
        for line in PAGE.lines() {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let &[_, id, _, _, _, ran, stopped, ..] = cells.as_slice() else { continue };
            let Some(surface) = SURFACES.iter().find(|surface| surface.id == id) else { continue };
            let words = |cell: &'static str| cell.split(", ").filter(|word| !word.is_empty());
            if executed(surface) == "yes" {
                let eras = ["initialize", "stateless"];
                let era = |word| {
                    eras.into_iter().find(|era| *era == word).unwrap_or_else(|| panic!("{line}: {ANEW}"))
                };
                let played = ran.split("; not: ").next().unwrap_or_default();
                seen.eras.insert(id.to_owned(), words(played).map(era).collect());
            }
            for name in words(stopped) {
                assert!(defenses::DEFENSES.iter().any(|defense| defense.id == name), "{name}: {ANEW}");
                seen.stopped.entry(id.to_owned()).or_default().insert(name.to_owned());
            }
        }
        seen
    }

    #[test]
    fn the_page_in_the_documentation_is_the_program_s() {
        let ours = page(&seen());
        for (line, ours) in PAGE.lines().zip(ours.lines()) {
            assert_eq!(line, ours, "{ANEW}");
        }
        assert!(PAGE == ours, "rows are missing or too many: {ANEW}");
    }
}
