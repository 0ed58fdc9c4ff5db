//! Defense `dlp`: secrets do not leave in arguments.
//!
//! ## What it does
//! Looks through everything that the host sends to services for secrets: those of the user's request (lines that begin
//! with `Private note, for you alone:`), those in `secrets`, and texts of these `kinds`: `key` (API keys, tokens, private
//! keys), `card` (card numbers with a valid check digit), `iban`, `ssn` and `email`. A named secret is recognized in any
//! case, spacing, base64, hex, percent-encoded, reversed, and in pieces over several calls and services; other kinds as
//! they stand and in base64. `block` refuses the message; `redact` puts `[removed]` in place of each string with a secret.
//!
//! ## Why it works
//! Whatever made the agent send a secret, it has to pass here. A disguise that is not undone passes too: a cipher of the
//! attacker's own, or a letter a call.
//!
//! ## Example
//! ```text
//! settings: {"action": "redact", "secrets": ["tansy-4411-frog"]}
//! call: {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"note","arguments":{"day":1,"text":"code: dGFuc3ktNDQxMS1mcm9n"}}}
//! sent: {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"note","arguments":{"day":1,"text":"[removed]"}}}
//! ```
//!
//! ## References
//! - SAFE-T1911 (exfiltration through arguments), SAFE-T1910 (covert channels); OWASP MCP01:2025.

use crate::refusal::{REFUSED, find, refuse};
use crate::{Armed, Brief, Defense, DefenseError, Entry, Kind, REDACTED, Setting, private, settings};
use async_trait::async_trait;
use chain::{Action, Cx, Direction, Flow, Layer, LayerError, own_words};
use detect::encodings::decodings;
use detect::secrets::{self, Sort};
use detect::{Canary, Trail};
use serde::Deserialize;
use std::sync::{Arc, Mutex, PoisonError};
use wire::json::{NodeId, Shape, Tape, encode};
use wire::{Kind as Form, Message};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "dlp",
    summary: "Secrets, canaries and personal data do not leave in arguments, in any of the usual disguises.",
    kind: Kind::Passive,
    source: "SAFE-T1911, SAFE-T1910 (outgoing arguments)",
    settings: r#"{"action": "block", "secrets": [], "kinds": ["key", "card", "iban", "ssn"]}"#,
    open: |settings| Ok(Box::new(Dlp { settings: Arc::new(settings::read(&ENTRY, settings)?) })),
};

const DENIED: &str =
    "This call was refused: its arguments hold something that must not leave. Go on without it.";

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    action: Reaction,
    secrets: Vec<String>,
    kinds: Vec<Known>,
}

impl Default for Settings {
    fn default() -> Self {
        let kinds = vec![Known::Key, Known::Card, Known::Iban, Known::Ssn];
        Self { action: Reaction::Block, secrets: vec![], kinds }
    }
}

/// What happens to a message with a secret.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reaction {
    Block,
    Redact,
}

/// A kind of text, as it is written in settings.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Known {
    Key,
    Card,
    Iban,
    Ssn,
    Email,
}

impl Known {
    fn is(self, sort: Sort) -> bool {
        self == match sort {
            Sort::Key => Self::Key,
            Sort::Card => Self::Card,
            Sort::Iban => Self::Iban,
            Sort::Ssn => Self::Ssn,
            Sort::Email => Self::Email,
        }
    }
}

struct Dlp {
    settings: Arc<Settings>,
}

impl Defense for Dlp {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let named = private::secrets(setting.prompt).into_iter().chain(self.settings.secrets.iter().cloned());
        let canaries: Arc<[Canary]> = named.map(Canary::new).collect();
        let together = Arc::new(Mutex::new(vec![Trail::default(); canaries.len()]));
        let gate = |_: &&str| {
            let gate = Gate {
                settings: Arc::clone(&self.settings),
                canaries: Arc::clone(&canaries),
                alone: vec![Trail::default(); canaries.len()],
                together: Arc::clone(&together),
            };
            vec![Box::new(gate) as Box<dyn Layer>]
        };
        Ok(Armed { layers: setting.services.iter().map(gate).collect(), brief: Brief::default() })
    }
}

/// The layer.
struct Gate {
    settings: Arc<Settings>,
    canaries: Arc<[Canary]>,
    /// How much of each secret left in pieces to this service.
    alone: Vec<Trail>,
    /// The same, to all services.
    together: Arc<Mutex<Vec<Trail>>>,
}

#[async_trait]
impl Layer for Gate {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        if way == Direction::ToHost {
            return Ok(Flow::Pass(message));
        }
        let (text, tape) = (message.as_str(), cx.tape(&message));
        let strings = strings(text, &tape);
        let mut hits: Vec<(NodeId, String)> =
            strings.iter().filter_map(|(id, words)| Some((*id, self.holds(words)?))).collect();
        // What stands in a name, or is only whole with what left before, cannot be cut out.
        let whole = hits.iter().all(|(id, _)| tape.node(*id).is_some_and(|node| node.shape == Shape::String));
        let pieces = if hits.is_empty() { self.completes(&own_words(&message, &tape)) } else { None };
        let redact = self.settings.action == Reaction::Redact && whole && pieces.is_none();
        let action = if redact { Action::Redact } else { Action::Block };
        hits.extend(pieces.map(|what| (0, what)));
        for (id, what) in &hits {
            let place = wire::excerpt(&tape.path_of(text, *id).to_string());
            find(cx, ENTRY.id, what, &place, action);
        }
        if hits.is_empty() {
            return Ok(Flow::Pass(message));
        }
        if action == Action::Block {
            return Ok(blocked(&message));
        }
        let spans = hits.iter().filter_map(|(id, _)| Some(tape.node(*id)?.span));
        let edits = spans.map(|span| (span, encode(REDACTED))).collect();
        message.splice(edits).map(Flow::Pass).map_err(|error| LayerError::new(ENTRY.id, error))
    }
}

impl Gate {
    /// What these words hold that must not leave.
    fn holds(&self, words: &str) -> Option<String> {
        if let Some(leak) = self.canaries.iter().find_map(|canary| canary.leaks(&[words])) {
            return Some(format!("a secret: {:?}", leak.form).to_lowercase());
        }
        let decoded = decodings(words).into_iter().map(|decoded| decoded.text);
        let texts = std::iter::once(words.to_owned()).chain(decoded);
        let mut found = texts.flat_map(|text| secrets::find(&text));
        let wanted = |sort: Sort| self.settings.kinds.iter().any(|known| known.is(sort));
        found.find(|found| wanted(found.sort)).map(|found| found.sort.name().to_owned())
    }

    /// Whether the agent's words in a message complete a secret that left in pieces; if not, they are noted as words that
    /// leave.
    fn completes(&mut self, words: &str) -> Option<String> {
        if words.is_empty() {
            return None;
        }
        let mut together = self.together.lock().unwrap_or_else(PoisonError::into_inner);
        let longer = |trails: &[Trail]| -> Option<Vec<Trail>> {
            self.canaries.iter().zip(trails).map(|(canary, trail)| canary.follow(trail, words)).collect()
        };
        match (longer(&self.alone), longer(&together)) {
            (Some(alone), Some(all)) => {
                (self.alone, *together) = (alone, all);
                None
            }
            _ => Some("a secret: the last of its pieces".into()),
        }
    }
}

/// All that a message says: strings, numbers and names of members. The host's own words of the protocol are no secrets.
fn strings(text: &str, tape: &Tape) -> Vec<(NodeId, String)> {
    let fixed = |id: NodeId| {
        let outer = tape.node(id).and_then(|node| node.parent) == Some(0);
        outer && matches!(&*tape.key(text, id), "jsonrpc" | "id" | "method")
    };
    let mut out = Vec::new();
    for (id, node) in tape.nodes().iter().enumerate().filter(|(id, _)| !fixed(*id)) {
        let words = match node.shape {
            Shape::String => tape.text(text, id).into_owned(),
            Shape::Number => node.span.of(text).to_owned(),
            _ if node.key.is_some() => tape.key(text, id).into_owned(),
            _ => continue,
        };
        if !words.is_empty() {
            out.push((id, words));
        }
    }
    out
}

/// What becomes of a message that is not to leave.
fn blocked(message: &Message) -> Flow {
    match (message.kind(), message.id()) {
        (Form::Request, _) if message.method().is_some_and(|method| method == "tools/call") => {
            refuse(message, DENIED)
        }
        (Form::Request, Some(id)) => Flow::Answer(Message::error(&id, REFUSED, DENIED)),
        (Form::Response, Some(id)) => Flow::Pass(Message::error(&id, REFUSED, "refused")),
        _ => Flow::Drop,
    }
}
