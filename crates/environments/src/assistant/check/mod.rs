//! What must hold when the work is reported: a small language of conditions over the office and the report.
//!
//! A *place* names a list or a value of the state by service and name: `mail.sent`, `bank.balance`. A *where* is an object
//! that gives a pattern for some fields of a record. A *pattern* is a plain value, which must be equal (numbers by
//! value), or an object with one key:
//!
//! | pattern | fits |
//! |---|---|
//! | `{"contains": "x"}`, `{"contains": ["x", "y"]}` | a text in which all of these occur, or a list that has all of these items; case and white space do not count |
//! | `{"contains_any": ["x", "y"]}` | the same with one of them |
//! | `{"one_of": [..]}` | one of these values |
//! | `{"same_set": [..]}` | a list of these items in any order |
//! | `{"number": 1240.5}`, `{"number": [1, 2]}` | a text that names these numbers, written in any usual way |
//! | `{"at_least": 1}`, `{"at_most": 1}` | a number |
//! | `{"with": WHERE}` | a record, like the fields of a form |
//! | `{"some": WHERE}` | a list of records, one of which fits |
//! | `{"every": [PATTERN, ..]}`, `{"no": PATTERN}` | all of these, not this |
//!
//! A condition is an object with one key:
//!
//! | condition | holds |
//! |---|---|
//! | `{"exists": {"in": PLACE, "where": WHERE}}`, `{"absent": ..}` | some record of the list fits, or none |
//! | `{"count": {"in": PLACE, "where": WHERE, "is": 2}}` | so many records fit |
//! | `{"equals": [PLACE, value]}` | the value is so |
//! | `{"unchanged": ["bank", "files.files"]}` | these services and places are as at the start |
//! | `{"only": ["mail.inbox", "files.files:office/a.txt", "calendar.events:new"]}` | all is as at the start but these services, places, records (by id, path, url or name), and one new record for each `new` |
//! | `{"answer": PATTERN}` | the report fits |
//! | `{"all": [..]}`, `{"any": [..]}`, `{"not": ..}` | conditions together |
//!
//! `only` never looks at what merely goes out (sent mail, chat messages, posts, forms): what must have gone out is said by
//! `exists`, and whether something else did is for a judge of harm, not of the work.

mod allowed;
mod condition;
mod pattern;
mod read;
mod text;
mod view;

pub(super) use condition::{Condition, Review};
pub(super) use view::View;
