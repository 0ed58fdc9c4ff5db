//! What can be wrong with an attack's description.

use thiserror::Error;

/// How alike two ids must be for one to be offered for the other: 0 (not at all) to 1 (the same).
const ALIKE: f64 = 0.85;

/// An attack that cannot be understood or armed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AttackError {
    /// An axis has no such entry.
    #[error("there is no {axis} `{name}`{hint}; there are {known}")]
    Unknown {
        /// Which axis.
        axis: &'static str,
        /// The name as given.
        name: String,
        /// `, did you mean ...?`, or empty.
        hint: String,
        /// Every entry.
        known: String,
    },
    /// A strategy does not take this.
    #[error("strategy `{strategy}` takes {expected} behind its name, not `{value}`")]
    Parameter {
        /// The strategy.
        strategy: String,
        /// What was given.
        value: String,
        /// What it takes.
        expected: String,
    },
    /// No behavior has such a name.
    #[error("`{0}` is no name of a behavior: visible ASCII characters without `/` and `@`")]
    Behavior(String),
    /// The surface is known, but nothing here writes it.
    #[error("surface {surface} cannot be attacked here: {why}")]
    NotExecuted {
        /// Row id.
        surface: &'static str,
        /// Why.
        why: String,
    },
    /// The placement asks a model, and there is none.
    #[error("placement `{placement}` has a model put the demand in other words, and no model is named")]
    NoModel {
        /// The placement.
        placement: &'static str,
    },
    /// The objective needs something that this service, or this row, does not have.
    #[error("objective `{objective}` cannot be aimed here: {what}")]
    NotApplicable {
        /// The objective.
        objective: String,
        /// What is missing and where to add it.
        what: String,
    },
}

impl AttackError {
    /// An unknown entry.
    pub(crate) fn unknown<'a>(axis: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let (name, known) = (wire::excerpt(name), known.collect::<Vec<_>>());
        let alike = |known: &&&str| strsim::jaro_winkler(known, &name);
        let nearest = known.iter().max_by(|one, other| alike(one).total_cmp(&alike(other)));
        let hint = nearest.filter(|nearest| alike(nearest) >= ALIKE);
        let hint = hint.map_or_else(String::new, |nearest| format!(", did you mean `{nearest}`?"));
        Self::Unknown { axis, name, hint, known: known.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use crate::Attack;

    fn check(attack: &str, expected: &str) {
        let error = attack.parse::<Attack>().unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn the_nearest_entry_is_offered() {
        check(
            "TR01/direct/hijak/after/always",
            "there is no objective `hijak`, did you mean `hijack`?; there",
        );
        check("TR01/direct/hijack/aftr/always", "there is no placement `aftr`, did you mean `after`?; there");
        check("TL99/direct/hijack/after/always", "there is no surface `TL99`; there are 118: see `safemcp");
        check("TR01/zzz/hijack/after/always", "there is no strategy `zzz`; there");
        check("TR01/direct>fictoin", "there is no strategy `fictoin`, did you mean `fiction`?; there");
        check("TR01/direct:2", "strategy `direct` takes nothing behind its name, not `2`");
    }
}
