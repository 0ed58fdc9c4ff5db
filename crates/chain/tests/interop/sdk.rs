//! The client of the reference SDK, which says the same each time.

use crate::far::Address;
use rmcp::model::{CallToolRequestParams, ProtocolVersion};
use rmcp::service::{RoleClient, RunningService};
use rmcp::transport::{StreamableHttpClientTransport, TokioChildProcess};
use rmcp::{ClientLifecycleMode, ClientServiceExt};
use serde_json::{Value, json};

/// Both eras.
pub(crate) fn modes() -> [ClientLifecycleMode; 2] {
    let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
    [ClientLifecycleMode::Initialize, ClientLifecycleMode::Discover { preferred_versions }]
}

/// Talks to a server from beginning to end.
pub(crate) async fn converse(address: Address, mode: ClientLifecycleMode) {
    let client: RunningService<RoleClient, ()> = match address {
        Address::Stream(end) => ().serve_with_lifecycle(end, mode).await.unwrap(),
        Address::Url(url) => {
            ().serve_with_lifecycle(StreamableHttpClientTransport::from_uri(url), mode).await.unwrap()
        }
        Address::Program(parts) => {
            #[expect(clippy::disallowed_methods, reason = "the reference SDK starts its own processes")]
            let mut command = tokio::process::Command::new(&parts[0]);
            command.args(&parts[1..]);
            ().serve_with_lifecycle(TokioChildProcess::new(command).unwrap(), mode).await.unwrap()
        }
    };
    assert_eq!(client.peer_info().unwrap().instructions.as_deref(), Some("It counts"));
    assert_eq!(client.list_tools(None).await.unwrap().tools.len(), 3);
    assert_eq!(call(&client, "sum", json!({"a": 2, "b": 3})).await["content"][0]["text"], "5");
    assert_eq!(call(&client, "count", json!({})).await["content"][0]["text"], "counted");
    assert_eq!(call(&client, "divide", json!({"a": 7, "b": 2})).await["structuredContent"]["ratio"], 3);
    assert_eq!(call(&client, "divide", json!({"a": 7, "b": 0})).await["isError"], true);
    assert!(client.call_tool(CallToolRequestParams::new("no such tool \u{1f9ee}")).await.is_err());
    assert!(client.list_resources(None).await.is_err());
    client.cancel().await.unwrap();
}

async fn call(client: &RunningService<RoleClient, ()>, name: &'static str, arguments: Value) -> Value {
    let Value::Object(arguments) = arguments else { unreachable!() };
    let called = client.call_tool(CallToolRequestParams::new(name).with_arguments(arguments)).await.unwrap();
    serde_json::to_value(&called).unwrap()
}
