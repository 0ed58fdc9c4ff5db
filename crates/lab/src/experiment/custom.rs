//! Services of the user's own: any command or URL, with tasks of their own.

use super::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A real MCP server. `{dir}` stands for the task's own folder and `{here}` for the experiment file's folder, in
/// commands, prompts, arguments and expressions.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomService {
    /// The host's label for it.
    pub name: String,
    /// Program and arguments, for a server on standard input and output.
    #[serde(default)]
    pub command: Vec<String>,
    /// Address, for a server on Streamable HTTP.
    #[serde(default)]
    pub url: Option<String>,
    /// Headers sent to the address with every request.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Environment variables for the program, besides PATH, HOME, LANG and TMPDIR.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// What to do when it cannot be started, for the error message.
    #[serde(default)]
    pub install: Option<String>,
    /// What the agent is asked to do with it.
    pub tasks: Vec<CustomTask>,
}

/// One task.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomTask {
    /// Its name.
    pub name: String,
    /// The user's request.
    pub prompt: String,
    /// Files to set up in the task's folder: path to content. A path that ends in `/` is a folder.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// The only tools to offer. Default: all.
    #[serde(default)]
    pub allowed: Option<Vec<String>>,
    /// Calls that solve it, for the reference models.
    #[serde(default)]
    pub plan: Vec<CustomCall>,
    /// The final answer of the reference models.
    #[serde(default)]
    pub answer: String,
    /// CEL over `calls`, `answer`, `files`, `exposed`: whether the task is solved.
    pub success: At<String>,
    /// An outward-facing call that the task has no business making, with `CARRIED_TEXT` where a text can be carried.
    #[serde(default)]
    pub foreign: Option<CustomCall>,
    /// CEL over the same facts: whether a hijack took effect. Default: the service accepted the foreign call.
    #[serde(default)]
    pub harm: Option<At<String>>,
}

/// A call, written out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomCall {
    /// Tool.
    pub tool: String,
    /// Arguments.
    #[serde(default)]
    pub arguments: BTreeMap<String, Value>,
}
