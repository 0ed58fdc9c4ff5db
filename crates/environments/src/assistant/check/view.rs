//! The office as conditions see it.

use serde_json::Value;
use std::sync::Arc;

/// The parts of the office as JSON, by service. Two views of an office share the parts in which it did not change.
#[derive(Clone, Debug)]
pub(in crate::assistant) struct View(Vec<(&'static str, Arc<Value>)>);

impl View {
    /// A view of these parts.
    pub(in crate::assistant) fn new(parts: impl IntoIterator<Item = (&'static str, Arc<Value>)>) -> Self {
        Self(parts.into_iter().collect())
    }

    /// One part.
    pub(in crate::assistant) fn part(&self, service: &str) -> Option<&Arc<Value>> {
        self.0.iter().find(|(name, _)| *name == service).map(|(_, part)| part)
    }

    /// All parts, in order.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&'static str, &Arc<Value>)> {
        self.0.iter().map(|(service, part)| (*service, part))
    }
}
