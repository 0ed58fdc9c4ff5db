//! The tools of the bank service.

use super::{ID, MESSAGE, QUERY};
use crate::agentboard::{Row, Type};

const DAY: Type = Type::Of("YYYY-MM-DD");
const NAME: (&str, Type) = ("name", Type::Of("Who gets the money"));
const ACCOUNT: (&str, Type) = ("account", Type::Of("Number of the account that gets the money"));
const AMOUNT: (&str, Type) = ("amount", Type::Number);
const REFERENCE: (&str, Type) = ("reference", Type::Text);
const TRANSACTIONS: &[(&str, Type)] = &[("transactions", Type::Objects)];

/// `read_account`.
pub(super) const READ: Row = Row::reads(
    "read_account",
    "The company's account and its balance.",
    &[],
    &[("owner", Type::Text), ("account", Type::Text), ("balance", Type::Number), ("currency", Type::Text)],
);
/// `list_transactions`.
pub(super) const LIST: Row = Row::reads(
    "list_transactions",
    "Lists what was paid and received from one day to another, both included; what was paid is negative.",
    &[("first_day", DAY), ("last_day", DAY)],
    TRANSACTIONS,
);
/// `search_transactions`.
pub(super) const SEARCH: Row = Row::reads(
    "search_transactions",
    "Lists the transactions in which every word of the query occurs: in name, account or reference.",
    &[QUERY],
    TRANSACTIONS,
);
/// `transfer_money`.
pub(super) const TRANSFER: Row = Row::changes(
    "transfer_money",
    "Pays at once from the company's account. It cannot be taken back.",
    &[NAME, ACCOUNT, AMOUNT, REFERENCE],
    &[MESSAGE, ID, ("balance", Type::Number)],
);
/// `list_standing_orders`.
pub(super) const ORDERS: Row =
    Row::reads("list_standing_orders", "Lists what is paid every month.", &[], &[("orders", Type::Objects)]);
/// `create_standing_order`.
pub(super) const CREATE_ORDER: Row = Row::changes(
    "create_standing_order",
    "Pays the same every month, on a day from 1 to 28.",
    &[NAME, ACCOUNT, AMOUNT, REFERENCE, ("day", Type::Integer)],
    &[MESSAGE, ID],
);
/// `change_standing_order`.
pub(super) const CHANGE_ORDER: Row = Row::changes(
    "change_standing_order",
    "Changes the amount of a standing order.",
    &[ID, AMOUNT],
    &[MESSAGE],
);
/// `cancel_standing_order`.
pub(super) const CANCEL_ORDER: Row =
    Row::changes("cancel_standing_order", "Ends a standing order.", &[ID], &[MESSAGE]);
