//! Fixed messages for a server that somebody else wrote.

use serde_json::{Value, json};
use wire::{Link, Message};

/// One message, and how many messages answer it.
pub(crate) struct Line {
    text: String,
    answers: usize,
}

/// What a script asks of one server, besides what it asks of all.
pub(crate) struct Part {
    /// Messages that the server sends on its own once a session of the initialize era is open.
    pub(crate) greeting: usize,
    /// Tools and their arguments.
    pub(crate) calls: [(&'static str, Value); 3],
}

impl Part {
    /// A session of the initialize era, byte for byte the same each time.
    pub(crate) fn initialize_era(&self) -> Vec<Line> {
        let hello = r#"{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"script","version":"1"}}"#;
        let ready = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
        let mut lines =
            vec![request(0, "initialize", hello), Line { text: ready.into(), answers: self.greeting }];
        lines.extend(self.requests(""));
        lines
    }

    /// The same in the stateless era. A server that does not speak it refuses, and is asked on.
    pub(crate) fn stateless_era(&self) -> Vec<Line> {
        let meta = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28", "io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"version":"1","name":"script"}}"#;
        let mut lines = vec![request(0, "server/discover", &format!("{{{meta}}}"))];
        lines.extend(self.requests(meta));
        lines
    }

    fn requests(&self, meta: &str) -> Vec<Line> {
        let lists = ["tools/list", "resources/list", "prompts/list"].map(|method| (method, String::new()));
        let calls = self.calls.iter().map(|(name, arguments)| {
            ("tools/call", format!(r#""arguments" :{arguments},"name":{}"#, json!(name)))
        });
        let asked = lists.into_iter().chain(calls).chain([("ping", String::new())]);
        let joined = |params: String| {
            let parts = [meta, &params].map(str::to_owned);
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            format!("{{{}}}", parts.join(", "))
        };
        asked.zip(1..).map(|((method, params), id)| request(id, method, &joined(params))).collect()
    }
}

fn request(id: u32, method: &str, params: &str) -> Line {
    Line {
        text: format!(r#"{{"jsonrpc":"2.0","id":{id} ,"method":"{method}","params":{params}}}"#),
        answers: 1,
    }
}

/// Sends each line once the one before is answered. Answers what came, in order.
pub(crate) async fn play(mut link: Box<dyn Link>, lines: &[Line]) -> Vec<String> {
    let mut heard = Vec::new();
    for line in lines {
        link.send(Message::parse(line.text.as_str(), &wire::Limits::default()).unwrap()).await.unwrap();
        for _ in 0..line.answers {
            let came = link.recv().await.unwrap().expect("the server is there");
            heard.push(came.as_str().to_owned());
        }
    }
    link.close().await.unwrap();
    heard
}

/// The texts of the lines.
pub(crate) fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.text.clone()).collect()
}
