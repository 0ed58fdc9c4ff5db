//! A limit on how long one reply may take.

use crate::{ChatReply, ChatRequest, Model, ModelError};
use async_trait::async_trait;
use std::time::Duration;

/// Gives up on a reply that takes too long, and drops its connection.
#[derive(Clone, Debug)]
pub struct Timeout<M> {
    model: M,
    limit: Duration,
}

impl<M: Model> Timeout<M> {
    /// What one request to a real provider may take by default.
    pub const DEFAULT: Duration = Duration::from_secs(120);

    /// Limits each reply of `model` to `limit`.
    pub fn new(model: M, limit: Duration) -> Self {
        Self { model, limit }
    }
}

#[async_trait]
impl<M: Model> Model for Timeout<M> {
    fn id(&self) -> &str {
        self.model.id()
    }

    async fn reply(&self, request: &ChatRequest) -> Result<ChatReply, ModelError> {
        match tokio::time::timeout(self.limit, self.model.reply(request)).await {
            Ok(reply) => reply,
            Err(_) => Err(ModelError::Timeout { model: self.id().to_owned(), limit: self.limit }),
        }
    }
}
