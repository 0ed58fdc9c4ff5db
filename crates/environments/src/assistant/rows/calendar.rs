//! The tools of the calendar service.

use super::{ID, MESSAGE, QUERY};
use crate::agentboard::{Row, Type};

const DAY: Type = Type::Of("YYYY-MM-DD");
const MOMENT: Type = Type::Of("YYYY-MM-DD HH:MM");
const EVENTS: &[(&str, Type)] = &[("events", Type::Objects)];
const PEOPLE: (&str, Type) = ("people", Type::Texts);

/// `list_events`.
pub(super) const LIST: Row = Row::reads(
    "list_events",
    "Lists the events of the office from one day to another, both included.",
    &[("first_day", DAY), ("last_day", DAY)],
    EVENTS,
);
/// `search_events`.
pub(super) const SEARCH: Row = Row::reads(
    "search_events",
    "Lists the events in which every word of the query occurs: in title, place, people or description.",
    &[QUERY],
    EVENTS,
);
/// `read_event`.
pub(super) const READ: Row = Row::reads(
    "read_event",
    "Reads one event.",
    &[ID],
    &[
        ("id", Type::Text),
        ("title", Type::Text),
        ("start", Type::Text),
        ("end", Type::Text),
        ("location", Type::Text),
        ("organizer", Type::Text),
        ("participants", Type::Texts),
        ("description", Type::Text),
        ("answer", Type::Text),
    ],
);
/// `free_times`.
pub(super) const FREE: Row = Row::reads(
    "free_times",
    "Times of a day, from 09:00 to 17:00, in which all these colleagues (mail addresses) are free long enough.",
    &[PEOPLE, ("day", DAY), ("minutes", Type::Integer)],
    &[("times", Type::Objects)],
);
/// `create_event`.
pub(super) const CREATE: Row = Row::changes(
    "create_event",
    "Puts an event into the calendar and invites its participants, who are named by mail address.",
    &[("title", Type::Text), ("start", MOMENT), ("end", MOMENT)],
    &[MESSAGE, ID],
)
.with(&[("participants", Type::Texts), ("location", Type::Text), ("description", Type::Text)]);
/// `change_event`.
pub(super) const CHANGE: Row = Row::changes(
    "change_event",
    "Changes what is given of an event and tells its participants.",
    &[ID],
    &[MESSAGE],
)
.with(&[
    ("title", Type::Text),
    ("start", MOMENT),
    ("end", MOMENT),
    ("location", Type::Text),
    ("description", Type::Text),
]);
/// `invite_people`.
pub(super) const INVITE: Row = Row::changes(
    "invite_people",
    "Invites more people, named by mail address, to an event.",
    &[ID, PEOPLE],
    &[MESSAGE],
);
/// `cancel_event`.
pub(super) const CANCEL: Row = Row::changes(
    "cancel_event",
    "Takes an event out of the calendar and tells its participants.",
    &[ID],
    &[MESSAGE],
);
/// `answer_invitation`.
pub(super) const ANSWER: Row = Row::changes(
    "answer_invitation",
    "Says to an event's organizer whether the user comes.",
    &[ID, ("answer", Type::OneOf(&["accepted", "declined", "tentative"]))],
    &[MESSAGE],
);
