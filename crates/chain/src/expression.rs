//! Predicates that users write, in CEL. Judges and defenses hold them against facts of their own.

use crate::scope::Scope;
use cel::{Context, Env, Program, Value};
use serde::Serialize;
use std::sync::Arc;
use thiserror::Error;

/// An expression that cannot be compiled or evaluated.
#[derive(Debug, Error)]
#[error("the expression `{expression}` {what}")]
pub struct ExpressionError {
    /// The expression.
    pub expression: String,
    /// What is wrong with it.
    pub what: String,
}

/// A compiled predicate.
///
/// ```
/// use chain::Expression;
/// let facts = serde_json::json!({"tool": "pay", "arguments": {"amount": 20}});
/// assert!(Expression::compile(r#"tool == "pay" && arguments.amount > 10"#)?.holds(&facts)?);
/// # Ok::<(), chain::ExpressionError>(())
/// ```
pub struct Expression {
    source: String,
    program: Program,
    env: Arc<Env>,
}

impl Expression {
    /// Compiles an expression.
    ///
    /// # Errors
    /// [`ExpressionError`] with the compiler's reason.
    pub fn compile(source: &str) -> Result<Self, ExpressionError> {
        let env = Arc::new(Env::stdlib());
        let program = env.compile(source).map_err(|errors| ExpressionError {
            expression: source.to_owned(),
            what: format!("cannot be read: {errors}"),
        })?;
        Ok(Self { source: source.to_owned(), program, env })
    }

    /// The first name in the expression that is none of these: it would fail whenever it is reached.
    ///
    /// ```
    /// let rule = chain::Expression::compile("history.exists(h, h.tool == toll)")?;
    /// assert_eq!(rule.unknown(&["history", "tool"]), Some("toll"));
    /// # Ok::<(), chain::ExpressionError>(())
    /// ```
    pub fn unknown<'e>(&'e self, known: &[&'e str]) -> Option<&'e str> {
        let mut found = Vec::new();
        Scope::of(known).free(self.program.expression(), &mut found);
        found.first().copied()
    }

    /// Whether the expression holds of these facts: a struct or map, each member of which is a variable.
    ///
    /// # Errors
    /// [`ExpressionError`] when it refers to what does not exist, or is not true or false.
    pub fn holds(&self, facts: &impl Serialize) -> Result<bool, ExpressionError> {
        let fail = |what: String| ExpressionError { expression: self.source.clone(), what };
        let unreadable = |error: &dyn std::fmt::Display| fail(format!("cannot be given its facts: {error}"));
        let facts = serde_json::to_value(facts).map_err(|error| unreadable(&error))?;
        let serde_json::Value::Object(facts) = facts else {
            return Err(unreadable(&"they have no names"));
        };
        let mut context = Context::with_env(Arc::clone(&self.env));
        for (name, fact) in facts {
            let fact = cel::to_value(fact).map_err(|error| unreadable(&error))?;
            context.add_variable(name, fact).map_err(|error| unreadable(&error))?;
        }
        match self.program.execute(&context) {
            Ok(Value::Bool(holds)) => Ok(holds),
            Ok(other) => Err(fail(format!("is {:?}, not true or false", other.type_of()))),
            Err(error) => Err(fail(format!("cannot be evaluated: {error}"))),
        }
    }
}
