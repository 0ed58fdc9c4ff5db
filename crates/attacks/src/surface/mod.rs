//! Which server-controlled field carries the payload.
//!
//! The table has a row for each field that a server, its package or its host's configuration decides, in the order of
//! the protocol. A row is data: where the field stands, who reads it, what it serves an attacker for, what stops it,
//! and the carrier that executes it. Some rows have several forms, each with a carrier of its own.

mod form;
mod forms;
mod row;
mod table;

pub use form::Form;
pub use row::{Eras, Execution, Reader, Surface};
pub use table::SURFACES;

use crate::AttackError;

/// The surface with this row id.
///
/// # Errors
/// [`AttackError::Unknown`] with the list of what exists.
pub fn surface(id: &str) -> Result<&'static Surface, AttackError> {
    SURFACES.iter().copied().find(|surface| surface.id == id).ok_or_else(|| AttackError::Unknown {
        axis: "surface",
        name: wire::excerpt(id),
        hint: String::new(),
        known: format!("{}: see `safemcp catalog surfaces`", SURFACES.len()),
    })
}
