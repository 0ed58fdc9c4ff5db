//! `safemcp catalog`.

mod check;
mod surfaces;

use crate::args::{CatalogArgs, Kind};
use crate::exit::{Failure, Verdict, say};
use crate::layout::{paragraph, wrap};
use serde::Serialize;
use std::fmt::Write as _;

/// One line of the catalog.
#[derive(Clone, Debug, Serialize)]
struct Entry {
    kind: &'static str,
    id: String,
    summary: String,
    source: String,
    /// What an entry is beyond that: of a profile, what it forwards and how it conducts itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<serde_json::Value>,
}

/// Lists what there is.
pub(crate) fn catalog(args: &CatalogArgs) -> Verdict {
    if args.kind == Some(Kind::Schema) {
        let schema = schemars::schema_for!(lab::Experiment);
        let text = serde_json::to_string_pretty(&schema).map_err(Failure::harness)?;
        return say(&format!("{text}\n"));
    }
    if args.check {
        return check::check(args.page);
    }
    if args.page && args.kind != Some(Kind::Surfaces) {
        return Err(Failure::usage(
            "`--page` is a page of surfaces: write `safemcp catalog surfaces --page`, or `safemcp catalog --check --page` for one with what was measured",
        ));
    }
    if args.page {
        return say(&surfaces::page(None));
    }
    let full = args.all || args.id.is_some();
    if args.kind == Some(Kind::Surfaces) && !args.json && !full {
        return say(&surfaces::text());
    }
    let mut entries = entries();
    if let Some(kind) = args.kind {
        entries.retain(|entry| entry.kind == singular(kind));
    }
    if let Some(id) = &args.id {
        let known: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
        entries.retain(|entry| entry.id.eq_ignore_ascii_case(id));
        if entries.is_empty() {
            return Err(unknown(id, &known));
        }
    }
    if args.json {
        let document = serde_json::json!({"format": "safemcp.catalog/1", "entries": entries});
        return say(&format!("{}\n", serde_json::to_string_pretty(&document).map_err(Failure::harness)?));
    }
    say(&if full { blocks(&entries) } else { text(&entries) })
}

/// There is no such entry.
fn unknown(id: &str, known: &[String]) -> Failure {
    let id = report::show::line(id).to_string();
    Failure::usage(format!("the catalog has no `{id}` of this kind; it has {}", known.join(", ")))
}

/// Every entry in a block of its own: what it is in words, then what is known of it.
fn blocks(entries: &[Entry]) -> String {
    let block = |entry: &Entry| {
        let mut out = format!("{}  {}\n", entry.id, entry.kind);
        out.push_str(&paragraph("  ", "", &entry.summary));
        let facts = match attacks::surface(&entry.id) {
            Ok(surface) if entry.kind == "surface" => surfaces::facts(surface),
            _ => facts(entry),
        };
        for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
            out.push_str(&paragraph("  ", &format!("{name:<14}"), fact));
        }
        out
    };
    entries.iter().map(block).collect::<Vec<_>>().join("\n")
}

/// What is known of an entry beyond its summary.
fn facts(entry: &Entry) -> Vec<(String, String)> {
    let members = entry.details.as_ref().and_then(|details| details.as_object());
    let told = |(name, value): (&String, &serde_json::Value)| {
        (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    let source = std::iter::once(("source".to_owned(), entry.source.clone()));
    source.chain(members.into_iter().flatten().map(told)).collect()
}

fn singular(kind: Kind) -> &'static str {
    match kind {
        Kind::Environments => "environment",
        Kind::Surfaces => "surface",
        Kind::Strategies => "strategy",
        Kind::Objectives => "objective",
        Kind::Placements => "placement",
        Kind::Triggers => "trigger",
        Kind::Defenses => "defense",
        Kind::Models => "model",
        Kind::Profiles => "profile",
        Kind::Schema => "schema",
    }
}

fn entries() -> Vec<Entry> {
    let entry = |kind, id: &str, summary: &str, source: &str| Entry {
        kind,
        id: id.to_owned(),
        summary: summary.to_owned(),
        source: source.to_owned(),
        details: None,
    };
    let mut all = Vec::new();
    let families = environments::FAMILIES.iter().chain(environments::CONNECTORS);
    all.extend(families.map(|f| entry("environment", f.id(), f.about().summary, f.about().source)));
    all.extend(attacks::entries().iter().map(|e| {
        let surface = if e.axis == "surface" { attacks::surface(e.id).ok() } else { None };
        Entry { details: surface.map(surfaces::details), ..entry(e.axis, e.id, e.summary, e.source) }
    }));
    all.extend(
        defenses::DEFENSES
            .iter()
            .map(|d| Entry { details: Some(settings(d)), ..entry("defense", d.id, d.summary, d.source) }),
    );
    all.extend(models::MODELS.iter().map(|m| entry("model", m.id, m.summary, m.needs)));
    all.extend(agents::PROFILES.iter().map(|profile| Entry {
        details: Some(details(profile)),
        ..entry("profile", profile.id, profile.summary, &measured(profile))
    }));
    all
}

/// Which host a profile was measured with.
fn measured(profile: &agents::Profile) -> String {
    match profile.version {
        "" => "docs/profiles.md".to_owned(),
        version => format!("measured with {} {version}; docs/profiles.md", profile.id),
    }
}

/// A defense's kind, an example of its settings, and those with which `--check` plays it where they are others.
fn settings(defense: &defenses::Entry) -> serde_json::Value {
    let read = |text: &str| serde_json::from_str(text).unwrap_or(serde_json::Value::Null);
    let mut details = serde_json::json!({"kind": defense.kind.name(), "settings": read(defense.settings)});
    if let (Some(checked), Some(details)) = (lab::check::own_settings(defense.id), details.as_object_mut()) {
        details.insert("checked_with".to_owned(), read(checked));
    }
    details
}

/// A profile as its line of the tables.
fn details(profile: &agents::Profile) -> serde_json::Value {
    let forwards: Vec<_> = profile.rows().collect();
    serde_json::json!({"era": profile.era, "forwards": forwards, "conduct": profile.conduct})
}

/// A block for each kind, ids in one column, summaries wrapped in another.
fn text(entries: &[Entry]) -> String {
    const WIDTH: usize = 80;
    let column = entries.iter().map(|entry| entry.id.chars().count()).max().unwrap_or_default() + 4;
    let mut out = String::new();
    let mut kind = "";
    for entry in entries {
        if entry.kind != kind {
            kind = entry.kind;
            let _ = writeln!(out, "{}{kind}", if out.is_empty() { "" } else { "\n" });
        }
        let lines = wrap(&entry.summary, WIDTH.saturating_sub(column).max(30));
        for (index, line) in lines.iter().enumerate() {
            let id = if index == 0 { entry.id.as_str() } else { "" };
            let _ = writeln!(out, "  {id:<pad$}{line}", pad = column - 2);
        }
    }
    out
}
