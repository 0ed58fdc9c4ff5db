//! Results as CSV (RFC 4180), one line a row.

use super::{Results, Row};
use crate::{Rate, show};
use chain::{Ladder, Outcome};
use store::Axis;

impl Results {
    /// The results as CSV with a head line. Texts that a spreadsheet would take for a formula begin with an apostrophe.
    pub fn to_csv(&self) -> String {
        let mut out = written(head());
        for row in &self.rows {
            out.push_str(&written(line(row)));
        }
        out
    }
}

fn head() -> Vec<String> {
    let mut head: Vec<String> = Axis::ALL.map(|axis| axis.name().to_owned()).into();
    head.extend(["trials", "counted", "attacked"].map(String::from));
    head.extend(Outcome::ALL.map(|outcome| format!("outcome_{}", outcome.name())));
    for rung in Ladder::RUNGS {
        head.extend(rate_head(rung));
        head.extend(rate_head(&format!("{rung}_given_before")));
    }
    head.push("utility_mean".into());
    head.extend(rate_head("solved"));
    head.extend(rate_head("secure_utility"));
    let totals =
        ["model_calls", "tool_calls", "input_tokens", "output_tokens", "bytes_to_service", "bytes_to_host"];
    head.extend(totals.map(|total| format!("total_{total}")));
    head.extend(["score_mean", "score_n"].map(String::from));
    head
}

fn rate_head(name: &str) -> [String; 5] {
    ["k", "n", "rate", "low", "high"].map(|part| format!("{name}_{part}"))
}

fn line(row: &Row) -> Vec<String> {
    let counts = &row.counts;
    let mut line: Vec<String> = Axis::ALL.map(|axis| text(row.value(axis))).into();
    line.extend([counts.trials, counts.counted, counts.attacked].map(|count| count.to_string()));
    line.extend(counts.outcomes.map(|count| count.to_string()));
    for rung in row.rungs() {
        line.extend(rate(rung.rate));
        line.extend(rate(rung.given_before));
    }
    line.push(counts.utility().map_or(String::new(), number));
    line.extend(rate(row.solved()));
    line.extend(rate(row.secure()));
    let totals = &counts.totals;
    let calls = [totals.model_calls, totals.tool_calls, totals.input_tokens, totals.output_tokens];
    line.extend(calls.map(|total| total.to_string()));
    line.extend([totals.bytes_to_service, totals.bytes_to_host].map(|total| total.to_string()));
    line.extend([counts.score().map_or(String::new(), number), counts.graded.to_string()]);
    line
}

fn rate(rate: Rate) -> [String; 5] {
    let (low, high) = rate.interval();
    let share = rate.share().map_or(String::new(), number);
    [rate.k.to_string(), rate.n.to_string(), share, number(low), number(high)]
}

fn number(value: f64) -> String {
    format!("{value:.6}")
}

/// A text that is nothing but a text, whoever opens the file.
fn text(text: &str) -> String {
    let shown = show::line(text);
    if shown.starts_with(['=', '+', '-', '@', '\\']) { format!("'{shown}") } else { shown }
}

fn written(fields: Vec<String>) -> String {
    let fields: Vec<String> = fields.into_iter().map(quoted).collect();
    fields.join(",") + "\r\n"
}

fn quoted(field: String) -> String {
    if field.contains([',', '"', '\r', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}
