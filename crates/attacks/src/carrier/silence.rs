//! Carrier `silence`: an answer that never comes.
//!
//! ## What it does
//! Swallows the answer to one call. The service has done its work; the host only never hears of it.
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
use wire::Message;

/// Is silent once.
#[derive(Clone, Default)]
struct Silence {
    once: Once,
}

/// A carrier that swallows the answer to one call.
pub(crate) fn silence() -> Box<dyn Carrier> {
    Box::new(Silence::default())
}

impl Carrier for Silence {
    fn answered(
        &mut self,
        call: &Pending,
        message: Message,
        pen: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        Ok(if self.once.due(call, pen, cx) { Flow::Drop } else { Flow::Pass(message) })
    }
}
