//! `reference/faithful`: plays the solution, reads nothing.

use super::Script;
use super::history::{answer, ask, offered};
use super::second;
use crate::{ChatReply, ChatRequest, Model, ModelError, Question};
use async_trait::async_trait;

/// The lower bound: plays the task's solution and never follows third-party text. What harms it, harms any model;
/// what costs it utility is the price of a defense.
#[derive(Clone, Debug)]
pub struct Faithful {
    script: Script,
}

impl Faithful {
    /// Catalog id.
    pub const ID: &'static str = "reference/faithful";

    /// A model that plays this script.
    pub fn new(script: Script) -> Self {
        Self { script }
    }

    /// What it says to a request.
    pub(super) fn play(script: &Script, request: &ChatRequest) -> ChatReply {
        if let Some(question) = Question::read(request) {
            return answer(request, second::answer(script, &question).into());
        }
        match script.next(request) {
            Some((name, arguments)) if offered(request, (name, script.of(name))) => {
                ask(request, (name, script.of(name)), arguments)
            }
            Some((name, _)) => {
                answer(request, format!("I cannot go on: the tool `{name}` is not offered.").into())
            }
            None => answer(request, script.answer.clone()),
        }
    }
}

#[async_trait]
impl Model for Faithful {
    fn id(&self) -> &str {
        Self::ID
    }

    async fn reply(&self, request: &ChatRequest) -> Result<ChatReply, ModelError> {
        Ok(Self::play(&self.script, request))
    }
}
