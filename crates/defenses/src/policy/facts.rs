//! What a rule can speak of.

use super::past::{Made, Read};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// Names of the facts.
pub(super) const NAMES: &[&str] = &["service", "tool", "arguments", "history", "untrusted", "read"];

/// The facts of one call.
#[derive(Serialize)]
pub(super) struct Facts<'a> {
    pub(super) service: &'a str,
    pub(super) tool: &'a str,
    pub(super) arguments: &'a Value,
    pub(super) history: &'a [Made],
    pub(super) untrusted: BTreeSet<&'a str>,
    pub(super) read: &'a Read,
}
