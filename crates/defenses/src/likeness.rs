//! When two texts say the same but for what a counter changes.

use serde_json::Value;
use std::collections::BTreeMap;

/// Arguments at least this alike are near-duplicates: 0 (nothing in common) to 1 (the same).
const ALIKE: f64 = 0.9;

/// Longest arguments that are compared letter by letter, in bytes; the cost grows with the square.
const LONGEST: usize = 256;

/// The text with every run of digits as one `#`.
pub(crate) fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char.is_numeric() {
            true if out.ends_with('#') => {}
            true => out.push('#'),
            false => out.push(char),
        }
    }
    out
}

/// The arguments with members in order and no white space; the text itself when it is not JSON.
pub(crate) fn canonical(arguments: &str) -> String {
    serde_json::from_str::<Value>(arguments).map_or_else(|_| arguments.to_owned(), |value| sorted(&value))
}

fn sorted(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let members: BTreeMap<&String, &Value> = map.iter().collect();
            let members = members
                .into_iter()
                .map(|(key, value)| format!("{}:{}", wire::json::encode(key), sorted(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(sorted).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

/// Whether canonical arguments are the same, the same but for numbers, or hardly edited.
pub(crate) fn near(one: &str, other: &str) -> bool {
    let (one, other) = (masked(one), masked(other));
    if one == other {
        return true;
    }
    let comparable = one.len().max(other.len()) <= LONGEST;
    comparable && strsim::normalized_damerau_levenshtein(&one, &other) >= ALIKE
}

/// A short name for a text, so that it need not be kept.
pub(crate) fn digest(parts: &[&str]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_single_letters_do_not_tell_calls_apart() {
        let check = |one: &str, other: &str, alike: bool| {
            assert_eq!(near(&canonical(one), &canonical(other)), alike, "{one} {other}");
        };
        check(r#"{"a":1, "b":[2]}"#, r#"{"b":[17],"a":9}"#, true);
        check(r#"{"query":"best hotels in Oslo"}"#, r#"{"query":"best hotel in Oslo"}"#, true);
        check(r#"{"direction":"up"}"#, r#"{"direction":"left"}"#, false);
        check(r#"{"query":"hotels"}"#, r#"{"query":"weather"}"#, false);
        check("{}", r#"{"a":true}"#, false);
    }
}
