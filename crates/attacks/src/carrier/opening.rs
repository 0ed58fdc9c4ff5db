//! Carrier `opening`: the service decides how a session opens.
//!
//! ## What it does
//! Answers the probe of a host that speaks both eras as if it knew only the older one, and names the oldest version in
//! the answer to `initialize`.
//!
//! ## Why it works
//! A host falls back where a probe fails; what the newer era forbids (requests to the host, sessions) is then allowed
//! again.
//!
//! ## Example
//! ```text
//! row: L01
//! before: {"protocolVersion":"2025-11-25"}
//! after: {"protocolVersion":"2024-11-05"}
//! ```
//!
//! ## References
//! Row L01; MCP 2026-07-28, changelog (fallback to `initialize`).

use super::{Carrier, unwritable};
use crate::Pen;
use crate::write::{Place, write};
use chain::{Cx, Flow, LayerError, Pending};
use wire::{METHOD_DISCOVER, METHOD_INITIALIZE, Message, VERSIONS_WITH_INITIALIZE};

/// Opens sessions in the oldest way.
#[derive(Clone)]
struct Opening;

/// A carrier that opens sessions in the oldest way.
pub(crate) fn opening() -> Box<dyn Carrier> {
    Box::new(Opening)
}

impl Carrier for Opening {
    fn asked(&mut self, message: &Message, pen: &mut Pen, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let probed = message.method().is_some_and(|method| method == METHOD_DISCOVER);
        let Some(id) = message.id().filter(|_| probed) else { return Ok(Flow::Pass(message.clone())) };
        pen.plant(cx);
        Ok(Flow::Answer(Message::error(&id, -32601, &pen.place("Method not found"))))
    }

    fn answered(
        &mut self,
        call: &Pending,
        message: Message,
        pen: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if call.method != METHOD_INITIALIZE {
            return Ok(Flow::Pass(message));
        }
        const VERSION: Place = Place::Text("result.protocolVersion");
        let oldest = VERSIONS_WITH_INITIALIZE.first().copied().unwrap_or_default();
        let written = write(&message, &VERSION, 1, |_| oldest.to_owned()).map_err(unwritable)?;
        pen.plant(cx);
        Ok(Flow::Pass(written.unwrap_or(message)))
    }
}
