//! Results as JSON.

use super::{Results, Row};
use crate::{Rate, ReportError};
use chain::Outcome;
use serde_json::{Map, Value, json};
use store::{Axis, Counts};

/// Name and version of the form. A member that is added keeps the version, any other change makes a new one.
pub const FORMAT: &str = "safemcp.results/1";

impl Results {
    /// The results as one JSON object, with a line break at the end.
    ///
    /// # Errors
    /// [`ReportError::Json`], which would be a mistake of ours.
    pub fn to_json(&self) -> Result<String, ReportError> {
        let facts = &self.facts;
        let value = json!({
            "format": FORMAT,
            "run": facts.name,
            "interval": "wilson 95%",
            "trials": facts.counts.trials,
            "counted": facts.counts.counted,
            "outcomes": outcomes(&facts.counts),
            "totals": facts.counts.totals,
            "rows": self.rows.iter().map(row).collect::<Vec<_>>(),
        });
        let text =
            serde_json::to_string_pretty(&value).map_err(|error| ReportError::Json(error.to_string()))?;
        Ok(text + "\n")
    }
}

fn row(row: &Row) -> Value {
    let counts = &row.counts;
    let mut value = Map::new();
    for axis in Axis::ALL {
        // An axis that was summed over has no value, which is not the same as an empty one.
        value.extend(row.axes.get(axis).map(|text| (axis.name().to_owned(), json!(text))));
    }
    value.extend([
        ("trials".to_owned(), json!(counts.trials)),
        ("counted".to_owned(), json!(counts.counted)),
        ("attacked".to_owned(), json!(counts.attacked)),
        ("outcomes".to_owned(), outcomes(counts)),
        ("rungs".to_owned(), rungs(row)),
        (
            "utility".to_owned(),
            json!({"mean": counts.utility(), "n": counts.counted, "solved": rate(row.solved())}),
        ),
        ("secure_utility".to_owned(), rate(row.secure())),
        ("totals".to_owned(), json!(counts.totals)),
    ]);
    Value::Object(value)
}

fn rungs(row: &Row) -> Value {
    let rungs = row.rungs().into_iter().map(|rung| {
        let mut value = rate(rung.rate);
        if let Value::Object(members) = &mut value {
            members.insert("given_before".into(), rate(rung.given_before));
        }
        (rung.name.to_owned(), value)
    });
    Value::Object(rungs.collect())
}

fn rate(rate: Rate) -> Value {
    let (low, high) = rate.interval();
    json!({"k": rate.k, "n": rate.n, "rate": rate.share(), "low": low, "high": high})
}

fn outcomes(counts: &Counts) -> Value {
    Value::Object(Outcome::ALL.iter().map(|one| (one.name().to_owned(), json!(counts.with(*one)))).collect())
}
