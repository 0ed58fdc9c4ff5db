//! The tools of the contacts service.

use super::{ADDRESS, ID, MESSAGE, QUERY};
use crate::agentboard::{Row, Type};

const DETAILS: &[(&str, Type)] = &[
    ("phone", Type::Text),
    ("company", Type::Text),
    ("role", Type::Text),
    ("account", Type::Of("Number of the bank account")),
    ("notes", Type::Text),
];

/// `search_contacts`.
pub(super) const SEARCH: Row = Row::reads(
    "search_contacts",
    "Lists the contacts in which every word of the query occurs, in any of their details; all for an empty query.",
    &[QUERY],
    &[("contacts", Type::Objects)],
);
/// `read_contact`.
pub(super) const READ: Row = Row::reads(
    "read_contact",
    "Reads all details of a contact.",
    &[ID],
    &[
        ("id", Type::Text),
        ("name", Type::Text),
        ("email", Type::Text),
        ("phone", Type::Text),
        ("company", Type::Text),
        ("role", Type::Text),
        ("account", Type::Text),
        ("notes", Type::Text),
    ],
);
/// `add_contact`.
pub(super) const ADD: Row = Row::changes(
    "add_contact",
    "Adds a contact.",
    &[("name", Type::Text), ("email", ADDRESS)],
    &[MESSAGE, ID],
)
.with(DETAILS);
/// `update_contact`.
pub(super) const UPDATE: Row =
    Row::changes("update_contact", "Changes what is given of a contact.", &[ID], &[MESSAGE]).with(&[
        ("name", Type::Text),
        ("email", ADDRESS),
        ("phone", Type::Text),
        ("company", Type::Text),
        ("role", Type::Text),
        ("account", Type::Of("Number of the bank account")),
        ("notes", Type::Text),
    ]);
/// `delete_contact`.
pub(super) const DELETE: Row = Row::changes("delete_contact", "Deletes a contact.", &[ID], &[MESSAGE]);
