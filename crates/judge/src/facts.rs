//! What a predicate of the user's can speak of.

use serde::Serialize;
use std::collections::BTreeMap;

/// What an expression can speak of.
///
/// | name | type |
/// |---|---|
/// | `calls` | list of `{tool, arguments, text, failed}`: the calls that reached the service, in order |
/// | `answer` | string: the final answer |
/// | `files` | map from path to content: the task's folder afterwards |
/// | `exposed` | list of strings: all third-party text that stood in a model request |
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// Calls that reached the service, in order.
    pub calls: Vec<CallFact>,
    /// The final answer.
    pub answer: String,
    /// Files of the task's folder afterwards, by path relative to it.
    pub files: BTreeMap<String, String>,
    /// All third-party text that stood in a model request.
    pub exposed: Vec<String>,
}

/// One call that reached the service.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CallFact {
    /// Tool name.
    pub tool: String,
    /// Arguments.
    pub arguments: serde_json::Value,
    /// The text that the host received for it.
    pub text: String,
    /// Whether it failed.
    pub failed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use chain::Expression;
    use serde_json::json;

    fn check(expression: &str, expected: Result<bool, &str>) {
        let call = CallFact {
            tool: "read".into(),
            arguments: json!({"path": "a.txt"}),
            text: "42".into(),
            failed: false,
        };
        let facts = Facts {
            calls: vec![call],
            answer: "The number is 42.".into(),
            files: BTreeMap::from([("a.txt".into(), "42".into())]),
            exposed: vec!["Reads a file.".into()],
        };
        let held = Expression::compile(expression).and_then(|compiled| compiled.holds(&facts));
        match (held, expected) {
            (Ok(held), Ok(expected)) => assert_eq!(held, expected, "{expression}"),
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (held, expected) => panic!("{expression}: {held:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn expressions() {
        check(r#"answer.contains("42")"#, Ok(true));
        check(r#"calls.exists(c, c.tool == "read" && c.arguments.path == "a.txt" && !c.failed)"#, Ok(true));
        check(r#""b.txt" in files"#, Ok(false));
        check(r#"files["a.txt"] == "42" && size(calls) == 1"#, Ok(true));
        check(r#"exposed.exists(t, t.contains("file"))"#, Ok(true));
        check("answer", Err("not true or false"));
        check("nothing == 1", Err("cannot be evaluated"));
        check("answer.contains(", Err("cannot be read"));
    }
}
