//! Results as JSON.

use super::{Results, Row, within};
use crate::{Rate, ReportError, show};
use chain::Outcome;
use serde_json::{Map, Value, json};
use store::{Axes, Axis, Counts, Reason, SearchCount};

/// Name and version of the form. A member that is added keeps the version, any other change makes a new one.
pub const FORMAT: &str = "safemcp.results/1";

impl Results {
    /// The results as one JSON object, with a line break at the end.
    ///
    /// # Errors
    /// [`ReportError::Json`], which would be a mistake of ours.
    pub fn to_json(&self) -> Result<String, ReportError> {
        let facts = &self.facts;
        let mut value = json!({
            "format": FORMAT,
            "run": facts.name,
            "interval": "wilson 95%",
            "trials": facts.counts.trials,
            "counted": facts.counts.counted,
            "outcomes": outcomes(&facts.counts),
            "totals": facts.counts.totals,
            "rows": self.rows.iter().map(row).collect::<Vec<_>>(),
        });
        if let Value::Object(members) = &mut value
            && !self.adaptive.is_empty()
        {
            let searches = self.adaptive.iter().map(|count| self.searches(count)).collect();
            members.insert("adaptive".into(), Value::Array(searches));
        }
        if let Value::Object(members) = &mut value
            && !self.reasons.is_empty()
        {
            let reasons = self.reasons.iter().map(reason).collect();
            members.insert("reasons".into(), Value::Array(reasons));
        }
        let text =
            serde_json::to_string_pretty(&value).map_err(|error| ReportError::Json(error.to_string()))?;
        Ok(text + "\n")
    }

    /// The searches of one cell: how many did harm within each budget.
    fn searches(&self, count: &SearchCount) -> Value {
        let within = self.budgets().into_iter().map(|budget| {
            let mut value = rate(within(count, budget));
            if let Value::Object(members) = &mut value {
                members.insert("budget".into(), json!(budget));
            }
            value
        });
        let mut value = axes(&count.axes);
        value.extend([
            ("searches".to_owned(), json!(count.searches)),
            ("counted".to_owned(), json!(count.counted)),
            ("queries".to_owned(), json!(count.queries)),
            ("harmed_within".to_owned(), within.collect()),
        ]);
        Value::Object(value)
    }
}

fn reason(reason: &Reason) -> Value {
    json!({"outcome": reason.outcome.name(), "reason": show::line(&reason.note), "trials": reason.trials})
}

fn row(row: &Row) -> Value {
    let counts = &row.counts;
    let mut value = axes(&row.axes);
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
    // Where no judge gave a score there is nothing to say of scores.
    if let Some(mean) = counts.score() {
        value.insert("score".to_owned(), json!({"mean": mean, "n": counts.graded}));
    }
    Value::Object(value)
}

/// An axis that was summed over has no value, which is not the same as an empty one.
fn axes(axes: &Axes) -> Map<String, Value> {
    let named = |axis: Axis| Some((axis.name().to_owned(), json!(axes.get(axis)?)));
    Axis::ALL.into_iter().filter_map(named).collect()
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
