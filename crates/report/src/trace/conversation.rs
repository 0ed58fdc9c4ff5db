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
pub fn conversation<'t>(trace: &'t Trace) -> Vec<Turn> {
    let payload = Payload::of(trace);
    let fates = fates(trace);
    let mut methods = BTreeMap::new();
    let turn = |(index, event): (usize, &'t Event)| match event {
        Event::Message { direction, message, service, .. } => {
            let fate = fates.get(&index)?;
            let passage = Passage { service: service.as_deref(), direction: *direction, message };
            Some(message_turn(&passage, fate, &payload, &mut methods))
        }
        Event::Planted(plant) => Some(planted(plant)),
        Event::Reworded { model, said } => Some(said_turn(format!("attacker's model {model}"), said)),
        Event::Found(finding) => Some(found(finding)),
        Event::Exposed { part, text } => Some(exposed(part, text, &payload)),
        Event::Said(said) => Some(said_turn("model".into(), said)),
        Event::Consulted { layer, said } => Some(said_turn(format!("model asked by {layer}"), said)),
        Event::Graded { judge, score, said } => {
            let score = score.map_or("no score".to_owned(), |score| format!("score {score} of 5"));
            Some(said_turn(format!("judge {judge}: {score}"), said))
        }
        Event::Shown { what, text } => Some(Turn {
            sort: Sort::Shown,
            title: format!("{what} on the user's screen"),
            body: payload.mark(text, Tone::Plain),
        }),
        Event::Reached { why, target } => {
            let body = payload.mark(target, Tone::Call);
            Some(Turn { sort: Sort::Reached, title: format!("the host reached out because of {why}"), body })
        }
    };
    trace.events.iter().enumerate().filter_map(turn).collect()
}

/// A message on its way.
struct Passage<'t> {
    service: Option<&'t str>,
    direction: Direction,
    message: &'t Message,
}

/// What was asked, by the service, whether it was asked of it, and the id.
type Methods<'t> = BTreeMap<(Option<&'t str>, bool, Id), String>;

fn message_turn<'t>(
    passage: &Passage<'t>,
    fate: &Fate<'_>,
    payload: &Payload,
    methods: &mut Methods<'t>,
) -> Turn {
    let service = passage.service.unwrap_or("service");
    let way = match passage.direction {
        Direction::ToServer => format!("host to {service}"),
        Direction::ToHost => format!("{service} to host"),
    };
    let what = named(passage, methods);
    let text = passage.message.as_str();
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
fn named<'t>(passage: &Passage<'t>, methods: &mut Methods<'t>) -> String {
    let Passage { service, direction, message } = *passage;
    let to_server = direction == Direction::ToServer;
    let name = || match call_view(message) {
        Some(call) => format!("tools/call {}", call.name),
        None => message.method().map(std::borrow::Cow::into_owned).unwrap_or_else(|| "a message".into()),
    };
    match (message.kind(), message.id()) {
        (Kind::Request, Some(id)) => {
            methods.insert((service, to_server, id), name());
            name()
        }
        (Kind::Response, Some(id)) => {
            let what = if message.error_json().is_some() { "error" } else { "answer" };
            match methods.get(&(service, !to_server, id)) {
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
        Part::Forwarded { what } => what.to_string(),
    };
    let sort = if part.third_party() { Sort::Exposed } else { Sort::Asked };
    Turn { sort, title, body: payload.mark(text, Tone::Plain) }
}

fn said_turn(title: String, said: &Said) -> Turn {
    let mut body = vec![Span::new(Tone::Plain, &*said.text)];
    for (name, arguments) in &said.calls {
        if body.iter().any(|span| !span.text.is_empty()) {
            body.push(Span::new(Tone::Plain, "\n"));
        }
        body.push(Span::new(Tone::Call, format!("{name} {arguments}")));
    }
    body.retain(|span| !span.text.is_empty());
    Turn { sort: Sort::Said, title, body }
}
