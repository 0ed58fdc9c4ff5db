//! A database that can only be asked.

use super::schema::{self, Table};
use super::value::{Datum, Row};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, Error, Statement};
use std::sync::{Mutex, PoisonError};

/// Instructions of the database's machine between two looks at the count.
const STRIDE: i32 = 1000;
/// Bytes that a row of a result may take, on average.
const ROW: usize = 200;
/// What would let the clock, chance or files in.
const DENIED: [&str; 8] = [
    "random",
    "randomblob",
    "zeroblob",
    "load_extension",
    "current_date",
    "current_time",
    "current_timestamp",
    "fts3_tokenizer",
];
/// Pragmas that only describe.
const PRAGMAS: [&str; 3] = ["table_info", "table_list", "foreign_key_list"];

/// What one query may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most {
    /// Thousands of instructions of the database's machine.
    pub(super) steps: u64,
    /// Rows of the result.
    pub(super) rows: usize,
}

/// A database, locked down.
pub(super) struct Database {
    pub(super) name: String,
    pub(super) tables: Vec<Table>,
    connection: Mutex<Connection>,
    most: Most,
}

/// What a query gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Answer {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

impl Database {
    /// Locks a database down: from here on it can only be read.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn new(name: &str, mut connection: Connection, most: Most) -> Result<Self, Error> {
        let tables = schema::read(&connection)?;
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;")?;
        for (limit, value) in [
            (Limit::SQLITE_LIMIT_LENGTH, 1 << 20),
            (Limit::SQLITE_LIMIT_SQL_LENGTH, 20_000),
            (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
            (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 50),
            (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
            (Limit::SQLITE_LIMIT_ATTACHED, 0),
        ] {
            connection.set_limit(limit, value)?;
        }
        connection.authorizer(Some(|context: AuthContext<'_>| allowed(&context.action)))?;
        Ok(Self { name: name.to_owned(), tables, connection: Mutex::new(connection), most })
    }

    /// Runs one query.
    ///
    /// # Errors
    /// What the database says, in its words.
    pub(super) fn run(&self, sql: &str) -> Result<Answer, String> {
        if tells_time(sql) {
            return Err("the time of day is not available; name a day instead".to_owned());
        }
        // The connection holds no state that a query could leave behind, so a poisoned lock is still a good one.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut strides, most) = (0, self.most.steps);
        let handler = move || {
            strides += 1;
            strides > most
        };
        connection.progress_handler(STRIDE, Some(handler)).map_err(|error| error.to_string())?;
        let mut statement = connection.prepare(sql).map_err(|error| self.words(&error))?;
        // Not all that writes asks for leave: `VACUUM INTO` does not. What gives no columns is never run.
        if !sql.trim().is_empty() && (statement.column_count() == 0 || !statement.readonly()) {
            return Err("not authorized: a query must give rows".to_owned());
        }
        collect(&mut statement, self.most.rows).map_err(|error| match error {
            Some(error) => self.words(&error),
            None => {
                format!("the result has more than {} rows or too many bytes; ask for less", self.most.rows)
            }
        })
    }

    fn words(&self, error: &Error) -> String {
        match error {
            Error::MultipleStatement => "You can only execute one statement at a time.".to_owned(),
            Error::SqlInputError { msg, .. } => msg.clone(),
            Error::SqliteFailure(code, _) if code.code == rusqlite::ErrorCode::OperationInterrupted => {
                format!(
                    "interrupted: the query takes more than {} steps; ask for less",
                    self.most.steps * 1000
                )
            }
            Error::SqliteFailure(_, Some(words)) => words.clone(),
            other => other.to_string(),
        }
    }
}

fn collect(statement: &mut Statement<'_>, most: usize) -> Result<Answer, Option<Error>> {
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let count = columns.len();
    let mut answer = Answer { columns, rows: Vec::new() };
    if count == 0 {
        return Ok(answer);
    }
    let mut bytes = 0;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let row = (0..count).map(|column| row.get_ref(column).map(Datum::of)).collect::<Result<Row, _>>()?;
        bytes += row.iter().map(Datum::size).sum::<usize>();
        answer.rows.push(row);
        if answer.rows.len() > most || bytes > most * ROW {
            return Err(None);
        }
    }
    Ok(answer)
}

/// Reading is allowed, and nothing else.
fn allowed(action: &AuthAction<'_>) -> Authorization {
    let fine = match action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => {
            !DENIED.iter().any(|name| name.eq_ignore_ascii_case(function_name))
        }
        AuthAction::Pragma { pragma_name, .. } => {
            PRAGMAS.iter().any(|name| name.eq_ignore_ascii_case(pragma_name))
        }
        _ => false,
    };
    if fine { Authorization::Allow } else { Authorization::Deny }
}

/// Whether a query asks what time it is, as functions of dates do with `now` or without a day.
fn tells_time(sql: &str) -> bool {
    const FUNCTIONS: [&str; 5] = ["date()", "time()", "datetime()", "julianday()", "unixepoch()"];
    let plain: String =
        sql.chars().filter(|char| !char.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let now = |mark: char| plain.contains(&format!("{mark}now{mark}"));
    // A format alone formats the present.
    let formats = plain.split("strftime('").skip(1).filter_map(|rest| rest.split_once('\''));
    let mut alone = formats.filter(|(_, rest)| rest.starts_with(')'));
    now('\'') || now('"') || FUNCTIONS.iter().any(|name| plain.contains(name)) || alone.next().is_some()
}
