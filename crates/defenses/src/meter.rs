//! The meter in front of one service: what `budget` counts, and where it stops.

use crate::budget::{Bounds, ENTRY};
use crate::likeness::digest;
use crate::listing::Listing;
use crate::progress::{Patience, Progress, gist};
use crate::refusal::{REFUSED, failed, find, smuggled, stateless, stop};
use crate::reminder::REMINDER_RULE;
use async_trait::async_trait;
use chain::{Action, CallView, Cx, Direction, Flow, Hooks, LayerError, Pending};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use wire::json::{Shape, Tape};
use wire::{Id, Kind, Message};

/// Shorter texts demand nothing.
const SHORTEST: usize = 12;

/// What all meters of a trial share.
#[derive(Default)]
pub(crate) struct Session {
    calls: usize,
    bytes: usize,
    progress: Progress,
}

/// A call under way.
struct Flying {
    tool: String,
    arguments: String,
    stateless: bool,
    /// When the clock runs out, where there is one.
    until: Option<Instant>,
}

/// Counts in front of one service.
pub(crate) struct Meter {
    bounds: Bounds,
    service: String,
    session: Arc<Mutex<Session>>,
    listing: Listing,
    /// Calls that are not answered yet.
    flying: BTreeMap<Id, Flying>,
    /// Questions of the call under way, by what they ask.
    rounds: BTreeMap<[u8; 32], usize>,
    /// Notices since the last request, by what they say.
    notices: BTreeMap<[u8; 32], usize>,
    /// Polls, by task.
    polls: BTreeMap<String, usize>,
}

impl Meter {
    pub(crate) fn new(bounds: Bounds, service: &str, session: Arc<Mutex<Session>>) -> Self {
        Self {
            bounds,
            service: service.to_owned(),
            session,
            listing: Listing::default(),
            flying: BTreeMap::new(),
            rounds: BTreeMap::new(),
            notices: BTreeMap::new(),
            polls: BTreeMap::new(),
        }
    }

    fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why a call is not to go out.
    fn stops(&self, call: &CallView<'_>) -> Option<&'static str> {
        let session = self.session();
        if session.calls >= self.bounds.calls {
            return Some("the session has no calls left");
        }
        if session.bytes >= self.bounds.bytes {
            return Some("the session has no bytes left");
        }
        if call.arguments.len() > self.bounds.arguments {
            return Some("its arguments are too long");
        }
        if call.retry {
            return None;
        }
        let patience = Patience {
            repeats: self.bounds.repeats,
            reading: self.bounds.repeats_reading,
            told: self.bounds.repeats_told,
        };
        session.progress.stops(patience, [&self.service, &call.name], call.arguments)
    }

    /// A question of the service while a call is under way: why it is one too many.
    fn asks(&mut self, question: [u8; 32]) -> Option<&'static str> {
        let before: usize = self.rounds.values().sum();
        let asked = self.rounds.entry(question).or_default();
        *asked += 1;
        match *asked > 1 {
            true => Some("the service asks what it asked before"),
            false => (before >= self.bounds.rounds).then_some("the service asks too often"),
        }
    }

    /// Takes note of a message of the service: its size, and what it says.
    fn hear(&self, message: &Message) {
        let (text, tape) = (message.as_str(), message.tape());
        let mut session = self.session();
        for (id, node) in tape.nodes().iter().enumerate() {
            if node.shape == Shape::String && (node.span.end - node.span.start) as usize > SHORTEST {
                session.progress.hear(&tape.text(text, id));
            }
        }
    }

    /// Why a result is not handed on.
    fn withholds(&mut self, message: &Message, flying: &Flying) -> Option<&'static str> {
        let size = message.as_str().len();
        let spent = {
            let mut session = self.session();
            session.bytes = session.bytes.saturating_add(size);
            session.bytes
        };
        if size > self.bounds.bytes_a_call {
            return Some("its result is too long");
        }
        if spent > self.bounds.bytes {
            return Some("the session has no bytes left");
        }
        if flying.until.is_some_and(|until| Instant::now() > until) {
            return Some("it took too long");
        }
        question(message).and_then(|question| self.asks(question))
    }

    /// Ends every call that is under way: the host is answered, the service told, and what it says later dropped.
    fn end_calls(&mut self, why: &str, cx: &mut Cx<'_>) {
        for (id, flying) in std::mem::take(&mut self.flying) {
            find(cx, ENTRY.id, why, "", Action::Block);
            cx.emit(Direction::ToHost, failed(&id, &words(why), flying.stateless));
            let request: Value = serde_json::from_str(id.as_json()).unwrap_or_default();
            let cancelled = json!({"requestId": request, "reason": why});
            cx.emit(Direction::ToServer, Message::notification("notifications/cancelled", &cancelled));
        }
    }

    /// A notice of the service.
    fn notice(&mut self, message: Message, cx: &mut Cx<'_>) -> Flow {
        let until = self.flying.values().filter_map(|flying| flying.until).min();
        let total: usize = self.notices.values().sum::<usize>() + 1;
        if total > self.bounds.flood {
            self.end_calls("the service sends notices without end", cx);
            return Flow::Drop;
        }
        if until.is_some_and(|until| Instant::now() > until) {
            self.end_calls("it took too long", cx);
            return Flow::Drop;
        }
        let said = self.notices.entry(gist(message.as_str())).or_default();
        *said += 1;
        let idle = self.listing.idle(&message);
        let handed_on = *said <= 2 && total <= self.bounds.notices && !idle;
        if handed_on {
            return Flow::Pass(message);
        }
        if *said == 3 || idle {
            find(cx, ENTRY.id, "a notice that says nothing new", "", Action::Block);
        }
        Flow::Drop
    }

    /// A request of the host that is no call.
    fn request(&mut self, message: Message, cx: &mut Cx<'_>) -> Flow {
        self.notices.clear();
        self.listing.asked(&message);
        let Some(task) = polled(&message) else { return Flow::Pass(message) };
        let polls = self.polls.entry(task).or_default();
        *polls += 1;
        if *polls <= self.bounds.polls {
            return Flow::Pass(message);
        }
        let why = "the task was asked about too often";
        find(cx, ENTRY.id, why, "", Action::Block);
        message.id().map_or(Flow::Drop, |id| Flow::Answer(Message::error(&id, REFUSED, &words(why))))
    }

    /// A page of a list: the last one, if it lists nothing new or is one too many.
    fn page(&mut self, method: &str, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let tape = message.tape();
        let size = message.as_str().len();
        self.session().bytes += size;
        for (name, reads) in tools(message.as_str(), &tape) {
            self.session().progress.offer(&name, reads);
        }
        self.hear(&message);
        let Some((edit, why)) = self.listing.page(method, message.as_str(), &tape, self.bounds.pages) else {
            return Ok(Flow::Pass(message));
        };
        find(cx, ENTRY.id, why, "result.nextCursor", Action::Redact);
        message.splice(vec![edit]).map(Flow::Pass).map_err(|error| LayerError::new(ENTRY.id, error))
    }
}

#[async_trait]
impl Hooks for Meter {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn on_tools(&mut self, _: &Pending, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        self.page("tools/list", message, cx)
    }

    async fn on_call(
        &mut self,
        call: &CallView<'_>,
        message: &Message,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.notices.clear();
        if let Some(why) = self.stops(call) {
            return Ok(stop(ENTRY.id, why, message, &words(why), cx));
        }
        let mut session = self.session();
        session.calls += 1;
        if !call.retry {
            session.progress.call(&self.service, &call.name, call.arguments);
        }
        drop(session);
        if !call.retry {
            self.rounds.clear();
        }
        if let Some(id) = message.id() {
            let until = self.bounds.seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
            let (tool, arguments) = (call.name.clone().into_owned(), call.arguments.to_owned());
            self.flying.insert(id, Flying { tool, arguments, stateless: stateless(message), until });
        }
        Ok(Flow::Pass(message.clone()))
    }

    async fn on_result(
        &mut self,
        _: &Pending,
        message: Message,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        let Some(id) = message.id() else { return Ok(Flow::Pass(message)) };
        // What was stopped is answered already.
        let Some(flying) = self.flying.remove(&id) else { return Ok(Flow::Drop) };
        self.hear(&message);
        let result = message.result_json().or(message.error_json()).unwrap_or_default();
        self.session().progress.result(&self.service, &flying.tool, &flying.arguments, result);
        Ok(match self.withholds(&message, &flying) {
            None => Flow::Pass(message),
            Some(why) => {
                find(cx, ENTRY.id, why, "result", Action::Block);
                Flow::Pass(failed(&id, &words(why), flying.stateless))
            }
        })
    }

    async fn on_message(
        &mut self,
        way: Direction,
        message: Message,
        answers: Option<&Pending>,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if let Some(flow) = smuggled(ENTRY.id, way, &message, cx) {
            return Ok(flow);
        }
        match (way, message.kind(), answers) {
            (Direction::ToServer, Kind::Request, _) => Ok(self.request(message, cx)),
            (Direction::ToHost, Kind::Notification, _) => Ok(self.notice(message, cx)),
            (Direction::ToHost, Kind::Request, _) => Ok(self.question(message, cx)),
            (Direction::ToHost, _, Some(list)) if list.method.ends_with("/list") => {
                self.page(&list.method, message, cx)
            }
            (Direction::ToHost, ..) => {
                self.hear(&message);
                Ok(Flow::Pass(message))
            }
            _ => Ok(Flow::Pass(message)),
        }
    }
}

impl Meter {
    /// A request of the service to the host: one of its rounds.
    fn question(&mut self, message: Message, cx: &mut Cx<'_>) -> Flow {
        let method = message.method().unwrap_or_default().into_owned();
        let gist = gist(&format!("{method} {}", message.params().unwrap_or_default()));
        let Some(why) = self.asks(gist) else { return Flow::Pass(message) };
        find(cx, ENTRY.id, why, "params", Action::Block);
        message.id().map_or(Flow::Drop, |id| Flow::Answer(Message::error(&id, REFUSED, why)))
    }
}

/// What the model reads in place of a result.
fn words(why: &str) -> String {
    format!(
        "This call was stopped: {why}. Do not make it again. {REMINDER_RULE} \
         Work with what you have, and finish the user's task."
    )
}

/// What an `input_required` result asks, whatever it calls the state of the call.
fn question(message: &Message) -> Option<[u8; 32]> {
    let json = message.result_json().filter(|json| json.contains("input_required"))?;
    let result: Value = serde_json::from_str(json).ok()?;
    let asks = result.get("resultType").and_then(Value::as_str) == Some("input_required");
    asks.then(|| result.get("inputRequests").map_or_else(|| digest(&[]), |asked| gist(&asked.to_string())))
}

/// The task that a request asks about.
fn polled(message: &Message) -> Option<String> {
    message.method().filter(|method| matches!(&**method, "tasks/get" | "tasks/result"))?;
    let params: Value = serde_json::from_str(message.params()?).ok()?;
    Some(params.get("taskId")?.as_str()?.to_owned())
}

/// Tools on a page: names, and whether they say that they only read.
fn tools(text: &str, tape: &Tape) -> Vec<(String, bool)> {
    let Ok(path) = "result.tools[*]".parse() else { return vec![] };
    let read = |id| {
        let tool: Value = serde_json::from_str(tape.node(id)?.span.of(text)).ok()?;
        let reads = tool.get("annotations").and_then(|hints| hints.get("readOnlyHint")?.as_bool());
        Some((tool.get("name")?.as_str()?.to_owned(), reads.unwrap_or(false)))
    };
    tape.select_all(text, &path).into_iter().filter_map(read).collect()
}
