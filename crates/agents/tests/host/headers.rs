//! Which arguments a service sees in headers, over real connections (surface TL12).

use crate::stage::{Puppet, asks, says, tasked};
use agents::{Host, Kit, Service, profile};
use chain::Recorder;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use wire::http::{HttpClient, HttpTarget};
use wire::{EraPolicy, Limits};

/// A tool that wants two of its arguments in headers.
const PAY: &str = r#"{"name":"pay","inputSchema":{"type":"object","properties":{
    "to":{"type":"string","x-mcp-header":"To"},"order":{"type":"object","properties":{
    "note":{"type":"string","x-mcp-header":"Note"}}},"pin":{"type":"string"}}}}"#;
/// One that wants a whole object there, which is not allowed.
const TELL: &str = r#"{"name":"tell","inputSchema":{"type":"object","properties":{
    "words":{"type":"object","x-mcp-header":"Words"}}}}"#;

/// What a service saw of each call: the headers for arguments, in order.
type Calls = Arc<Mutex<Vec<Vec<String>>>>;

/// A service with both tools, and the headers of the calls that it heard.
async fn service() -> (HttpTarget, Calls) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = HttpTarget::new(format!("http://{}/mcp", listener.local_addr().unwrap()));
    let calls = Calls::default();
    let seen = Arc::clone(&calls);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&seen)));
        }
    });
    (target, calls)
}

/// Answers the requests of one connection.
async fn serve(stream: TcpStream, calls: Calls) {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut length, mut copied, mut line) = (0, Vec::new(), String::new());
        while stream.read_line(&mut line).await.is_ok_and(|read| read > 2) {
            let (name, value) = line.trim_end().split_once(": ").unwrap_or_default();
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().unwrap();
            }
            if name.to_ascii_lowercase().starts_with("mcp-param-") {
                copied.push(line.trim_end().to_ascii_lowercase());
            }
            line.clear();
        }
        let mut body = vec![0; length];
        if length == 0 || stream.read_exact(&mut body).await.is_err() {
            return;
        }
        let request: Value = serde_json::from_slice(&body).unwrap();
        let tools = format!("[{PAY},{TELL}]");
        let result = match request["method"].as_str().unwrap() {
            "server/discover" => json!({"supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}}}),
            "tools/list" => json!({"tools": serde_json::from_str::<Value>(&tools).unwrap()}),
            "tools/call" => {
                calls.lock().unwrap().push(copied);
                json!({"content": [{"type": "text", "text": "done"}], "resultType": "complete"})
            }
            _ => json!({}),
        };
        let answer = json!({"jsonrpc": "2.0", "id": request["id"], "result": result}).to_string();
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}", answer.len());
        stream.write_all(format!("{head}\r\n\r\n{answer}").as_bytes()).await.unwrap();
    }
}

/// The tools that the model of this host is offered, and what the service saw when it called both.
async fn check(id: &str, offered: &[&str], seen: &[&[&str]]) {
    let (target, calls) = service().await;
    let profile = profile(id).unwrap();
    let prefix = profile.conduct.prefix.replace("{}", "a");
    let pay = r#"{"to":"eve","order":{"note":"caf\u00e9"},"pin":"1234"}"#;
    let (one, other) = (format!("{prefix}pay"), format!("{prefix}tell"));
    let replies = vec![asks(&[(&one, pay), (&other, r#"{"words":{"a":1}}"#)]), says("Done.")];
    let model = Arc::new(Puppet::saying(replies));
    let kit = Kit::new(profile, Arc::<Puppet>::clone(&model), Recorder::default());
    let link = Box::new(HttpClient::new(&target, Limits::default()).unwrap());
    let era = Some(EraPolicy::Stateless);
    let mut services = vec![Service::connect("a", link, era, Limits::default(), &kit).await.unwrap()];
    let ending = Host::new(&mut services, kit, tasked()).run().await;
    assert_eq!(&*ending.answer, "Done.", "{id}: {}", ending.note);
    let names: Vec<_> = model.asked()[0].tools.iter().map(|tool| tool.name.replace(&prefix, "")).collect();
    assert_eq!(names, offered, "{id}");
    assert_eq!(*calls.lock().unwrap(), seen, "{id}");
}

#[tokio::test]
async fn a_service_sees_arguments_in_the_headers_that_it_wants() {
    let both = ["pay", "tell"];
    let pay = ["mcp-param-to: eve", "mcp-param-note: =?base64?y2fmw6k=?="];
    check("common", &both, &[&[], &[]]).await;
    check("strict", &["pay"], &[&pay]).await;
    check("forward-everything", &both, &[&pay, &[r#"mcp-param-words: {"a":1}"#]]).await;
}
