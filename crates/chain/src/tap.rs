//! A layer that changes nothing and records everything.

use crate::{Cx, Direction, Event, Flow, Layer, LayerError, Recorder, Tap};
use async_trait::async_trait;
use std::sync::Arc;
use wire::Message;

/// Most bytes of messages that one tap records. A trace is held in memory until its trial is over, and a service that
/// floods the host (surface T11) decides how long it gets.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// Records every message that passes, as it stood.
#[derive(Clone, Debug)]
pub struct TapLayer {
    tap: Tap,
    service: Option<Arc<str>>,
    recorder: Recorder,
    bytes: usize,
}

impl TapLayer {
    /// A tap at this place that writes into this trace.
    pub fn new(tap: Tap, recorder: Recorder) -> Self {
        Self { tap, service: None, recorder, bytes: 0 }
    }

    /// The same on the connection of one service among several.
    #[must_use]
    pub fn of(self, service: Option<Arc<str>>) -> Self {
        Self { service, ..self }
    }
}

#[async_trait]
impl Layer for TapLayer {
    fn name(&self) -> &str {
        "tap"
    }

    async fn pass(
        &mut self,
        direction: Direction,
        message: Message,
        _: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.bytes = self.bytes.saturating_add(message.as_str().len());
        if self.bytes > MOST_BYTES {
            let what = format!("more than {MOST_BYTES} bytes of messages passed in one session");
            return Err(LayerError::new(self.name(), what));
        }
        let service = self.service.clone();
        self.recorder.push(Event::Message { tap: self.tap, service, direction, message: message.clone() });
        Ok(Flow::Pass(message))
    }
}
