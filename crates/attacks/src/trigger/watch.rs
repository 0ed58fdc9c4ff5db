//! What a trigger has seen so far.

use super::Trigger;
use chain::{Pending, call_view};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::Deserialize;
use std::sync::Arc;
use wire::{METHOD_DISCOVER, METHOD_INITIALIZE, Message};

/// Most milliseconds that a message moves the trial's own clock on.
const STEP_MS: u32 = 2_000;

/// Follows the messages of one session and says when the trigger fires.
#[derive(Clone, Debug)]
pub struct Watch {
    trigger: Trigger,
    clock: ChaCha8Rng,
    milliseconds: u64,
    /// Calls answered so far, the one at hand included.
    calls: u64,
    /// Lists of tools answered so far, the one at hand included.
    lists: u64,
    /// Whether a list carried the payload already.
    listed: bool,
    /// Whether the argument, the neighbor, the client or the era was met.
    met: bool,
}

impl Watch {
    /// A watch over a session among services with these labels.
    pub fn new(trigger: &Trigger, seed: u64, labels: &[Arc<str>]) -> Self {
        let met = matches!(trigger, Trigger::Beside(label) if labels.contains(label));
        let clock = ChaCha8Rng::seed_from_u64(seed ^ 0x0c10_c4e5);
        Self { trigger: trigger.clone(), clock, milliseconds: 0, calls: 0, lists: 0, listed: false, met }
    }

    /// Takes note of a request of the host.
    pub fn asked(&mut self, message: &Message) {
        self.milliseconds += u64::from(self.clock.next_u32() % STEP_MS);
        let method = message.method();
        self.met |= match &self.trigger {
            Trigger::Argument(text) => call_view(message)
                .is_some_and(|call| call.arguments.to_lowercase().contains(&text.to_lowercase())),
            Trigger::Client(name) => client(message).is_some_and(|known| known.starts_with(&**name)),
            Trigger::Era(initialize) => {
                let opening = if *initialize { METHOD_INITIALIZE } else { METHOD_DISCOVER };
                method.is_some_and(|method| method == opening)
            }
            _ => false,
        };
    }

    /// Takes note that a request of the host is answered.
    pub fn answered(&mut self, call: &Pending) {
        match call.method.as_str() {
            "tools/call" => self.calls = call.nth + 1,
            "tools/list" => {
                self.lists += 1;
                self.listed |= self.fires();
            }
            _ => {}
        }
    }

    /// Whether what is sent now carries the payload.
    pub fn fires(&self) -> bool {
        match self.trigger {
            Trigger::Always | Trigger::Deferred => true,
            Trigger::FromCall(first) | Trigger::Silent(first) => self.calls >= first,
            Trigger::Clock(seconds) => self.milliseconds >= seconds * 1_000,
            Trigger::Expired => self.lists >= 2,
            Trigger::Argument(_) | Trigger::Beside(_) | Trigger::Client(_) | Trigger::Era(_) => self.met,
        }
    }

    /// Whether a list of tools is to declare itself out of date.
    pub(crate) fn expires(&self) -> bool {
        self.trigger == Trigger::Expired
    }

    /// Whether a host will ever be owed such a word.
    pub(crate) fn may_announce(&self) -> bool {
        self.trigger.announces()
    }

    /// Whether a host is owed a word that its list of tools is not what it would be now.
    pub(crate) fn announces(&self) -> bool {
        !self.listed && self.trigger.announces() && self.fires()
    }
}

/// The name by which a client introduces itself: in `initialize`, or in the `_meta` of the stateless era.
fn client(message: &Message) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        name: String,
    }
    #[derive(Default, Deserialize)]
    struct Meta {
        #[serde(rename = "io.modelcontextprotocol/clientInfo")]
        client: Option<Named>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        client_info: Option<Named>,
        #[serde(default, rename = "_meta")]
        meta: Option<Meta>,
    }
    let params: Params = serde_json::from_str(message.params()?).ok()?;
    params.client_info.or(params.meta.unwrap_or_default().client).map(|client| client.name)
}
