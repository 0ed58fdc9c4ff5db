//! Which trials to keep.

use super::OneOrMany;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Cell;

/// Words on the axes; `*` stands for any text. A trial matches when every named axis matches one of its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Environment or service.
    pub environment: Option<OneOrMany>,
    /// Task.
    pub task: Option<OneOrMany>,
    /// Whole attack id, or `none`.
    pub attack: Option<OneOrMany>,
    /// Surface.
    pub surface: Option<OneOrMany>,
    /// Strategy.
    pub strategy: Option<OneOrMany>,
    /// Objective.
    pub objective: Option<OneOrMany>,
    /// Placement.
    pub placement: Option<OneOrMany>,
    /// Trigger.
    pub trigger: Option<OneOrMany>,
    /// Defense.
    pub defense: Option<OneOrMany>,
    /// Model.
    pub model: Option<OneOrMany>,
    /// Host profile.
    pub profile: Option<OneOrMany>,
}

impl Filter {
    /// Whether a cell matches.
    pub fn matches(&self, cell: &Cell) -> bool {
        [
            (&self.environment, &cell.environment),
            (&self.task, &cell.task),
            (&self.attack, &cell.attack),
            (&self.surface, &cell.surface),
            (&self.strategy, &cell.strategy),
            (&self.objective, &cell.objective),
            (&self.placement, &cell.placement),
            (&self.trigger, &cell.trigger),
            (&self.defense, &cell.defense),
            (&self.model, &cell.model),
            (&self.profile, &cell.profile),
        ]
        .into_iter()
        .all(|(words, value)| words.as_ref().is_none_or(|words| words.0.iter().any(|word| glob(word, value))))
    }
}

/// Whether `text` fits a pattern in which `*` stands for any text.
pub(crate) fn glob(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|tail| {
            let mut starts = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
            starts.any(|at| tail.get(at..).is_some_and(|tail| glob(rest, tail)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn globs() {
        for (pattern, text, fits) in [
            ("*", "", true),
            ("TL*", "TL03", true),
            ("*/agentgym", "textcraft/agentgym", true),
            ("a*b*c", "aXbYc", true),
            ("a*b", "abc", false),
            ("", "x", false),
        ] {
            assert_eq!(glob(pattern, text), fits, "{pattern} against {text}");
        }
    }
}
