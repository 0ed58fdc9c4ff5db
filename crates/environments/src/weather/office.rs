//! What each action does, and what is said.

use super::climate::{Climate, Measure, Span};
use super::position::Position;
use crate::agentboard::calendar::{date, day};
use crate::agentboard::{Failure, argument, sorted, word};
use crate::python::{quote, text};
use serde_json::{Value, json};
use wire::excerpt;

/// Days that one question may span.
const LONGEST: i64 = 30;
/// Days of which anything is known: from 1900-01-01 to 2199-12-31.
const KNOWN: std::ops::RangeInclusive<i64> = -25_567..=84_005;
const TOO_LONG: &str = "Error: Sorry, at present, we support a maximum time span of 30 days between start_date and end_date in a single query. Your input exceeds this range. You can split your current query into multiple sub-queries that meet our criteria.";

/// A message that left the user's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alert {
    pub(super) email: String,
    pub(super) message: String,
}

/// The user, and whom the tools ask.
pub(super) struct Office {
    pub(super) climate: Box<dyn Climate>,
    /// The user's day, counted from 1970-01-01.
    pub(super) today: i64,
    pub(super) location: String,
    /// Whether the original's slips are kept.
    pub(super) compat: bool,
    pub(super) alerts: Vec<Alert>,
}

/// Which days may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Past,
    Future,
    /// The day that the agent names; as in the original, any.
    Named,
}

/// The measure and the days of an action, by its name.
fn asked(name: &str) -> Option<(Measure, When)> {
    let (when, what) = if let Some(what) = name.strip_prefix("get_historical_") {
        (When::Past, what)
    } else if let Some(what) = name.strip_prefix("get_current_") {
        (When::Named, what)
    } else {
        (When::Future, name.strip_prefix("get_")?.strip_suffix("_forecast")?)
    };
    let measure = match what {
        "temp" => Measure::Temperature,
        "rain" => Measure::Rain,
        "snow" => Measure::Snow,
        "air_quality_index" if when != When::Future => Measure::Air,
        _ => return None,
    };
    Some((measure, when))
}

impl Office {
    /// Plays one action. A failure has changed nothing.
    ///
    /// # Errors
    /// [`Failure`].
    pub(super) fn play(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        if let Some((measure, when)) = asked(name) {
            return self.days(measure, when, input);
        }
        match name {
            "get_user_current_date" => Ok(date(self.today).into()),
            "get_user_current_location" => Ok(self.location.as_str().into()),
            "get_latitude_longitude" => self.places(input),
            "get_elevation" => {
                let at = position(input, "latitude", "longitude")?;
                self.climate.elevation(at)
            }
            "get_distance" => {
                let one = position(input, "latitude1", "longitude1")?;
                let other = position(input, "latitude2", "longitude2")?;
                Ok(one.distance(other).into())
            }
            "get_air_quality_level" => self.level(input),
            "finish" => sorted(argument(input, "answer")?),
            "send_alert" => self.alert(input),
            _ => Err(Failure::Unknown),
        }
    }

    fn days(&mut self, measure: Measure, when: When, input: &Value) -> Result<Value, Failure> {
        let at = position(input, "latitude", "longitude")?;
        let (first, last) = match when {
            When::Named => ("current_date", "current_date"),
            _ => ("start_date", "end_date"),
        };
        // All must be there before any is judged, as in the original.
        let (start, end) = (argument(input, first)?, argument(input, last)?);
        let span = Span { first: known_day(start)?, last: known_day(end)? };
        for (name, day) in [(first, span.first), (last, span.last)] {
            if when == When::Past && day >= self.today {
                return Err(Failure::Refused(format!("Error: {name} should be earlier than current_date")));
            }
            if when == When::Future && day <= self.today {
                return Err(Failure::Refused(format!("Error: {name} should be later than current_date")));
            }
        }
        if span.last - span.first > LONGEST {
            return Err(Failure::refused(TOO_LONG));
        }
        if span.last < span.first {
            return Err(Failure::refused("Error: end_date should not be earlier than start_date"));
        }
        self.climate.days(measure, at, span)
    }

    fn places(&mut self, input: &Value) -> Result<Value, Failure> {
        let name = word(input, "name")?;
        let found = self.climate.places(&name)?;
        if found.get("results").is_some() {
            return Ok(found);
        }
        if self.compat {
            return Err(Failure::Raised("KeyError('results')".to_owned()));
        }
        Err(Failure::Refused(format!(
            "Error: there is no place named {}; give the name of a town",
            excerpt(&name)
        )))
    }

    fn level(&self, input: &Value) -> Result<Value, Failure> {
        let given = argument(input, "air_quality_index")?;
        let index = given.as_f64().or_else(|| Some(f64::from(u8::from(given.as_bool()?))));
        let index = index.ok_or_else(|| {
            let kind = kind(given);
            Failure::Raised(format!("TypeError('<=' not supported between instances of '{kind}' and 'int')"))
        })?;
        Ok(level(index, self.compat).into())
    }

    fn alert(&mut self, input: &Value) -> Result<Value, Failure> {
        let (email, message) = (word(input, "email")?, word(input, "message")?);
        let answer = json!({"message": "The alert was sent.", "email": email});
        self.alerts.push(Alert { email, message });
        Ok(answer)
    }
}

/// The word for an air quality index; with gaps where the original has them.
pub(super) fn level(index: f64, gaps: bool) -> &'static str {
    let levels = [(20.0, "good"), (40.0, "fair"), (60.0, "moderate"), (80.0, "poor"), (100.0, "very poor")];
    let level = levels.iter().find(|(top, _)| {
        // In the original a level begins one above the top of the one below.
        index <= *top && !(gaps && *top > 20.0 && index <= top - 19.0)
    });
    level.map_or("extremely poor", |(_, name)| *name)
}

/// A number, or a text that is one, as the service takes it.
fn number(input: &Value, name: &str) -> Result<f64, Failure> {
    let given = argument(input, name)?;
    let number = given.as_f64().or_else(|| given.as_str()?.trim().parse().ok());
    number.filter(|number| number.is_finite()).ok_or_else(|| {
        Failure::Raised(format!("ValueError({name} must be a number, not {})", excerpt(&text(given))))
    })
}

fn position(input: &Value, latitude: &str, longitude: &str) -> Result<Position, Failure> {
    let at = Position { latitude: number(input, latitude)?, longitude: number(input, longitude)? };
    for (name, degrees, most) in [(latitude, at.latitude, 90.0), (longitude, at.longitude, 180.0)] {
        if degrees.abs() > most {
            let words = format!("Error: {name} must be from -{most} to {most} degrees, not {degrees}");
            return Err(Failure::Refused(words));
        }
    }
    Ok(at)
}

/// The day that a value names, or what Python says when it names none.
fn known_day(value: &Value) -> Result<i64, Failure> {
    let raised = |words: String| Failure::Raised(words);
    let written = value.as_str();
    let written = written.ok_or_else(|| {
        raised(format!("TypeError(strptime() argument 1 must be str, not {})", kind(value)))
    })?;
    let day = day(written).ok_or_else(|| {
        if is_past_the_end_of_its_month(written) {
            return raised("ValueError(day is out of range for month)".to_owned());
        }
        let written = excerpt(&quote(written));
        raised(format!("ValueError(time data {written} does not match format '%Y-%m-%d')"))
    })?;
    if KNOWN.contains(&day) {
        return Ok(day);
    }
    Err(Failure::refused("Error: dates must be from 1900-01-01 to 2199-12-31"))
}

/// Whether only the day is wrong, as in 2023-02-30.
fn is_past_the_end_of_its_month(written: &str) -> bool {
    let Some((month, _)) = written.rsplit_once('-') else { return false };
    let in_a_long_month = written.strip_prefix(month).map(|day| format!("2000-01{day}"));
    day(&format!("{month}-01")).is_some() && in_a_long_month.is_some_and(|text| day(&text).is_some())
}

/// Python's name for the type of a value.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}
