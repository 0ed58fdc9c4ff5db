//! The verdict ladder of a row, drawn as bars.

use crate::{Rate, Row};
use serde::Serialize;

/// Size of the drawing.
const HEIGHT: f64 = 32.0;
const STEP: f64 = 14.0;
const BAR: f64 = 10.0;

/// One rung: a bar for the rate, a line for its interval. Numbers are pixels from the upper left corner.
#[derive(Serialize)]
pub(super) struct Bar {
    name: &'static str,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    middle: f64,
    low: f64,
    high: f64,
    title: String,
}

/// The bars of a row, lowest rung first; none when nothing was attacked.
pub(super) fn bars(row: &Row) -> Vec<Bar> {
    if row.is_clean() {
        return vec![];
    }
    row.rungs()
        .iter()
        .enumerate()
        .map(|(index, rung)| bar(index as f64 * STEP, rung.name, rung.rate))
        .collect()
}

fn bar(x: f64, name: &'static str, rate: Rate) -> Bar {
    let (low, high) = rate.interval();
    let height = (rate.share().unwrap_or_default() * HEIGHT).max(1.0);
    Bar {
        name,
        x,
        y: rounded(HEIGHT - height),
        width: BAR,
        height: rounded(height),
        middle: x + BAR / 2.0,
        low: rounded(HEIGHT * (1.0 - low)),
        high: rounded(HEIGHT * (1.0 - high)),
        title: format!("{name} {rate}"),
    }
}

fn rounded(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}
