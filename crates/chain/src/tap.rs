//! A layer that changes nothing and records everything.

use crate::{Cx, Direction, Event, Flow, Layer, LayerError, Recorder, Tap};
use async_trait::async_trait;
use wire::Message;

/// Records every message that passes, as it stood.
#[derive(Clone, Debug)]
pub struct TapLayer {
    tap: Tap,
    recorder: Recorder,
}

impl TapLayer {
    /// A tap at this place that writes into this trace.
    pub fn new(tap: Tap, recorder: Recorder) -> Self {
        Self { tap, recorder }
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
        self.recorder.push(Event::Message { tap: self.tap, direction, message: message.clone() });
        Ok(Flow::Pass(message))
    }
}
