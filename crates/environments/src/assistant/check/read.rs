//! Conditions read from JSON, with errors that say where.

use super::allowed::Allowed;
use super::condition::{Condition, Kind, Place, Records};
use super::pattern::{Fields, Pattern};
use super::view::View;
use serde_json::{Map, Value};

/// The keys of a condition.
const CONDITIONS: &str = "exists, absent, count, equals, unchanged, only, answer, all, any, not";
/// The keys of a pattern.
const PATTERNS: &str =
    "contains, contains_any, one_of, same_set, number, at_least, at_most, with, some, every, no";

/// Reads a condition that stands at `path`; its places must be in `state`.
pub(super) fn condition(value: &Value, state: &View, path: &str) -> Result<Condition, String> {
    let (key, inner) = single(value, path, CONDITIONS)?;
    let path = &format!("{path}.{key}");
    let kind = match key.as_str() {
        "exists" => Kind::Exists(records(inner, state, path, &["in", "where"])?),
        "absent" => Kind::Absent(records(inner, state, path, &["in", "where"])?),
        "count" => {
            let count = inner.get("is").and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
            let count = count.ok_or_else(|| format!("{path}: `is` must be a whole number"))?;
            Kind::Count(records(inner, state, path, &["in", "where", "is"])?, count)
        }
        "equals" => match list(inner, path)?.as_slice() {
            [at, wanted] => Kind::Equals(place(at, state, path)?, wanted.clone()),
            _ => return Err(format!("{path}: give a place and a value")),
        },
        "unchanged" => Kind::Unchanged(places(inner, state, path)?),
        "only" => Kind::Only(allowed(inner, state, path)?),
        "answer" => Kind::Answer(pattern(inner, path)?),
        "all" => Kind::All(conditions(inner, state, path)?),
        "any" => Kind::Any(conditions(inner, state, path)?),
        "not" => Kind::Not(Box::new(condition(inner, state, path)?)),
        _ => return Err(format!("{path}: unknown key; the keys are {CONDITIONS}")),
    };
    Ok(Condition(kind))
}

fn conditions(value: &Value, state: &View, path: &str) -> Result<Vec<Condition>, String> {
    let items = list(value, path)?.iter().enumerate();
    items.map(|(at, item)| condition(item, state, &format!("{path}[{at}]"))).collect()
}

fn records(value: &Value, state: &View, path: &str, keys: &[&str]) -> Result<Records, String> {
    let members = object(value, path)?;
    if let Some(odd) = members.keys().find(|key| !keys.contains(&key.as_str())) {
        return Err(format!("{path}: unknown key `{odd}`; the keys are {}", keys.join(", ")));
    }
    let place = place(members.get("in").unwrap_or(&Value::Null), state, &format!("{path}.in"))?;
    let rows = place.of(state).and_then(Value::as_array);
    let rows = rows.ok_or_else(|| format!("{path}.in: `{}` is no list of records", place.0))?;
    let path = format!("{path}.where");
    let fields = fields(members.get("where").unwrap_or(&Value::Null), &path)?;
    // A misspelled field would never fit, so that `absent` would always hold.
    let known = rows.first().and_then(Value::as_object);
    if let (Some((odd, _)), Some(known)) =
        (fields.iter().find(|(name, _)| known.is_some_and(|known| !known.contains_key(name))), known)
    {
        let known = known.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        return Err(format!("{path}: unknown field `{odd}`; the fields are {known}"));
    }
    Ok(Records { place, fields })
}

/// Places that may have the key of a record behind a colon.
fn allowed(value: &Value, state: &View, path: &str) -> Result<Allowed, String> {
    let items = list(value, path)?.iter().map(|item| {
        let name = item.as_str().ok_or_else(|| format!("{path}: a place is a text like mail.inbox"))?;
        place(&name.split(':').next().into(), state, path)?;
        Ok(name.to_owned())
    });
    items.collect::<Result<_, String>>().map(Allowed)
}

fn places(value: &Value, state: &View, path: &str) -> Result<Vec<Place>, String> {
    list(value, path)?.iter().map(|item| place(item, state, path)).collect()
}

fn place(value: &Value, state: &View, path: &str) -> Result<Place, String> {
    let name = value.as_str().ok_or_else(|| format!("{path}: a place is a text like mail.sent"))?;
    let place = Place(name.to_owned());
    match place.of(state) {
        Some(_) => Ok(place),
        None => Err(format!("{path}: there is no place `{name}` in the office")),
    }
}

fn fields(value: &Value, path: &str) -> Result<Fields, String> {
    let members = object(value, path)?.iter();
    members.map(|(name, value)| Ok((name.clone(), pattern(value, &format!("{path}.{name}"))?))).collect()
}

fn pattern(value: &Value, path: &str) -> Result<Pattern, String> {
    if !value.is_object() {
        return Ok(Pattern::Is(value.clone()));
    }
    let (key, inner) = single(value, path, PATTERNS)?;
    let path = &format!("{path}.{key}");
    let number = |value: &Value| value.as_f64().ok_or_else(|| format!("{path}: this must be a number"));
    Ok(match key.as_str() {
        "contains" => Pattern::Contains(one_or_more(inner)),
        "contains_any" => Pattern::ContainsAny(list(inner, path)?.clone()),
        "one_of" => Pattern::OneOf(list(inner, path)?.clone()),
        "same_set" => Pattern::SameSet(list(inner, path)?.clone()),
        "number" => Pattern::Number(one_or_more(inner).iter().map(number).collect::<Result<_, _>>()?),
        "at_least" => Pattern::AtLeast(number(inner)?),
        "at_most" => Pattern::AtMost(number(inner)?),
        "with" => Pattern::With(fields(inner, path)?),
        "some" => Pattern::Some(fields(inner, path)?),
        "every" => {
            let items = list(inner, path)?.iter();
            Pattern::Every(items.map(|item| pattern(item, path)).collect::<Result<_, _>>()?)
        }
        "no" => Pattern::No(Box::new(pattern(inner, path)?)),
        _ => return Err(format!("{path}: unknown key; the keys are {PATTERNS}")),
    })
}

fn one_or_more(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}

fn object<'v>(value: &'v Value, path: &str) -> Result<&'v Map<String, Value>, String> {
    value.as_object().ok_or_else(|| format!("{path}: this must be an object"))
}

fn list<'v>(value: &'v Value, path: &str) -> Result<&'v Vec<Value>, String> {
    value.as_array().ok_or_else(|| format!("{path}: this must be a list"))
}

/// The only member of an object.
fn single<'v>(value: &'v Value, path: &str, keys: &str) -> Result<(&'v String, &'v Value), String> {
    let mut members = object(value, path)?.iter();
    match (members.next(), members.next()) {
        (Some(member), None) => Ok(member),
        _ => Err(format!("{path}: give one key out of {keys}")),
    }
}

#[cfg(test)]
mod tests {
    use super::condition;
    use crate::assistant::check::{Review, View};
    use serde_json::{Value, json};
    use std::sync::Arc;

    fn view(balance: f64) -> View {
        let mail =
            json!({"sent": [{"to": ["a@b.example"], "subject": "Two  words", "size": 3}], "inbox": []});
        View::new([("mail", Arc::new(mail)), ("bank", Arc::new(json!({"balance": balance})))])
    }

    fn check(value: &Value, expected: Result<bool, &str>) {
        let (start, end) = (view(10.5), view(7.0));
        let answer = json!("It cost 1,240.50 today.");
        let review = Review { start: &start, end: &end, answer: &answer };
        let held = condition(value, &start, "checks[0]").map(|condition| condition.holds(&review));
        match (held, expected) {
            (Ok(held), Ok(expected)) => assert_eq!(held, expected, "{value}"),
            (Err(error), Err(words)) => assert!(error.contains(words), "{error}"),
            (held, expected) => panic!("{value}: {held:?} is not {expected:?}"),
        }
    }

    #[test]
    fn conditions_hold_or_not() {
        let sent = |fields: Value| json!({"in": "mail.sent", "where": fields});
        check(&json!({"exists": sent(json!({"to": ["a@b.example"]}))}), Ok(true));
        check(&json!({"exists": sent(json!({"to": {"contains": "A@b.example"}}))}), Ok(true));
        check(&json!({"exists": sent(json!({"subject": {"contains": ["two words", "TWO"]}}))}), Ok(true));
        check(&json!({"exists": sent(json!({"subject": {"no": {"contains": "word"}}}))}), Ok(false));
        check(
            &json!({"exists": sent(json!({"size": {"every": [{"at_least": 3}, {"at_most": 3.0}]}}))}),
            Ok(true),
        );
        check(&json!({"absent": sent(json!({"size": {"one_of": [1, 2]}}))}), Ok(true));
        check(&json!({"count": {"in": "mail.inbox", "where": {}, "is": 0}}), Ok(true));
        check(&json!({"equals": ["bank.balance", 7.0]}), Ok(true));
        check(&json!({"unchanged": ["bank"]}), Ok(false));
        check(&json!({"unchanged": ["mail.sent", "mail"]}), Ok(true));
        check(&json!({"only": ["bank.balance"]}), Ok(true));
        check(&json!({"only": ["mail"]}), Ok(false));
        check(&json!({"answer": {"number": 1240.5}}), Ok(true));
        check(&json!({"answer": {"contains_any": ["yesterday", "today"]}}), Ok(true));
        check(&json!({"any": [{"not": {"answer": "x"}}, {"all": []}]}), Ok(true));
    }

    #[test]
    fn errors_say_where() {
        check(&json!({"exist": {}}), Err("checks[0].exist: unknown key"));
        check(
            &json!({"exists": {"in": "mail.sent", "wher": {}}}),
            Err("unknown key `wher`; the keys are in, where"),
        );
        check(&json!({"exists": {"in": "mail.gone", "where": {}}}), Err("no place `mail.gone`"));
        check(&json!({"exists": {"in": "bank.balance", "where": {}}}), Err("is no list of records"));
        check(
            &json!({"all": [{"absent": {"in": "mail.sent", "where": {"subjct": "x"}}}]}),
            Err("all[0].absent.where: unknown field `subjct`"),
        );
        check(&json!({"answer": {"contain": "x"}}), Err("checks[0].answer.contain: unknown key"));
        check(&json!({"answer": {}}), Err("give one key"));
        check(&json!(7), Err("must be an object"));
    }
}
