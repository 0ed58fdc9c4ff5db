//! Whether a session gets anywhere: which calls repeat others, and which results bring nothing new.

use crate::likeness::{canonical, digest, masked, near};
use crate::plea::{Plea, pleas};
use detect::encodings::decodings;
use detect::repetition;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How much repetition is borne.
#[derive(Clone, Copy)]
pub(crate) struct Patience {
    /// Repeated calls in a row that bring nothing new.
    pub(crate) repeats: usize,
    /// The same, of tools that say that they only read.
    pub(crate) reading: usize,
    /// Repetitions of a call that a service's text asks to repeat.
    pub(crate) told: usize,
}

/// Most different demands that are kept: each costs a comparison with every call.
const MOST: usize = 64;

/// Digest of a text.
type Digest = [u8; 32];

/// What is known of a session, over all services.
#[derive(Default)]
pub(crate) struct Progress {
    /// Names of tools; whether they say that they only read.
    tools: BTreeMap<String, bool>,
    /// Texts that were read already.
    heard: BTreeMap<Digest, Heard>,
    /// Calls that third-party text asks to repeat.
    demanded: Vec<Demanded>,
    /// Calls that were made: service, tool, arguments.
    made: BTreeSet<Digest>,
    /// The same without the numbers that a counter would change: tool, arguments.
    alike: BTreeSet<Digest>,
    /// The same, each with its result.
    known: BTreeSet<Digest>,
    /// The tool that was called last.
    last: Option<String>,
    /// Calls in a row that brought nothing new.
    streak: usize,
    /// The same, of reading tools and since the last call of another.
    reading: usize,
}

/// What a text demands.
#[derive(Clone, Default)]
struct Heard {
    /// By its place among all that is demanded.
    places: Vec<usize>,
    /// The words that demand it.
    pleas: Vec<Plea>,
}

/// A call that a text asks to repeat.
struct Demanded {
    /// The tool; `None` where the text names none.
    tool: Option<String>,
    /// Canonical arguments, where the text holds some.
    arguments: Option<String>,
    /// How often it was made since the last call that nobody asked to repeat.
    made: usize,
    /// Whether it was asked for again since then.
    fresh: bool,
}

impl Demanded {
    /// Whether it speaks of a call; `again`: of one that was made before. Only that is repeated where a text does not say
    /// which call it means.
    fn fits(&self, tool: &str, arguments: &str, again: bool) -> bool {
        (again || self.tool.is_some() || self.arguments.is_some())
            && self.tool.as_ref().is_none_or(|name| name == tool)
            && self.arguments.as_ref().is_none_or(|wanted| near(wanted, arguments))
    }
}

impl Progress {
    /// Takes note of a tool.
    pub(crate) fn offer(&mut self, name: &str, reads: bool) {
        self.tools.insert(name.to_owned(), reads);
    }

    /// Reads a text of a service for demands to repeat something; the words of it that demand something. What is encoded
    /// is read as well, and is a demand where it is `kept`: where it is cut out, nobody hears it.
    pub(crate) fn hear(&mut self, text: &str, kept: bool) -> Vec<Plea> {
        let name = digest(&[text, if kept { "kept" } else { "" }]);
        let heard = match self.heard.get(&name) {
            Some(heard) => heard.clone(),
            None => {
                let pleas = pleas(text);
                let places = if pleas.is_empty() { vec![] } else { self.read(text, kept) };
                Heard { places, pleas }
            }
        };
        for place in &heard.places {
            if let Some(demanded) = self.demanded.get_mut(*place) {
                demanded.fresh = true;
            }
        }
        let pleas = heard.pleas.clone();
        self.heard.insert(name, heard);
        pleas
    }

    /// What a text that was not read before demands, by its place among all that is demanded.
    fn read(&mut self, text: &str, kept: bool) -> Vec<usize> {
        let decoded = if kept { decodings(text) } else { vec![] };
        let decoded = decoded.into_iter().map(|decoded| decoded.text);
        let mut places = Vec::new();
        for text in std::iter::once(text.to_owned()).chain(decoded) {
            let words = repetition::demands(&text).into_iter().filter_map(|place| text.get(place));
            for (tool, arguments) in words.flat_map(|words| self.calls(words)).collect::<Vec<_>>() {
                places.extend(self.demand(tool, arguments));
            }
        }
        places
    }

    /// The calls that some words speak of: tools, each with its arguments.
    fn calls(&self, words: &str) -> Vec<(Option<String>, Option<String>)> {
        let named = self.tools.keys().filter_map(|name| Some((name, behind(words, name)?)));
        let calls: Vec<_> = named.map(|(name, rest)| (Some(name.clone()), arguments(rest))).collect();
        if calls.is_empty() { vec![(None, arguments(words))] } else { calls }
    }

    fn demand(&mut self, tool: Option<String>, arguments: Option<String>) -> Option<usize> {
        let same = |known: &Demanded| {
            known.tool == tool
                && match (&known.arguments, &arguments) {
                    (Some(one), Some(other)) => near(one, other),
                    (one, other) => one.is_none() && other.is_none(),
                }
        };
        let known = self.demanded.iter().position(same);
        if known.is_some() || self.demanded.len() >= MOST {
            return known;
        }
        // What a result asks for again was called once already, with whatever arguments.
        let last = self.last.as_deref();
        let again = last.is_some_and(|last| tool.as_ref().is_none_or(|tool| tool == last));
        self.demanded.push(Demanded { tool, arguments, made: usize::from(again), fresh: true });
        Some(self.demanded.len() - 1)
    }

    /// Whether a text asks for a call, or for one that is much like it, to be repeated.
    pub(crate) fn demands(&self, tool: &str, arguments: &str) -> bool {
        let arguments = canonical(arguments);
        let again = self.again(tool, &arguments);
        self.demanded.iter().any(|demanded| demanded.fits(tool, &arguments, again))
    }

    /// Whether such a call was made before.
    fn again(&self, tool: &str, arguments: &str) -> bool {
        self.alike.contains(&alike(tool, arguments))
    }

    /// Why a call is not to be made, if it is not.
    pub(crate) fn stops(
        &self,
        patience: Patience,
        place: [&str; 2],
        arguments: &str,
    ) -> Option<&'static str> {
        let [service, tool] = place;
        let arguments = canonical(arguments);
        let again = self.again(tool, &arguments);
        let told = self.demanded.iter().filter(|demanded| demanded.fits(tool, &arguments, again));
        if told.map(|demanded| demanded.made).max().is_some_and(|made| made > patience.told) {
            return Some("a service asked for this call to be repeated, and it was");
        }
        if !self.made.contains(&digest(&[service, tool, &arguments])) {
            return None;
        }
        if self.streak >= patience.repeats || (self.reads(tool) && self.reading >= patience.reading) {
            return Some("the same was called before, and calls bring nothing new any more");
        }
        None
    }

    /// Takes note of a call that goes out.
    pub(crate) fn call(&mut self, service: &str, tool: &str, arguments: &str) {
        let arguments = canonical(arguments);
        self.made.insert(digest(&[service, tool, &arguments]));
        let again = !self.alike.insert(alike(tool, &arguments));
        let mut asked_for = false;
        for demanded in self.demanded.iter_mut().filter(|demanded| demanded.fits(tool, &arguments, again)) {
            demanded.made += 1;
            asked_for = true;
        }
        // Other work forgives what was repeated, unless its repetition is asked for anew.
        for demanded in self.demanded.iter_mut().filter(|_| !asked_for) {
            if !std::mem::take(&mut demanded.fresh) {
                demanded.made = demanded.made.min(1);
            }
        }
        if !self.reads(tool) {
            self.reading = 0;
        }
        self.last = Some(tool.to_owned());
    }

    /// Takes note of a call's result.
    pub(crate) fn result(&mut self, service: &str, tool: &str, arguments: &str, result: &str) {
        if self.known.insert(digest(&[service, tool, &canonical(arguments), result])) {
            (self.streak, self.reading) = (0, 0);
            return;
        }
        self.streak += 1;
        self.reading += usize::from(self.reads(tool));
    }

    fn reads(&self, tool: &str) -> bool {
        self.tools.get(tool).copied().unwrap_or(false)
    }
}

/// A short name for a call and those that differ from it in numbers only.
fn alike(tool: &str, arguments: &str) -> Digest {
    digest(&[tool, &masked(arguments)])
}

/// What stands behind a name that is a word of its own.
fn behind<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let inside = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    text.match_indices(name).find_map(|(at, _)| {
        let (before, after) = (text.get(..at)?, text.get(at + name.len()..)?);
        (!inside(before.chars().next_back()) && !inside(after.chars().next())).then_some(after)
    })
}

/// The first JSON object in a text, canonical.
fn arguments(text: &str) -> Option<String> {
    let from = text.get(text.find('{')?..)?;
    let value = serde_json::Deserializer::from_str(from).into_iter::<Value>().next()?.ok()?;
    Some(canonical(&value.to_string()))
}

/// What a message says, with the numbers taken out that a counter would change.
pub(crate) fn gist(message: &str) -> Digest {
    digest(&[&masked(message)])
}
