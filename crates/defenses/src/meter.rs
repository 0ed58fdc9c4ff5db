//! The meter in front of one service: what `budget` counts, and where it stops.

use crate::allowance::Allowance;
use crate::budget::{Bounds, ENTRY};
use crate::likeness::digest;
use crate::listing::{Listing, Page};
use crate::plea::without;
use crate::progress::{Patience, Progress, gist};
use crate::refusal::{REFUSED, failed, find, smuggled, stateless};
use crate::reminder::REMINDER_RULE;
use crate::waiting::Waiting;
use async_trait::async_trait;
use chain::{Action, CallView, Cx, Direction, Flow, Hooks, LayerError, Pending};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use wire::json::{Shape, Span, Tape, encode};
use wire::{Id, Kind, METHOD_LISTEN, Message};

/// Shorter texts demand nothing.
const SHORTEST: usize = 12;

/// Members whose texts hosts bring back or compare: nothing is cut out of them.
const FIXED: [&str; 7] = ["nextCursor", "requestState", "taskId", "id", "uri", "name", "method"];
const DEAR: &str = "a service wants more than the work is worth so far";

/// What all meters of a trial share.
pub(crate) struct Session {
    calls: usize,
    bytes: usize,
    progress: Progress,
    allowance: Allowance,
    /// Words that ask for a repetition and were handed on.
    pleas: BTreeSet<[u8; 32]>,
    /// Reasons that were told at length.
    told: BTreeSet<&'static str>,
}

impl Session {
    /// A session that may cost so many times more than its use.
    pub(crate) fn new(surplus: Option<f64>) -> Self {
        Self {
            calls: 0,
            bytes: 0,
            progress: Progress::default(),
            allowance: Allowance::new(surplus),
            pleas: BTreeSet::new(),
            told: BTreeSet::new(),
        }
    }

    /// Which of the pleas in a text go no further, and the bytes of those that do, which are noted in `heard`.
    fn struck(
        &mut self,
        text: &str,
        fixed: bool,
        left: usize,
        heard: &mut Vec<[u8; 32]>,
    ) -> (Vec<Range<usize>>, usize) {
        let (mut gone, mut stays) = (Vec::new(), 0);
        for plea in self.progress.hear(text, fixed) {
            let name = gist(text.get(plea.span.clone()).unwrap_or_default());
            let known = plea.hidden || self.pleas.contains(&name);
            if !fixed && (known || !self.allowance.affords(0, left + stays + plea.span.len())) {
                gone.push(plea.span);
            } else {
                stays += plea.span.len();
                heard.push(name);
            }
        }
        (gone, stays)
    }

    /// What the model reads in place of a result: at length the first time, and in short when it insists.
    fn words(&mut self, why: &'static str) -> String {
        if self.told.insert(why) { words(why) } else { AGAIN.to_owned() }
    }
}

/// A call under way.
struct Flying {
    tool: String,
    arguments: String,
    stateless: bool,
    /// Whether a text asked for it to be repeated.
    extra: bool,
    /// Its bytes.
    size: usize,
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
    /// Other requests, and when the clock runs out for them, where there is one.
    waiting: Waiting,
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
            waiting: Waiting::default(),
            rounds: BTreeMap::new(),
            notices: BTreeMap::new(),
            polls: BTreeMap::new(),
        }
    }

    fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why a call of so many bytes is not to go out; `extra`: a service brought it about.
    fn stops(&self, call: &CallView<'_>, size: usize, extra: bool) -> Option<&'static str> {
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
        let dear = (extra && !session.allowance.affords(1, size)).then_some(DEAR);
        if call.retry {
            return dear;
        }
        let patience = Patience {
            repeats: self.bounds.repeats,
            reading: self.bounds.repeats_reading,
            told: self.bounds.repeats_told,
        };
        session.progress.stops(patience, [&self.service, &call.name], call.arguments).or(dear)
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

    /// Takes note of what a message of the service says. The message as it is handed on, without words that ask for a
    /// repetition and go no further, and how many bytes of such words are left in it.
    fn hear(&self, message: Message, cx: &mut Cx<'_>) -> Result<(Message, usize), LayerError> {
        let (text, tape) = (message.as_str(), message.tape());
        let mut session = self.session();
        let (mut edits, mut left, mut heard): (Vec<(Span, String)>, usize, Vec<_>) = (vec![], 0, vec![]);
        for (id, node) in tape.nodes().iter().enumerate() {
            if node.shape == Shape::String && (node.span.end - node.span.start) as usize > SHORTEST {
                let old = tape.text(text, id);
                let fixed = FIXED.contains(&&*tape.key(text, id));
                let (gone, stays) = session.struck(&old, fixed, left, &mut heard);
                left += stays;
                if !gone.is_empty() {
                    edits.push((node.span, encode(&without(&old, &gone))));
                }
            }
        }
        session.pleas.extend(heard);
        drop(session);
        if edits.is_empty() {
            return Ok((message, left));
        }
        find(cx, ENTRY.id, "words that ask for a repetition", "", Action::Redact);
        let message = message.splice(edits).map_err(|error| LayerError::new(ENTRY.id, error))?;
        Ok((message, left))
    }

    /// Books a message that is handed on: `left` of its bytes are words that ask for a repetition.
    fn book(&self, message: &Message, left: usize, extra: bool) {
        let size = message.as_str().len();
        let mut session = self.session();
        if extra {
            session.allowance.spend(0, size);
        } else {
            session.allowance.use_up(0, size.saturating_sub(left));
            session.allowance.spend(0, left.min(size));
        }
    }

    /// A result that is withheld, booked.
    fn failed(&self, id: &Id, why: &'static str, stateless: bool) -> Message {
        let mut session = self.session();
        let answer = failed(id, &session.words(why), stateless);
        session.allowance.spend(0, answer.as_str().len());
        answer
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
            return Some(LATE);
        }
        let asks = question(message);
        if let Some(why) = asks.and_then(|question| self.asks(question)) {
            return Some(why);
        }
        // What is asked has to be answered: by the same call, with what the service wants brought back.
        let (calls, size) = if asks.is_some() { (1, 2 * size + flying.size) } else { (0, size) };
        let extra = flying.extra || asks.is_some();
        (extra && !self.session().allowance.affords(calls, size)).then_some(DEAR)
    }

    /// Ends every call that is under way: the host is answered, the service told, and what it says later dropped.
    fn end_calls(&mut self, why: &'static str, cx: &mut Cx<'_>) {
        for (id, flying) in std::mem::take(&mut self.flying) {
            self.end_call(&id, &flying, why, cx);
        }
    }

    fn end_call(&self, id: &Id, flying: &Flying, why: &'static str, cx: &mut Cx<'_>) {
        find(cx, ENTRY.id, why, "", Action::Block);
        cx.emit(Direction::ToHost, self.failed(id, why, flying.stateless));
        cx.emit(Direction::ToServer, cancelled(id, why));
    }

    /// Ends whatever the clock has run out for: silence brings no message that could do it.
    fn end_overdue(&mut self, now: Instant, cx: &mut Cx<'_>) {
        let overdue = |_: &Id, flying: &mut Flying| flying.until.is_some_and(|until| until <= now);
        let calls: Vec<_> = self.flying.extract_if(.., overdue).collect();
        for (id, flying) in calls {
            self.end_call(&id, &flying, LATE, cx);
        }
        for id in self.waiting.overdue(now) {
            find(cx, ENTRY.id, LATE, "", Action::Block);
            let words = self.session().words(LATE);
            cx.emit(Direction::ToHost, Message::error(&id, REFUSED, &words));
            cx.emit(Direction::ToServer, cancelled(&id, LATE));
        }
    }

    /// A notice of the service.
    fn notice(&mut self, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let until = self.flying.values().filter_map(|flying| flying.until).min();
        let total: usize = self.notices.values().sum::<usize>() + 1;
        if total > self.bounds.flood {
            self.end_calls("the service sends notices without end", cx);
            return Ok(Flow::Drop);
        }
        if until.is_some_and(|until| Instant::now() > until) {
            self.end_calls(LATE, cx);
            return Ok(Flow::Drop);
        }
        let said = self.notices.entry(gist(message.as_str())).or_default();
        *said += 1;
        let said = *said;
        let (message, _) = if said <= 2 { self.hear(message, cx)? } else { (message, 0) };
        let idle = self.listing.idle(&message);
        let size = message.as_str().len();
        let dear = !self.session().allowance.affords(0, size + self.listing.price(&message));
        if said <= 2 && total <= self.bounds.notices && !idle && !dear {
            self.listing.told(&message);
            self.session().allowance.spend(0, size);
            return Ok(Flow::Pass(message));
        }
        if said == 3 || idle {
            find(cx, ENTRY.id, "a notice that says nothing new", "", Action::Block);
        }
        Ok(Flow::Drop)
    }

    /// When the clock runs out for what begins now.
    fn until(&self) -> Option<Instant> {
        self.bounds.seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds))
    }

    /// A request of the host that is no call.
    fn request(&mut self, message: Message, cx: &mut Cx<'_>) -> Flow {
        self.notices.clear();
        self.waiting.asked(&message, self.until());
        let extra = self.listing.asked(&message) | message.method().is_some_and(|method| tells(&method));
        self.book(&message, 0, extra);
        let Some(task) = polled(&message) else { return Flow::Pass(message) };
        // A service that let one task run out its polls has none left for others.
        let endless = self.polls.values().any(|&polls| polls > self.bounds.polls);
        let polls = self.polls.entry(task).or_default();
        *polls += 1;
        if *polls <= self.bounds.polls && !endless {
            return Flow::Pass(message);
        }
        let why = "the task was asked about too often";
        find(cx, ENTRY.id, why, "", Action::Block);
        let words = self.session().words(why);
        message.id().map_or(Flow::Drop, |id| Flow::Answer(Message::error(&id, REFUSED, &words)))
    }

    /// A page of a list: the last one, if it lists nothing new or is one too many.
    fn page(&mut self, method: &str, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let tape = message.tape();
        let size = message.as_str().len();
        self.session().bytes += size;
        for (name, reads) in tools(message.as_str(), &tape) {
            self.session().progress.offer(&name, reads);
        }
        let Page { last, news, again, cursor } = {
            let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
            let affords = |bytes| session.allowance.affords(0, bytes);
            self.listing.page(method, message.as_str(), &tape, self.bounds.pages, affords)
        };
        let message = match last {
            Some((edit, why)) => {
                find(cx, ENTRY.id, why, "result.nextCursor", Action::Redact);
                message.splice(vec![edit]).map_err(|error| LayerError::new(ENTRY.id, error))?
            }
            None => message,
        };
        let (message, left) = self.hear(message, cx)?;
        self.book(&message, left.max(cursor), again || !news);
        Ok(Flow::Pass(message))
    }
}

#[async_trait]
impl Hooks for Meter {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn on_tools(&mut self, _: &Pending, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        if self.waiting.is_late(&message) {
            return Ok(Flow::Drop);
        }
        self.page("tools/list", message, cx)
    }

    async fn on_call(
        &mut self,
        call: &CallView<'_>,
        message: &Message,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.notices.clear();
        let size = message.as_str().len();
        let demanded = !call.retry && self.session().progress.demands(&call.name, call.arguments);
        if let Some(why) = self.stops(call, size, demanded || call.retry) {
            find(cx, ENTRY.id, why, "params", Action::Block);
            let id = message.id();
            return Ok(id.map_or(Flow::Drop, |id| Flow::Answer(self.failed(&id, why, stateless(message)))));
        }
        let mut session = self.session();
        session.calls += 1;
        match demanded || call.retry {
            true => session.allowance.spend(1, size),
            false => session.allowance.use_up(1, size),
        }
        if !call.retry {
            session.progress.call(&self.service, &call.name, call.arguments);
        }
        drop(session);
        if !call.retry {
            self.rounds.clear();
        }
        if let Some(id) = message.id() {
            let until = self.until();
            let (tool, arguments) = (call.name.clone().into_owned(), call.arguments.to_owned());
            self.flying.insert(
                id,
                Flying { tool, arguments, stateless: stateless(message), extra: demanded, size, until },
            );
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
        let result = message.result_json().or(message.error_json()).unwrap_or_default();
        self.session().progress.result(&self.service, &flying.tool, &flying.arguments, result);
        let (message, left) = self.hear(message, cx)?;
        if let Some(why) = self.withholds(&message, &flying) {
            find(cx, ENTRY.id, why, "result", Action::Block);
            return Ok(Flow::Pass(self.failed(&id, why, flying.stateless)));
        }
        self.book(&message, left, flying.extra || question(&message).is_some());
        Ok(Flow::Pass(message))
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
            (Direction::ToHost, Kind::Response, _) if self.waiting.is_late(&message) => Ok(Flow::Drop),
            (Direction::ToServer, Kind::Request, _) => Ok(self.request(message, cx)),
            (Direction::ToHost, Kind::Notification, _) => self.notice(message, cx),
            (Direction::ToHost, Kind::Request, _) => self.question(message, cx),
            (Direction::ToHost, _, Some(list)) if list.method.ends_with("/list") => {
                self.page(&list.method, message, cx)
            }
            (Direction::ToHost, ..) => {
                let (message, left) = self.hear(message, cx)?;
                self.book(&message, left, answers.is_some_and(|asked| tells(&asked.method)));
                Ok(Flow::Pass(message))
            }
            // The host answers what a service asked, or tells it something of its own.
            (_, kind, _) => {
                self.book(&message, 0, kind == Kind::Response);
                Ok(Flow::Pass(message))
            }
        }
    }

    fn deadline(&self) -> Option<Instant> {
        self.flying.values().filter_map(|flying| flying.until).chain(self.waiting.first()).min()
    }

    async fn on_tick(&mut self, cx: &mut Cx<'_>) -> Result<(), LayerError> {
        self.end_overdue(Instant::now(), cx);
        Ok(())
    }
}

/// What is said of what the clock ran out for.
const LATE: &str = "it took too long";

/// What a service is told of a request that nobody waits for any more.
fn cancelled(id: &Id, why: &str) -> Message {
    let request: Value = serde_json::from_str(id.as_json()).unwrap_or_default();
    Message::notification("notifications/cancelled", &json!({"requestId": request, "reason": why}))
}

impl Meter {
    /// A request of the service to the host: one of its rounds.
    fn question(&mut self, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let method = message.method().unwrap_or_default().into_owned();
        let gist = gist(&format!("{method} {}", message.params().unwrap_or_default()));
        let (message, _) = self.hear(message, cx)?;
        let size = message.as_str().len();
        let dear = || (!self.session().allowance.affords(0, size)).then_some(DEAR);
        let Some(why) = dear().or_else(|| self.asks(gist)) else {
            self.session().allowance.spend(0, size);
            return Ok(Flow::Pass(message));
        };
        find(cx, ENTRY.id, why, "params", Action::Block);
        Ok(message.id().map_or(Flow::Drop, |id| Flow::Answer(Message::error(&id, REFUSED, why))))
    }
}

/// What the model reads when it insists.
const AGAIN: &str = "This call was stopped, as before.";

/// What the model reads in place of a result, the first time.
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

/// Whether a request asks a service to tell things, which a host does where the service declares that it will.
fn tells(method: &str) -> bool {
    matches!(method, METHOD_LISTEN | "resources/subscribe" | "logging/setLevel")
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
