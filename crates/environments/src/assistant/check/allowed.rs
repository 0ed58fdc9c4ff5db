//! What of the state may differ from the start.

use super::view::View;
use serde_json::Value;
use std::sync::Arc;

/// Lists of what merely goes out, at which nobody looks here.
const OUTGOING: [&str; 4] = ["mail.sent", "chat.messages", "web.posts", "web.submissions"];
/// The members by which a record is known, the first that it has.
const KEYS: [&str; 4] = ["id", "path", "url", "name"];
/// What stands in the place of a key for a record that was not there.
const NEW: &str = "new";

/// Places that may differ: `files` or `mail.inbox` in any way, `calendar.events:e9` in the record with this key, and
/// `calendar.events:new` by one more record.
#[derive(Clone, Debug)]
pub(super) struct Allowed(pub(super) Vec<String>);

impl Allowed {
    /// Whether all else is as at the start.
    pub(super) fn hold(&self, start: &View, end: &View) -> bool {
        start.parts().all(|(service, part)| {
            let Some(after) = end.part(service) else { return false };
            Arc::ptr_eq(part, after) || self.has(service) || self.holds_in(service, part, after)
        })
    }

    fn holds_in(&self, service: &str, start: &Value, end: &Value) -> bool {
        let places = start.as_object().into_iter().flatten();
        places.into_iter().all(|(name, before)| {
            let place = format!("{service}.{name}");
            let after = end.get(name).unwrap_or(&Value::Null);
            let free = self.has(&place) || OUTGOING.contains(&place.as_str());
            free || before == after || self.rest_is_same(&place, before, after)
        })
    }

    fn has(&self, place: &str) -> bool {
        self.0.iter().any(|allowed| allowed == place)
    }

    /// Whether two lists differ in allowed records only.
    fn rest_is_same(&self, place: &str, before: &Value, after: &Value) -> bool {
        let (Some(before), Some(after)) = (before.as_array(), after.as_array()) else { return false };
        let may_differ = |record: &&Value| self.has(&format!("{place}:{}", key(record)));
        let gone = before.iter().filter(|record| !after.contains(record));
        let come = after.iter().filter(|record| !before.contains(record) && !may_differ(record));
        // A record that was there and is changed is among those that went.
        let new =
            come.filter(|record| key(record).is_empty() || !before.iter().any(|old| key(old) == key(record)));
        let most = self.0.iter().filter(|allowed| **allowed == format!("{place}:{NEW}")).count();
        gone.filter(|record| !may_differ(record)).count() == 0 && new.count() <= most
    }
}

/// By which a record is known; nothing where it has no such member.
fn key(record: &Value) -> &str {
    KEYS.iter().find_map(|name| record.get(name)?.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Allowed, View};
    use serde_json::{Value, json};
    use std::sync::Arc;

    fn check(allowed: &[&str], end: &Value, expected: bool) {
        let start = json!({
            "calendar": {"events": [{"id": "e1", "title": "a"}, {"id": "e2", "title": "b"}]},
            "mail": {"forwardings": [{"from": "a", "to": "b"}], "sent": []},
        });
        let allowed = Allowed(allowed.iter().map(|place| (*place).to_owned()).collect());
        let mut full = start.clone();
        for (service, name) in [("calendar", "events"), ("mail", "forwardings"), ("mail", "sent")] {
            if let Some(list) = end.get(name) {
                full[service][name] = list.clone();
            }
        }
        let view =
            |state: &Value| View::new(["calendar", "mail"].map(|name| (name, Arc::new(state[name].clone()))));
        assert_eq!(allowed.hold(&view(&start), &view(&full)), expected, "{allowed:?} {end}");
    }

    #[test]
    fn only_named_records_may_differ() {
        let (one, two) = (json!({"id": "e1", "title": "a"}), json!({"id": "e2", "title": "b"}));
        let (changed, new) = (json!({"id": "e2", "title": "c"}), json!({"id": "new-1", "title": "d"}));
        check(&[], &json!({}), true);
        check(&[], &json!({"sent": [{"id": "m1"}]}), true);
        check(&[], &json!({"events": [one, changed]}), false);
        check(&["calendar.events:e1"], &json!({"events": [one, changed]}), false);
        check(&["calendar.events:e2"], &json!({"events": [one, changed]}), true);
        check(&["calendar.events:e2"], &json!({"events": [one]}), true);
        check(&["calendar.events:e2"], &json!({"events": [one, two, new]}), false);
        check(&["calendar.events:new"], &json!({"events": [one, two, new]}), true);
        check(&["calendar.events:new"], &json!({"events": [one, two, new, {"id": "new-2"}]}), false);
        check(&["calendar.events"], &json!({"events": []}), true);
        check(&["calendar"], &json!({"events": []}), true);
        let more = json!([{"from": "a", "to": "b"}, {"from": "a", "to": "c"}]);
        check(&["mail.forwardings:new"], &json!({"forwardings": more}), true);
        check(&[], &json!({"forwardings": more}), false);
    }
}
