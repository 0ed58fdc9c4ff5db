//! Carrier `shelf`: offers that the service does not have.
//!
//! ## What it does
//! Declares what it takes and answers its method in the service's place.
//!
//! ## Why it works
//! A host asks for what is declared, and nobody vouches for a declaration.
//!
//! ## Example
//! ```text
//! row: CP01
//! before: completion/complete
//! after: {"completion":{"values":["PAYLOAD"],"total":1,"hasMore":false}}
//! ```
//!
//! ## References
//! Rows CP01, RS05 and L02; arXiv 2601.17549 (capabilities without attestation).

use super::{Carrier, unwritable};
use crate::Pen;
use crate::template::filled;
use crate::write::{Place, write};
use chain::{Cx, Flow, LayerError, Pending};
use serde_json::Value;
use wire::Message;

/// Where something is declared: in the answer to a method, and at which place of it.
pub(crate) type Declared = (&'static str, Place);

/// Offers something.
#[derive(Clone)]
struct Shelf {
    declared: &'static [Declared],
    method: &'static str,
    form: &'static str,
}

/// A carrier that declares these and answers this method with a result of this form.
pub(crate) fn shelf(
    declared: &'static [Declared],
    method: &'static str,
    form: &'static str,
) -> Box<dyn Carrier> {
    Box::new(Shelf { declared, method, form })
}

impl Carrier for Shelf {
    fn asked(&mut self, message: &Message, pen: &mut Pen, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let ours = message.method().is_some_and(|method| method == self.method) && pen.watch.fires();
        let Some(id) = message.id().filter(|_| ours) else { return Ok(Flow::Pass(message.clone())) };
        pen.plant(cx);
        let result: Value = serde_json::from_str(&filled(self.form, &pen.place(""))).unwrap_or_default();
        Ok(Flow::Answer(Message::result(&id, &result)))
    }

    fn answered(
        &mut self,
        call: &Pending,
        message: Message,
        _: &mut Pen,
        _: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        let Some((_, place)) = self.declared.iter().find(|(method, _)| *method == call.method) else {
            return Ok(Flow::Pass(message));
        };
        let declared = write(&message, place, 1, |_| String::new()).map_err(unwritable)?;
        Ok(Flow::Pass(declared.unwrap_or(message)))
    }
}
