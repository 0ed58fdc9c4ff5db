//! Who knows the weather.

use super::position::Position;
use crate::agentboard::Failure;
use crate::agentboard::calendar::date;
use serde_json::{Map, Value, json};

/// Where answers about places and weather come from.
pub(super) trait Climate: Send {
    /// The places of a name: `{"results": [..]}`, with at most three; without `results` when there is none.
    ///
    /// # Errors
    /// A [`Failure`] in the service's words.
    fn places(&mut self, name: &str) -> Result<Value, Failure>;
    /// The height above the sea in meters: `{"elevation": [38.0]}`.
    ///
    /// # Errors
    /// As [`Climate::places`].
    fn elevation(&mut self, at: Position) -> Result<Value, Failure>;
    /// A measure day by day, as [`report`] has it.
    ///
    /// # Errors
    /// As [`Climate::places`].
    fn days(&mut self, measure: Measure, at: Position, span: Span) -> Result<Value, Failure>;
    /// Whether a call may wait for something outside the program.
    fn waits(&self) -> bool {
        false
    }
    /// What went wrong outside the program.
    fn fault(&self) -> Option<String> {
        None
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Temperature,
    Rain,
    Snow,
    Air,
}

impl Measure {
    /// The columns of a report with their units, under the service's names.
    pub(super) fn columns(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Temperature => {
                &[("temperature_2m_max", "°C"), ("temperature_2m_min", "°C"), ("temperature_2m_mean", "°C")]
            }
            Self::Rain => &[("rain_sum", "mm")],
            Self::Snow => &[("snowfall_sum", "cm")],
            Self::Air => &[("european_aqi_pm2_5", "EAQI")],
        }
    }

    /// The time of a row: a day, or its noon for what changes by the hour.
    fn time(self, day: i64) -> String {
        match self {
            Self::Air => format!("{}T12:00", date(day)),
            _ => date(day),
        }
    }
}

/// Days from the first to the last, both counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: i64,
    pub(super) last: i64,
}

impl Span {
    /// The days, in order.
    pub(super) fn days(self) -> impl Iterator<Item = i64> {
        self.first..=self.last
    }
}

/// Rows of a measure as the service reports them; `values` gives the columns of a day.
pub(super) fn report(measure: Measure, at: Position, span: Span, values: impl Fn(i64) -> Vec<f64>) -> Value {
    let columns = measure.columns();
    let mut units = Map::new();
    units.insert("time".to_owned(), "iso8601".into());
    units.extend(columns.iter().map(|(name, unit)| ((*name).to_owned(), Value::from(*unit))));
    let mut daily = Map::new();
    daily.insert("time".to_owned(), span.days().map(|day| measure.time(day)).collect());
    let rows: Vec<Vec<f64>> = span.days().map(values).collect();
    for (place, (name, _)) in columns.iter().enumerate() {
        let column = rows.iter().map(|row| number(measure, row.get(place).copied()));
        daily.insert((*name).to_owned(), column.collect());
    }
    json!({"latitude": at.latitude, "longitude": at.longitude, "daily_units": units, "daily": daily})
}

/// A value; an index is a whole number.
#[expect(clippy::cast_possible_truncation, reason = "an index is below 200")]
fn number(measure: Measure, value: Option<f64>) -> Value {
    match measure {
        Measure::Air => value.map(|value| value as i64).into(),
        _ => value.into(),
    }
}
