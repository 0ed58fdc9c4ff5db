//! The order in which values of an axis are shown.

use serde_json::Value;
use store::Axis;

/// The order of a plan, for the axes where somebody thought about it: models and defenses. `none` comes first, what the
/// plan does not name comes last, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    models: Vec<String>,
    defenses: Vec<String>,
}

impl Order {
    /// The order of a run's plan; that of names when the plan is of another form.
    pub(crate) fn of(plan: &Value) -> Self {
        let entries = |list: &str| {
            let entries = plan.get("experiment").and_then(|experiment| experiment.get(list));
            entries.and_then(Value::as_array).into_iter().flatten().map(label).collect()
        };
        Self { models: entries("models"), defenses: entries("defenses") }
    }

    /// What to sort a value by.
    pub(crate) fn place<'v>(&self, axis: Axis, value: &'v str) -> (usize, &'v str) {
        let named = match axis {
            Axis::Model => self.models.as_slice(),
            Axis::Defense => self.defenses.as_slice(),
            _ => &[],
        };
        if matches!(value, "" | "none") {
            return (0, value);
        }
        (named.iter().position(|name| name == value).unwrap_or(named.len()) + 1, value)
    }
}

/// The label that a cell bears for an entry of a plan: `none`, `id`, `id(key=value)`, or several joined by `+`.
fn label(entry: &Value) -> String {
    match entry {
        Value::String(id) => id.clone(),
        Value::Array(list) if list.is_empty() => "none".into(),
        Value::Array(list) => list.iter().map(label).collect::<Vec<_>>().join("+"),
        Value::Object(members) => members.iter().map(|(id, settings)| set(id, settings)).collect(),
        other => other.to_string(),
    }
}

fn set(id: &str, settings: &Value) -> String {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match settings {
        Value::Object(settings) if !settings.is_empty() => {
            let pairs: Vec<_> =
                settings.iter().map(|(key, value)| format!("{key}={}", word(value))).collect();
            format!("{id}({})", pairs.join(","))
        }
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn is_that_of_the_plan() {
        let plan = json!({"experiment": {
            "models": ["b", {"a": {"heat": 0}}],
            "defenses": [["whitelist"], [], [{"detector": {"action": "redact"}}], ["whitelist", {"spotlight": {}}]],
        }});
        let check = |plan: &Value, axis: Axis, mut given: Vec<&str>, expected: &[&str]| {
            let order = Order::of(plan);
            given.sort_by_key(|value| order.place(axis, value));
            assert_eq!(given, expected);
        };
        check(
            &plan,
            Axis::Defense,
            vec!["unknown", "another", "whitelist+spotlight", "detector(action=redact)", "none", "whitelist"],
            &["none", "whitelist", "detector(action=redact)", "whitelist+spotlight", "another", "unknown"],
        );
        check(&plan, Axis::Model, vec!["a(heat=0)", "a", "b"], &["b", "a(heat=0)", "a"]);
        check(&plan, Axis::Surface, vec!["TR01", "TL03", ""], &["", "TL03", "TR01"]);
        check(&json!([]), Axis::Defense, vec!["z", "none", "a"], &["none", "a", "z"]);
    }
}
