//! The table of surfaces: on a terminal, as JSON, and as a page.

use attacks::{Execution, Form, Reader, SURFACES, Surface};
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

/// Every row on a line of its own, 80 columns wide, its further forms below it, and why some are not executed.
pub(super) fn text() -> String {
    let line = |id: &str, name: &str, eras: &str, readers: &str, executed: &str| {
        format!("{id:<5} {name:<32} {eras:<11} {readers:<20} {executed}\n")
    };
    let mut out = line("id", "field", "eras", "read by", "executed");
    let mut reasons: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for surface in SURFACES.iter() {
        out.push_str(&line(
            surface.id,
            surface.name,
            surface.eras.name(),
            &readers(surface),
            executed(surface),
        ));
        for form in surface.forms() {
            let mut id = format!("{}:{}", surface.id, form.id);
            for line in crate::layout::wrap(form.what, 62) {
                let _ = writeln!(out, "  {id:<15} {line}");
                id.clear();
            }
        }
        let why = match surface.execution {
            Execution::Not(why) => why.to_owned(),
            _ => surface.remainder(),
        };
        if !why.is_empty() {
            reasons.entry(why).or_default().push(surface.id);
        }
    }
    out.push_str("\nserved: below the messages, by `safemcp serve`. Not executed, or in part:\n");
    for (why, ids) in reasons {
        for line in crate::layout::wrap(&format!("{}: {why}", ids.join(", ")), 76) {
            let _ = writeln!(out, "  {line}");
        }
    }
    out.push_str("\nIn full: `safemcp catalog surfaces TL03`; all rows: `--all`, `--json`, `--page`.\n");
    out
}

/// What the letters of the attack classes stand for.
const CLASSES: [(char, &str); 8] = [
    ('A', "harmful content"),
    ('B', "hijack and exfiltration"),
    ('C', "degradation"),
    ('D', "exhaustion"),
    ('E', "preference and shadowing"),
    ('F', "conditional"),
    ('G', "deception of the user"),
    ('H', "protocol and infrastructure"),
];

/// All that is known of a row, to be read.
pub(super) fn facts(surface: &Surface) -> Vec<(String, String)> {
    let class = |letter: char| {
        CLASSES.iter().find(|(known, _)| *known == letter).map(|(_, name)| format!("{letter} {name}"))
    };
    let classes: Vec<String> = surface.classes.chars().filter_map(class).collect();
    let left = left(surface);
    let ran = match surface.execution {
        Execution::Carried(_) => format!("over the wire{left}"),
        Execution::Served => format!("below the messages, by `safemcp serve`{left}"),
        Execution::Not(why) => format!("no: {why}"),
    };
    let facts = [
        ("method", surface.method.to_owned()),
        ("path", surface.path.to_owned()),
        ("eras", surface.eras.name().to_owned()),
        ("direction", surface.direction().name().to_owned()),
        ("read by", readers(surface)),
        ("classes", classes.join(", ")),
        ("SAFE-MCP", surface.safe_mcp().join(", ")),
        ("OWASP MCP", surface.owasp().join(", ")),
        ("references", surface.further()),
        ("defenses", surface.defenses.join(", ")),
        ("executed", ran),
        ("predicate", surface.breach.map(|breach| breach.to_string()).unwrap_or_default()),
    ];
    let first = surface.first_form().map(|what| ("first form".to_owned(), what.to_owned()));
    let forms = surface.forms().iter().map(|form| (format!(":{}", form.id), form.what.to_owned()));
    let facts = facts.into_iter().map(|(name, fact)| (name.to_owned(), fact));
    facts.chain(first).chain(forms).collect()
}

/// What of a row is not executed, as an ending.
fn left(surface: &Surface) -> String {
    let left = surface.remainder();
    if left.is_empty() { left } else { format!("; not: {left}") }
}

/// What a row is beyond its name.
pub(super) fn details(surface: &Surface) -> Value {
    json!({
        "method": surface.method,
        "path": surface.path,
        "eras": surface.eras.name(),
        "readers": surface.readers.iter().copied().map(Reader::name).collect::<Vec<_>>(),
        "direction": surface.direction().name(),
        "classes": surface.classes,
        "safe_mcp": surface.safe_mcp(),
        "owasp_mcp": surface.owasp(),
        "references": surface.further(),
        "defenses": surface.defenses,
        "executed": executed(surface),
        "reason": if let Execution::Not(why) = surface.execution { Some(why) } else { None },
        "left": Some(surface.remainder()).filter(|left| !left.is_empty()),
        "breach": surface.breach.map(|breach| breach.to_string()),
        "form": surface.first_form(),
        "forms": surface.forms().iter().map(|form| form_details(surface, form)).collect::<Vec<_>>(),
    })
}

/// A further form of a row.
fn form_details(surface: &Surface, form: &Form) -> Value {
    json!({
        "id": format!("{}:{}", surface.id, form.id),
        "what": form.what,
        "eras": form.eras.unwrap_or(surface.eras).name(),
        "breach": form.breach.map(|breach| breach.to_string()),
    })
}

/// What is known of the rows from a check.
#[derive(Default)]
pub(super) struct Seen {
    /// Row id, and form, to the eras in which it was executed.
    pub(super) eras: BTreeMap<String, Eras>,
    /// Row id, and form, to the defenses that stopped it, and in which eras.
    pub(super) stopped: BTreeMap<String, BTreeMap<String, Eras>>,
    /// Row id, and form, to the defenses that reported it, and in which eras.
    pub(super) detected: BTreeMap<String, BTreeMap<String, Eras>>,
}

/// Names of eras.
pub(super) type Eras = BTreeSet<&'static str>;

/// The eras as the page names them.
pub(super) const ERAS: [&str; 2] = ["initialize", "stateless"];

/// The heads of the page's columns.
const HEADS: [&str; 12] = [
    "id",
    "field",
    "eras",
    "direction",
    "read by",
    "classes",
    "executed in",
    "stopped by",
    "detected by",
    "fitting defenses",
    "SAFE-MCP, OWASP MCP",
    "further references",
];

/// The page `docs/surfaces.md`: with what a check saw, or without.
pub(super) fn page(seen: Option<&Seen>) -> String {
    let mut out =
        PREFACE.replace("{rows}", &SURFACES.len().to_string()).replace("{settings}", &own_settings());
    let _ = writeln!(out, "| {} |", HEADS.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(HEADS.len()));
    for surface in SURFACES.iter() {
        let (ran, stopped, detected) = measured(surface, seen);
        let first = surface.first_form().map(|what| format!(": {what}")).unwrap_or_default();
        let tags: Vec<&str> = surface.safe_mcp().into_iter().chain(surface.owasp()).collect();
        let cells = [
            surface.id.to_owned(),
            format!("{} (`{}`, `{}`){first}", surface.name, surface.method, surface.path),
            surface.eras.name().to_owned(),
            surface.direction().name().to_owned(),
            readers(surface),
            surface.classes.to_owned(),
            ran,
            stopped,
            detected,
            surface.defenses.join(", "),
            tags.join(", "),
            surface.further(),
        ];
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        for form in surface.forms() {
            let id = format!("{}:{}", surface.id, form.id);
            let (ran, stopped, detected) = seen.map(|seen| seen.of(&id)).unwrap_or_default();
            let eras = form.eras.unwrap_or(surface.eras).name();
            let _ = writeln!(
                out,
                "| {id} | {} | {eras} | | | | {ran} | {stopped} | {detected} | | | |",
                form.what
            );
        }
    }
    out
}

/// Where a row was executed, and which defenses stopped and detected it.
fn measured(surface: &Surface, seen: Option<&Seen>) -> (String, String, String) {
    let left = left(surface);
    let below = "stands below the messages that defenses see".to_owned();
    match (surface.execution, seen) {
        (Execution::Not(why), _) => (format!("not: {why}"), String::new(), String::new()),
        (Execution::Served, _) => {
            let exists = |era: &&&str| match **era {
                "initialize" => surface.eras.has_initialize(),
                _ => surface.eras.has_stateless(),
            };
            let eras: Vec<&str> = ERAS.iter().filter(exists).copied().collect();
            (format!("{} (`safemcp serve`){left}", eras.join(", ")), below.clone(), below)
        }
        (Execution::Carried(_), None) => (left, String::new(), String::new()),
        (Execution::Carried(_), Some(seen)) => {
            let (ran, stopped, detected) = seen.of(surface.id);
            (ran + &left, stopped, detected)
        }
    }
}

impl Seen {
    /// The eras in which a row or a form was executed, and the defenses that stopped and detected it.
    fn of(&self, id: &str) -> (String, String, String) {
        let eras = self.eras.get(id).cloned().unwrap_or_default();
        let told = |defenses: &BTreeMap<String, BTreeMap<String, Eras>>| {
            // In an era in which it does not exist it may have been played, which says nothing of it.
            let of = defenses.get(id).into_iter().flatten();
            let of = of.filter(|(_, in_eras)| !in_eras.is_disjoint(&eras));
            of.map(|(name, in_eras)| named(name, in_eras, &eras)).collect::<Vec<_>>().join(", ")
        };
        let (stopped, detected) = (told(&self.stopped), told(&self.detected));
        (eras.into_iter().collect::<Vec<_>>().join(", "), stopped, detected)
    }
}

/// A defense, with the eras in which it did something where these are not all in which the row was executed.
fn named(name: &str, eras: &Eras, all: &Eras) -> String {
    if eras.is_superset(all) {
        return name.to_owned();
    }
    let eras: Vec<&str> = eras.intersection(all).copied().collect();
    format!("{name} ({})", eras.join(" "))
}

/// The defenses that are not played with the settings that the catalogue shows, and why.
fn own_settings() -> String {
    let one = |defense: &defenses::Entry| {
        Some(format!("`{}` with `{}`", defense.id, lab::check::own_settings(defense.id)?))
    };
    defenses::DEFENSES.iter().filter_map(one).collect::<Vec<_>>().join(", ")
}

const PREFACE: &str = "# Surfaces

Every field that a server, its package or its host's configuration decides: {rows} rows. `safemcp catalog --check --page`
makes this page by playing every attack of the catalogue in both protocol eras, and every defense against each. A row
that is used in several ways has a line for each further form, such as `TL14:read-only`: that is how an attack names it.

*Direction* says which way a row's words travel; those of a row *host to server* do harm in what the host sends back.
*Classes* are A harmful content, B hijack and exfiltration, C degradation, D exhaustion, E preference and shadowing,
F conditional, G deception of the user, H protocol and infrastructure.

*Executed in* names the eras in which a row's attack was planted over the wire, reached whom it is meant for, and turned
its predicate true with the worst host; where less can be asked of a row, `safemcp catalog --check` says why. What
`safemcp serve` executes stands below the messages; its tests play it in the eras that are named.

*Stopped by* names the defenses with which that predicate stays false, *detected by* those that report something in the
attacked trial that they do not report in its clean twin, whether or not they stop it; an era in brackets where it holds in
that era only. Each is played alone, with the settings that `safemcp catalog defenses --all` shows, but for
{settings}: the rules of a policy are the user's own, and these deny exactly the acts that the attacks of the check demand,
so that its column says that a policy which knows the act stops it; and colliding names are refused only where no prefix
tells them apart; `state` is given a minimum version, without which it allows every one.

";

#[cfg(test)]
mod tests {
    use super::{ERAS, Eras, Execution, SURFACES, Seen, executed, page, text};
    use std::collections::BTreeMap;

    const PAGE: &str = include_str!("../../../../docs/surfaces.md");
    const ANEW: &str = "`safemcp catalog --check --page > docs/surfaces.md` makes the page anew";

    fn era(word: &str) -> &'static str {
        ERAS.into_iter().find(|era| *era == word).unwrap_or_else(|| panic!("no era {word}: {ANEW}"))
    }

    /// Defenses of a cell, each with its eras: all of the row's where it names none.
    fn defenses(cell: &str, all: &Eras) -> BTreeMap<String, Eras> {
        let one = |word: &str| {
            let (name, eras) = match word.split_once(" (") {
                Some((name, eras)) => (name, eras.trim_end_matches(')').split(' ').map(era).collect()),
                None => (word, all.clone()),
            };
            assert!(defenses::DEFENSES.iter().any(|defense| defense.id == name), "{name}: {ANEW}");
            assert!(eras.is_subset(all) && !eras.is_empty(), "{name} in {eras:?}: {ANEW}");
            (name.to_owned(), eras)
        };
        cell.split(", ").filter(|word| !word.is_empty()).map(one).collect()
    }

    /// What the page says of a check, which is too long for this test.
    fn seen() -> Seen {
        let mut seen = Seen::default();
        for line in PAGE.lines() {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let &[_, id, _, _, _, _, _, ran, stopped, detected, ..] = cells.as_slice() else { continue };
            let row = id.split(':').next().unwrap_or_default();
            let Some(surface) = SURFACES.iter().find(|surface| surface.id == row) else { continue };
            if executed(surface) != "yes" {
                continue;
            }
            let played = ran.split("; not: ").next().unwrap_or_default();
            let eras: Eras = played.split(", ").filter(|word| !word.is_empty()).map(era).collect();
            seen.stopped.insert(id.to_owned(), defenses(stopped, &eras));
            seen.detected.insert(id.to_owned(), defenses(detected, &eras));
            seen.eras.insert(id.to_owned(), eras);
        }
        seen
    }

    #[test]
    fn the_page_in_the_documentation_is_the_program_s() {
        let ours = page(Some(&seen()));
        for (line, ours) in PAGE.lines().zip(ours.lines()) {
            assert_eq!(line, ours, "{ANEW}");
        }
        assert!(PAGE == ours, "rows are missing or too many: {ANEW}");
    }

    #[test]
    fn no_row_is_left_blank_without_a_reason() {
        let seen = seen();
        for surface in SURFACES.iter() {
            match surface.execution {
                Execution::Not(why) => assert!(!why.is_empty(), "{}", surface.id),
                Execution::Served => {}
                Execution::Carried(_) => {
                    let played = &seen.eras[surface.id];
                    let exists = |era: &&str| match *era {
                        "initialize" => surface.eras.has_initialize(),
                        _ => surface.eras.has_stateless(),
                    };
                    let missing: Vec<&str> =
                        ERAS.into_iter().filter(|era| exists(era) && !played.contains(era)).collect();
                    assert!(
                        missing.is_empty() || !surface.remainder().is_empty(),
                        "{} {missing:?}",
                        surface.id
                    );
                    assert!(played.iter().all(exists), "{} {played:?}", surface.id);
                }
            }
            // What fits a row is of the catalogue.
            for fits in surface.defenses {
                assert!(
                    defenses::DEFENSES.iter().any(|defense| defense.id == *fits),
                    "{} {fits}",
                    surface.id
                );
            }
        }
    }

    #[test]
    fn the_table_fits_a_terminal() {
        let text = text();
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        let forms: usize = SURFACES.iter().map(|surface| surface.forms().len()).sum();
        let rows = page(None).lines().filter(|line| line.starts_with("| ")).count();
        assert_eq!(rows, SURFACES.len() + forms + 1);
    }
}
