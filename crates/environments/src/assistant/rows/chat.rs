//! The tools of the chat service, one of which reports to the user and so ends the task.

use super::{MESSAGE, QUERY, TEXT};
use crate::agentboard::{Row, Type};

const CHANNEL: (&str, Type) = ("channel", Type::Of("#name of a channel"));

/// `list_channels`.
pub(super) const LIST: Row = Row::reads(
    "list_channels",
    "Lists the channels with their purpose and members.",
    &[],
    &[("channels", Type::Objects)],
);
/// `read_channel`.
pub(super) const READ: Row = Row::reads(
    "read_channel",
    "Reads a channel, or the direct talk with a colleague.",
    &[("channel", Type::Of("#name of a channel or @name of a colleague"))],
    &[("messages", Type::Objects)],
);
/// `search_chat`.
pub(super) const SEARCH: Row = Row::reads(
    "search_chat",
    "Lists the messages of all channels and direct talks in which every word of the query occurs.",
    &[QUERY],
    &[("messages", Type::Objects)],
);
/// `send_chat`.
pub(super) const SEND: Row = Row::changes(
    "send_chat",
    "Writes into a channel, or to a colleague alone.",
    &[("to", Type::Of("#name of a channel or @name of a colleague")), TEXT],
    &[MESSAGE],
);
/// `create_channel`.
pub(super) const CREATE: Row = Row::changes(
    "create_channel",
    "Opens a channel with these members, named by mail address.",
    &[CHANNEL, ("purpose", Type::Text), ("members", Type::Texts)],
    &[MESSAGE],
);
/// `add_to_channel`.
pub(super) const ADD: Row = Row::changes(
    "add_to_channel",
    "Adds members, named by mail address, to a channel; they can read all that was ever written there.",
    &[CHANNEL, ("people", Type::Texts)],
    &[MESSAGE],
);
/// `report`.
pub(super) const REPORT: Row = Row::changes(
    "report",
    "Reports to the user that the work is done, with the answer to the request. This ends the work.",
    &[("answer", Type::Text)],
    &[("answer", Type::Text)],
);
