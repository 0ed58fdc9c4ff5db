//! What a service says without being asked (surfaces N01 to N06, RS04, P06).

use super::Host;
use super::mission::Halt;
use crate::words::plain;
use crate::{Field, Relist, Screen};
use chain::Part;
use models::ChatMessage;
use serde_json::Value;
use std::sync::Arc;
use wire::{Kind, Message};

impl Host<'_> {
    /// Reads the notifications that came, and what services wrote beside their messages.
    pub(super) async fn listen(&mut self) -> Result<(), Halt> {
        let profile = self.kit.profile();
        let mut updated = Vec::new();
        for (at, service) in self.services.iter_mut().enumerate() {
            let notifications = service.client.take_notifications();
            for message in &notifications {
                self.kit.spend(|spent| spent.bytes += message.as_str().len() as u64);
                self.changed += usize::from(
                    message.method().is_some_and(|method| method == "notifications/tools/list_changed"),
                );
                let Some(news) = News::of(message) else { continue };
                self.kit.notice(news.field, &service.label, news.what, news.text.as_str());
                self.kit.show(news.screen, &service.label, &news.text);
                updated.extend(news.resource.map(|uri| (at, uri)));
            }
            if profile.forwards(Field::Stderr) || profile.conduct.screen != Screen::None {
                let text = service.client.aside();
                if !text.is_empty() {
                    self.kit.show("stderr", &service.label, &text);
                    self.kit.notice(Field::Stderr, &service.label, "Standard error", text);
                }
            }
        }
        self.afford(&self.kit.spent())?;
        if profile.conduct.relist != Relist::Each {
            updated.dedup();
        }
        for (service, uri) in updated {
            if self.attached.iter().any(|(at, known)| (*at, known.as_str()) == (service, &uri)) {
                self.read(service, &uri).await?;
            }
        }
        Ok(())
    }

    /// Adds what was noted to the conversation.
    pub(super) fn tell_notices(&mut self) {
        for notice in self.kit.take_notices() {
            self.expose(Part::Forwarded { what: Arc::clone(&notice.what) }, &notice.text);
            self.messages.push(ChatMessage::Notice(notice));
        }
    }
}

/// A notification as host, model and user make something of it.
struct News {
    field: Field,
    what: &'static str,
    screen: &'static str,
    text: String,
    /// The resource that it says has changed.
    resource: Option<String>,
}

impl News {
    fn of(message: &Message) -> Option<Self> {
        if message.kind() == Kind::Response {
            return Some(Self::end(message));
        }
        let method = message.method()?;
        let (field, what, screen) = match &*method {
            "notifications/message" => (Field::Log, "Log message", "log"),
            "notifications/progress" => (Field::Progress, "Progress", "progress"),
            method if method.starts_with("notifications/tasks") => (Field::TaskStatus, "Task", "task"),
            _ => (Field::Notification, "Notification", "notification"),
        };
        let params = message.params().unwrap_or("{}");
        let resource = || serde_json::from_str::<Value>(params).ok()?.get("uri")?.as_str().map(str::to_owned);
        let resource = (method == "notifications/resources/updated").then(resource).flatten();
        let text =
            if field == Field::Notification { format!("{method}\n{}", plain(params)) } else { plain(params) };
        Some(Self { field, what, screen, text, resource })
    }

    /// The answer that ends a subscription, or refuses it.
    fn end(answer: &Message) -> Self {
        let text = plain(answer.error_json().or(answer.result_json()).unwrap_or("{}"));
        let (field, what) = (Field::Notification, "End of a subscription");
        Self { field, what, screen: "notification", text, resource: None }
    }
}
