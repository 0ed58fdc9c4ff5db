//! `safemcp env list`.

use crate::exit::{Failure, Verdict, say};
use crate::layout::paragraph;
use environments::{CONNECTORS, FAMILIES, Family};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Shows every environment: its tasks, what is original, what is ours, and where it comes from.
pub(super) fn list(json: bool) -> Verdict {
    if json {
        let entries = FAMILIES.iter().map(|family| entry(*family)).collect::<Result<Vec<_>, _>>()?;
        let connectors: Vec<_> = CONNECTORS.iter().map(|family| family.about()).collect();
        let document =
            json!({"format": "safemcp.environments/1", "environments": entries, "connectors": connectors});
        return say(&format!("{}\n", serde_json::to_string_pretty(&document).map_err(Failure::harness)?));
    }
    let mut out = String::new();
    for family in FAMILIES {
        let tasks = count(*family)?;
        let _ = writeln!(out, "{} ({tasks} tasks)", family.id());
        describe(*family, &mut out);
    }
    for family in CONNECTORS {
        let _ = writeln!(out, "{} (a connector)", family.id());
        describe(*family, &mut out);
    }
    say(&out)
}

fn describe(family: &dyn Family, out: &mut String) {
    let about = family.about();
    out.push_str(&paragraph("  ", "", about.summary));
    out.push_str(&paragraph("  ", "original: ", about.original));
    out.push_str(&paragraph("  ", "ours:     ", about.ours));
    out.push_str(&paragraph("  ", "source:   ", about.source));
    out.push('\n');
}

fn count(family: &dyn Family) -> Result<usize, Failure> {
    family.tasks(&Value::Null).map_err(Failure::harness)
}

fn entry(family: &dyn Family) -> Result<Value, Failure> {
    let mut entry = serde_json::to_value(family.about()).map_err(Failure::harness)?;
    let tasks = count(family)?;
    if let Some(members) = entry.as_object_mut() {
        members.insert("tasks".to_owned(), tasks.into());
    }
    Ok(entry)
}
