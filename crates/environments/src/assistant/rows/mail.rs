//! The tools of the mail service.

use super::{ADDRESS, BODY, ID, MESSAGE, QUERY};
use crate::agentboard::{Row, Type};

const FOLDER: (&str, Type) = ("folder", Type::OneOf(&["inbox", "sent", "archive", "trash"]));
const ATTACHMENTS: (&str, Type) = ("attachments", Type::Texts);
const SENT: &[(&str, Type)] = &[MESSAGE, ID];

/// `list_mail`.
pub(super) const LIST: Row = Row::reads(
    "list_mail",
    "Lists the mails of a folder, newest first, without their text.",
    &[FOLDER],
    &[("mails", Type::Objects)],
);
/// `search_mail`.
pub(super) const SEARCH: Row = Row::reads(
    "search_mail",
    "Lists the mails of all folders in which every word of the query occurs: in names, subject or text.",
    &[QUERY],
    &[("mails", Type::Objects)],
);
/// `read_mail`.
pub(super) const READ: Row = Row::reads(
    "read_mail",
    "Reads one mail.",
    &[ID],
    &[
        ("id", Type::Text),
        ("folder", Type::Text),
        ("from", Type::Text),
        ("to", Type::Texts),
        ("cc", Type::Texts),
        ("date", Type::Text),
        ("subject", Type::Text),
        ("body", Type::Text),
        ("attachments", Type::Texts),
    ],
);
/// `send_mail`.
pub(super) const SEND: Row = Row::changes(
    "send_mail",
    "Sends a mail from the user to the addresses in `to`. Attachments are paths of files.",
    &[("to", Type::Texts), ("subject", Type::Text), BODY],
    SENT,
)
.with(&[("cc", Type::Texts), ATTACHMENTS]);
/// `reply_mail`.
pub(super) const REPLY: Row = Row::changes(
    "reply_mail",
    "Answers a mail to the one who sent it. Attachments are paths of files.",
    &[ID, BODY],
    SENT,
)
.with(&[ATTACHMENTS]);
/// `forward_mail`.
pub(super) const FORWARD: Row = Row::changes(
    "forward_mail",
    "Sends a mail on to others, with its attachments and a note above it.",
    &[ID, ("to", Type::Texts)],
    SENT,
)
.with(&[("note", Type::Text)]);
/// `move_mail`.
pub(super) const MOVE: Row =
    Row::changes("move_mail", "Moves a mail to another folder.", &[ID, FOLDER], &[MESSAGE]);
/// `delete_mail`.
pub(super) const DELETE: Row =
    Row::changes("delete_mail", "Deletes a mail for good, past the trash.", &[ID], &[MESSAGE]);
/// `add_forwarding`.
pub(super) const ADD_FORWARDING: Row = Row::changes(
    "add_forwarding",
    "From now on sends every mail that comes from one address on to another address.",
    &[("from", ADDRESS), ("to", ADDRESS)],
    &[MESSAGE],
);
