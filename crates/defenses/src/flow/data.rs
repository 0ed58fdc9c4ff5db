//! Texts of services on their way to the host: what steers is withheld, the rest is noted.

use super::control::{speech, withheld};
use super::definitions::lists;
use super::ledger::Ledger;
use super::settings::Texts;
use crate::redact::{REDACTED, redact};
use crate::texts::RESULTS_AT;
use detect::injection::THRESHOLD;
use serde_json::Value;
use std::collections::BTreeSet;
use wire::json::{NodeId, Path, Shape, Span, Tape, decode, encode};
use wire::{Limits, Message};

/// What stands in place of prose that was withheld.
const PROSE: &str = "[text withheld]";
/// A text with more words than this is prose.
const WORDS: usize = 6;
/// In fewer bytes nobody can be told what to do, encoded or not.
const SHORT: usize = 24;

/// How the texts of one service are screened.
#[derive(Debug)]
pub(super) struct Screen<'s> {
    /// The host's label of the service.
    pub(super) service: &'s str,
    /// What may pass.
    pub(super) texts: Texts,
    /// Whether the request delegates to the service.
    pub(super) delegated: bool,
    /// Names of all tools.
    pub(super) tools: &'s [String],
}

impl Screen<'_> {
    /// The text of a definition that nobody pinned; `None` to leave it.
    pub(super) fn definition(&self, text: &str) -> Option<String> {
        // Definitions name tools and calls by right: only what would be an injection anywhere goes.
        (self.texts != Texts::Pass).then(|| redact(text, THRESHOLD)).filter(|left| left != text)
    }

    /// A string of a result; `None` to leave it.
    fn string(&self, text: &str, ledger: &mut Ledger) -> Option<String> {
        if self.texts == Texts::Pass || text.len() < SHORT {
            return None;
        }
        if self.texts == Texts::Values && !self.delegated && text.split_whitespace().nth(WORDS).is_some() {
            return Some(PROSE.to_owned());
        }
        ledger.once(text, || withheld(text, self.tools))
    }

    /// The edits that leave only data in a message, lists of tools aside; and the data is noted.
    pub(super) fn edits(&self, message: &Message, ledger: &mut Ledger) -> Vec<(Span, String)> {
        let (text, tape) = (message.as_str(), message.tape());
        let aside: Vec<Span> =
            lists(text, &tape).iter().filter_map(|&id| Some(tape.node(id)?.span)).collect();
        let fixed = fixed(text, &tape);
        let typed = typed(text, &tape);
        let mut edits = Vec::new();
        for (id, node) in tape.nodes().iter().enumerate() {
            if aside.iter().any(|span| span.start < node.span.start && node.span.end <= span.end) {
                continue;
            }
            if let Some(key) = node.key {
                let new = self.string(&decode(key.of(text)), ledger);
                edits.extend(new.map(|_| (key, encode(REDACTED))));
            }
            if node.shape == Shape::String && !fixed.contains(&id) {
                let old = tape.text(text, id);
                let new = self.text(&old, typed.as_ref(), ledger);
                self.note(new.as_deref().unwrap_or(&old), ledger);
                edits.extend(new.map(|new| (node.span, encode(&new))));
            }
        }
        edits
    }

    /// A text that may be JSON itself, and what surrounds it when it is the structured content in words.
    fn text(&self, text: &str, typed: Option<&Value>, ledger: &mut Ledger) -> Option<String> {
        if self.texts == Texts::Pass {
            return None;
        }
        let record = typed.and_then(|typed| record(text, typed));
        let inner = record.unwrap_or(text);
        self.json(inner, ledger)
            .unwrap_or_else(|| self.string(inner, ledger))
            .or_else(|| record.filter(|record| *record != text).map(str::to_owned))
    }

    /// The strings of a JSON text, screened one by one; `None` when it is not a JSON text.
    fn json(&self, text: &str, ledger: &mut Ledger) -> Option<Option<String>> {
        let message = nested(text)?;
        let (text, tape) = (message.as_str(), message.tape());
        let strings = tape.nodes().iter().enumerate().filter(|(_, node)| node.shape == Shape::String);
        let edits: Vec<_> = strings
            .filter_map(|(id, node)| Some((node.span, encode(&self.string(&tape.text(text, id), ledger)?))))
            .collect();
        Some(
            (!edits.is_empty())
                .then(|| message.splice(edits).ok().map(|message| message.as_str().to_owned()))
                .flatten(),
        )
    }

    fn note(&self, text: &str, ledger: &mut Ledger) {
        match nested(text) {
            Some(message) => {
                let (text, tape) = (message.as_str(), message.tape());
                let strings = (0..tape.nodes().len())
                    .filter(|&id| tape.node(id).is_some_and(|node| node.shape == Shape::String));
                strings.for_each(|id| self.deliver(&tape.text(text, id), ledger));
            }
            None => self.deliver(text, ledger),
        }
    }

    fn deliver(&self, text: &str, ledger: &mut Ledger) {
        self.heed(text, ledger);
        ledger.delivered(self.service, text);
    }

    /// Notes what steers the agent in a text that passes as it is.
    pub(super) fn heed(&self, text: &str, ledger: &mut Ledger) {
        if self.texts == Texts::Pass && text.len() >= SHORT {
            ledger.steered(&speech(text, self.tools));
        }
    }
}

/// A text that is a JSON object or array.
fn nested(text: &str) -> Option<Message> {
    let bare = text.trim_start();
    (bare.starts_with('{') || bare.starts_with('['))
        .then(|| Message::parse(text, &Limits::default()).ok())
        .flatten()
}

/// The structured content of a result.
fn typed(text: &str, tape: &Tape) -> Option<Value> {
    let structured = |at: &&[&str]| {
        let path: Path = format!("{}.structuredContent", at.join(".")).parse().ok()?;
        let node = tape.node(*tape.select(text, &path).first()?)?;
        serde_json::from_str(node.span.of(text)).ok().filter(|value: &Value| value.is_object())
    };
    RESULTS_AT.iter().find_map(structured)
}

/// The part of a text that is the structured content in JSON.
fn record<'t>(text: &'t str, typed: &Value) -> Option<&'t str> {
    text.match_indices('{').take(8).find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let value = stream.next()?.ok()?;
        (value == *typed).then(|| rest.get(..stream.byte_offset())).flatten()
    })
}

/// Strings of the protocol.
fn fixed(text: &str, tape: &Tape) -> BTreeSet<NodeId> {
    let paths = [
        "jsonrpc",
        "id",
        "method",
        "[*].jsonrpc",
        "[*].id",
        "[*].method",
        "result.content[*].type",
        "result.protocolVersion",
    ];
    let paths = paths.iter().filter_map(|path| path.parse::<Path>().ok());
    paths.flat_map(|path| tape.select_all(text, &path)).collect()
}
