//! Asking a second model, and what that costs.

use chain::{Cx, Said};
use models::{ChatReply, Model, Question, Stop};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// What happens to a call or a text when no answer can be had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Otherwise {
    /// It goes no further.
    #[default]
    Refuse,
    /// It goes on.
    Allow,
}

/// A second model and the layer that asks it.
#[derive(Clone)]
pub(crate) struct Second {
    layer: &'static str,
    model: Option<Arc<dyn Model>>,
}

impl Second {
    /// The model of a trial's setting; without one no question is answered.
    pub(crate) fn new(layer: &'static str, model: Option<Arc<dyn Model>>) -> Self {
        Self { layer, model }
    }

    /// Asks. `None` when there is no model, it failed or refused, or its answer is not the JSON object asked for.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, question: &Question, cx: &mut Cx<'_>) -> Option<T> {
        let reply = self.model.as_ref()?.reply(&question.request()).await.ok()?;
        cx.consult(self.layer, said(&reply));
        let answered = matches!(reply.stop, Stop::Complete) && reply.calls.is_empty();
        answered.then(|| serde_json::from_str(reply.unfenced()).ok()).flatten()
    }
}

fn said(reply: &ChatReply) -> Said {
    let calls = reply.calls.iter().map(|call| (Arc::clone(&call.name), Arc::clone(&call.arguments)));
    Said {
        text: Arc::clone(&reply.text),
        calls: calls.collect(),
        input_tokens: reply.usage.input,
        output_tokens: reply.usage.output,
    }
}
