//! The chat that a host has with a model.

use crate::ModelError;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A model: a chat request in, a reply out.
#[async_trait]
pub trait Model: Send + Sync {
    /// Catalog id, such as `reference/faithful` or `openai/gpt-5-mini`.
    fn id(&self) -> &str;

    /// Answers one request.
    ///
    /// # Errors
    /// [`ModelError`]; a refusal by the model is a reply with [`Stop::Refused`], not an error.
    async fn reply(&self, request: &ChatRequest) -> Result<ChatReply, ModelError>;
}

#[async_trait]
impl<M: Model + ?Sized> Model for Arc<M> {
    fn id(&self) -> &str {
        (**self).id()
    }

    async fn reply(&self, request: &ChatRequest) -> Result<ChatReply, ModelError> {
        (**self).reply(request).await
    }
}

/// All that a model sees. Texts are shared, because a conversation only grows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChatRequest {
    /// The host's own words.
    pub system: Arc<str>,
    /// Texts of services that the host put there besides: their instructions and the like.
    pub forwarded: Vec<Forwarded>,
    /// Tools on offer, in order.
    pub tools: Arc<[ToolSpec]>,
    /// The conversation so far, oldest first.
    pub messages: Vec<ChatMessage>,
    /// Most tokens to answer with; `None` leaves it to the provider.
    pub max_tokens: Option<u32>,
    /// Sampling seed, passed on where the provider takes one.
    pub seed: Option<u64>,
}

/// A text of a service that the host puts before the model as neither definition nor result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarded {
    /// The host's label for the service.
    pub service: Arc<str>,
    /// What it is, in the host's words: `instructions`, `log message`, `question`.
    pub what: Arc<str>,
    /// The text as it stood.
    pub text: Arc<str>,
}

impl Forwarded {
    /// The text with a heading of the host's, as a model reads it.
    pub fn shown(&self) -> String {
        format!("{} of the service {}:\n{}", self.what, self.service, self.text)
    }
}

impl ChatRequest {
    /// Bytes of the system text.
    pub(crate) fn system_len(&self) -> usize {
        self.system.len() + self.forwarded.iter().map(|text| text.shown().len() + 2).sum::<usize>()
    }

    /// The system text in one piece, as providers take it.
    pub fn system_text(&self) -> String {
        let forwarded = self.forwarded.iter().map(|text| format!("\n\n{}", text.shown()));
        std::iter::once(self.system.to_string()).chain(forwarded).collect()
    }
}

/// A tool as a model sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToolSpec {
    /// Name to call it by.
    pub name: Arc<str>,
    /// What it does, in the words of whoever wrote the service.
    pub description: Arc<str>,
    /// JSON Schema of the arguments, as raw JSON text: converted for a provider, never reworded.
    pub parameters: Arc<str>,
}

/// One turn of the conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum ChatMessage {
    /// What the user says.
    User {
        /// The words.
        text: Arc<str>,
    },
    /// What the model said before: kept whole, calls included, because providers reject a tool result without its
    /// call.
    Assistant {
        /// The words, possibly empty.
        text: Arc<str>,
        /// The calls that it asked for, in order.
        calls: Vec<ToolCall>,
    },
    /// What a service said without being asked by the model.
    Notice(Forwarded),
    /// What came back for one call.
    Tool {
        /// Which call.
        call_id: Arc<str>,
        /// The name called.
        name: Arc<str>,
        /// The words that the host shows for it.
        text: Arc<str>,
        /// Whether the host reports it as a failure.
        failed: bool,
    },
}

/// A call that the model asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolCall {
    /// The provider's id for it, or our own.
    pub id: Arc<str>,
    /// Tool name.
    pub name: Arc<str>,
    /// Arguments as the raw JSON text that the model wrote. May be malformed: the host decides what to do.
    pub arguments: Arc<str>,
}

/// A model's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChatReply {
    /// The words.
    pub text: Arc<str>,
    /// Calls it asks for; empty when this is the final answer.
    pub calls: Vec<ToolCall>,
    /// Why it stopped.
    pub stop: Stop,
    /// Tokens, as the provider counts them or as estimated.
    pub usage: Usage,
}

impl ChatReply {
    /// The text without the code block that models like to put an answer in.
    ///
    /// ```
    /// use models::{ChatReply, Stop, Usage};
    /// let text = "```json\n{}\n```".into();
    /// let reply = ChatReply { text, calls: vec![], stop: Stop::Complete, usage: Usage::default() };
    /// assert_eq!(reply.unfenced(), "{}");
    /// ```
    pub fn unfenced(&self) -> &str {
        let text = self.text.trim();
        let block = text.strip_prefix("```json").or_else(|| text.strip_prefix("```"));
        block.and_then(|rest| rest.strip_suffix("```")).unwrap_or(text).trim()
    }
}

/// Why a model stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// It said what it had to say.
    Complete,
    /// It wants tools called.
    Calls,
    /// It ran into the token limit.
    Length,
    /// It refused, by the provider's own flag.
    Refused,
    /// The provider's filter blocked the request or the reply.
    Blocked,
}

/// Tokens of one exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens of the request.
    pub input: u64,
    /// Tokens of the reply.
    pub output: u64,
    /// Whether these are estimates (4 bytes a token) because nobody counted.
    pub estimated: bool,
}
