//! The trace of a trial, and the handle that layers and host write it through.

use crate::{Direction, Event, Finding, Part, Plant, Said, Tap};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};
use thiserror::Error;
use wire::{Limits, Message};

/// A shared, append-only trace under construction. Clones write to the same trace.
#[derive(Clone, Debug)]
pub struct Recorder(Arc<Mutex<Vec<Event>>>);

/// Events of a short trial. Room for them is made at once, because doubling would leave half of it empty in each of
/// thousands of trials.
const SHORT: usize = 40;

impl Default for Recorder {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Vec::with_capacity(SHORT))))
    }
}

impl Recorder {
    /// Appends an event.
    pub fn push(&self, event: Event) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }

    /// Takes what was recorded so far.
    pub fn take(&self) -> Trace {
        Trace { events: std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)) }
    }
}

/// The ordered record of a trial. All its text is hostile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// What happened, oldest first.
    pub events: Vec<Event>,
}

/// A stored trace that cannot be read.
#[derive(Debug, Error)]
#[error("line {line} of the trace cannot be read: {what}")]
pub struct TraceError {
    /// Line, from 1.
    pub line: usize,
    /// Why.
    pub what: String,
}

impl Trace {
    /// How many messages back a twin is looked for.
    const LOOK_BACK: usize = 6;

    /// Messages that passed a tap in one direction.
    pub fn messages(&self, tap: Tap, direction: Direction) -> impl Iterator<Item = &Message> {
        self.passages(tap, direction).map(|(_, message)| message)
    }

    /// The same, each with the label of its service. Ids are unique within a service only.
    pub fn passages(&self, tap: Tap, direction: Direction) -> impl Iterator<Item = (Option<&str>, &Message)> {
        self.events.iter().filter_map(move |event| match event {
            Event::Message { tap: at, service, direction: way, message }
                if *at == tap && *way == direction =>
            {
                Some((service.as_deref(), message))
            }
            _ => None,
        })
    }

    /// Writes the trace as JSON lines. A message that is the same at the next tap is written once.
    pub fn to_json_lines(&self) -> String {
        let mut out = String::with_capacity(self.events.len() * 256);
        for (index, event) in self.events.iter().enumerate() {
            let line = self.line(index, event);
            out.push_str(&serde_json::to_string(&line).unwrap_or_default());
            out.push('\n');
        }
        out
    }

    /// Reads what [`Trace::to_json_lines`] wrote.
    ///
    /// # Errors
    /// [`TraceError`] with the line that cannot be read.
    pub fn from_json_lines(text: &str) -> Result<Self, TraceError> {
        let mut events: Vec<Event> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let fail = |what: String| TraceError { line: number + 1, what };
            let line: Line = serde_json::from_str(line).map_err(|error| fail(error.to_string()))?;
            let event = line.into_event(&events).map_err(fail)?;
            events.push(event);
        }
        Ok(Self { events })
    }

    fn line<'t>(&'t self, index: usize, event: &'t Event) -> Line<'t> {
        match event {
            Event::Message { tap, service, direction, message } => {
                let same = self.twin(index, message);
                let text = same.is_none().then(|| message.as_str().into());
                let service = service.as_deref().map(Into::into);
                Line::Message { tap: *tap, service, direction: *direction, same, text }
            }
            Event::Planted(plant) => Line::Planted { plant: plant.clone() },
            Event::Reworded { model, said } => {
                Line::Reworded { model: (&**model).into(), said: said.clone() }
            }
            Event::Found(finding) => Line::Found { finding: finding.clone() },
            Event::Exposed { part, text } => Line::Exposed { part: part.clone(), text: (&**text).into() },
            Event::Said(said) => Line::Said { said: said.clone() },
            Event::Consulted { layer, said } => {
                Line::Consulted { layer: (&**layer).into(), said: said.clone() }
            }
            Event::Graded { judge, score, said } => {
                Line::Graded { judge: (&**judge).into(), score: *score, said: said.clone() }
            }
            Event::Shown { what, text } => Line::Shown { what: (&**what).into(), text: (&**text).into() },
            Event::Reached { why, target } => {
                Line::Reached { why: (&**why).into(), target: (&**target).into() }
            }
        }
    }

    /// A recent event with the same message. Taps follow each other closely, so looking back a few messages
    /// suffices, whatever was found between them.
    fn twin(&self, index: usize, message: &Message) -> Option<usize> {
        let before = self.events.iter().enumerate().take(index).rev();
        let messages = before.filter_map(|(at, event)| match event {
            Event::Message { message, .. } => Some((at, message)),
            _ => None,
        });
        messages.take(Self::LOOK_BACK).find(|(_, earlier)| earlier.same(message)).map(|(at, _)| at)
    }
}

/// What was once let in is read back, whatever the limits of its session were: 1 GiB, 512 levels.
const STORED: Limits =
    Limits { message_bytes: 1 << 30, depth: 512, start_ms: 0, request_ms: 0, total_ms: 0, stop_ms: 0 };

/// One line of a stored trace: format version 1.
#[derive(Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Line<'t> {
    Message {
        tap: Tap,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<std::borrow::Cow<'t, str>>,
        direction: Direction,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        same: Option<usize>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<std::borrow::Cow<'t, str>>,
    },
    Planted {
        plant: Plant,
    },
    Reworded {
        model: std::borrow::Cow<'t, str>,
        said: Said,
    },
    Found {
        finding: Finding,
    },
    Exposed {
        part: Part,
        text: std::borrow::Cow<'t, str>,
    },
    Said {
        said: Said,
    },
    Consulted {
        layer: std::borrow::Cow<'t, str>,
        said: Said,
    },
    Graded {
        judge: std::borrow::Cow<'t, str>,
        score: Option<u8>,
        said: Said,
    },
    Shown {
        what: std::borrow::Cow<'t, str>,
        text: std::borrow::Cow<'t, str>,
    },
    Reached {
        why: std::borrow::Cow<'t, str>,
        target: std::borrow::Cow<'t, str>,
    },
}

impl Line<'_> {
    fn into_event(self, before: &[Event]) -> Result<Event, String> {
        Ok(match self {
            Line::Message { tap, service, direction, same, text } => {
                let message = match (same.and_then(|index| before.get(index)), text) {
                    (Some(Event::Message { message, .. }), None) => message.clone(),
                    (None, Some(text)) => {
                        Message::parse(&*text, &STORED).map_err(|error| error.to_string())?
                    }
                    _ => return Err("it refers to no earlier message".into()),
                };
                Event::Message { tap, service: service.map(|label| (&*label).into()), direction, message }
            }
            Line::Planted { plant } => Event::Planted(plant),
            Line::Reworded { model, said } => Event::Reworded { model: (&*model).into(), said },
            Line::Found { finding } => Event::Found(finding),
            Line::Exposed { part, text } => Event::Exposed { part, text: (&*text).into() },
            Line::Said { said } => Event::Said(said),
            Line::Consulted { layer, said } => Event::Consulted { layer: (&*layer).into(), said },
            Line::Graded { judge, score, said } => Event::Graded { judge: (&*judge).into(), score, said },
            Line::Shown { what, text } => Event::Shown { what: (&*what).into(), text: (&*text).into() },
            Line::Reached { why, target } => {
                Event::Reached { why: (&*why).into(), target: (&*target).into() }
            }
        })
    }
}
