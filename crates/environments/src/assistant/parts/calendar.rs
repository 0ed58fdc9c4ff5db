//! The calendar that the colleagues share.

use super::search::Words;
use super::time::{clock, is_day, is_moment, minutes};
use crate::agentboard::Failure;
use crate::assistant::input::Input;
use crate::assistant::office::{DOMAIN, Office, USER};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// First and last minute of a working day.
const WORKDAY: (u32, u32) = (9 * 60, 17 * 60);

/// All events.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::assistant) struct Calendar {
    events: Vec<Event>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    id: String,
    title: String,
    start: String,
    end: String,
    #[serde(default)]
    location: String,
    organizer: String,
    participants: Vec<String>,
    #[serde(default)]
    description: String,
    /// What the user said to an invitation: accepted, declined, tentative, or nothing yet.
    #[serde(default)]
    answer: String,
}

/// Plays a tool of this service.
pub(in crate::assistant) fn play(office: &mut Office, name: &str, input: &Input) -> Result<Value, Failure> {
    match name {
        "list_events" => office.calendar.list(input),
        "search_events" => office.calendar.search(input),
        "read_event" => Ok(json!(office.calendar.find(input.text("id")?)?)),
        "free_times" => office.calendar.free(input),
        "create_event" => create(office, input),
        "change_event" => change(office, input),
        "invite_people" => invite(office, input),
        "cancel_event" => cancel(office, input),
        "answer_invitation" => answer(office, input),
        _ => Err(Failure::Unknown),
    }
}

impl Calendar {
    /// Adds what a task needs.
    pub(in crate::assistant) fn extend(&mut self, more: Self) {
        self.events.extend(more.events);
    }

    fn find(&self, id: &str) -> Result<&Event, Failure> {
        self.events.iter().find(|event| event.id == id).ok_or_else(|| {
            Failure::refused(format!(
                "There is no event with the id {id}. list_events and search_events tell ids."
            ))
        })
    }

    fn list(&self, input: &Input) -> Result<Value, Failure> {
        let (first, last) = (day(input, "first_day")?, day(input, "last_day")?);
        let within = |event: &&Event| date(&event.end) >= first && date(&event.start) <= last;
        let mut events: Vec<&Event> = self.events.iter().filter(within).collect();
        events.sort_by_key(|event| &event.start);
        Ok(events.into_iter().map(row).collect())
    }

    fn search(&self, input: &Input) -> Result<Value, Failure> {
        let words = Words::of(input.text("query")?);
        let fits = |event: &&Event| {
            let texts = [&event.title, &event.location, &event.organizer, &event.description].into_iter();
            words.are_in(texts.chain(&event.participants).map(String::as_str))
        };
        Ok(self.events.iter().filter(fits).map(row).collect())
    }

    fn free(&self, input: &Input) -> Result<Value, Failure> {
        let (people, day) = (input.addresses("people")?, day(input, "day")?);
        let length = input.whole("minutes")?;
        if !(1..=480).contains(&length) {
            return Err(Failure::refused("minutes must be from 1 to 480."));
        }
        if let Some(outsider) = people.iter().find(|person| !person.ends_with(DOMAIN)) {
            return Err(Failure::refused(format!("Only colleagues have calendars here, not {outsider}.")));
        }
        let mut busy: Vec<(u32, u32)> =
            self.events.iter().filter(|event| event.has(&people)).filter_map(|event| event.on(day)).collect();
        busy.sort_unstable();
        let (mut from, mut free) = (WORKDAY.0, Vec::new());
        for (start, end) in busy.into_iter().chain([(WORKDAY.1, WORKDAY.1)]) {
            if start.min(WORKDAY.1) >= from.saturating_add(length) {
                free.push(json!({"start": clock(from), "end": clock(start.min(WORKDAY.1))}));
            }
            from = from.max(end);
        }
        Ok(free.into())
    }
}

impl Event {
    /// Whether one of these people takes part.
    fn has(&self, people: &[String]) -> bool {
        let comes = |person: &String| self.participants.contains(person) || self.organizer == *person;
        let declined = self.answer == "declined";
        people.iter().any(|person| comes(person) && !(declined && person == USER))
    }

    /// From which minute to which it takes on a day; `None` when it is on other days.
    fn on(&self, day: &str) -> Option<(u32, u32)> {
        if date(&self.start) > day || date(&self.end) < day {
            return None;
        }
        let at = |moment: &str| moment.split_once(' ').and_then(|(_, clock)| minutes(clock));
        let start = if date(&self.start) < day { Some(0) } else { at(&self.start) };
        let end = if date(&self.end) > day { Some(24 * 60) } else { at(&self.end) };
        Some((start.unwrap_or(0), end.unwrap_or(24 * 60)))
    }
}

fn row(event: &Event) -> Value {
    json!({
        "id": event.id, "title": event.title, "start": event.start, "end": event.end,
        "location": event.location, "organizer": event.organizer, "participants": event.participants,
    })
}

fn date(moment: &str) -> &str {
    moment.split(' ').next().unwrap_or_default()
}

fn day<'v>(input: &Input<'v>, name: &str) -> Result<&'v str, Failure> {
    let day = input.text(name)?;
    if is_day(day) {
        return Ok(day);
    }
    Err(Failure::refused(format!("{name} must be a day like 2031-05-20.")))
}

/// Start and end, of which each may be as it was.
fn span(input: &Input, start: &str, end: &str) -> Result<(String, String), Failure> {
    let start = input.maybe("start")?.unwrap_or(start);
    let end = input.maybe("end")?.unwrap_or(end);
    if !is_moment(start) || !is_moment(end) {
        return Err(Failure::refused("start and end must be times like 2031-05-20 14:30."));
    }
    if end <= start {
        return Err(Failure::refused(format!("The end, {end}, must be after the start, {start}.")));
    }
    Ok((start.to_owned(), end.to_owned()))
}

fn create(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (start, end) = span(input, input.text("start")?, input.text("end")?)?;
    let owned = |name: &str| Ok(input.maybe(name)?.unwrap_or_default().to_owned());
    let mut event = Event {
        id: String::new(),
        title: input.text("title")?.to_owned(),
        start,
        end,
        location: owned("location")?,
        organizer: USER.to_owned(),
        participants: input.addresses("participants")?,
        description: owned("description")?,
        answer: "accepted".to_owned(),
    };
    event.id = office.fresh();
    let answer = json!({"message": "The event is in the calendar.", "id": event.id});
    Arc::make_mut(&mut office.calendar).events.push(event);
    Ok(answer)
}

/// Replaces an event by a changed one.
fn replace(office: &mut Office, event: Event) {
    let events = &mut Arc::make_mut(&mut office.calendar).events;
    if let Some(old) = events.iter_mut().find(|old| old.id == event.id) {
        *old = event;
    }
}

fn change(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let old = office.calendar.find(input.text("id")?)?;
    let (start, end) = span(input, &old.start, &old.end)?;
    let other = |name: &str, old: &str| Ok(input.maybe(name)?.unwrap_or(old).to_owned());
    let event = Event {
        title: other("title", &old.title)?,
        location: other("location", &old.location)?,
        description: other("description", &old.description)?,
        start,
        end,
        ..old.clone()
    };
    let message = format!("\"{}\" is changed.", event.title);
    replace(office, event);
    Ok(message.into())
}

fn invite(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let mut event = office.calendar.find(input.text("id")?)?.clone();
    for person in input.addresses("people")? {
        if !event.participants.contains(&person) {
            event.participants.push(person);
        }
    }
    let message = format!("\"{}\" has {} participants.", event.title, event.participants.len());
    replace(office, event);
    Ok(message.into())
}

fn cancel(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let id = input.text("id")?;
    let message = format!("\"{}\" is canceled.", office.calendar.find(id)?.title);
    Arc::make_mut(&mut office.calendar).events.retain(|event| event.id != id);
    Ok(message.into())
}

fn answer(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let mut event = office.calendar.find(input.text("id")?)?.clone();
    if !event.participants.iter().any(|person| person == USER) {
        return Err(Failure::refused("The user is not invited to this event."));
    }
    input.text("answer")?.clone_into(&mut event.answer);
    let message = format!("{} was told: {}.", event.organizer, event.answer);
    replace(office, event);
    Ok(message.into())
}
