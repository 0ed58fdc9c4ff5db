//! Requests and answers over a link: ids, timeouts, eras, and a record of every rule the server broke.
//!
//! Surfaces bounded here: T07 (other text between messages), T08 (ids that are unknown, used twice, late or of
//! another type; answers with both `result` and `error`), T09 (batches, which are read in the one revision that has them), T10 (requests to the host), T11 (floods of
//! notifications and of broken rules), T12 (silence).

mod subscription;

use crate::http::Copied;
use crate::{
    Era, EraPolicy, ErrorObject, Handler, Hello, Id, Implementation, Kind, Limits, Link, LinkError,
    METHOD_DISCOVER, METHOD_INITIALIZE, Message, STATELESS, VERSIONS_WITH_INITIALIZE, excerpt,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, VecDeque};
use tokio::time::{Instant, timeout_at};

/// Broken rules that a session survives. Real servers print banners and logs on standard output; a flood is an attack.
const MOST_ANOMALIES: usize = 1_000;

/// Notifications that wait for [`Client::take_notifications`]; each one more is a broken rule (surface T11).
const MOST_NOTIFICATIONS: usize = 10_000;

/// The one revision in which a message may be a batch.
const VERSION_WITH_BATCHES: &str = "2025-03-26";

/// How a client opens and bounds a session, and how exact it is. The default is as exact as the specification.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Era to speak. Default: probe for the stateless era, fall back to `initialize`.
    pub era: EraPolicy,
    /// How the client names itself.
    pub client: Implementation,
    /// Bounds.
    pub limits: Limits,
    /// Which answers are taken for the answer to a request. Default: exact.
    pub ids: Ids,
    /// Whether a request of ours is given up when the server sends `notifications/cancelled` for it (surface N03).
    /// Default: no, as only the side that asked may call a request off.
    pub cancellable: bool,
}

/// Which answers a client takes (surface T08). Every one that it takes against the rules is an anomaly too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ids {
    /// The one whose id is written exactly as ours was.
    #[default]
    Exact,
    /// Whatever has a `result` or an `error` and answers no earlier request: an id of another JSON type, one that
    /// was never issued, or none at all; a `method` beside it does not matter.
    Loose,
    /// Whatever comes next and has a `result` or an `error`, be it a second or a late answer to an earlier request. Only
    /// the own answer of a request that took another's is left, or of one that the server called off.
    Next,
}

/// A client session over one link. One request is in flight at a time.
pub struct Client {
    link: Box<dyn Link>,
    handler: Box<dyn Handler>,
    settings: Settings,
    era: Era,
    next: u64,
    answered: BTreeSet<Id>,
    abandoned: BTreeSet<Id>,
    /// Subscriptions that are open.
    listening: BTreeSet<Id>,
    /// The least level of the log messages that are wanted.
    logs: Option<&'static str>,
    /// Requests whose own answer nobody wants any more: they took another's, or were called off.
    settled: BTreeSet<Id>,
    /// What is left of a batch.
    unpacked: VecDeque<Message>,
    notifications: VecDeque<Message>,
    anomalies: Vec<LinkError>,
    deadline: Instant,
}

impl Client {
    /// Opens a session: probes or initializes as the settings say.
    ///
    /// # Errors
    /// [`LinkError`] when the server cannot be reached, is too slow, or speaks no version that we know.
    pub async fn connect(
        link: Box<dyn Link>,
        handler: Box<dyn Handler>,
        settings: Settings,
    ) -> Result<(Self, Hello), LinkError> {
        let deadline = Instant::now() + settings.limits.total();
        let era = Era::Stateless;
        let mut client = Self {
            link,
            handler,
            settings,
            era,
            next: 0,
            answered: BTreeSet::new(),
            abandoned: BTreeSet::new(),
            listening: BTreeSet::new(),
            logs: None,
            settled: BTreeSet::new(),
            unpacked: VecDeque::new(),
            notifications: VecDeque::new(),
            anomalies: Vec::new(),
            deadline,
        };
        let hello = client.open().await?;
        Ok((client, hello))
    }

    /// The era of the session.
    pub fn era(&self) -> &Era {
        &self.era
    }

    /// Rules that the server broke so far, oldest first. Each was survived.
    pub fn anomalies(&self) -> &[LinkError] {
        &self.anomalies
    }

    /// Notifications that came since the last call, and answers that ended a subscription.
    pub fn take_notifications(&mut self) -> Vec<Message> {
        self.notifications.drain(..).collect()
    }

    /// Sends a request and waits for its answer, serving whatever else comes meanwhile. `params` is a JSON object;
    /// the stateless era's `_meta` is added to it.
    ///
    /// # Errors
    /// [`LinkError`] for a link that fails or is too slow. A JSON-RPC error answer is returned as a message.
    pub async fn request(&mut self, method: &str, params: Value) -> Result<Message, LinkError> {
        let limit = self.settings.limits.request();
        self.request_within(method, params, limit).await
    }

    /// Sends a notification.
    ///
    /// # Errors
    /// As the link.
    pub async fn notify(&mut self, method: &str, params: Value) -> Result<(), LinkError> {
        let params = self.stamped(params);
        self.tell(Message::notification(method, &params), method).await
    }

    /// Answers one `inputRequests` entry of the stateless era through the handler.
    ///
    /// # Errors
    /// The handler's refusal.
    pub async fn answer_input(&mut self, method: &str, params: Option<&str>) -> Result<Value, ErrorObject> {
        self.handler.answer(method, params).await
    }

    /// What the server wrote beside its messages since the last call (surface P06): hostile, as it stood.
    pub fn aside(&mut self) -> String {
        self.link.aside()
    }

    /// Says which arguments of calls go into headers as well from now on (surface TL12); whether there are headers, which
    /// only the stateless era has over HTTP.
    pub fn copy_arguments(&mut self, copied: &Copied) -> bool {
        let copies = self.era == Era::Stateless && self.link.copies_arguments();
        self.link.copy_arguments(copied);
        copies
    }

    /// Starts a server again that broke the connection, and opens a new session with it (surface P07). The time for
    /// the whole session goes on; subscriptions do not.
    ///
    /// # Errors
    /// As the link, and as [`Client::connect`].
    pub async fn restart(&mut self) -> Result<Hello, LinkError> {
        self.link.restart().await?;
        self.abandoned.append(&mut self.listening);
        self.open().await
    }

    /// Ends the session, and what was subscribed to with it.
    ///
    /// # Errors
    /// As the link.
    pub async fn close(&mut self) -> Result<(), LinkError> {
        self.unlisten().await;
        self.link.close().await
    }

    async fn open(&mut self) -> Result<Hello, LinkError> {
        match self.settings.era {
            EraPolicy::Stateless => self.discover().await,
            EraPolicy::Initialize(_) => self.initialize().await,
            EraPolicy::Probe => match self.discover().await {
                Ok(hello) => Ok(hello),
                Err(
                    LinkError::Refused { .. }
                    | LinkError::Timeout { .. }
                    | LinkError::Protocol { .. }
                    | LinkError::Http { .. },
                ) => self.initialize().await,
                Err(error) => Err(error),
            },
        }
    }

    async fn discover(&mut self) -> Result<Hello, LinkError> {
        self.era = Era::Stateless;
        let limit = self.settings.limits.start();
        let answer = self.request_within(METHOD_DISCOVER, json!({}), limit).await?;
        let found: Discovered = self.read(METHOD_DISCOVER, &answer)?;
        if !found.supported_versions.iter().any(|version| version == STATELESS) {
            return Err(self.protocol(&answer, format!("it does not support {STATELESS}")));
        }
        Ok(Hello {
            era: Era::Stateless,
            instructions: found.instructions,
            capabilities: found.capabilities.to_string(),
            server: found.server_info.or(found.meta.server_info),
            answer,
        })
    }

    async fn initialize(&mut self) -> Result<Hello, LinkError> {
        self.era = Era::Initialize(self.settings.era.opening().to_owned());
        let limit = self.settings.limits.start();
        let params = json!({
            "protocolVersion": self.era.version(),
            "capabilities": self.handler.capabilities(),
            "clientInfo": self.settings.client,
        });
        let answer = self.request_within(METHOD_INITIALIZE, params, limit).await?;
        let found: Initialized = self.read(METHOD_INITIALIZE, &answer)?;
        if !VERSIONS_WITH_INITIALIZE.contains(&found.protocol_version.as_str()) {
            let what = format!(
                "it chose protocol version `{}`, which does not exist",
                excerpt(&found.protocol_version)
            );
            return Err(self.protocol(&answer, what));
        }
        self.era = Era::Initialize(found.protocol_version);
        let method = "notifications/initialized";
        self.tell(Message::notification(method, &json!({})), method).await?;
        Ok(Hello {
            era: self.era.clone(),
            instructions: found.instructions,
            capabilities: found.capabilities.to_string(),
            server: found.server_info,
            answer,
        })
    }

    /// Hands over what has no answer. A peer that takes nothing any more holds us no longer than a request may.
    async fn tell(&mut self, message: Message, method: &str) -> Result<(), LinkError> {
        let limit = self.settings.limits.request();
        let until = (Instant::now() + limit).min(self.deadline);
        timeout_at(until, self.link.send(message)).await.unwrap_or_else(|_| {
            let waiting = format!("`{method}` by taking it");
            Err(LinkError::Timeout { peer: self.link.peer().to_owned(), waiting, limit })
        })
    }

    async fn request_within(
        &mut self,
        method: &str,
        params: Value,
        limit: std::time::Duration,
    ) -> Result<Message, LinkError> {
        self.next += 1;
        let id = Id::from(self.next);
        let mut params = self.stamped(params);
        self.ask_for_logs(&mut params);
        let until = (Instant::now() + limit).min(self.deadline);
        let sent = timeout_at(until, self.link.send(Message::request(&id, method, &params))).await;
        let answer = match sent {
            Ok(Ok(())) => timeout_at(until, self.answer_to(&id, method)).await,
            Ok(Err(error)) => return Err(error),
            Err(late) => Err(late),
        };
        match answer {
            Ok(answer) => answer,
            Err(_) => {
                self.abandon(id, method).await;
                let waiting = format!("`{method}`");
                Err(LinkError::Timeout { peer: self.link.peer().to_owned(), waiting, limit })
            }
        }
    }

    /// Tells the server that nobody waits any longer (initialize era; the probe itself may not be cancelled).
    async fn abandon(&mut self, id: Id, method: &str) {
        let raw = serde_json::from_str::<Value>(id.as_json()).unwrap_or_default();
        self.abandoned.insert(id);
        if matches!(self.era, Era::Initialize(_)) && method != METHOD_INITIALIZE {
            let params = json!({"requestId": raw, "reason": "timed out"});
            let notice = Message::notification("notifications/cancelled", &params);
            // A peer that no longer reads must not hold us a second time.
            let _late = tokio::time::timeout(self.settings.limits.stop(), self.link.send(notice)).await;
        }
    }

    async fn answer_to(&mut self, id: &Id, method: &str) -> Result<Message, LinkError> {
        loop {
            let received = match self.unpacked.pop_front() {
                Some(message) => Ok(Some(message)),
                None => self.link.recv().await,
            };
            let message = match received {
                Ok(Some(message)) => message,
                Ok(None) => {
                    let waiting = format!("`{method}` was not answered yet");
                    return Err(LinkError::Closed { peer: self.link.peer().to_owned(), waiting });
                }
                Err(error) if error.is_survivable() => {
                    self.record(error)?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            if self.passes_for_an_answer(&message, id) {
                self.stray(&message)?;
                self.settled.insert(id.clone());
                self.answered.insert(id.clone());
                return Ok(message);
            }
            match message.kind() {
                Kind::Response if message.id().as_ref() == Some(id) => {
                    if message.result_json().is_some() && message.error_json().is_some() {
                        self.note(&message, "a response has both `result` and `error`")?;
                    }
                    self.answered.insert(id.clone());
                    return Ok(message);
                }
                Kind::Response if self.ends_subscription(&message) => self.keep(message)?,
                Kind::Response => self.stray(&message)?,
                Kind::Request => self.serve(&message).await?,
                Kind::Notification if self.settings.cancellable && calls_off(&message, id) => {
                    return Err(self.called_off(message, id, method));
                }
                Kind::Notification => {
                    self.torn_down(&message);
                    self.keep(message)?;
                }
                Kind::Batch if self.era.version() == VERSION_WITH_BATCHES => {
                    self.unpacked.extend(message.batched());
                }
                Kind::Batch => self.note(&message, "a batch, which only revision 2025-03-26 allows")?,
                Kind::Other => self.note(&message, "neither a request, a notification nor a response")?,
            }
        }
    }

    /// Keeps what nobody waits for until it is taken.
    fn keep(&mut self, message: Message) -> Result<(), LinkError> {
        if self.notifications.len() >= MOST_NOTIFICATIONS {
            return self.note(&message, "more notifications than anybody reads");
        }
        self.notifications.push_back(message);
        Ok(())
    }

    /// What only a client that is not exact takes for the answer to a request.
    fn passes_for_an_answer(&self, message: &Message, id: &Id) -> bool {
        let answers = message.result_json().is_some() || message.error_json().is_some();
        let known = |other: &Id| match self.settings.ids {
            Ids::Exact | Ids::Loose => {
                [&self.answered, &self.abandoned, &self.listening].iter().any(|ids| ids.contains(other))
            }
            Ids::Next => self.settled.contains(other) || self.listening.contains(other),
        };
        let exact = message.kind() == Kind::Response && message.id().as_ref() == Some(id);
        answers && self.settings.ids != Ids::Exact && !exact && !message.id().as_ref().is_some_and(known)
    }

    /// Gives up a request because the server said so. The notice stays to be taken.
    fn called_off(&mut self, notice: Message, id: &Id, method: &str) -> LinkError {
        let params: Value = serde_json::from_str(notice.params().unwrap_or("null")).unwrap_or_default();
        let reason = params.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.abandoned.insert(id.clone());
        self.settled.insert(id.clone());
        self.notifications.push_back(notice);
        LinkError::Cancelled { peer: self.link.peer().to_owned(), method: method.to_owned(), reason }
    }

    fn stray(&mut self, message: &Message) -> Result<(), LinkError> {
        let what = match message.id() {
            Some(id) if self.answered.contains(&id) => format!("a second answer to id {id}"),
            Some(id) if self.abandoned.contains(&id) => {
                format!("a late answer to id {id}, which timed out before")
            }
            Some(id) => format!("an answer to id {}, which was never asked", excerpt(id.as_json())),
            None => "an answer without an id".to_owned(),
        };
        self.note(message, &what)
    }

    async fn serve(&mut self, message: &Message) -> Result<(), LinkError> {
        let (Some(id), Some(method)) = (message.id(), message.method()) else {
            return self.note(message, "a request whose method is not a string");
        };
        if self.era == Era::Stateless {
            self.note(message, "a request to the host, which revision 2026-07-28 does not have")?;
        }
        let answer = match self.handler.answer(&method, message.params()).await {
            Ok(result) => Message::result(&id, &result),
            Err(error) => Message::error(&id, error.code, &error.message),
        };
        self.link.send(answer).await
    }

    fn note(&mut self, message: &Message, what: &str) -> Result<(), LinkError> {
        let error = self.protocol(message, what.to_owned());
        self.record(error)
    }

    /// Keeps a broken rule and goes on, up to [`MOST_ANOMALIES`]; the one after that is an error.
    fn record(&mut self, error: LinkError) -> Result<(), LinkError> {
        if self.anomalies.len() >= MOST_ANOMALIES {
            return Err(error);
        }
        self.anomalies.push(error);
        Ok(())
    }

    fn protocol(&self, message: &Message, what: String) -> LinkError {
        LinkError::Protocol { peer: self.link.peer().to_owned(), what, excerpt: excerpt(message.as_str()) }
    }

    fn read<'m, T: Deserialize<'m>>(&self, method: &str, answer: &'m Message) -> Result<T, LinkError> {
        if let Some(error) = answer.error_json() {
            let error = serde_json::from_str(error)
                .unwrap_or_else(|_| ErrorObject { code: 0, message: error.to_owned() });
            return Err(LinkError::Refused {
                peer: self.link.peer().to_owned(),
                method: method.to_owned(),
                error,
            });
        }
        serde_json::from_str(answer.result_json().unwrap_or("null")).map_err(|error| {
            self.protocol(answer, format!("its answer to `{method}` cannot be read: {error}"))
        })
    }

    /// Adds what every request of the stateless era carries.
    fn stamped(&self, params: Value) -> Value {
        if self.era != Era::Stateless {
            return params;
        }
        let mut params = match params {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let meta = params.entry("_meta").or_insert_with(|| json!({}));
        if let Value::Object(meta) = meta {
            meta.insert("io.modelcontextprotocol/protocolVersion".into(), STATELESS.into());
            meta.insert("io.modelcontextprotocol/clientInfo".into(), json!(self.settings.client));
            meta.insert("io.modelcontextprotocol/clientCapabilities".into(), self.handler.capabilities());
        }
        Value::Object(params)
    }
}

/// Whether a notification calls off the request with this id.
fn calls_off(notice: &Message, id: &Id) -> bool {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params<'m> {
        #[serde(borrow)]
        request_id: &'m RawValue,
    }
    notice.method().is_some_and(|method| method == "notifications/cancelled")
        && notice
            .params()
            .and_then(|params| serde_json::from_str::<Params<'_>>(params).ok())
            .is_some_and(|params| params.request_id.get() == id.as_json())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Initialized {
    protocol_version: String,
    #[serde(default)]
    capabilities: Value,
    #[serde(default)]
    instructions: Option<String>,
    #[serde(default)]
    server_info: Option<Implementation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Discovered {
    supported_versions: Vec<String>,
    #[serde(default)]
    capabilities: Value,
    #[serde(default)]
    instructions: Option<String>,
    #[serde(default)]
    server_info: Option<Implementation>,
    #[serde(default, rename = "_meta")]
    meta: DiscoveredMeta,
}

#[derive(Default, Deserialize)]
struct DiscoveredMeta {
    #[serde(default, rename = "io.modelcontextprotocol/serverInfo")]
    server_info: Option<Implementation>,
}
