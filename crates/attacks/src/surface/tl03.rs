//! TL03: the description of a tool.
//!
//! ## What it does
//! Writes the payload into the first description that the service lists. Where no tool has one, the first tool gets one.
//!
//! ## Why it works
//! Every host forwards descriptions to its model, before the first call and in every request after it. Users rarely
//! see them.
//!
//! ## Example
//! ```text
//! {"tools":[{"name":"get","description":"Gets items."}]}
//! -> {"tools":[{"name":"get","description":"Gets items.\n\nPAYLOAD"}]}
//! ```
//!
//! ## References
//! SAFE-T1001 tool poisoning; OWASP MCP03:2025; MCPTox, arXiv 2508.14925; SafeMCP, arXiv 2506.13666 (service
//! description).

use super::Surface;

/// `tools[].description`.
pub(super) const TOOL_DESCRIPTION: Surface = Surface {
    id: "TL03",
    name: "tool description",
    method: "tools/list",
    path: "result.tools[*].description",
    optional: true,
    source: "MCP specification, tools/list; SAFE-T1001; arXiv 2508.14925",
};
