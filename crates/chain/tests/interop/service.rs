//! A server of the reference SDK: tools that answer, fail and report progress.

use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{
    CallToolResult, ContentBlock, ProgressNotificationParam, RequestMetaObject, ServerCapabilities,
    ServerConfig,
};
use rmcp::{ErrorData, Peer, RoleServer, ServerHandler, schemars, tool, tool_handler, tool_router};

/// What the two-handed tools take.
#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
pub(crate) struct Two {
    /// One number.
    a: i64,
    /// The other.
    b: i64,
}

/// The server.
#[derive(Clone, Debug)]
pub(crate) struct Abacus;

#[tool_router]
impl Abacus {
    #[tool(description = "Adds two numbers: \u{2211} \u{1f9ee}\u{200b}")]
    fn sum(&self, Parameters(Two { a, b }): Parameters<Two>) -> String {
        (a + b).to_string()
    }

    #[tool(description = "Divides one number by another")]
    fn divide(&self, Parameters(Two { a, b }): Parameters<Two>) -> CallToolResult {
        match a.checked_div(b) {
            Some(ratio) => CallToolResult::structured(serde_json::json!({"ratio": ratio, "\u{e9}": 1.50})),
            None => CallToolResult::error(vec![ContentBlock::text("division by zero\r\n\u{1b}[31m")]),
        }
    }

    #[tool(description = "Counts aloud to three")]
    async fn count(&self, meta: RequestMetaObject, client: Peer<RoleServer>) -> Result<String, ErrorData> {
        let missing = || ErrorData::invalid_params("nobody listens", None);
        let token = meta.get_progress_token().ok_or_else(missing)?;
        for step in 1_u8..=3 {
            let progress = ProgressNotificationParam::new(token.clone(), f64::from(step))
                .with_message("\u{2028}counted");
            let told = client.notify_progress(progress).await;
            told.map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
        }
        Ok("counted".to_owned())
    }
}

#[tool_handler]
impl ServerHandler for Abacus {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build()).with_instructions("It counts")
    }
}
