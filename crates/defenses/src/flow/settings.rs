//! How strict the defense is.

use super::call::Call;
use regex::Regex;
use serde::{Deserialize, Deserializer};

/// The settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    pub(super) calls: Calls,
    pub(super) texts: Texts,
    pub(super) delegate: bool,
    pub(super) endorse: Vec<Rule>,
    pub(super) outward: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { calls: Calls::Asked, texts: Texts::Data, delegate: true, endorse: vec![], outward: vec![] }
    }
}

/// Which calls are refused, besides those that carry what the user confided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Calls {
    /// None.
    Any,
    /// What goes out or cannot be taken back, where the request does not vouch for the act and for whom it reaches.
    Asked,
    /// All of that, as soon as any text of a service was read: nothing vouches but rules.
    Trusted,
}

/// What of a service's texts reaches the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Texts {
    /// Everything.
    Pass,
    /// Data: no sentence that steers the agent, no words of definitions that are not the pinned ones.
    Data,
    /// Values: no prose at all, except from services that the request delegates to.
    Values,
}

/// A call that is endorsed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    /// The service; any when left out.
    #[serde(default)]
    service: Option<String>,
    /// The tool; any when left out.
    #[serde(default)]
    tool: Option<String>,
    /// What some text in the arguments must match; any when left out.
    #[serde(default, deserialize_with = "pattern")]
    matching: Option<Regex>,
}

impl Rule {
    /// Whether it endorses a call.
    pub(super) fn endorses(&self, call: &Call<'_>) -> bool {
        let is = |wanted: &Option<String>, given: &str| wanted.as_ref().is_none_or(|wanted| wanted == given);
        let text = |(_, text): &(String, String)| {
            self.matching.as_ref().is_none_or(|matching| matching.is_match(text))
        };
        is(&self.service, call.service)
            && is(&self.tool, call.tool)
            && (self.matching.is_none() || call.texts.iter().any(text))
    }
}

fn pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Regex>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Regex::new(&text).map(Some).map_err(serde::de::Error::custom)
}
