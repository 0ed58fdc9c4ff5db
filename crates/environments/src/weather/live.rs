//! The service that the original asks, Open-Meteo, over the network. Only where the settings say so.

use super::climate::{Climate, Measure, Span};
use super::position::Position;
use crate::agentboard::Failure;
use crate::agentboard::calendar::date;
use crate::outside::{Answer, Limit, Request, ask};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::time::Duration;
use url::Url;
use wire::excerpt;

/// The longest answer that is read; a month of hours is some twenty kilobytes.
const MOST: usize = 1 << 20;
/// What a place is told by.
const PLACE: [&str; 4] = ["name", "latitude", "longitude", "country_code"];

/// Where the service is, and how long it may take.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Addresses {
    geocoding: String,
    archive: String,
    forecast: String,
    air_quality: String,
    elevation: String,
    /// Seconds that one answer may take.
    timeout: f64,
}

impl Default for Addresses {
    fn default() -> Self {
        Self {
            geocoding: "https://geocoding-api.open-meteo.com/v1/search".to_owned(),
            archive: "https://archive-api.open-meteo.com/v1/archive".to_owned(),
            forecast: "https://api.open-meteo.com/v1/forecast".to_owned(),
            air_quality: "https://air-quality-api.open-meteo.com/v1/air-quality".to_owned(),
            elevation: "https://api.open-meteo.com/v1/elevation".to_owned(),
            timeout: 20.0,
        }
    }
}

impl Addresses {
    /// Whether they can be used.
    ///
    /// # Errors
    /// What is wrong with which of them.
    pub(super) fn check(&self) -> Result<(), String> {
        let named = [
            ("geocoding", &self.geocoding),
            ("archive", &self.archive),
            ("forecast", &self.forecast),
            ("air_quality", &self.air_quality),
            ("elevation", &self.elevation),
        ];
        for (name, address) in named {
            Url::parse(address).map_err(|error| format!("`live.{name}` is no address: {error}"))?;
        }
        if (0.01..=600.0).contains(&self.timeout) {
            return Ok(());
        }
        Err("`live.timeout` must be from 0.01 to 600".to_owned())
    }
}

/// The service.
pub(super) struct Live {
    addresses: Addresses,
    fault: Option<String>,
}

impl Live {
    /// A service that has not been asked yet.
    pub(super) fn new(addresses: Addresses) -> Self {
        Self { addresses, fault: None }
    }

    /// Asks and reads the answer. What the service itself refuses is the agent's affair; all else is a fault.
    fn get(&mut self, base: &str, query: &[(&str, String)]) -> Result<Map<String, Value>, Failure> {
        let answer = self.answer(base, query).map_err(|what| self.broken(what))?;
        match answer.status {
            200 => match serde_json::from_slice(&answer.body) {
                Ok(members) => Ok(members),
                Err(error) => Err(self.broken(format!("{}: {error}", answer.from))),
            },
            400..=428 | 430..=499 => {
                let said = String::from_utf8_lossy(&answer.body);
                Err(Failure::refused(said.chars().take(2_000).collect::<String>()))
            }
            status => Err(self.broken(format!("{} answered with status {status}", answer.from))),
        }
    }

    fn answer(&self, base: &str, query: &[(&str, String)]) -> Result<Answer, String> {
        let url = Url::parse_with_params(base, query).map_err(|error| error.to_string())?;
        let limit = Limit { time: Duration::from_secs_f64(self.addresses.timeout), bytes: MOST };
        let headers = [("accept", "application/json")];
        Ok(ask(&Request { url: url.as_str(), headers: &headers, body: None, direct: false }, limit)?)
    }

    /// Notes that something outside went wrong.
    fn broken(&mut self, what: String) -> Failure {
        let words = format!("The weather service gives no answer: {}. Please try again.", excerpt(&what));
        self.fault.get_or_insert(what);
        Failure::Refused(words)
    }

    /// The archive knows the past; of the last days and of those to come only the forecast knows.
    fn daily(&mut self, query: &[(&str, String)]) -> Result<Map<String, Value>, Failure> {
        let archive = self.get(&self.addresses.archive.clone(), query);
        let whole = archive.as_ref().is_ok_and(|report| !has_gaps(report));
        if whole || self.fault.is_some() {
            return archive;
        }
        match self.get(&self.addresses.forecast.clone(), query) {
            Ok(report) => Ok(report),
            Err(_) if self.fault.is_none() => archive,
            Err(failure) => Err(failure),
        }
    }
}

impl Climate for Live {
    fn places(&mut self, name: &str) -> Result<Value, Failure> {
        let word = |word: &str| word.to_owned();
        let query =
            [("name", word(name)), ("count", word("3")), ("language", word("en")), ("format", word("json"))];
        let answer = self.get(&self.addresses.geocoding.clone(), &query)?;
        let Some(rows) = answer.get("results").and_then(Value::as_array) else { return Ok(json!({})) };
        let told = |row: &Value| -> Value {
            let member = |name: &&str| Some(((*name).to_owned(), row.get(*name)?.clone()));
            PLACE.iter().filter_map(member).collect::<Map<_, _>>().into()
        };
        Ok(json!({"results": rows.iter().map(told).collect::<Vec<_>>()}))
    }

    fn elevation(&mut self, at: Position) -> Result<Value, Failure> {
        let answer = self.get(&self.addresses.elevation.clone(), &place(at))?;
        match answer.get("elevation") {
            Some(elevation) => Ok(json!({"elevation": elevation})),
            None => Err(self.broken("an answer has no `elevation`".to_owned())),
        }
    }

    fn days(&mut self, measure: Measure, at: Position, span: Span) -> Result<Value, Failure> {
        let mut query = place(at).to_vec();
        query.extend([("start_date", date(span.first)), ("end_date", date(span.last))]);
        query.push(("timezone", "GMT".to_owned()));
        let columns: Vec<&str> = measure.columns().iter().map(|(name, _)| *name).collect();
        let report = if measure == Measure::Air {
            query.push(("hourly", columns.join(",")));
            let answer = self.get(&self.addresses.air_quality.clone(), &query)?;
            noons(&answer)
        } else {
            query.push(("daily", columns.join(",")));
            reported(&self.daily(&query)?, "daily_units", "daily", Value::clone)
        };
        report.ok_or_else(|| self.broken("an answer has no rows".to_owned()))
    }

    fn waits(&self) -> bool {
        true
    }

    fn fault(&self) -> Option<String> {
        self.fault.clone()
    }
}

fn place(at: Position) -> [(&'static str, String); 2] {
    [("latitude", at.latitude.to_string()), ("longitude", at.longitude.to_string())]
}

/// Whether a day has no value.
fn has_gaps(report: &Map<String, Value>) -> bool {
    let columns = report.get("daily").and_then(Value::as_object).into_iter().flat_map(Map::values);
    columns.filter_map(Value::as_array).any(|column| column.contains(&Value::Null))
}

/// What the original keeps of an answer, each column changed by `change`.
fn reported(
    answer: &Map<String, Value>,
    units: &str,
    rows: &str,
    change: impl Fn(&Value) -> Value,
) -> Option<Value> {
    let daily = answer.get(rows)?.as_object()?;
    let daily: Map<String, Value> =
        daily.iter().map(|(name, column)| (name.clone(), change(column))).collect();
    Some(json!({
        "latitude": answer.get("latitude")?,
        "longitude": answer.get("longitude")?,
        "daily_units": answer.get(units)?,
        "daily": daily,
    }))
}

/// The rows of hours, reduced to 12:00 of each whole day.
fn noons(answer: &Map<String, Value>) -> Option<Value> {
    let noons = |column: &Value| -> Value {
        let hours = column.as_array().map(Vec::as_slice).unwrap_or_default();
        hours.chunks_exact(24).filter_map(|day| day.get(12).cloned()).collect()
    };
    reported(answer, "hourly_units", "hourly", noons)
}
