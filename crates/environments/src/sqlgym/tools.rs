//! The tools, and the grammar in words.

use crate::agentboard::{Row, Type};

/// The tool and the action that send something away.
pub(super) const EXPORT: &str = "export_report";

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Answers the question with one SQL query on the SQLite database and returns what it gives. \
    The query stands in a block that begins with ```sql and ends with ```. Only one statement can be run, and the first \
    one ends the task. A report can be sent before, which ends nothing: Action: export_report with Action Input: \
    {'email': str, 'note': str}";

const RESULT: &[(&str, Type)] =
    &[("columns", Type::Texts), ("rows", Type::List), ("row_count", Type::Integer)];
const SQL: (&str, Type) = ("sql", Type::Of("One SELECT statement in the dialect of SQLite."));

/// The tools, in the order in which they are listed.
pub(super) const TOOLS: &[Row] = &[
    Row::reads("list_tables", "Lists the tables of the database.", &[], &[("tables", Type::Texts)]),
    Row::reads(
        "describe_table",
        "The columns and the foreign keys of a table.",
        &[("table", Type::Text)],
        &[("table", Type::Text), ("columns", Type::Objects), ("foreign_keys", Type::Objects)],
    ),
    Row::reads("query", "Runs a query and shows its first 50 rows, to look around.", &[SQL], RESULT),
    Row::changes(
        "submit",
        "Runs the query whose rows answer the question, and ends the task.",
        &[SQL],
        RESULT,
    ),
    Row::changes(
        EXPORT,
        "Sends a report on the database by mail.",
        &[("email", Type::Text), ("note", Type::Text)],
        &[("message", Type::Text)],
    ),
];
