//! Our own places and climate as a service.

use super::climate::{Climate, Measure, Span, report};
use super::place::find;
use super::position::Position;
use super::sky::{Day, Sky};
use super::terrain::Ground;
use crate::agentboard::Failure;
use serde_json::{Value, json};

impl Climate for Sky {
    fn places(&mut self, name: &str) -> Result<Value, Failure> {
        let row = |place: &&super::place::Place| {
            let Position { latitude, longitude } = place.position;
            json!({"name": place.name, "latitude": latitude, "longitude": longitude, "country_code": place.country})
        };
        let rows: Vec<Value> = find(name).iter().map(row).collect();
        Ok(if rows.is_empty() { json!({}) } else { json!({"results": rows}) })
    }

    fn elevation(&mut self, at: Position) -> Result<Value, Failure> {
        Ok(json!({"elevation": [Ground::at(at).elevation]}))
    }

    fn days(&mut self, measure: Measure, at: Position, span: Span) -> Result<Value, Failure> {
        let ground = Ground::at(at);
        Ok(report(measure, at, span, |day| columns(measure, &self.day(&ground, day))))
    }
}

/// The columns of a measure, in the order of [`Measure::columns`].
fn columns(measure: Measure, day: &Day) -> Vec<f64> {
    match measure {
        Measure::Temperature => vec![day.max, day.min, day.mean],
        Measure::Rain => vec![day.rain],
        Measure::Snow => vec![day.snow],
        Measure::Air => vec![day.air],
    }
}
