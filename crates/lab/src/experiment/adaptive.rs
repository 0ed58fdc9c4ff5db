//! An attacker that adapts, as it is written.

use super::AttackSpec;
use attacks::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;

/// A search for an attack that gets through, against each defense anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdaptiveSpec {
    /// What there is to choose from: attacks as anywhere else, `none` and other searches excepted.
    pub over: Vec<AttackSpec>,
    /// Most queries of one search: trials played against the defense.
    pub budget: NonZeroUsize,
    /// How the next attack is chosen: `best-of`, `genetic`, or wordings that are bred around the attacks: `autodan` for the
    /// detector's score and the model's compliance, `autodan-detector` or `autodan-compliance` for one of them. Default:
    /// `best-of`.
    #[serde(default)]
    #[schemars(with = "String")]
    pub search: Method,
}
