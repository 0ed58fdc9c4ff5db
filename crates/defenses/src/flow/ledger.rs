//! What one trial has seen and sent, over all its services.

use super::request::Request;
use crate::{Defined, Lockfile};
use detect::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Most texts that are kept; what comes later vouches for nothing.
const MOST: usize = 20_000;
/// Longest text that is a value, in characters.
const VALUE: usize = 64;

/// What is known of a tool.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// Pinned definitions say that it only reads.
    pub(super) reads: bool,
    /// Anybody's definitions say that it reaches out or destroys: a hint is believed to be stricter.
    pub(super) risky: bool,
}

/// A text that a service delivered to the host.
#[derive(Debug)]
struct Prose {
    service: String,
    text: String,
}

/// The memory of one trial.
#[derive(Debug)]
pub(super) struct Ledger {
    /// The user's request.
    pub(super) request: Request,
    /// Labels of all services.
    pub(super) services: Vec<String>,
    tools: BTreeMap<(String, String), Known>,
    /// Services and the names of tools that are pinned for them.
    pinned: BTreeSet<(String, String)>,
    /// Short strings that stood as whole values, folded.
    values: BTreeSet<String>,
    prose: Vec<Prose>,
    /// Sentences that steer and were delivered all the same, folded.
    control: Vec<String>,
    /// Texts that left and may be pieces of what the user confided, oldest first.
    sent: Vec<String>,
    /// What became of texts: services repeat themselves.
    screened: BTreeMap<String, Option<String>>,
}

impl Ledger {
    /// An empty memory.
    pub(super) fn new(prompt: &str, services: &[&str], pins: Option<&Lockfile>) -> Self {
        let pins = pins.into_iter().flat_map(|pins| &pins.services);
        let tools =
            pins.filter_map(|(service, locked)| Some((service, locked.definitions.get(&Defined::Tools)?)));
        let names =
            tools.flat_map(|(service, tools)| tools.keys().map(|name| (service.clone(), name.clone())));
        Self {
            pinned: names.collect(),
            request: Request::read(prompt),
            services: services.iter().map(|service| (*service).to_owned()).collect(),
            tools: BTreeMap::new(),
            values: BTreeSet::new(),
            prose: vec![],
            control: vec![],
            sent: vec![],
            screened: BTreeMap::new(),
        }
    }

    /// Notes a definition.
    pub(super) fn defined(&mut self, service: &str, tool: &str, known: Known) {
        if self.tools.len() < MOST {
            self.screened.clear();
            self.tools.insert((service.to_owned(), tool.to_owned()), known);
        }
    }

    /// What becomes of a text, found out once.
    pub(super) fn once(&mut self, text: &str, screen: impl FnOnce() -> Option<String>) -> Option<String> {
        if let Some(known) = self.screened.get(text) {
            return known.clone();
        }
        let new = screen();
        if self.screened.len() < MOST {
            self.screened.insert(text.to_owned(), new.clone());
        }
        new
    }

    /// Whether a service offers a tool under a name that is pinned for others, and not for it.
    pub(super) fn usurps(&self, service: &str, tool: &str) -> bool {
        let own = (service.to_owned(), tool.to_owned());
        !self.pinned.contains(&own) && self.pinned.iter().any(|(_, known)| known == tool)
    }

    /// What is known of a tool.
    pub(super) fn known(&self, service: &str, tool: &str) -> Known {
        self.tools.get(&(service.to_owned(), tool.to_owned())).copied().unwrap_or_default()
    }

    /// Names of all tools.
    pub(super) fn tool_names(&self) -> Vec<String> {
        let names: BTreeSet<&String> = self.tools.keys().map(|(_, tool)| tool).collect();
        names.into_iter().cloned().collect()
    }

    /// Notes texts that steer the agent and reach it all the same.
    pub(super) fn steered(&mut self, control: &[String]) {
        if self.control.len() < MOST {
            self.control.extend(control.iter().map(|text| fold(text)));
        }
    }

    /// Notes a string that a service delivers.
    pub(super) fn delivered(&mut self, service: &str, text: &str) {
        if text.chars().count() <= VALUE && self.values.len() < MOST {
            self.values.insert(fold(text));
        } else if self.prose.len() < MOST {
            self.prose.push(Prose { service: service.to_owned(), text: text.to_owned() });
        }
    }

    /// Whether any text of a service was read.
    pub(super) fn is_tainted(&self) -> bool {
        !self.prose.is_empty() || !self.values.is_empty()
    }

    /// Whether this string stood as a whole value.
    pub(super) fn has_value(&self, value: &str) -> bool {
        self.values.contains(&fold(value))
    }

    /// Texts that the request delegates to.
    pub(super) fn endorsed(&self) -> impl Iterator<Item = &str> {
        let endorsed = |prose: &&Prose| self.request.delegates_to(&prose.service, &self.services);
        self.prose.iter().filter(endorsed).map(|prose| prose.text.as_str())
    }

    /// Whether one steering sentence names this tool with all these texts.
    pub(super) fn demanded(&self, tool: &str, texts: &[(String, String)]) -> bool {
        let holds = |control: &String, text: &str| {
            let text = fold(text);
            text.is_empty() || control.contains(&text)
        };
        self.control.iter().any(|control| {
            holds(control, tool) && !texts.is_empty() && texts.iter().all(|(_, text)| holds(control, text))
        })
    }

    /// Whether these texts, after all that left, give away what the user confided.
    pub(super) fn gives_away(&self, texts: &[String]) -> bool {
        self.request.secrets.iter().any(|secret| {
            let crumbs = self.sent.iter().chain(texts).filter(|text| secret.crumbles_in(text));
            let crumbs: Vec<&str> = crumbs.map(String::as_str).collect();
            texts.iter().any(|text| secret.is_in(text))
                || (crumbs.len() > 1 && secret.is_spread_over(&crumbs))
        })
    }

    /// Notes texts that leave: those that may be pieces of what the user confided.
    pub(super) fn leaves(&mut self, texts: Vec<String>) {
        let secrets = &self.request.secrets;
        self.sent
            .extend(texts.into_iter().filter(|text| secrets.iter().any(|secret| secret.crumbles_in(text))));
        let surplus = self.sent.len().saturating_sub(LAST);
        self.sent.drain(..surplus);
    }
}

/// So many texts that left are kept.
const LAST: usize = 64;
