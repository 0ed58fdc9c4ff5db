//! A model that takes its time.

use crate::{ChatReply, ChatRequest, Model, ModelError};
use async_trait::async_trait;
use std::time::Duration;

/// Waits a fixed time before every reply: what a real provider's latency does to a schedule, without the provider.
#[derive(Clone, Debug)]
pub struct Latency<M> {
    model: M,
    delay: Duration,
}

impl<M: Model> Latency<M> {
    /// Adds `delay` to each reply of `model`.
    pub fn new(model: M, delay: Duration) -> Self {
        Self { model, delay }
    }
}

#[async_trait]
impl<M: Model> Model for Latency<M> {
    fn id(&self) -> &str {
        self.model.id()
    }

    async fn reply(&self, request: &ChatRequest) -> Result<ChatReply, ModelError> {
        tokio::time::sleep(self.delay).await;
        self.model.reply(request).await
    }
}
