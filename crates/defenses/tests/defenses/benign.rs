//! Honest sessions of both eras pass each message-level defense, and all of them together, byte for byte.

use crate::support::Guarded;
use chain::{Chain, Recorder};
use defenses::{CAREFUL, Setting, open};

/// Defenses with settings under which an honest session stays as it is.
const DEFENSES: &[(&str, &str)] = &[
    ("normalize", "{}"),
    ("normalize", r#"{"action":"strip","names":"fold"}"#),
    ("schema", "{}"),
    ("pin", "{}"),
    ("pin", r#"{"change":"ask"}"#),
    ("namespace", r#"{"prefix":"several"}"#),
    ("parity", r#"{"view":"refuse"}"#),
    ("parity", r#"{"view":"text","audience":"enforce"}"#),
    ("state", r#"{"minimum":"2025-11-25"}"#),
    ("capabilities", r#"{"root":"file:///data"}"#),
    ("cache", "{}"),
    ("limit", "{}"),
];

/// Initialize era: a call with progress, two pages, a change that is announced, a refusal, a cancelled call.
const INITIALIZE: &[&str] = &[
    r#">{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x"}}}"#,
    r#"<{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"instructions":"Prévisions — 天気 ☀️ .","serverInfo":{"name":"w"}}}"#,
    r#">{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
    r#">{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#,
    r#"<{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"forecast","title":"Forecast","inputSchema":{"type":"object","properties":{"city":{"type":"string"}}}}],"nextCursor":""}}"#,
    r#">{"jsonrpc":"2.0","id":"2","method":"tools/list","params":{"cursor":""}}"#,
    r#"<{"jsonrpc":"2.0","id":"2","result":{"tools":[{"name":"cities","description":"Städte"}]}}"#,
    r#">{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"forecast","arguments":{"city":"Zürich"},"_meta":{"progressToken":"p"}}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"p","progress":1}}"#,
    r#"<{"jsonrpc":"2.0","id":900,"method":"ping"}"#,
    r#">{"jsonrpc":"2.0","id":900,"result":{}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"p","progress":2.5,"total":3}}"#,
    r#"<{"jsonrpc":"2.0","id":3,"result":{"content":[{"type":"text","text":"{\"degrees\": 21}"}],"structuredContent":{"degrees":21}}}"#,
    r#">{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"cities"}}"#,
    r#"<{"jsonrpc":"2.0","id":4,"result":{"content":[{"type":"text","text":"Oslo"},{"type":"text","text":"Rome"}],"structuredContent":{"result":["Oslo","Rome"]}}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"served"}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#,
    r#">{"jsonrpc":"2.0","id":5,"method":"tools/list"}"#,
    r#"<{"jsonrpc":"2.0","id":5,"result":{"tools":[{"inputSchema":{"type":"object","properties":{"city":{"type":"string"}}}, "name":"forecast","title":"Forecast"},{"name":"cities","description":"Städte"}]}}"#,
    r#">{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"forecast"}}"#,
    r#"<{"jsonrpc":"2.0","id":6,"error":{"code":-32602,"message":"A city is missing."}}"#,
    r#">{"jsonrpc":"2.0","id":7,"method":"resources/subscribe","params":{"uri":"weather://oslo"}}"#,
    r#"<{"jsonrpc":"2.0","id":7,"result":{}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"weather://oslo"}}"#,
];

/// Stateless era: a list with a time to live, a call in two rounds, a subscription, a task.
const STATELESS: &[&str] = &[
    r#">{"jsonrpc":"2.0","id":0,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#,
    r#"<{"jsonrpc":"2.0","id":0,"result":{"supportedVersions":["2026-07-28"],"capabilities":{},"ttlMs":3600000,"cacheScope":"private","resultType":"complete"}}"#,
    r#">{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#,
    r#"<{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"forecast","inputSchema":{"type":"object","properties":{"city":{"type":"string","x-mcp-header":"City"}}}}],"ttlMs":60000,"cacheScope":"private","resultType":"complete"}}"#,
    r#">{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"forecast","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#,
    r#"<{"jsonrpc":"2.0","id":2,"result":{"resultType":"input_required","requestState":"s1"}}"#,
    r#">{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"forecast","requestState":"s1","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#,
    r#"<{"jsonrpc":"2.0","id":3,"result":{"resultType":"complete","content":[{"type":"text","text":"Sunny. 21°"}]}}"#,
    r#">{"jsonrpc":"2.0","id":4,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true,"promptsListChanged":true,"resourcesListChanged":true,"resourceSubscriptions":["weather://oslo"]},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"4"},"notifications":{"toolsListChanged":true,"resourceSubscriptions":["weather://oslo"]}}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":4}}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":4},"uri":"weather://oslo/today"}}"#,
    r#">{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"forecast","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/logLevel":"debug","progressToken":1}}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"debug","data":"looked up"}}"#,
    r#"<{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":0.5}}"#,
    r#"<{"jsonrpc":"2.0","id":5,"result":{"resultType":"complete","content":[{"type":"text","text":"Rain. 12°"}]}}"#,
    r#"<{"jsonrpc":"2.0","id":4,"result":{"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":4}}}"#,
];

#[test]
fn honest_sessions_pass() {
    for (id, settings) in DEFENSES {
        for session in [INITIALIZE, STATELESS] {
            let mut guarded = Guarded::new(id, settings, None);
            guarded.passes(session);
            assert_eq!(guarded.findings(), [], "{id} {settings}");
        }
    }
}

#[test]
fn honest_sessions_pass_all_of_them() {
    for session in [INITIALIZE, STATELESS] {
        let setting = Setting { services: &["weather"], ..Setting::default() };
        let layers = CAREFUL.iter().flat_map(|(id, settings)| {
            let defense = open(id, &serde_json::from_str(settings).unwrap()).unwrap();
            defense.arm(&setting).unwrap().layers.into_iter().flatten()
        });
        let recorder = Recorder::default();
        let mut guarded = Guarded::of(Chain::new(layers.collect(), recorder.clone()), recorder);
        guarded.passes(session);
        assert_eq!(guarded.findings(), []);
    }
}
