//! A strategy that is a function.

use crate::{Family, Parameter, Payload, Strategy};

/// An entry of the catalogue and what it does.
pub(super) struct Worded {
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) source: &'static str,
    pub(super) family: Family,
    pub(super) parameter: Parameter,
    pub(super) word: fn(Payload, usize) -> Payload,
}

impl Strategy for Worded {
    fn id(&self) -> &'static str {
        self.id
    }

    fn summary(&self) -> &'static str {
        self.summary
    }

    fn source(&self) -> &'static str {
        self.source
    }

    fn family(&self) -> Family {
        self.family
    }

    fn parameter(&self) -> Parameter {
        self.parameter
    }

    fn word(&self, payload: Payload, value: usize) -> Payload {
        (self.word)(payload, value)
    }
}
