//! Notifications of a service: which there are, and what each must refer to.

use super::Reason;
use super::open::Session;
use crate::draft::View;
use std::borrow::Cow;
use wire::Message;

/// Where a notification of the stateless era says which subscription it belongs to.
const SUBSCRIPTION: &[&str] = &["params", "_meta", "io.modelcontextprotocol/subscriptionId"];

/// Whether a notification may pass.
pub(super) fn check(session: &mut Session, message: &Message, view: &View) -> Result<(), Reason> {
    let method = message.method().ok_or("a notification whose method is no string")?;
    let stateless = session.stateless;
    match &*method {
        "notifications/progress" => progress(session, view),
        "notifications/cancelled" => cancelled(session, view),
        "notifications/message" if !stateless || session.wants_logs() => Ok(()),
        "notifications/message" => Err("log messages that nobody asked for"),
        "notifications/tools/list_changed"
        | "notifications/prompts/list_changed"
        | "notifications/resources/list_changed"
            if !stateless =>
        {
            Ok(())
        }
        "notifications/resources/updated" if !stateless => {
            let known = |uri: &str| session.subscribed.iter().any(|known| uri.starts_with(known.as_str()));
            if uri(view).is_some_and(|uri| known(&uri)) {
                Ok(())
            } else {
                Err("an update that nobody subscribed to")
            }
        }
        "notifications/tools/list_changed"
        | "notifications/prompts/list_changed"
        | "notifications/resources/list_changed"
        | "notifications/resources/updated"
        | "notifications/subscriptions/acknowledged" => subscribed(session, &method, view),
        "notifications/elicitation/complete" => Ok(()),
        "notifications/tasks" | "notifications/tasks/status" => session.tasks.notice(view),
        _ => Err("a notification that nobody knows"),
    }
}

/// What is told under a subscription is what the subscription is for.
fn subscribed(session: &Session, method: &str, view: &View) -> Result<(), Reason> {
    let ids = view.along(0, SUBSCRIPTION);
    if ids.is_empty() {
        return Err("a notification of no subscription");
    }
    for id in ids {
        let subscription =
            session.subscription(view.raw(id)).ok_or("a notification of a subscription that there is not")?;
        if !subscription.is_for(method, uri(view).as_deref()) {
            return Err("a notification that its subscription is not for");
        }
    }
    Ok(())
}

/// The resource that a notification is about.
fn uri(view: &View) -> Option<Cow<'_, str>> {
    view.along(0, &["params", "uri"]).pop().and_then(|id| view.string(id))
}

/// Progress is of a request that is under way, and grows.
fn progress(session: &mut Session, view: &View) -> Result<(), Reason> {
    let [token] = view.along(0, &["params", "progressToken"])[..] else { return Err("progress of nothing") };
    let last = session.progress.get_mut(view.raw(token)).ok_or("progress of what is not under way")?;
    let now = view.along(0, &["params", "progress"]).pop().and_then(|id| view.raw(id).parse::<f64>().ok());
    match now {
        Some(now) if now > *last => {
            *last = now;
            Ok(())
        }
        _ => Err("progress that does not grow"),
    }
}

/// A service takes back its own requests, or in the stateless era ends a subscription.
fn cancelled(session: &mut Session, view: &View) -> Result<(), Reason> {
    let [id] = view.along(0, &["params", "requestId"])[..] else { return Err("a cancellation of nothing") };
    let raw = view.raw(id);
    if session.stateless && session.ends_subscription(raw) {
        return Ok(());
    }
    let own = session.asking.iter().find(|own| own.as_json() == raw).cloned();
    match own {
        Some(own) => {
            session.asking.remove(&own);
            Ok(())
        }
        None => Err("a cancellation of a request that is not the service's own"),
    }
}
