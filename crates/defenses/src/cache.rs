//! Defense `cache`: what a service says is kept for a bounded time, and for one user (CACHE).
//!
//! ## What it does
//! Holds `ttlMs` of any result between `least_ms` and `most_ms`, turns every `cacheScope` into `private`, and holds the
//! poll intervals and lifetimes of tasks within `poll_ms` and `most_ms`. What is no number of milliseconds becomes the lower
//! bound.
//!
//! ## Why it works
//! A long time to live keeps a poisoned definition in use after the service was mended; none at all makes the host fetch
//! without end; a public answer is shared with users who never asked this service. Whoever keeps nothing at all, whatever
//! the service says, is not bound by a time to live: how often that host asks is for `budget` to bound.
//!
//! ## Example
//! ```text
//! settings: {"most_ms": 60000}
//! before: {"jsonrpc":"2.0","id":1,"result":{"tools":[],"ttlMs":31536000000,"cacheScope":"public","resultType":"complete"}}
//! after: {"jsonrpc":"2.0","id":1,"result":{"tools":[],"ttlMs":60000,"cacheScope":"private","resultType":"complete"}}
//! ```
//!
//! ## References
//! - MCP 2026-07-28 (caching: `ttlMs`, `cacheScope`); surfaces L05, TL21, TK04.

use crate::draft::Draft;
use crate::edits::{Edit, Edits};
use crate::{Armed, Defense, DefenseError, Entry, Kind, Setting, settings};
use chain::{Action, Cx};
use serde::Deserialize;
use wire::json::NodeId;

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "cache",
    summary: "Times to live are bounded, and nothing is shared with other users.",
    kind: Kind::Passive,
    source: "CACHE; MCP 2026-07-28",
    settings: r#"{"least_ms": 0, "most_ms": 3600000, "poll_ms": [100, 60000]}"#,
    open: |settings| {
        let settings: Settings = settings::read(&ENTRY, settings)?;
        if settings.least_ms > settings.most_ms || settings.poll_ms.0 > settings.poll_ms.1 {
            return Err(settings::wrong(&ENTRY, &"a lower bound lies above its upper bound"));
        }
        Ok(Box::new(Cache { settings }))
    },
};

#[derive(Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    least_ms: u64,
    most_ms: u64,
    poll_ms: (u64, u64),
}

impl Default for Settings {
    fn default() -> Self {
        Self { least_ms: 0, most_ms: 3_600_000, poll_ms: (100, 60_000) }
    }
}

struct Cache {
    settings: Settings,
}

impl Defense for Cache {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        Ok(Armed::each(setting, |_| Edits::new(ENTRY.id, Clamp { settings: self.settings })))
    }
}

/// What the layer does.
struct Clamp {
    settings: Settings,
}

impl Edit for Clamp {
    fn edit(&self, draft: &mut Draft, cx: &mut Cx<'_>) -> Result<(), &'static str> {
        let view = draft.view.clone();
        for path in [&["result"] as &[&str], &["result", "task"], &["result", "tasks"], &["params"]] {
            let found = view.roots().into_iter().flat_map(|root| view.along(root, path));
            for id in found.flat_map(|id| held(&view, id)) {
                self.clamp(draft, id, cx);
            }
        }
        Ok(())
    }
}

/// An object, or the objects of a list.
fn held(view: &crate::draft::View, id: NodeId) -> Vec<NodeId> {
    if view.is(id, wire::json::Shape::Array) { view.children(id).collect() } else { vec![id] }
}

impl Clamp {
    fn clamp(&self, draft: &mut Draft, object: NodeId, cx: &mut Cx<'_>) {
        let view = draft.view.clone();
        let Settings { least_ms, most_ms, poll_ms } = self.settings;
        let task = view.member(object, "taskId").is_some();
        for id in view.children(object) {
            let (least, most) = match &*view.key(id) {
                "ttlMs" => (least_ms, most_ms),
                "ttl" if task => (least_ms, most_ms),
                "pollIntervalMs" | "pollInterval" if task => poll_ms,
                "cacheScope" if view.string(id).as_deref() != Some("private") => {
                    draft.find(cx, "an answer that others would be given", id, Action::Redact);
                    draft.put(id, r#""private""#);
                    continue;
                }
                _ => continue,
            };
            if let Some(held) = within(view.raw(id), least, most) {
                draft.find(cx, "a time out of bounds", id, Action::Redact);
                draft.put(id, held.to_string());
            }
        }
    }
}

/// The number to put in the place of one that is out of bounds, or is none. `null` is an unlimited time.
fn within(raw: &str, least: u64, most: u64) -> Option<u64> {
    if raw == "null" {
        return Some(most);
    }
    match raw.parse::<f64>() {
        Ok(time) if time > most as f64 => Some(most),
        Ok(time) if time >= least as f64 => None,
        _ => Some(least),
    }
}
