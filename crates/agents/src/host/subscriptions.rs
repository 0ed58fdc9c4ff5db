//! What a service is asked to say from now on (surfaces N01, N04, N05, RS04).

use super::Host;
use super::mission::Halt;
use crate::{Field, Service, Subscribes};
use serde_json::{Map, Value, json};
use wire::{Era, LinkError};

/// The least level of log messages.
const LEVEL: &str = "debug";

/// What lists a service may say have changed, as a subscription and as its capabilities name them.
const LISTS: [(&str, &str); 3] =
    [("toolsListChanged", "tools"), ("promptsListChanged", "prompts"), ("resourcesListChanged", "resources")];

impl Host<'_> {
    /// Asks every service that was not asked yet for what the profile wants to be told, as far as it declares that it
    /// tells. One that refuses, or that never answers, is a service that says nothing.
    pub(super) async fn subscribe(&mut self) -> Result<(), Halt> {
        let wanted = self.kit.profile().conduct.subscribes;
        if wanted == Subscribes::Nothing {
            return Ok(());
        }
        for at in 0..self.services.len() {
            let Some(service) = self.services.get_mut(at) else { continue };
            if std::mem::replace(&mut service.subscribed, true) {
                continue;
            }
            let offered: Value = serde_json::from_str(&service.hello.capabilities).unwrap_or_default();
            let offered = Offered { capabilities: &offered, logs: wanted == Subscribes::Everything };
            let attached = self.attached.iter().filter(|(of, _)| *of == at).map(|(_, uri)| uri.clone());
            let attached: Vec<String> = attached.filter(|_| offered.has("resources", "subscribe")).collect();
            if *service.client.era() == Era::Stateless {
                self.open_subscription(at, &offered, attached).await?;
            } else {
                for uri in attached {
                    self.request(at, "resources/subscribe", json!({"uri": uri})).await?;
                }
                if offered.logs() {
                    self.request(at, "logging/setLevel", json!({"level": LEVEL})).await?;
                }
            }
        }
        Ok(())
    }

    /// Subscribes in the stateless era, where there is something to subscribe to; log messages come with requests.
    async fn open_subscription(
        &mut self,
        at: usize,
        offered: &Offered<'_>,
        attached: Vec<String>,
    ) -> Result<(), Halt> {
        let Some(Service { client, label, .. }) = self.services.get_mut(at) else { return Ok(()) };
        if offered.logs() {
            client.want_logs(LEVEL);
        }
        let lists = LISTS.iter().filter(|(_, kind)| offered.has(kind, "listChanged"));
        let mut filter: Map<String, Value> =
            lists.map(|(name, _)| ((*name).to_owned(), true.into())).collect();
        if !attached.is_empty() {
            filter.insert("resourceSubscriptions".to_owned(), attached.into());
        }
        if filter.is_empty() {
            return Ok(());
        }
        match client.listen(filter.into()).await {
            Err(LinkError::Closed { .. } | LinkError::Exited { .. } | LinkError::Timeout { .. }) => {
                // The next request will tell what became of the service.
                self.kit.notice(Field::Notification, label, "Subscription", "The service does not take it.");
                Ok(())
            }
            other => Ok(other.map(|_| ())?),
        }
    }
}

/// What a service declares that it tells.
struct Offered<'c> {
    capabilities: &'c Value,
    /// Whether its log messages are wanted.
    logs: bool,
}

impl Offered<'_> {
    /// Whether it tells this of its tools, prompts or resources.
    fn has(&self, kind: &str, what: &str) -> bool {
        self.capabilities.get(kind).and_then(|kind| kind.get(what)) == Some(&Value::Bool(true))
    }

    fn logs(&self) -> bool {
        self.logs && self.capabilities.get("logging").is_some_and(Value::is_object)
    }
}
