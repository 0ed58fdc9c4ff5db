//! What the original lets an agent see of the database's answers.

use crate::agentboard::{Failure, argument};
use serde_json::{Map, Value, json};

/// Entries of lists that are shown.
const SHOWN: usize = 10;
/// Work on a film that is shown before any other.
const FIRST_JOBS: [&str; 3] = ["Director", "Producer", "Writer"];
/// Countries whose translations are shown.
const COUNTRIES: [&str; 6] = ["NL", "CN", "US", "DE", "RU", "JP"];
/// What is not compared with subgoals.
const UNCOMPARED: [&str; 7] =
    ["overview", "biography", "vote_average", "genres", "revenue", "budget", "release_date"];

/// Some members of an object.
///
/// # Errors
/// What Python says of one that is missing.
pub(super) fn members(body: &Value, names: &[&str]) -> Result<Value, Failure> {
    let member = |name: &&str| Ok(((*name).to_owned(), argument(body, name)?.clone()));
    names.iter().map(member).collect::<Result<Map<_, _>, _>>().map(Value::Object)
}

/// The first of a search's results; none where nothing was found.
///
/// # Errors
/// As [`members`].
pub(super) fn first(body: &Value, names: &[&str]) -> Result<Vec<Value>, Failure> {
    list(body, "results")?.iter().take(1).map(|found| members(found, names)).collect()
}

/// The first entries of a list, as `{"cast": [...]}`.
///
/// # Errors
/// As [`members`].
pub(super) fn top(body: &Value, name: &str, names: &[&str]) -> Result<Value, Failure> {
    let entries = list(body, name)?.iter().take(SHOWN).map(|entry| members(entry, names));
    Ok(json!({name: entries.collect::<Result<Vec<_>, _>>()?}))
}

/// Who made a film: directors, producers and writers, then others up to ten.
///
/// # Errors
/// As [`members`].
pub(super) fn crew(body: &Value) -> Result<Value, Failure> {
    let job = |entry: &&Value| {
        entry.get("job").and_then(Value::as_str).is_some_and(|job| FIRST_JOBS.contains(&job))
    };
    let crew = list(body, "crew")?;
    let mut shown: Vec<&Value> = crew.iter().filter(job).collect();
    let ids: Vec<Option<&Value>> = shown.iter().map(|entry| entry.get("id")).collect();
    let others = crew.iter().filter(|entry| !ids.contains(&entry.get("id")));
    let room = SHOWN.saturating_sub(shown.len());
    shown.extend(others.take(room));
    let shown = shown.into_iter().map(|entry| members(entry, &["id", "name", "job"]));
    Ok(json!({"crew": shown.collect::<Result<Vec<_>, _>>()?}))
}

/// A film's keywords as texts.
///
/// # Errors
/// As [`members`].
pub(super) fn keywords(body: &Value) -> Result<Value, Failure> {
    let names = list(body, "keywords")?.iter().map(|keyword| argument(keyword, "name").cloned());
    Ok(json!({"keywords": names.collect::<Result<Vec<_>, _>>()?}))
}

/// Translations for a few countries, without titles.
///
/// # Errors
/// As [`members`].
pub(super) fn translations(body: &Value) -> Result<Value, Failure> {
    let wanted = |entry: &&Value| {
        entry.get("iso_3166_1").and_then(Value::as_str).is_some_and(|country| COUNTRIES.contains(&country))
    };
    let mut shown: Vec<Value> = list(body, "translations")?.iter().filter(wanted).cloned().collect();
    for data in shown.iter_mut().filter_map(|entry| entry.get_mut("data")?.as_object_mut()) {
        data.shift_remove("title");
    }
    Ok(json!({"id": argument(body, "id")?, "translations": shown}))
}

/// A result as it is compared with subgoals.
pub(super) fn compared(result: &Value) -> Value {
    let strip = |members: &mut Map<String, Value>| {
        UNCOMPARED.iter().for_each(|name| drop(members.shift_remove(*name)));
    };
    let mut result = result.clone();
    match &mut result {
        Value::Array(items) => items.iter_mut().filter_map(Value::as_object_mut).for_each(strip),
        Value::Object(members) => strip(members),
        _ => {}
    }
    result
}

fn list<'v>(body: &'v Value, name: &str) -> Result<&'v [Value], Failure> {
    let found = argument(body, name)?.as_array();
    found.map(Vec::as_slice).ok_or_else(|| Failure::Raised(format!("TypeError('{name}' is not a list)")))
}

#[cfg(test)]
mod tests {
    use super::{compared, crew, translations};
    use serde_json::{Value, json};

    #[test]
    fn crews_begin_with_those_who_lead() {
        let entry = |id: u64, job: &str| json!({"id": id, "name": "N", "job": job, "department": "D"});
        let mut all: Vec<Value> = (10..30).map(|id| entry(id, "Editor")).collect();
        all.extend([entry(1, "Writer"), entry(1, "Composer"), entry(2, "Director")]);
        let shown = crew(&json!({"crew": all})).unwrap();
        let shown = shown["crew"].as_array().unwrap();
        let ids: Vec<u64> = shown.iter().filter_map(|entry| entry["id"].as_u64()).collect();
        assert_eq!(ids, [1, 2, 10, 11, 12, 13, 14, 15, 16, 17]);
        assert_eq!(shown[1], json!({"id": 2, "name": "N", "job": "Director"}));
        let many: Vec<Value> = (0..12).map(|id| entry(id, "Producer")).collect();
        assert_eq!(crew(&json!({"crew": many})).unwrap()["crew"].as_array().unwrap().len(), 12);
    }

    #[test]
    fn translations_have_no_titles() {
        let entry = |country: &str| json!({"iso_3166_1": country, "data": {"overview": "o", "title": "t"}});
        let shown = translations(&json!({"id": 7, "translations": [entry("NL"), entry("FR")]})).unwrap();
        let dutch = json!({"iso_3166_1": "NL", "data": {"overview": "o"}});
        assert_eq!(shown, json!({"id": 7, "translations": [dutch]}));
        assert!(translations(&json!({"id": 7})).is_err());
    }

    #[test]
    fn figures_are_not_compared() {
        assert_eq!(compared(&json!({"title": "t", "budget": 1})), json!({"title": "t"}));
        assert_eq!(compared(&json!([{"id": 1, "overview": "o"}, 2])), json!([{"id": 1}, 2]));
    }
}
