//! Carrier `field`: a text in the answer to a method.
//!
//! ## What it does
//! Writes the payload into a field of every answer to some methods: into a string that is there ([`Place::Text`]), into one
//! that is built where it is missing ([`Place::Member`]), as a new item of an array ([`Place::Item`]), or in a value of any form
//! ([`Place::Value`]). A payload of several parts that belong into one message goes into the places that the path names, one
//! part each. Every other byte stays.
//!
//! ## Why it works
//! Hosts forward these fields, and the service alone decides what stands in them.
//!
//! ## Example
//! ```text
//! row: TL03
//! before: {"tools":[{"name":"look","description":"Looks around."}]}
//! after: {"tools":[{"name":"look","description":"Looks around.\n\nPAYLOAD"}]}
//! ```
//!
//! ## References
//! Rows L, TL, TR, RS and PR of the table of surfaces; SAFE-T1001, SAFE-T1102, SAFE-T1501; arXiv 2506.13666.

use super::{Carrier, unwritable};
use crate::Pen;
use crate::write::{Place, write};
use chain::{Cx, Flow, LayerError, Pending};
use wire::Message;

/// Writes into answers.
#[derive(Clone)]
pub(crate) struct Field {
    methods: &'static [&'static str],
    places: &'static [Place],
}

/// A carrier that writes into the first of these places that an answer to one of these methods has.
pub(crate) fn field(methods: &'static [&'static str], places: &'static [Place]) -> Box<dyn Carrier> {
    Box::new(Field { methods, places })
}

impl Carrier for Field {
    fn answered(
        &mut self,
        call: &Pending,
        message: Message,
        pen: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if !self.methods.contains(&call.method.as_str()) || !pen.watch.fires() {
            return Ok(Flow::Pass(message));
        }
        pen.lift();
        let mut written = None;
        for place in self.places {
            written = write(&message, place, pen.parts_at_once(), |benign| pen.place(benign))
                .map_err(unwritable)?;
            if written.is_some() {
                break;
            }
        }
        if written.is_some() {
            pen.plant(cx);
        }
        Ok(Flow::Pass(written.unwrap_or(message)))
    }
}
