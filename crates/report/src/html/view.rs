//! What the page's template is given.

use super::ladder::{Bar, bars};
use crate::table::Headline;
use crate::{Rate, Results, Row};
use chain::Outcome;
use serde::Serialize;
use store::{Axis, Counts};

/// A rate in the pieces in which it is written.
#[derive(Serialize)]
pub(super) struct RateView {
    percent: String,
    counts: String,
    reach: String,
    /// To sort by; less than any share when there is none.
    value: f64,
}

impl RateView {
    pub(super) fn of(rate: Rate) -> Self {
        let counts = if rate.n == 0 { String::new() } else { format!("{}/{}", rate.k, rate.n) };
        Self { percent: rate.percent(), counts, reach: rate.reach(), value: rate.share().unwrap_or(-1.0) }
    }
}

/// A rung over all attacked trials, and over those that reached the rung before.
#[derive(Serialize)]
pub(super) struct RungView {
    name: &'static str,
    rate: RateView,
    given_before: RateView,
}

/// One row of the table.
#[derive(Serialize)]
pub(super) struct RowView {
    labels: Vec<String>,
    trials: u64,
    counted: u64,
    bars: Vec<Bar>,
    rungs: Vec<RungView>,
    utility: String,
    utility_value: f64,
    solved: RateView,
    secure: RateView,
    score: String,
    errors: u64,
    outcomes: String,
}

impl RowView {
    pub(super) fn of(row: &Row, axes: &[Axis]) -> Self {
        let counts = &row.counts;
        let rungs = row.rungs().into_iter().map(|rung| RungView {
            name: rung.name,
            rate: RateView::of(rung.rate),
            given_before: RateView::of(rung.given_before),
        });
        Self {
            labels: axes.iter().map(|axis| row.value(*axis).to_owned()).collect(),
            trials: counts.trials,
            counted: counts.counted,
            bars: bars(row),
            rungs: rungs.collect(),
            utility: row.utility(),
            utility_value: counts.utility().unwrap_or(-1.0),
            solved: RateView::of(row.solved()),
            secure: RateView::of(row.secure()),
            score: row.score(),
            errors: counts.uncounted(),
            outcomes: outcomes(counts),
        }
    }
}

/// One line of the headline.
#[derive(Serialize)]
pub(super) struct HeadlineView {
    model: String,
    defense: String,
    exposed: RateView,
    harmed: RateView,
    clean_utility: String,
    attacked_utility: String,
    secure: RateView,
    errors: u64,
    bars: Vec<Bar>,
}

impl HeadlineView {
    pub(super) fn of(line: &Headline) -> Self {
        Self {
            model: line.model.clone(),
            defense: line.defense.clone(),
            exposed: RateView::of(line.attacked.rung("exposed")),
            harmed: RateView::of(line.attacked.rung("harmed")),
            clean_utility: line.clean.utility(),
            attacked_utility: line.attacked.utility(),
            secure: RateView::of(line.attacked.secure()),
            errors: line.clean.counts.uncounted() + line.attacked.counts.uncounted(),
            bars: bars(&line.attacked),
        }
    }
}

/// The whole page.
#[derive(Serialize)]
pub(super) struct PageView {
    pub(super) name: String,
    pub(super) digest: String,
    trials: u64,
    counted: u64,
    errors: u64,
    cells: usize,
    outcomes: String,
    shared: Vec<(&'static str, String)>,
    axes: Vec<&'static str>,
    rungs: [&'static str; 6],
    headline: Vec<HeadlineView>,
    rows: Vec<RowView>,
    rows_left_out: usize,
    pub(super) samples_left_out: usize,
}

impl PageView {
    /// Rows beyond these are left to the other forms: a page must open at once.
    const ROWS: usize = 1_500;

    pub(super) fn of(results: &Results) -> Self {
        let counts = &results.facts.counts;
        let axes = results.varied();
        let shared =
            Axis::ALL.into_iter().filter_map(|axis| Some((axis.name(), results.common(axis)?.to_owned())));
        Self {
            name: results.facts.name.clone(),
            digest: String::new(),
            trials: counts.trials,
            counted: counts.counted,
            errors: counts.uncounted(),
            cells: results.facts.cells,
            outcomes: outcomes(counts),
            shared: shared.filter(|(_, value)| !value.is_empty()).collect(),
            axes: axes.iter().map(|axis| axis.name()).collect(),
            rungs: chain::Ladder::RUNGS,
            headline: results.headlines().iter().map(HeadlineView::of).collect(),
            rows: results.rows.iter().take(Self::ROWS).map(|row| RowView::of(row, &axes)).collect(),
            rows_left_out: results.rows.len().saturating_sub(Self::ROWS),
            samples_left_out: 0,
        }
    }
}

/// `10 completed, 2 harness_error`.
fn outcomes(counts: &Counts) -> String {
    let some = Outcome::ALL.into_iter().map(|one| (counts.with(one), one)).filter(|(count, _)| *count > 0);
    some.map(|(count, one)| format!("{count} {}", one.name())).collect::<Vec<_>>().join(", ")
}
