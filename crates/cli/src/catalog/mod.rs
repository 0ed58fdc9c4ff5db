//! `safemcp catalog`.

mod check;
mod surfaces;

use crate::args::{CatalogArgs, Kind};
use crate::exit::{Failure, Verdict, say};
use crate::layout::wrap;
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
    if args.kind == Some(Kind::Surfaces) && !args.json {
        return say(&surfaces::text());
    }
    let mut entries = entries();
    if let Some(kind) = args.kind {
        entries.retain(|entry| entry.kind == singular(kind));
    }
    if args.json {
        let document = serde_json::json!({"format": "safemcp.catalog/1", "entries": entries});
        return say(&format!("{}\n", serde_json::to_string_pretty(&document).map_err(Failure::harness)?));
    }
    say(&text(&entries))
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
    all.extend(defenses::DEFENSES.iter().map(|d| entry("defense", d.id, d.summary, d.source)));
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
