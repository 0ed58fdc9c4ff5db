//! How many of the results that a task needs have come up.

use serde_json::Value;

/// The subgoals of a task, met by results of actions, whichever action gave them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    subgoals: Vec<Value>,
    results: Vec<Value>,
    best: f64,
    alike: Option<Alike>,
}

/// Whether a result meets a subgoal.
type Alike = fn(&Value, &Value) -> bool;

impl Progress {
    /// Nothing has come up yet.
    pub(crate) fn new(subgoals: Vec<Value>) -> Self {
        Self { subgoals, results: Vec::new(), best: 0.0, alike: None }
    }

    /// The same with another measure than equality: whether a result, given first, meets a subgoal.
    pub(crate) fn by(self, alike: fn(&Value, &Value) -> bool) -> Self {
        Self { alike: Some(alike), ..self }
    }

    /// Notes the result of an action that succeeded. Each result meets one subgoal at most.
    #[expect(clippy::cast_precision_loss, reason = "a task has a handful of subgoals")]
    pub(crate) fn note(&mut self, result: Value) {
        let alike = self.alike.unwrap_or(same);
        // A result that meets nothing never will: keeping it would only cost.
        if !self.subgoals.iter().any(|subgoal| alike(&result, subgoal)) {
            if self.subgoals.is_empty() {
                self.best = 1.0;
            }
            return;
        }
        self.results.push(result);
        let mut left: Vec<&Value> = self.results.iter().collect();
        let met = self.subgoals.iter().filter(|subgoal| {
            let at = left.iter().position(|result| alike(result, subgoal));
            at.map(|at| left.remove(at)).is_some()
        });
        let met = met.count();
        self.best = self.best.max(met as f64 / self.subgoals.len() as f64);
    }

    /// The share of subgoals met, the best so far.
    pub(crate) fn share(&self) -> f64 {
        self.best
    }
}

/// Whether two values are equal in Python: numbers by value, truth values as numbers.
pub(crate) fn same(one: &Value, other: &Value) -> bool {
    let number =
        |value: &Value| value.as_f64().or_else(|| value.as_bool().map(|value| f64::from(u8::from(value))));
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has =
                |(name, member): (&String, &Value)| other.get(name).is_some_and(|found| same(member, found));
            one.len() == other.len() && one.iter().all(has)
        }
        _ => {
            one == other
                || number(one).zip(number(other)).is_some_and(|(one, other)| one.total_cmp(&other).is_eq())
        }
    }
}
