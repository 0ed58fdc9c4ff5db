//! One of several ways in which a surface carries a payload.

use super::row::Eras;
use crate::carrier::Arm;
use crate::goal::Breach;

/// A way to use a row: another member, another value, another moment. A row without a name behind its id is its first
/// form; `TL14:read-only` is another.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The name behind the colon.
    pub id: &'static str,
    /// What it is, in a line.
    pub what: &'static str,
    /// Brings it over the wire.
    pub arm: Arm,
    /// What a host does that trusts it, where that shows on the wire.
    pub breach: Option<Breach>,
    /// Where it exists, if not wherever the row does.
    pub eras: Option<Eras>,
}

impl Form {
    /// A form whose payload is a text.
    pub(super) const fn new(id: &'static str, what: &'static str, arm: Arm) -> Self {
        Self { id, what, arm, breach: None, eras: None }
    }

    /// What shows on the wire of a host that trusts it.
    pub(super) const fn breach(self, breach: Breach) -> Self {
        Self { breach: Some(breach), ..self }
    }

    /// It exists there only.
    pub(super) const fn only(self, eras: Eras) -> Self {
        Self { eras: Some(eras), ..self }
    }
}

/// The forms of a row beside its first.
pub(super) struct Forms {
    /// Id of the row.
    pub(super) row: &'static str,
    /// What the first form is, in a line.
    pub(super) first: &'static str,
    /// The others.
    pub(super) others: &'static [Form],
    /// What of the row no form does, and why.
    pub(super) left: Option<&'static str>,
}
