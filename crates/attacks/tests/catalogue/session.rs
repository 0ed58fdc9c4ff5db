//! A small host in front of a scripted service, with an attack between them.

use crate::exchange::{SEED, author, message, opportunity};
use attacks::{Armed, Attack, Opportunity};
use chain::{Chain, Direction, Event, Plant, Recorder};
use serde_json::{Value, json};
use std::collections::VecDeque;
use tokio::runtime::{Builder, Runtime};
use wire::{Id, Kind, Message, STATELESS};

/// Exchanges after which a session has gone astray.
const MOST: usize = 500;

/// A host that does whatever it is asked.
pub(crate) struct Session {
    chain: Chain,
    /// An attack may wait.
    runtime: Runtime,
    recorder: Recorder,
    stateless: bool,
    next: u64,
    /// Everything that reached the host.
    pub(crate) seen: Vec<Message>,
    inbox: VecDeque<Message>,
}

impl Session {
    pub(crate) fn new(attack: &Attack, stateless: bool) -> Self {
        let world = Opportunity { services: vec!["bank".into()], ..opportunity() };
        let Armed { layers, .. } = attack.arm(&world, SEED, Some(&author())).unwrap();
        let recorder = Recorder::default();
        let chain = Chain::new(layers, recorder.clone());
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        Self { chain, runtime, recorder, stateless, next: 0, seen: vec![], inbox: VecDeque::new() }
    }

    /// Opens, lists everything, reads one of each, and calls `look` twice; the answers to the calls.
    pub(crate) fn play(&mut self) -> Vec<Option<Message>> {
        let opening = if self.stateless { "server/discover" } else { "initialize" };
        let opened = self.ask(opening, json!({"protocolVersion": "2025-11-25"}));
        if self.stateless && opened.is_none_or(|answer| answer.error_json().is_some()) {
            self.ask("initialize", json!({"protocolVersion": "2025-11-25"}));
        }
        let mut cursor = self.ask("tools/list", json!({}));
        while let Some(next) = cursor.as_ref().and_then(|page| result(page).get("nextCursor").cloned()) {
            cursor = self.ask("tools/list", json!({"cursor": next}));
        }
        for (method, params) in [
            ("resources/list", json!({})),
            ("resources/templates/list", json!({})),
            ("resources/directory/read", json!({"uri": "note://shelf"})),
            ("resources/read", json!({"uri": "note://1"})),
            ("prompts/list", json!({})),
            ("prompts/get", json!({"name": "task"})),
            ("completion/complete", json!({"argument": {"name": "x", "value": ""}})),
        ] {
            self.ask(method, params);
        }
        let calls =
            (0..2).map(|_| self.call(json!({"name": "look", "arguments": {"where": "here"}}))).collect();
        self.ask("tools/list", json!({}));
        calls
    }

    /// What was planted.
    pub(crate) fn planted(&self) -> Vec<Plant> {
        let planted = |event| if let Event::Planted(plant) = event { Some(plant) } else { None };
        self.recorder.take().events.into_iter().filter_map(planted).collect()
    }

    fn call(&mut self, params: Value) -> Option<Message> {
        let mut params = params;
        for _ in 0..MOST {
            let answer = self.ask("tools/call", params.clone())?;
            let result = result(&answer);
            match result.get("resultType").and_then(Value::as_str) {
                Some("input_required") => {
                    let inputs =
                        result.get("inputRequests").and_then(Value::as_object).cloned().unwrap_or_default();
                    let inputs: Value =
                        inputs.keys().map(|key| (key.clone(), json!({"action": "accept"}))).collect();
                    params["inputResponses"] = inputs;
                    params["requestState"] = result["requestState"].clone();
                }
                Some("task") => return self.task(&result["taskId"]),
                _ if result.get("task").is_some() => return self.task(&result["task"]["taskId"]),
                _ => return Some(answer),
            }
        }
        panic!("rounds without end");
    }

    fn task(&mut self, id: &Value) -> Option<Message> {
        for _ in 0..MOST {
            let answer = self.ask("tasks/get", json!({"taskId": id}))?;
            let result = result(&answer);
            if result["status"] == "completed" {
                let inline = result.get("result").map(|result| Message::result(&Id::from(0), result));
                return inline.or_else(|| self.ask("tasks/result", json!({"taskId": id})));
            }
        }
        panic!("polls without end");
    }

    /// Asks, answers whatever the service asks meanwhile, and waits for the answer.
    fn ask(&mut self, method: &str, params: Value) -> Option<Message> {
        let mut params = params;
        if self.stateless {
            params["_meta"] = json!({"io.modelcontextprotocol/protocolVersion": STATELESS,
                "io.modelcontextprotocol/clientInfo": {"name": "safemcp"}});
        } else if method == "initialize" {
            params["clientInfo"] = json!({"name": "safemcp"});
        }
        self.next += 1;
        let id = Id::from(self.next);
        self.carry(Direction::ToServer, Message::request(&id, method, &params));
        while let Some(message) = self.inbox.pop_front() {
            match (message.kind(), message.id()) {
                (Kind::Response, Some(answers)) if answers == id => return Some(message),
                (Kind::Request, Some(asks)) => {
                    self.carry(Direction::ToServer, Message::result(&asks, &json!({})));
                }
                (Kind::Batch, _) => return Some(message),
                _ => {}
            }
        }
        None
    }

    fn carry(&mut self, way: Direction, message: Message) {
        let out = self.runtime.block_on(self.chain.carry(way, message)).unwrap();
        for (way, message) in out {
            match way {
                Direction::ToHost => {
                    self.seen.push(message.clone());
                    self.inbox.push_back(message);
                }
                Direction::ToServer if message.kind() == Kind::Request => {
                    let answer = service(&message);
                    self.carry(Direction::ToHost, answer);
                }
                Direction::ToServer => {}
            }
        }
    }
}

/// The result of an answer; `null` where there is none.
pub(crate) fn result(answer: &Message) -> Value {
    answer.result_json().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// What the service answers.
fn service(request: &Message) -> Message {
    let result = match &*request.method().unwrap() {
        "initialize" => {
            r#"{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"shop","version":"1"}}"#
        }
        "server/discover" => {
            r#"{"supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":5,"resultType":"complete",
                "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"shop","version":"1"}}}"#
        }
        "tools/list" => {
            r#"{"tools":[{"name":"look","description":"Looks around.","inputSchema":{"type":"object","properties":
                {"where":{"type":"string","description":"A place."}}},"outputSchema":{"type":"object"}},
                {"name":"tell","description":"Tells.","inputSchema":{"type":"object"}}],"ttlMs":5}"#
        }
        "tools/call" => {
            r#"{"content":[{"type":"text","text":"Seen."}],"structuredContent":{"seen":true},"isError":false,
                "resultType":"complete"}"#
        }
        "resources/list" => r#"{"resources":[{"uri":"note://1","name":"note","description":"A note."}]}"#,
        "resources/templates/list" => r#"{"resourceTemplates":[]}"#,
        "resources/read" => r#"{"contents":[{"uri":"note://1","mimeType":"text/plain","text":"Milk."}]}"#,
        "prompts/list" => r#"{"prompts":[{"name":"task","description":"The task."}]}"#,
        "prompts/get" => r#"{"messages":[{"role":"user","content":{"type":"text","text":"Look."}}]}"#,
        _ => return Message::error(&request.id().unwrap(), -32601, "no such method"),
    };
    message(&format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, request.id().unwrap().as_json()))
}
