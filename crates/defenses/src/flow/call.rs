//! The decision on one call.

use super::act::{Act, Named, acts_in, is_public, named};
use super::ledger::Ledger;
use super::request::words;
use super::settings::{Calls, Settings};
use detect::fold;
use serde_json::Value;

/// A call on its way to a service.
#[derive(Debug)]
pub(super) struct Call<'c> {
    /// The host's label of the service.
    pub(super) service: &'c str,
    /// The tool.
    pub(super) tool: &'c str,
    /// Strings of the arguments, each with the name of the argument that it stands in.
    pub(super) texts: Vec<(String, String)>,
}

/// Names of arguments that say whom an act reaches.
const ADDRESSEES: &[&str] = &[
    "to",
    "cc",
    "bcc",
    "recipient",
    "email",
    "address",
    "people",
    "participant",
    "member",
    "attendee",
    "invitee",
    "channel",
    "account",
    "iban",
    "player",
    "user",
    "url",
    "uri",
    "host",
    "webhook",
];
/// Names of arguments that hold what a message says; the others say whom it reaches and what comes with it.
const CONTENT: &[&str] =
    &["text", "body", "message", "subject", "title", "note", "content", "comment", "description", "purpose"];
/// Names of arguments that hold an action in words, where one tool does everything.
const ACTIONS: &[&str] = &["action", "command"];

const UNASKED: &str = "the user did not ask for such an act, and text of a service may not";
const STRANGER: &str = "whom it reaches is known from text of a service only";
const PUBLIC: &str = "what it tells everybody is not in the user's words";
const DEMANDED: &str = "text of a service demanded it word for word";
const TAINTED: &str = "text of a service was read before";

impl<'c> Call<'c> {
    /// Reads the arguments.
    pub(super) fn new(service: &'c str, tool: &'c str, arguments: &Value) -> Self {
        let mut texts = Vec::new();
        strings("", arguments, &mut texts);
        Self { service, tool, texts }
    }

    /// Why it is refused, whatever it carries; `None` when it may go.
    pub(super) fn refused(&self, ledger: &Ledger, settings: &Settings) -> Option<&'static str> {
        if settings.calls == Calls::Any || settings.endorse.iter().any(|rule| rule.endorses(self)) {
            return None;
        }
        if ledger.demanded(self.tool, &self.texts) {
            return Some(DEMANDED);
        }
        let act = self.act(ledger, settings);
        match settings.calls {
            Calls::Trusted => (act.is_some() && ledger.is_tainted()).then_some(TAINTED),
            _ => act.and_then(|act| self.unvouched(act, ledger, settings)),
        }
    }

    /// What it does that matters to others; `None` when it does nothing of the kind.
    fn act(&self, ledger: &Ledger, settings: &Settings) -> Option<Act> {
        let known = ledger.known(self.service, self.tool);
        if settings.outward.iter().any(|name| name == self.tool) {
            return Some(Act::Send);
        }
        if known.reads {
            return None;
        }
        let name = self.name();
        match named(name) {
            Named::Reads => None,
            Named::Does(_) if is_public(name) => Some(Act::Publish),
            Named::Does(Act::Change)
                if settings.calls == Calls::Asked && self.addressees(Act::Change).next().is_none() =>
            {
                None
            }
            Named::Does(act) => Some(act),
            Named::Unknown => (settings.calls == Calls::Trusted && known.risky).then_some(Act::Change),
        }
    }

    /// The tool's name, or the first words of the action that it is given.
    fn name(&self) -> &str {
        match (named(self.tool), self.texts.as_slice()) {
            (Named::Unknown, [(argument, text)]) if ACTIONS.contains(&argument.as_str()) => {
                text.strip_prefix("Action:").unwrap_or(text).split_whitespace().next().unwrap_or_default()
            }
            _ => self.tool,
        }
    }

    fn unvouched(&self, act: Act, ledger: &Ledger, settings: &Settings) -> Option<&'static str> {
        let vouched = |value: &str| ledger.request.holds(value) || ledger.has_value(value);
        let told = |value: &str| settings.delegate && stands(value, ledger);
        if !asked(act, ledger, settings.delegate) {
            return Some(UNASKED);
        }
        if self.addressees(act).any(|value| !vouched(value) && !told(value)) {
            return Some(STRANGER);
        }
        let public = act == Act::Publish && self.texts.iter().any(|(_, text)| !vouched(text));
        public.then_some(PUBLIC)
    }

    /// Whom an act reaches.
    fn addressees(&self, act: Act) -> impl Iterator<Item = &str> {
        let reaches = move |(name, text): &&(String, String)| {
            let name = name.to_lowercase();
            let is =
                |known: &&str| name.strip_prefix(known).is_some_and(|rest| ["", "s", "es"].contains(&rest));
            let told =
                act == Act::Send && !ACTIONS.contains(&name.as_str()) && !CONTENT.contains(&name.as_str());
            (told || ADDRESSEES.iter().any(is) || is_address(text)) && !text.is_empty()
        };
        self.texts.iter().filter(reaches).map(|(_, text)| text.as_str())
    }
}

/// Whether the request asks for an act of this kind, itself or by what a text says that it delegates to. What is told
/// to everybody, the user has to ask for.
fn asked(act: Act, ledger: &Ledger, delegate: bool) -> bool {
    let told = |act: Act| {
        delegate && act != Act::Publish && ledger.endorsed().any(|text| acts_in(text).contains(&act))
    };
    ledger.request.asks_for(act) || told(act)
}

/// Whether a value stands in a text that the request delegates to, or is the address of somebody named there.
fn stands(value: &str, ledger: &Ledger) -> bool {
    let folded = fold(value);
    ledger
        .endorsed()
        .any(|text| fold(text).contains(&folded) || ledger.request.names(value, &words(text).collect()))
}

/// Whether a whole text is a mail or web address.
fn is_address(text: &str) -> bool {
    let web = text.starts_with("http://") || text.starts_with("https://");
    let mail = text.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'));
    (web || mail) && !text.contains(char::is_whitespace)
}

fn strings(name: &str, value: &Value, out: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => out.push((name.to_owned(), text.clone())),
        Value::Array(items) => items.iter().for_each(|item| strings(name, item, out)),
        Value::Object(members) => members.iter().for_each(|(key, item)| strings(key, item, out)),
        Value::Number(number) => out.push((name.to_owned(), number.to_string())),
        _ => {}
    }
}
