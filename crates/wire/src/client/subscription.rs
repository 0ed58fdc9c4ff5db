//! What the server is asked to say from now on: a subscription, and log messages (surfaces N01, N04, N05, RS04).
//!
//! A subscription of the stateless era is one request that stays open: the server acknowledges it, says under its id what
//! changed, and answers it at the end, if ever. Nothing here waits for any of that.

use super::{Client, calls_off};
use crate::{Era, Id, LinkError, METHOD_LISTEN, Message};
use serde_json::{Value, json};
use tokio::time::timeout;

/// Where a request of the stateless era says which log messages it wants.
const META_LEVEL: &str = "io.modelcontextprotocol/logLevel";

impl Client {
    /// Opens a subscription to these kinds of notifications, as `subscriptions/listen` names them; only the stateless era
    /// has it. Answers its id once the request is handed over. What comes of it is among the notifications: an
    /// acknowledgment, changes, and the answer or the cancellation that ends it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), wire::LinkError> {
    /// use testkit::ScriptedPeer;
    /// use wire::{Client, Refuse, Settings};
    /// let changed = r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":$id}}}"#;
    /// let (link, _script) = ScriptedPeer::stateless_era().on("subscriptions/listen", &[changed]).spawn();
    /// let (mut client, _) = Client::connect(Box::new(link), Box::new(Refuse), Settings::default()).await?;
    /// let id = client.listen(serde_json::json!({"toolsListChanged": true})).await?;
    /// client.request("ping", serde_json::json!({})).await?;
    /// assert_eq!(id.as_json(), "2");
    /// assert_eq!(client.take_notifications().len(), 1);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As the link.
    pub async fn listen(&mut self, notifications: Value) -> Result<Id, LinkError> {
        self.next += 1;
        let id = Id::from(self.next);
        let params = self.stamped(json!({"notifications": notifications}));
        // Noted before anything is sent: what comes of it may come at once.
        self.listening.insert(id.clone());
        let sent = self.tell(Message::request(&id, METHOD_LISTEN, &params), METHOD_LISTEN).await;
        if sent.is_err() {
            self.listening.remove(&id);
        }
        sent.map(|()| id)
    }

    /// Ends all subscriptions. A server that takes nothing any more is told nothing.
    pub async fn unlisten(&mut self) {
        for id in std::mem::take(&mut self.listening) {
            let raw = serde_json::from_str::<Value>(id.as_json()).unwrap_or_default();
            self.abandoned.insert(id);
            let notice = Message::notification("notifications/cancelled", &json!({"requestId": raw}));
            let _gone = timeout(self.settings.limits.stop(), self.link.send(notice)).await;
        }
    }

    /// From now on every request of the stateless era asks for log messages of this level and above.
    pub fn want_logs(&mut self, level: &'static str) {
        self.logs = Some(level);
    }

    pub(super) fn ask_for_logs(&self, params: &mut Value) {
        let Some(level) = self.logs.filter(|_| self.era == Era::Stateless) else { return };
        if let Some(meta) = params.get_mut("_meta").and_then(Value::as_object_mut) {
            meta.insert(META_LEVEL.to_owned(), level.into());
        }
    }

    /// Whether a response ends a subscription, which is then over.
    pub(super) fn ends_subscription(&mut self, message: &Message) -> bool {
        let ended = message.id().filter(|id| self.listening.remove(id));
        let ends = ended.is_some();
        self.answered.extend(ended);
        ends
    }

    /// Takes note of a subscription that the server ends by calling it off.
    pub(super) fn torn_down(&mut self, notice: &Message) {
        if self.listening.is_empty() {
            return;
        }
        if let Some(id) = self.listening.iter().find(|id| calls_off(notice, id)).cloned() {
            self.listening.remove(&id);
            self.abandoned.insert(id);
        }
    }
}
