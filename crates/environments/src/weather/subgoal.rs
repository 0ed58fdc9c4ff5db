//! When a result is what a task needs.

use super::position::Position;
use crate::agentboard::same;
use serde_json::{Map, Value};

/// Numbers this close are the same: sums of decimal fractions carry errors that nobody means.
const CLOSE: f64 = 1e-6;
/// Columns that the original leaves out when it compares reports.
const LEFT_OUT: [&str; 3] = ["temperature_2m_max", "temperature_2m_min", "temperature_2m_mean"];

/// Whether a result meets a subgoal: equal but for errors of calculation; for reports about a position, of positions near
/// to each other.
pub(super) fn alike(result: &Value, subgoal: &Value) -> bool {
    compared(result, subgoal, close)
}

/// Whether a result meets a subgoal as the original compares them: numbers exactly.
pub(super) fn exactly_alike(result: &Value, subgoal: &Value) -> bool {
    compared(result, subgoal, same)
}

fn compared(result: &Value, subgoal: &Value, equal: fn(&Value, &Value) -> bool) -> bool {
    let (Some(one), Some(other)) = (located(result), located(subgoal)) else { return equal(result, subgoal) };
    let ((here, result), (there, subgoal)) = (one, other);
    here.is_near(there) && equal(&result, &subgoal)
}

/// The position of a report and what else it says, as far as it is compared.
fn located(report: &Value) -> Option<(Position, Value)> {
    let mut members: Map<String, Value> = report.as_object()?.clone();
    let latitude = members.shift_remove("latitude")?.as_f64()?;
    let longitude = members.shift_remove("longitude")?.as_f64()?;
    if let Some(daily) = members.get_mut("daily").and_then(Value::as_object_mut) {
        LEFT_OUT.iter().for_each(|name| drop(daily.shift_remove(*name)));
    }
    Some((Position { latitude, longitude }, members.into()))
}

fn close(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one.as_f64().zip(other.as_f64()).is_some_and(|(one, other)| (one - other).abs() < CLOSE)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| close(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has =
                |(name, member): (&String, &Value)| other.get(name).is_some_and(|found| close(member, found));
            one.len() == other.len() && one.iter().all(has)
        }
        _ => same(one, other),
    }
}

#[cfg(test)]
mod tests {
    use super::{alike, exactly_alike};
    use serde_json::{Value, json};

    fn check(result: &Value, subgoal: &Value, expected: (bool, bool)) {
        let found = (alike(result, subgoal), exactly_alike(result, subgoal));
        assert_eq!(found, expected, "{result} {subgoal}");
    }

    #[test]
    fn compares_results() {
        check(&json!(6.4), &json!(6.4), (true, true));
        check(&json!(6.399_999_999_999_999), &json!(6.4), (true, false));
        check(&json!([1, 2.1]), &json!([1.0, 2.1]), (true, true));
        check(&json!("6.4"), &json!(6.4), (false, false));
        check(&json!(null), &json!(0), (false, false));
        let report = |latitude: f64, rain: f64, max: f64| {
            let daily = json!({"time": ["2023-01-01"], "rain_sum": [rain], "temperature_2m_max": [max]});
            json!({"latitude": latitude, "longitude": 8.0, "daily": daily})
        };
        check(&report(50.0, 1.5, 3.0), &report(50.3, 1.5, 4.0), (true, true));
        check(&report(50.0, 1.5, 3.0), &report(50.9, 1.5, 3.0), (false, false));
        check(&report(50.0, 1.5, 3.0), &report(50.0, 1.6, 3.0), (false, false));
    }
}
