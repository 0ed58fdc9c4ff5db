//! What the server says, in the shapes of the originals.

use super::live::Game;
use super::protocol::{Dialect, Kind, Protocol};
use serde_json::{Value, json};

/// Status and body of an answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Answer {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    /// An error of the environment. Dialect `a` calls this a success; in dialect `b` the original breaks down.
    pub(super) fn refused(protocol: &Protocol, what: &str) -> Self {
        let status = if protocol.dialect == Dialect::A { 200 } else { 500 };
        Self { status, body: json!({"error": what}) }
    }

    /// There is no such place.
    pub(super) fn nowhere() -> Self {
        Self { status: 404, body: json!({"detail": "Not Found"}) }
    }

    /// There is such a place, for another method.
    pub(super) fn other_method() -> Self {
        Self { status: 405, body: json!({"detail": "Method Not Allowed"}) }
    }

    /// A request that cannot be read.
    pub(super) fn unreadable(place: &[&str], what: &str) -> Self {
        let place = if place.is_empty() { json!(["body"]) } else { json!(place) };
        Self { status: 422, body: json!({"detail": [{"type": "value_error", "loc": place, "msg": what}]}) }
    }

    /// An answer for whoever cannot be served at all.
    pub(super) fn failed(status: u16, what: &str) -> Self {
        Self { status, body: json!({"detail": what}) }
    }
}

/// What an environment says of itself.
pub(super) fn greeting(protocol: &Protocol) -> Value {
    match protocol.dialect {
        Dialect::A => format!("This is environment {}.", protocol.title).into(),
        Dialect::B => "ok".into(),
    }
}

/// The answer to `create`.
pub(super) fn created(protocol: &Protocol, id: i64, game: Option<&Game>) -> Value {
    match (protocol.dialect, game) {
        (Dialect::A, Some(game)) => start(protocol, id, game),
        (Dialect::A, None) => json!({"id": id}),
        (Dialect::B, _) => id.into(),
    }
}

/// The answer to `reset`.
pub(super) fn start(protocol: &Protocol, id: i64, game: &Game) -> Value {
    let seen = &game.seen;
    match protocol.kind {
        Kind::TextCraft | Kind::Plain => {
            json!({"id": id, "observation": seen.observation, "done": seen.done, "reward": shown(protocol, seen.reward)})
        }
        Kind::BabyAi => babyai(protocol, game),
        Kind::SciWorld => {
            let (task, observation) = lead(&seen.observation);
            json!({
                "task_name": game.task(),
                "var_num": game.index,
                "task_description": task,
                "observation": observation,
                "reward": shown(protocol, seen.reward),
                "score": score(protocol, game),
                "deleted": false,
                "done": seen.done,
            })
        }
        Kind::AlfWorld => json!({
            "id": id,
            "observation": seen.observation,
            "available_actions": game.offered(),
            "task_type": game.task(),
        }),
        Kind::Maze => json!({"observation": seen.observation}),
        Kind::Wordle => json!({"id": id, "observation": seen.observation}),
        Kind::WebShop | Kind::SqlGym => json!([seen.observation, null]),
        Kind::Tool | Kind::SearchQa | Kind::WebArena => seen.observation.as_str().into(),
    }
}

/// The answer to `step`.
pub(super) fn step(protocol: &Protocol, game: &Game) -> Value {
    let (observation, reward, done) =
        (&game.seen.observation, shown(protocol, game.seen.reward), game.seen.done);
    match protocol.kind {
        Kind::BabyAi | Kind::SciWorld => {
            json!({"observation": observation, "reward": reward, "score": score(protocol, game), "done": done})
        }
        Kind::AlfWorld => {
            json!({"observation": observation, "reward": reward, "available_actions": game.offered(), "done": done})
        }
        Kind::WebShop | Kind::SqlGym => {
            json!({"state": observation, "reward": reward, "done": done, "info": null})
        }
        Kind::SearchQa => json!({"observation": observation, "reward": reward, "done": done, "info": null}),
        _ => json!({"observation": observation, "reward": reward, "done": done}),
    }
}

/// The answer to `observation`.
pub(super) fn observation(protocol: &Protocol, game: &Game) -> Value {
    match protocol.kind {
        Kind::BabyAi => babyai(protocol, game),
        _ => game.seen.observation.as_str().into(),
    }
}

/// The answer to `detail`.
pub(super) fn detail(protocol: &Protocol, game: &Game) -> Value {
    let mut detail = step(protocol, game);
    if let Some(members) = detail.as_object_mut() {
        members.insert("deleted".to_owned(), false.into());
    }
    detail
}

fn babyai(protocol: &Protocol, game: &Game) -> Value {
    json!({
        "observation": game.seen.observation,
        "reward": shown(protocol, game.seen.reward),
        "score": score(protocol, game),
        "deleted": false,
        "done": game.seen.done,
    })
}

/// The task and what is seen, which stand one after the other in our own observations.
pub(super) fn lead(observation: &str) -> (&str, &str) {
    observation.split_once('\n').unwrap_or((observation, ""))
}

fn score(protocol: &Protocol, game: &Game) -> Value {
    match protocol.kind {
        Kind::SciWorld => shown(protocol, (game.reward() * protocol.top()).round()),
        _ => shown(protocol, game.sum),
    }
}

/// A reward as the original writes it: most of dialect `a` write whole numbers as such.
fn shown(protocol: &Protocol, reward: f64) -> Value {
    let text = format!("{reward:.0}");
    match text.parse::<i64>() {
        Ok(whole)
            if protocol.dialect == Dialect::A && protocol.kind != Kind::AlfWorld && reward.fract() == 0.0 =>
        {
            whole.into()
        }
        _ => reward.into(),
    }
}
