//! Which server-controlled field carries the payload.
//!
//! A surface is data: a row id, the method whose answer carries the field, and the field's JSON path. One generic
//! writer ([`crate::write`]) serves them all.

mod tl03;
mod tr01;

use crate::AttackError;

/// One server-controlled field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surface {
    /// Row id.
    pub id: &'static str,
    /// The field in words.
    pub name: &'static str,
    /// Method whose answer carries it.
    pub method: &'static str,
    /// Where it stands in that answer.
    pub path: &'static str,
    /// Whether a benign answer may lack the field. It is then added; a text in an image block would reach nobody.
    pub optional: bool,
    /// Where this row is discussed.
    pub source: &'static str,
}

/// Every surface, in the order of the specification.
pub const SURFACES: &[&Surface] = &[&tl03::TOOL_DESCRIPTION, &tr01::RESULT_TEXT];

/// The surface with this row id.
///
/// # Errors
/// [`AttackError::Unknown`] with the list of what exists.
pub fn surface(id: &str) -> Result<&'static Surface, AttackError> {
    SURFACES
        .iter()
        .copied()
        .find(|surface| surface.id == id)
        .ok_or_else(|| AttackError::unknown("surface", id, SURFACES.iter().map(|surface| surface.id)))
}
