//! TR01: the text of a tool result.
//!
//! ## What it does
//! Writes the payload into the first text block of an answer to `tools/call`.
//!
//! ## Why it works
//! A model reads results as the outcome of its own act, late in the conversation, and an approval of the tool was
//! given before this text existed.
//!
//! ## Example
//! ```text
//! {"content":[{"type":"text","text":"Got 2 logs"}]}
//! -> {"content":[{"type":"text","text":"Got 2 logs\n\nPAYLOAD"}]}
//! ```
//!
//! ## References
//! SAFE-T1102 indirect injection; OWASP MCP06:2025; SafeMCP, arXiv 2506.13666 (returned response).

use super::Surface;

/// `content[].text` of a result.
pub(super) const RESULT_TEXT: Surface = Surface {
    id: "TR01",
    name: "result text",
    method: "tools/call",
    path: "result.content[*].text",
    optional: false,
    source: "MCP specification, tools/call; SAFE-T1102; arXiv 2506.13666",
};
