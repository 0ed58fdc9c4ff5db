//! One environment on a server, from its creation to its end.

use super::caller::{Caller, Patience};
use super::protocol::{Kind, Protocol};
use super::read::{self, Seen, Unseen};
use super::settings::Settings;
use serde_json::json;

/// What marks an action in a reply to WebArena.
const FENCE: &str = "```";

/// Why a step has nothing to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unplayed {
    /// The server does not play this action, and says why.
    Refused(String),
    /// Something is wrong with the server or the way there.
    Fault(String),
}

/// An environment that lives on a server. Dropping it closes it there, where that can be done.
pub(super) struct Session {
    caller: Caller,
    protocol: Protocol,
    id: i64,
    /// Whether the server is past hope, so that it need not be told anything.
    lost: bool,
    /// What a server of ours says that it plays.
    pub(super) ours: Option<String>,
}

impl Session {
    /// Creates an environment and resets it to `index`; with what is seen then.
    ///
    /// # Errors
    /// What went wrong.
    pub(super) fn open(settings: &Settings, index: usize) -> Result<(Self, Seen), String> {
        let (caller, protocol) = (Caller::new(settings), settings.protocol);
        let created = caller.post("/create", &protocol.create(index), Patience::Starting)?;
        let id = read::created(&protocol, &created.value).map_err(|unseen| told("create", unseen))?;
        let session = Self { caller, protocol, id, lost: false, ours: created.ours };
        let seen = session.reset(index)?;
        Ok((session, seen))
    }

    fn reset(&self, index: usize) -> Result<Seen, String> {
        let protocol = &self.protocol;
        let answer = self.caller.post("/reset", &protocol.reset(self.id, index), Patience::Running)?;
        let mut seen = read::reset(protocol, &answer.value).map_err(|unseen| told("reset", unseen))?;
        // WebShop's reset shows the page before the new one.
        if protocol.kind == Kind::WebShop {
            let page = self.caller.get(&format!("/observation?{}={}", protocol.id(), self.id))?;
            let shown = read::refused(&page.value).map(|()| read::text(&page.value).map(str::to_owned));
            let shown = shown.map_err(|unseen| told("observation", unseen))?;
            seen.step.observation = shown.ok_or("the answer to `observation` is no text")?;
        }
        Ok(seen)
    }

    /// Plays an action.
    ///
    /// # Errors
    /// Why it was not played. After a fault the session is of no use any more.
    pub(super) fn step(&mut self, action: &str) -> Result<Seen, Unplayed> {
        let fenced = self.protocol.kind == Kind::WebArena && !action.contains(FENCE);
        let action = if fenced { format!("{FENCE}{action}{FENCE}") } else { action.to_owned() };
        let body = json!({self.protocol.id(): self.id, "action": action});
        let answer = self.caller.post("/step", &body, Patience::Running);
        let seen = match answer.map(|answer| read::step(&self.protocol, &answer.value)) {
            Ok(Ok(seen)) => Ok(seen),
            Ok(Err(Unseen::Refused(said))) if !read::gone(&said) => Err(Unplayed::Refused(said)),
            Ok(Err(unseen)) => Err(Unplayed::Fault(told("step", unseen))),
            Err(what) => Err(Unplayed::Fault(what)),
        };
        self.lost = matches!(seen, Err(Unplayed::Fault(_)));
        seen
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if (self.protocol.closes() || self.ours.is_some()) && !self.lost {
            self.caller.farewell("/close", &json!({self.protocol.id(): self.id}));
        }
    }
}

fn told(request: &str, unseen: Unseen) -> String {
    match unseen {
        Unseen::Refused(said) => {
            format!("the server refuses `{request}`: {}", wire::excerpt(&said))
        }
        Unseen::Odd(what) => format!("`{request}`: {what}"),
    }
}
