//! What a host asked to be told, so that a hostile service says it in the way in which this host listens.
//!
//! A host asks only for what is declared, and nobody vouches for a declaration: an attack that has something to say
//! declares that it will, and takes the host's request for it where the service would not.

use crate::carrier::unwritable;
use crate::write::{Place, write};
use chain::{Cx, Direction, Flow, LayerError, Pending};
use serde_json::{Map, Value, json};
use wire::{Id, METHOD_DISCOVER, METHOD_INITIALIZE, METHOD_LISTEN, Message};

/// Where a notification says which subscription it belongs to.
const SUBSCRIPTION: &str = "io.modelcontextprotocol/subscriptionId";

/// What an attack declares that it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offer {
    /// That a list of tools changed.
    Lists,
    /// That a resource changed.
    Resources,
    /// What it logs.
    Logs,
}

impl Offer {
    /// Where it is declared: as a path of the answer that opens a session, and as a pointer below the capabilities.
    fn place(self) -> (Place, &'static str) {
        match self {
            Self::Lists => {
                (Place::Value("result.capabilities.tools.listChanged", "true"), "/tools/listChanged")
            }
            Self::Resources => {
                (Place::Value("result.capabilities.resources.subscribe", "true"), "/resources/subscribe")
            }
            Self::Logs => (Place::Value("result.capabilities.logging", "{}"), "/logging"),
        }
    }
}

/// What a service declares that needs a subscription in the stateless era.
const SUBSCRIBABLE: [&str; 4] =
    ["/tools/listChanged", "/prompts/listChanged", "/resources/listChanged", "/resources/subscribe"];

/// What one host asked to be told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Audience {
    offer: Option<Offer>,
    /// What the service itself declares.
    declared: Value,
    /// The host's subscription, and what it is for.
    subscription: Option<(Id, Map<String, Value>)>,
    /// A resource whose changes it wants to hear of.
    resource: Option<String>,
    /// The progress token of its last call.
    token: Option<Value>,
    /// Whether a subscription is acknowledged by somebody else, later.
    later: bool,
}

impl Audience {
    /// An audience to which this is offered, if anything. `later`: what is offered is not acknowledged here.
    pub(crate) fn offered(offer: Option<Offer>, later: bool) -> Self {
        Self { offer, later, ..Self::default() }
    }

    /// Takes note of a request of the host. The flow, where it asks for what only the attack offers.
    pub(crate) fn asked(&mut self, message: &Message, cx: &mut Cx<'_>) -> Option<Flow> {
        let method = message.method()?;
        let known =
            matches!(&*method, METHOD_LISTEN | "resources/subscribe" | "logging/setLevel" | "tools/call");
        let (id, params) = (message.id()?, message.params().filter(|_| known)?);
        let params: Value = serde_json::from_str(params).unwrap_or_default();
        let offers = |offer: Offer| self.offer == Some(offer) && !self.declares(offer.place().1);
        let ours = match &*method {
            "tools/call" => {
                self.token = params.pointer("/_meta/progressToken").cloned();
                false
            }
            "resources/subscribe" => {
                let ours = offers(Offer::Resources);
                self.resource = params.get("uri").and_then(Value::as_str).map(str::to_owned);
                ours
            }
            "logging/setLevel" => offers(Offer::Logs),
            _ => return self.subscribed(id, &params, cx),
        };
        ours.then(|| Flow::Answer(Message::result(&id, &json!({}))))
    }

    /// A subscription of the host's. It stays open: who has something to say does not end it.
    fn subscribed(&mut self, id: Id, params: &Value, cx: &mut Cx<'_>) -> Option<Flow> {
        let filter = params.get("notifications").and_then(Value::as_object).cloned().unwrap_or_default();
        let resource = filter.get("resourceSubscriptions").and_then(|all| all.get(0)?.as_str());
        self.resource = resource.map(str::to_owned);
        self.subscription = Some((id, filter));
        let ours = self.offer.is_some() && !SUBSCRIBABLE.iter().any(|path| self.declares(path));
        if ours && !self.later {
            let params = self.acknowledgment(&json!({}));
            let method = "notifications/subscriptions/acknowledged";
            cx.emit(Direction::ToHost, Message::notification(method, &params));
        }
        ours.then_some(Flow::Drop)
    }

    /// Takes note of what the host says without asking.
    pub(crate) fn told(&mut self, message: &Message) {
        let cancels = message.method().is_some_and(|method| method == "notifications/cancelled");
        let params = message.params().filter(|_| cancels && self.subscription.is_some());
        let params: Value = params.and_then(|params| serde_json::from_str(params).ok()).unwrap_or_default();
        let over = |(id, _): &(Id, _)| params.get("requestId").is_some_and(|gone| *gone == value(id));
        if self.subscription.as_ref().is_some_and(over) {
            self.subscription = None;
        }
    }

    /// The answer of the service, which declares the offer where it opens a session.
    pub(crate) fn answered(&mut self, call: &Pending, message: Message) -> Result<Message, LayerError> {
        let opens = [METHOD_INITIALIZE, METHOD_DISCOVER].contains(&call.method.as_str());
        let Some(result) = message.result_json().filter(|_| opens) else { return Ok(message) };
        let mut result: Value = serde_json::from_str(result).unwrap_or_default();
        self.declared = result.get_mut("capabilities").map(Value::take).unwrap_or_default();
        let Some((place, path)) = self.offer.map(Offer::place) else { return Ok(message) };
        if self.declares(path) {
            return Ok(message);
        }
        let declared = write(&message, &place, 1, |_| String::new()).map_err(unwritable)?;
        Ok(declared.unwrap_or(message))
    }

    fn declares(&self, path: &str) -> bool {
        self.declared.pointer(path).is_some_and(|declared| *declared != Value::Bool(false))
    }

    /// The id of the host's subscription.
    pub(crate) fn subscription(&self) -> Option<Value> {
        self.subscription.as_ref().map(|(id, _)| value(id))
    }

    /// The host's subscription is over.
    pub(crate) fn leave(&mut self) {
        self.subscription = None;
    }

    /// The resource whose changes the host wants to hear of.
    pub(crate) fn resource(&self) -> Option<&str> {
        self.resource.as_deref()
    }

    /// The progress token of the host's last call.
    pub(crate) fn token(&self) -> Option<&Value> {
        self.token.as_ref()
    }

    /// The parameters of a notification that belongs to the host's subscription, where there is one.
    pub(crate) fn stamped(&self, mut params: Value) -> Value {
        let Some(id) = self.subscription() else { return params };
        if let Some(members) = params.as_object_mut() {
            let meta = members.entry("_meta").or_insert_with(|| json!({}));
            if let Some(meta) = meta.as_object_mut() {
                meta.insert(SUBSCRIPTION.to_owned(), id);
            }
        }
        params
    }

    /// The parameters that acknowledge the host's subscription: all that it asked for, with this beside its id.
    pub(crate) fn acknowledgment(&self, meta: &Value) -> Value {
        let filter = self.subscription.as_ref().map(|(_, filter)| filter.clone()).unwrap_or_default();
        self.stamped(json!({"_meta": meta, "notifications": filter}))
    }
}

fn value(id: &Id) -> Value {
    serde_json::from_str(id.as_json()).unwrap_or_default()
}
