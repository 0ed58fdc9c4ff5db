//! JSON-RPC ids, compared as they were written.

use std::fmt;

/// A request id exactly as its JSON text: `1`, `"1"` and `1.0` are three different ids.
///
/// JSON-RPC 2.0 allows strings, numbers and null; MCP forbids null. Hostile peers send the float form or another
/// type to confuse correlation (surface T08), so nothing is normalized.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(Box<str>);

impl Id {
    /// The id whose JSON text this is.
    pub(crate) fn raw(text: &str) -> Self {
        Self(text.into())
    }

    /// The JSON text.
    pub fn as_json(&self) -> &str {
        &self.0
    }
}

impl From<u64> for Id {
    fn from(number: u64) -> Self {
        Self(number.to_string().into())
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(crate::json::encode(text).into())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
