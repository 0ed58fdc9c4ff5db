//! A host, its services and its model, all scripted.

use agents::{Budget, Ending, Host, Kit, Mission, PROFILES, Profile, Service, profile};
use async_trait::async_trait;
use chain::{Event, Part, Recorder, Trace};
use models::{ChatReply, ChatRequest, Model, ModelError, Stop, ToolCall, Usage};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;
use wire::{EraPolicy, Kind, Limits, Link, LinkError, MemoryLink, Message, memory_pair};

/// Both eras, as a host would choose them.
pub(crate) const ERAS: [Option<EraPolicy>; 2] = [Some(EraPolicy::Initialize(3)), Some(EraPolicy::Stateless)];

/// What a service says to a request: raw texts, `$id` stands for its id.
type Script = Box<dyn FnMut(&str, &Value) -> Vec<String> + Send>;

/// The result of the first answer, given the members that say the version.
type Greeting = Box<dyn Fn(&Value) -> Value + Send>;

/// A service that opens its session and leaves everything else to its script.
pub(crate) struct Scripted {
    label: &'static str,
    greeting: Greeting,
    script: Script,
    muttered: &'static str,
    /// How many calls are the end of it.
    breaking: usize,
}

/// The way to a service, with what no pipe of messages has: a standard error, and an end that comes early.
struct Way {
    link: MemoryLink,
    muttered: &'static str,
    /// How many more calls are the end of it.
    breaking: usize,
    broken: bool,
    restarts: Arc<AtomicUsize>,
}

#[async_trait]
impl Link for Way {
    fn peer(&self) -> &str {
        self.link.peer()
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        if self.breaking > 0 && message.method().is_some_and(|method| method == "tools/call") {
            (self.broken, self.breaking) = (true, self.breaking - 1);
        }
        if self.broken { Ok(()) } else { self.link.send(message).await }
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        if self.broken { Ok(None) } else { self.link.recv().await }
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        self.link.close().await
    }

    async fn restart(&mut self) -> Result<(), LinkError> {
        self.broken = false;
        self.restarts.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn aside(&mut self) -> String {
        std::mem::take(&mut self.muttered).to_owned()
    }
}

impl Scripted {
    pub(crate) fn new(
        label: &'static str,
        script: impl FnMut(&str, &Value) -> Vec<String> + Send + 'static,
    ) -> Self {
        Self::greeting(label, |version| merged(version, &json!({"capabilities": {}})), script)
    }

    /// A service that says more of itself in its first answer.
    pub(crate) fn greeting(
        label: &'static str,
        greeting: impl Fn(&Value) -> Value + Send + 'static,
        script: impl FnMut(&str, &Value) -> Vec<String> + Send + 'static,
    ) -> Self {
        Self { label, greeting: Box::new(greeting), script: Box::new(script), muttered: "", breaking: 0 }
    }

    /// A service with these tools that answers each call with this `result` or `error` member.
    pub(crate) fn with(label: &'static str, tools: &str, answer: &str) -> Self {
        let (tools, answer) = (listed(tools), with_id(answer));
        Self::new(label, move |method, _| {
            vec![if method == "tools/list" { tools.clone() } else { answer.clone() }]
        })
    }

    pub(crate) fn instructing(self, instructions: &'static str) -> Self {
        let said = json!({"capabilities": {}, "instructions": instructions});
        Self { greeting: Box::new(move |version| merged(version, &said)), ..self }
    }

    /// The same, with words on its standard error.
    pub(crate) fn muttering(self, muttered: &'static str) -> Self {
        Self { muttered, ..self }
    }

    /// The same, but so many calls are the end of it.
    pub(crate) fn breaking(self, calls: usize) -> Self {
        Self { breaking: calls, ..self }
    }

    /// The same, but these methods are never answered.
    pub(crate) fn silent_to(mut self, methods: &'static [&'static str]) -> Self {
        let mut script = self.script;
        self.script = Box::new(
            move |method, params| {
                if methods.contains(&method) { vec![] } else { script(method, params) }
            },
        );
        self
    }

    /// Answers what it heard and what it said.
    async fn play(mut self, mut link: MemoryLink) -> (Vec<Message>, Vec<String>) {
        let (mut heard, mut said) = (Vec::new(), Vec::new());
        while let Ok(Some(message)) = link.recv().await {
            heard.push(message.clone());
            if message.kind() != Kind::Request {
                continue;
            }
            let params = serde_json::from_str(message.params().unwrap_or("null")).unwrap();
            let texts = match &*message.method().unwrap() {
                "initialize" => vec![self.opened(&json!({"protocolVersion": "2025-11-25"}))],
                "server/discover" => vec![self.opened(&json!({"supportedVersions": ["2026-07-28"]}))],
                method => (self.script)(method, &params),
            };
            for text in texts {
                let text = text.replace("$id", message.id().unwrap().as_json());
                said.push(text.clone());
                let _gone = link.send(Message::parse(text, &Limits::default()).unwrap()).await;
            }
        }
        (heard, said)
    }

    fn opened(&self, version: &Value) -> String {
        with_id(&format!(r#""result":{}"#, (self.greeting)(version)))
    }
}

/// Two objects as one.
fn merged(first: &Value, second: &Value) -> Value {
    let both = [first, second].into_iter().filter_map(Value::as_object).flatten();
    both.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// An answer with this `result` or `error` member.
pub(crate) fn with_id(member: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":$id,{member}}}"#)
}

/// An answer to `tools/list`.
pub(crate) fn listed(tools: &str) -> String {
    with_id(&format!(r#""result":{{"tools":[{tools}]}}"#))
}

/// The host's own words, by which a model tells its task from another conversation.
const RULES: &str = "Rules.";

/// A model that says what it is told, in turn, and keeps what it was asked. In any conversation but the task's it says
/// `sampled`.
#[derive(Default)]
pub(crate) struct Puppet {
    replies: Mutex<VecDeque<Result<ChatReply, ModelError>>>,
    asked: Mutex<Vec<ChatRequest>>,
}

impl Puppet {
    /// A model that says these things in the task's conversation.
    pub(crate) fn saying(replies: Vec<ChatReply>) -> Self {
        Self::failing(replies.into_iter().map(Ok).collect())
    }

    fn failing(replies: Vec<Result<ChatReply, ModelError>>) -> Self {
        Self { replies: Mutex::new(replies.into()), ..Self::default() }
    }

    /// What it was asked, in turn.
    pub(crate) fn asked(&self) -> Vec<ChatRequest> {
        self.asked.lock().unwrap().clone()
    }
}

#[async_trait]
impl Model for Puppet {
    fn id(&self) -> &str {
        "puppet"
    }

    async fn reply(&self, request: &ChatRequest) -> Result<ChatReply, ModelError> {
        self.asked.lock().unwrap().push(request.clone());
        if &*request.system != RULES {
            return Ok(says("sampled"));
        }
        self.replies.lock().unwrap().pop_front().expect("the script of the model is long enough")
    }
}

/// A final answer.
pub(crate) fn says(text: &str) -> ChatReply {
    let usage = Usage { input: 10, output: 1, estimated: false };
    ChatReply { text: text.into(), calls: vec![], stop: Stop::Complete, usage }
}

/// A reply that asks for calls: name and arguments.
pub(crate) fn asks(calls: &[(&str, &str)]) -> ChatReply {
    let calls = calls.iter().enumerate().map(|(number, (name, arguments))| ToolCall {
        id: format!("call-{number}").into(),
        name: (*name).into(),
        arguments: (*arguments).into(),
    });
    ChatReply { calls: calls.collect(), stop: Stop::Calls, ..says("thinking") }
}

/// Replies that call one tool after the other, and a final answer.
pub(crate) fn asks_in_turn(tools: &[String]) -> Vec<ChatReply> {
    tools.iter().map(|tool| asks(&[(tool, "{}")])).chain([says("Done.")]).collect()
}

/// What the host is told.
pub(crate) struct Order {
    pub(crate) era: Option<EraPolicy>,
    pub(crate) profile: &'static Profile,
    pub(crate) budget: Budget,
    pub(crate) allowed: Option<Vec<String>>,
    pub(crate) last: Option<&'static str>,
}

impl Default for Order {
    fn default() -> Self {
        let profile = &PROFILES[0];
        Self {
            era: Some(EraPolicy::Stateless),
            profile,
            budget: Budget::default(),
            allowed: None,
            last: None,
        }
    }
}

impl Order {
    pub(crate) fn profile(id: &str) -> Self {
        Self { profile: profile(id).unwrap(), ..Self::default() }
    }
}

/// What came of it.
pub(crate) struct Played {
    pub(crate) ending: Ending,
    /// What the model was asked, in turn.
    pub(crate) asked: Vec<ChatRequest>,
    /// What the host recorded.
    pub(crate) trace: Trace,
    /// What each service heard.
    pub(crate) heard: Vec<Vec<Message>>,
    /// What all services said, in raw texts.
    pub(crate) said: Vec<String>,
    /// How often services were started again.
    pub(crate) restarts: usize,
}

impl Played {
    /// Parameters of each request with this method that a service heard.
    pub(crate) fn heard(&self, service: usize, method: &str) -> Vec<Value> {
        let named = |message: &&Message| message.method().is_some_and(|name| name == method);
        let requests = self.heard[service].iter().filter(named);
        requests.map(|message| serde_json::from_str(message.params().unwrap()).unwrap()).collect()
    }

    /// Texts that stood in a model request, as recorded.
    pub(crate) fn exposed(&self) -> Vec<(Part, String)> {
        let exposed = |event: &Event| match event {
            Event::Exposed { part, text } => Some((part.clone(), text.to_string())),
            _ => None,
        };
        self.trace.events.iter().filter_map(exposed).collect()
    }
}

/// What every host here is asked to do.
pub(crate) fn tasked() -> Mission {
    let (system, prompt) = (RULES.into(), "Do it.".into());
    Mission { system, prompt, last: None, budget: Budget::default(), allowed: None, seed: 7 }
}

/// Runs the host to its end.
pub(crate) async fn play(services: Vec<Scripted>, replies: Vec<ChatReply>, order: Order) -> Played {
    play_all(services, replies.into_iter().map(Ok).collect(), order).await
}

/// As [`play`], with a model that may fail.
pub(crate) async fn play_all(
    services: Vec<Scripted>,
    replies: Vec<Result<ChatReply, ModelError>>,
    order: Order,
) -> Played {
    let model = Arc::new(Puppet::failing(replies));
    let recorder = Recorder::default();
    let kit = Kit::new(order.profile, Arc::clone(&model) as Arc<dyn Model>, recorder.clone());
    let restarts = Arc::new(AtomicUsize::new(0));
    let mut open = Vec::new();
    let mut tasks: Vec<JoinHandle<(Vec<Message>, Vec<String>)>> = Vec::new();
    for service in services {
        let label = service.label;
        let (link, far) = memory_pair([label, "the host"]);
        let (muttered, breaking) = (service.muttered, service.breaking);
        let near = Way { link, muttered, breaking, broken: false, restarts: Arc::clone(&restarts) };
        tasks.push(tokio::spawn(service.play(far)));
        let limits = Limits::default();
        open.push(Service::connect(label, Box::new(near), order.era, limits, &kit).await.unwrap());
    }
    let last = order.last.map(Arc::from);
    let mission = Mission { last, budget: order.budget, allowed: order.allowed, ..tasked() };
    let ending = Host::new(&mut open, kit, mission).run().await;
    drop(open);
    let (mut heard, mut said) = (Vec::new(), Vec::new());
    for task in tasks {
        let (by, of) = task.await.unwrap();
        heard.push(by);
        said.extend(of);
    }
    let asked = model.asked();
    Played { ending, asked, trace: recorder.take(), heard, said, restarts: restarts.load(Ordering::Relaxed) }
}
