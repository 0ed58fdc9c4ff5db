//! What a trace is made of.

use crate::{Direction, Finding};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wire::Message;

/// Where on the wire a message was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tap {
    /// Between attack and defense layers: what the hostile service sends and receives.
    Planted,
    /// Between defense layers and host: what the host receives and sends.
    Delivered,
}

/// One entry of a trace, in the order in which it happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A message passed a tap.
    Message {
        /// Which tap.
        tap: Tap,
        /// The host's label of the service whose connection it is; `None` where there is one connection only.
        service: Option<Arc<str>>,
        /// Which way it went.
        direction: Direction,
        /// The message as it stood.
        message: Message,
    },
    /// An attack layer wrote a payload.
    Planted(Plant),
    /// A model of the attacker's was asked to put a demand in other words.
    Reworded {
        /// The model, by its catalog id.
        model: Arc<str>,
        /// What it answered, and what that cost. No part of the trial's own cost.
        said: Said,
    },
    /// A defense layer found something.
    Found(Finding),
    /// A text stood in a model request for the first time (tap: exposed).
    Exposed {
        /// What part of the request it is.
        part: Part,
        /// The text as the model saw it.
        text: Arc<str>,
    },
    /// The model answered.
    Said(Said),
    /// A defense asked a model of its own.
    Consulted {
        /// The defense's layer.
        layer: Arc<str>,
        /// What the model answered, and what that cost.
        said: Said,
    },
    /// A judge graded what the model had said.
    Graded {
        /// The judge: a model, as the experiment names it.
        judge: Arc<str>,
        /// Its score; `None` when its answer could not be read.
        score: Option<u8>,
        /// What it answered, and what that cost. No part of the trial's own cost.
        said: Said,
    },
    /// The host showed the user a text.
    Shown {
        /// What it is: `result`, `question`, `log`, ...
        what: Arc<str>,
        /// The text as the user's screen was given it.
        text: Arc<str>,
    },
    /// The host reached out of its own accord, or would have: its network is a sandbox that answers nothing.
    Reached {
        /// What made it: the row id of the surface that held the address.
        why: Arc<str>,
        /// The address.
        target: Arc<str>,
    },
}

/// A payload that an attack wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plant {
    /// Row id of the surface: `TL03`.
    pub surface: String,
    /// The parts of the payload that carry the demand, in order: what is looked for at the taps after it.
    pub core: Vec<String>,
    /// Whether the parts may come in several texts, one after another: the payload is split.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub split: bool,
}

/// Which part of a model request a text is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// The host's own instructions, and what it put there of a server's.
    System,
    /// What the user asked.
    User,
    /// Description of a tool.
    Tool {
        /// Its name.
        name: Arc<str>,
    },
    /// Argument schema of a tool.
    Schema {
        /// Its name.
        name: Arc<str>,
    },
    /// Result of a call.
    Result {
        /// The tool that was called.
        name: Arc<str>,
    },
    /// Any other text of a service that the host put before the model: its instructions, a resource, a log line, ...
    Forwarded {
        /// What it is, in the host's words.
        what: Arc<str>,
    },
}

impl Part {
    /// Whether the text comes from a third party (as opposed to host or user).
    pub fn third_party(&self) -> bool {
        matches!(self, Self::Tool { .. } | Self::Schema { .. } | Self::Result { .. } | Self::Forwarded { .. })
    }
}

/// What a model answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its words.
    pub text: Arc<str>,
    /// The calls it asked for: name, and arguments as raw JSON.
    pub calls: Vec<(Arc<str>, Arc<str>)>,
    /// Tokens of the request.
    pub input_tokens: u64,
    /// Tokens of the reply.
    pub output_tokens: u64,
}
