//! What tables there are, in words.

use rusqlite::{Connection, Error};
use serde_json::{Value, json};

/// One table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// Own column, other table, its column.
    pub(super) links: Vec<(String, String, String)>,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) is_key: bool,
}

/// Reads the tables of a database, by name.
///
/// # Errors
/// What the database says.
pub(super) fn read(connection: &Connection) -> Result<Vec<Table>, Error> {
    let names =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let mut names = connection.prepare(names)?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    names.into_iter().map(|name| table(connection, name)).collect()
}

fn table(connection: &Connection, name: String) -> Result<Table, Error> {
    let mut info = connection.prepare("SELECT name, type, pk > 0 FROM pragma_table_info(?1)")?;
    let columns = info
        .query_map([&name], |row| Ok(Column { name: row.get(0)?, kind: row.get(1)?, is_key: row.get(2)? }))?;
    let columns = columns.collect::<Result<_, _>>()?;
    let links =
        "SELECT \"from\", \"table\", coalesce(\"to\", '') FROM pragma_foreign_key_list(?1) ORDER BY id DESC";
    let mut links = connection.prepare(links)?;
    let links = links.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let links = links.collect::<Result<_, _>>()?;
    Ok(Table { name, columns, links })
}

/// The tables in the original's words, on one line.
pub(super) fn described(database: &str, tables: &[Table]) -> String {
    let names: Vec<String> = tables.iter().map(|table| table.name.to_lowercase()).collect();
    let mut words = vec![format!("{database} contains tables such as {}.", names.join(", "))];
    for table in tables {
        let columns = |wanted: fn(&Column) -> bool| {
            let columns = table.columns.iter().filter(|column| wanted(column));
            columns.map(|column| column.name.to_lowercase()).collect::<Vec<_>>().join(", ")
        };
        words.push(format!("Table {} has columns such as {}.", table.name.to_lowercase(), columns(|_| true)));
        words.push(format!("{} is the primary key.", columns(|column| column.is_key)));
    }
    for table in tables {
        for (from, other, to) in &table.links {
            let words_of_link =
                format!("The {from} of {} is the foreign key of {to} of {other}.", table.name);
            words.push(words_of_link.to_lowercase().replacen("the ", "The ", 1));
        }
    }
    words.join(" ")
}

impl Table {
    /// For programs.
    pub(super) fn json(&self) -> Value {
        let columns = self.columns.iter();
        let columns = columns
            .map(|column| json!({"name": column.name, "type": column.kind, "primary_key": column.is_key}));
        let links = self.links.iter();
        let links = links.map(|(from, table, to)| json!({"column": from, "table": table, "references": to}));
        json!({
            "table": self.name,
            "columns": columns.collect::<Vec<_>>(),
            "foreign_keys": links.collect::<Vec<_>>(),
        })
    }
}
