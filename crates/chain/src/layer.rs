//! The one trait of the house.

use crate::{Cx, LayerError};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use wire::Message;

/// Which way a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the host to the service.
    ToServer,
    /// From the service to the host.
    ToHost,
}

impl Direction {
    /// The other way.
    pub fn reversed(self) -> Self {
        match self {
            Self::ToServer => Self::ToHost,
            Self::ToHost => Self::ToServer,
        }
    }
}

/// What a layer does with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flow {
    /// It goes on: as it came, or changed.
    Pass(Message),
    /// It goes no further; this answer turns back to the sender.
    Answer(Message),
    /// It goes no further, and nobody is told.
    Drop,
}

/// One hop between host and service. Sees every message, both ways, in order.
///
/// 1. A layer that does not mean to change a message passes on the very same one.
/// 2. A layer never sees the state of an environment, only messages.
/// 3. A layer that drops a request owes its sender an answer sooner or later: use [`Flow::Answer`].
/// 4. A layer is deterministic given its seed and the messages it saw. One that has a [`Layer::deadline`] reads a clock as
///    well: users choose that, and by default no layer has one.
#[async_trait]
pub trait Layer: Send {
    /// Catalogue id, for findings and errors.
    fn name(&self) -> &str;

    /// Takes one message and says what becomes of it.
    ///
    /// # Errors
    /// [`LayerError`] ends the session: reserve it for what the layer cannot do, not for what a peer did.
    async fn pass(
        &mut self,
        direction: Direction,
        message: Message,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError>;

    /// When the layer wants its [`Layer::tick`], if no message was carried until then. Silence is no message, so that a
    /// layer which bounds it has no other way to be heard.
    fn deadline(&self) -> Option<Instant> {
        None
    }

    /// The deadline has passed. What the layer emits goes on from where it stands, and its deadline has to move.
    ///
    /// # Errors
    /// As [`Layer::pass`].
    async fn tick(&mut self, _: &mut Cx<'_>) -> Result<(), LayerError> {
        Ok(())
    }
}
