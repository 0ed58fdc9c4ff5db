//! The same little service twice: once on the reference SDK, once as a script on our own links.

use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{ServerCapabilities, ServerConfig};
use rmcp::{ServerHandler, schemars, tool, tool_handler, tool_router};
use testkit::ScriptedPeer;

/// What `sum` takes.
#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
pub(crate) struct Sum {
    /// One number.
    a: i64,
    /// The other.
    b: i64,
}

/// A server of the reference SDK with one tool.
#[derive(Clone, Debug)]
pub(crate) struct Adder;

#[tool_router]
impl Adder {
    #[tool(description = "Adds two numbers")]
    fn sum(&self, Parameters(Sum { a, b }): Parameters<Sum>) -> String {
        (a + b).to_string()
    }
}

#[tool_handler]
impl ServerHandler for Adder {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build()).with_instructions("It adds")
    }
}

/// The same as a script, in both eras. It knows one sum.
pub(crate) fn scripted_adder() -> ScriptedPeer {
    let answer = |result: &str| format!(r#"{{"jsonrpc":"2.0","id":$id,"result":{result}}}"#);
    let tools = r#"{"resultType":"complete","tools":[{"name":"sum","description":"Adds two numbers","inputSchema":{"type":"object"}}],"ttlMs":0,"cacheScope":"private"}"#;
    let five = r#"{"resultType":"complete","content":[{"type":"text","text":"5"}],"isError":false}"#;
    let hello = r#"{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"adder","version":"1"},"instructions":"It adds"}"#;
    let discovered = r#"{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"instructions":"It adds","ttlMs":0,"cacheScope":"private"}"#;
    ScriptedPeer::new()
        .on("server/discover", &[&answer(discovered)])
        .on("initialize", &[&answer(hello)])
        .on("tools/list", &[&answer(tools)])
        .on("tools/call", &[r#"{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"adding"}}"#, &answer(five)])
}
