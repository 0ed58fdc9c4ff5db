//! From events to turns.

use super::carried::{Fate, fates};
use super::compare::compare;
use super::mark::Payload;
use super::{Sort, Span, Tone, Turn};
use chain::{Action, Direction, Event, Finding, Part, Plant, Said, Trace, call_view};
use std::collections::BTreeMap;
use wire::{Id, Kind, Message};

/// Tells a trace as a conversation: each message once, with what the defenses made of it; what the model was shown,
/// with the payload marked; and what the model said. All texts are as hostile as the trace.
pub fn conversation(trace: &Trace) -> Vec<Turn> {
    let payload = Payload::of(trace);
    let fates = fates(trace);
    let mut methods = BTreeMap::new();
    let turn = |(index, event): (usize, &Event)| match event {
        Event::Message { direction, message, .. } => {
            let fate = fates.get(&index)?;
            Some(message_turn(*direction, message, fate, &payload, &mut methods))
        }
        Event::Planted(plant) => Some(planted(plant)),
        Event::Found(finding) => Some(found(finding)),
        Event::Exposed { part, text } => Some(exposed(part, text, &payload)),
        Event::Said(said) => Some(said_turn(said)),
    };
    trace.events.iter().enumerate().filter_map(turn).collect()
}

fn message_turn(
    direction: Direction,
    message: &Message,
    fate: &Fate<'_>,
    payload: &Payload,
    methods: &mut BTreeMap<(bool, Id), String>,
) -> Turn {
    let way = match direction {
        Direction::ToServer => "host to service",
        Direction::ToHost => "service to host",
    };
    let what = named(direction, message, methods);
    let text = message.as_str();
    let (sort, ending, body) = match fate {
        Fate::Arrived(arrived) if arrived.as_str() == text => {
            (Sort::Carried, "", payload.mark(text, Tone::Plain))
        }
        Fate::Arrived(arrived) => {
            (Sort::Changed, ", changed by a defense", compare(text, arrived.as_str(), payload))
        }
        Fate::Stopped => (Sort::Stopped, ", not passed on", payload.mark(text, Tone::Removed)),
        Fate::Made => (Sort::Made, ", made by a defense", payload.mark(text, Tone::Added)),
    };
    Turn { sort, title: format!("{way}: {what}{ending}"), body }
}

/// What a message is, in a few words; an answer is named after its request.
fn named(direction: Direction, message: &Message, methods: &mut BTreeMap<(bool, Id), String>) -> String {
    let to_server = direction == Direction::ToServer;
    let name = || match call_view(message) {
        Some(call) => format!("tools/call {}", call.name),
        None => message.method().map(std::borrow::Cow::into_owned).unwrap_or_else(|| "a message".into()),
    };
    match (message.kind(), message.id()) {
        (Kind::Request, Some(id)) => {
            methods.insert((to_server, id), name());
            name()
        }
        (Kind::Response, Some(id)) => {
            let what = if message.error_json().is_some() { "error" } else { "answer" };
            match methods.get(&(!to_server, id)) {
                Some(method) => format!("{what} to {method}"),
                None => what.to_owned(),
            }
        }
        _ => name(),
    }
}

fn planted(plant: &Plant) -> Turn {
    let mut body = Vec::new();
    for piece in &plant.core {
        if !body.is_empty() {
            body.push(Span::new(Tone::Plain, "\n"));
        }
        body.push(Span::new(Tone::Payload, piece));
    }
    Turn { sort: Sort::Planted, title: format!("the attack wrote a payload into {}", plant.surface), body }
}

fn found(finding: &Finding) -> Turn {
    let did = match finding.action {
        Action::Flag => "noted",
        Action::Redact => "took out",
        Action::Block => "blocked",
    };
    let place = if finding.place.is_empty() { String::new() } else { format!(" at {}", finding.place) };
    Turn {
        sort: Sort::Found,
        title: format!("{} {did}: {}{place}", finding.layer, finding.what),
        body: vec![],
    }
}

fn exposed(part: &Part, text: &str, payload: &Payload) -> Turn {
    let title = match part {
        Part::System => "host's instructions".into(),
        Part::User => "user".into(),
        Part::Tool { name } => format!("description of {name}"),
        Part::Schema { name } => format!("schema of {name}"),
        Part::Result { name } => format!("result of {name}"),
    };
    let sort = if part.third_party() { Sort::Exposed } else { Sort::Asked };
    Turn { sort, title, body: payload.mark(text, Tone::Plain) }
}

fn said_turn(said: &Said) -> Turn {
    let mut body = vec![Span::new(Tone::Plain, &*said.text)];
    for (name, arguments) in &said.calls {
        if body.iter().any(|span| !span.text.is_empty()) {
            body.push(Span::new(Tone::Plain, "\n"));
        }
        body.push(Span::new(Tone::Call, format!("{name} {arguments}")));
    }
    body.retain(|span| !span.text.is_empty());
    Turn { sort: Sort::Said, title: "model".into(), body }
}
