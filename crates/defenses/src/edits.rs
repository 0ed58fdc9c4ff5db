//! A layer that edits what comes from the service, one message at a time.

use crate::draft::{Draft, refuse};
use crate::refusal::REFUSED;
use async_trait::async_trait;
use chain::{Cx, Direction, Flow, Layer, LayerError};
use wire::Message;

/// What is done to a message.
pub(crate) trait Edit: Send {
    /// Edits a message, or each message of a batch.
    ///
    /// # Errors
    /// Why nothing of it may pass.
    fn edit(&self, draft: &mut Draft, cx: &mut Cx<'_>) -> Result<(), &'static str>;
}

/// The layer.
pub(crate) struct Edits<E> {
    id: &'static str,
    edit: E,
}

impl<E: Edit> Edits<E> {
    /// A layer of this defense.
    pub(crate) fn new(id: &'static str, edit: E) -> Self {
        Self { id, edit }
    }
}

#[async_trait]
impl<E: Edit> Layer for Edits<E> {
    fn name(&self) -> &str {
        self.id
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        if way == Direction::ToServer {
            return Ok(Flow::Pass(message));
        }
        let mut draft = Draft::new(self.id, &message, cx);
        match self.edit.edit(&mut draft, cx) {
            Ok(()) => draft.done().map(Flow::Pass),
            Err(why) => Ok(refuse(&message, REFUSED, why)),
        }
    }
}
