//! What became of a state: the difference of two snapshots.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One place where two states differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Where, as a JSON pointer: `/inventory/0/count`; the empty text is the whole state.
    pub path: String,
    /// What stood there before; `null` where nothing did.
    pub before: Value,
    /// What stands there now; `null` where nothing does.
    pub after: Value,
}

/// Every place where `after` is not as `before`, as deep as both have the same shape, in the order of the states.
///
/// ```
/// use serde_json::json;
/// let (before, after) = (json!({"at": [1, 2], "done": false}), json!({"at": [1, 3], "done": false}));
/// let changes = environments::changes(&before, &after);
/// assert_eq!((changes.len(), changes[0].path.as_str(), &changes[0].after), (1, "/at/1", &json!(3)));
/// ```
pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    compare(String::new(), before, after, &mut found);
    found
}

fn compare(path: String, before: &Value, after: &Value, found: &mut Vec<Change>) {
    let inside = |key: &str| format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
    match (before, after) {
        _ if before == after => {}
        (Value::Object(old), Value::Object(new)) => {
            let added = new.keys().filter(|key| !old.contains_key(*key));
            for key in old.keys().chain(added) {
                let place =
                    |members: &serde_json::Map<String, Value>| members.get(key).cloned().unwrap_or_default();
                compare(inside(key), &place(old), &place(new), found);
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            for index in 0..old.len().max(new.len()) {
                let place = |items: &[Value]| items.get(index).cloned().unwrap_or_default();
                compare(inside(&index.to_string()), &place(old), &place(new), found);
            }
        }
        _ => found.push(Change { path, before: before.clone(), after: after.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use super::changes;
    use serde_json::{Value, json};

    fn check(before: &Value, after: &Value, expected: &Value) {
        let found: Vec<Value> = changes(before, after)
            .iter()
            .map(|change| json!([change.path, change.before, change.after]))
            .collect();
        assert_eq!(json!(found), *expected, "{before} {after}");
    }

    #[test]
    fn finds_what_changed() {
        check(&json!({"a": 1}), &json!({"a": 1}), &json!([]));
        check(
            &json!({"a": 1, "b": 2}),
            &json!({"b": 3, "c": 4}),
            &json!([["/a", 1, null], ["/b", 2, 3], ["/c", null, 4]]),
        );
        check(&json!([1, [2, 3]]), &json!([1, [2, 4], 5]), &json!([["/1/1", 3, 4], ["/2", null, 5]]));
        check(&json!({"a/b": {"~": 1}}), &json!({"a/b": {"~": "x"}}), &json!([["/a~1b/~0", 1, "x"]]));
        check(&json!({"a": [1]}), &json!({"a": {"0": 1}}), &json!([["/a", [1], {"0": 1}]]));
        check(&json!(1), &json!(2), &json!([["", 1, 2]]));
    }
}
