//! Carrier `silence`: an answer that never comes, or late.
//!
//! ## What it does
//! Swallows the answer to one call, or holds it back for a tenth of a second. The service has done its work; the host
//! only never hears of it, or not yet.
//!
//! ## Why it works
//! A host without a bound of its own waits for ever, and one that asks again does the work twice.
//!
//! ## Example
//! ```text
//! row: T12
//! before: {"content":[]}
//! after: nothing
//! ```
//!
//! ## References
//! Row T12; MCP stdio: requests may be tried again.

use super::{Carrier, Once};
use crate::Pen;
use chain::{Cx, Flow, LayerError, Pending};
use std::time::Duration;
use wire::Message;

/// How late an answer is that comes.
const DELAY: Duration = Duration::from_millis(100);

/// Is silent once.
#[derive(Clone, Default)]
struct Silence {
    once: Once,
    /// How long; for ever without a time.
    time: Option<Duration>,
}

/// A carrier that swallows the answer to one call.
pub(crate) fn silence() -> Box<dyn Carrier> {
    Box::new(Silence::default())
}

/// A carrier that holds the answer to one call back for a while.
pub(crate) fn late() -> Box<dyn Carrier> {
    Box::new(Silence { time: Some(DELAY), ..Silence::default() })
}

impl Carrier for Silence {
    fn answered(
        &mut self,
        call: &Pending,
        message: Message,
        pen: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if !self.once.due(call, pen, cx) {
            return Ok(Flow::Pass(message));
        }
        pen.pause = self.time;
        Ok(self.time.map_or(Flow::Drop, |_| Flow::Pass(message)))
    }
}
