//! The sentence in which a demand names a call.

use serde_json::{Map, Value};
use std::ops::Range;

pub(super) const CALL: &str = "call the tool `";
pub(super) const WITH: &str = "` with the arguments ";

/// A call as a demand words it.
pub(super) struct Call<'t> {
    pub(super) tool: &'t str,
    /// Its arguments as they stand.
    pub(super) json: &'t str,
    pub(super) arguments: Map<String, Value>,
    /// From `call` to the end of the arguments.
    pub(super) place: Range<usize>,
}

/// The first call of a text.
pub(super) fn call(text: &str) -> Option<Call<'_>> {
    let start = text.find(CALL)?;
    let rest = text.get(start + CALL.len()..)?;
    let (tool, rest) = rest.split_once(WITH)?;
    let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Map<String, Value>>();
    let arguments = stream.next()?.ok()?;
    let json = rest.get(..stream.byte_offset())?;
    Some(Call {
        tool,
        json,
        arguments,
        place: start..start + CALL.len() + tool.len() + WITH.len() + json.len(),
    })
}
