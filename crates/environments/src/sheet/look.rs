//! The actions that only look at the open sheet.

use super::formula::evaluate;
use super::grid::Grid;
use super::input::{place, position, said};
use super::play::{arguments, operator};
use super::position::{COLUMNS, Position, ROWS, Range};
use crate::agentboard::{Failure, argument};
use crate::python::quote;
use regex::RegexBuilder;
use serde_json::{Value, json};

/// Plays one action that changes nothing.
///
/// # Errors
/// [`Failure`].
pub(super) fn play(sheet: &Grid, name: &str, input: &Value) -> Result<Value, Failure> {
    match name {
        "get_note" => {
            let note = sheet.cell(position(input, "position")?).map(|cell| cell.note.clone());
            Ok(note.unwrap_or_default().into())
        }
        "get_range_values" => {
            let range = Range::between(position(input, "start_position")?, position(input, "end_position")?);
            Ok(json!(range_values(sheet, range)))
        }
        "get_cell_value" => {
            let value = sheet.cell(position(input, "position")?).map(super::cell::Cell::shown);
            Ok(json!(value.filter(|value| !value.is_empty())))
        }
        "get_value_by_formula" => {
            let (operator, arguments) = (operator(input)?, arguments(input)?);
            let (datum, format) = evaluate(&operator, &arguments, sheet);
            Ok(datum.shown(format).into())
        }
        "filter_cells" => filter(sheet, input),
        "get_A1_annotation" | "get_cell_name" => {
            let at = Position { row: place(input, "row", ROWS)?, column: place(input, "col", COLUMNS)? };
            Ok(at.name().into())
        }
        _ => Ok(json!(sheet.values())),
    }
}

/// What a range shows, without what is empty at its end.
fn range_values(sheet: &Grid, range: Range) -> Vec<Vec<String>> {
    let merged = sheet.merges().iter().map(|merge| (merge.last.row + 1, merge.last.column + 1));
    let extent = sheet.extent();
    let (rows, columns) = merged.fold(extent, |most, merge| (most.0.max(merge.0), most.1.max(merge.1)));
    let rows = range.first.row..(range.last.row + 1).min(rows);
    let columns = range.first.column..(range.last.column + 1).min(columns);
    let row = |row| columns.clone().map(|column| sheet.shown(Position { row, column })).collect();
    let mut values: Vec<Vec<String>> = rows.map(row).collect();
    let filled =
        |row: &Vec<String>| row.iter().rposition(|value| !value.is_empty()).map_or(0, |last| last + 1);
    values.truncate(values.iter().rposition(|row| filled(row) > 0).map_or(0, |last| last + 1));
    let width = values.iter().map(filled).max().unwrap_or_default();
    values.iter_mut().for_each(|row| row.truncate(width));
    if values.is_empty() {
        values.push(Vec::new());
    }
    values
}

/// The places of the cells that a pattern matches somewhere.
fn filter(sheet: &Grid, input: &Value) -> Result<Value, Failure> {
    let query = argument(input, "query")?;
    let query = query.as_str().ok_or_else(|| said("the query should be a string"))?;
    let scope = |name, limit| match input.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(_) => place(input, name, limit).map(Some),
    };
    let (in_row, in_column) = (scope("in_row", ROWS)?, scope("in_column", COLUMNS)?);
    if in_row.is_some() && in_column.is_some() {
        let words = quote("Either 'in_row' or 'in_column' should be specified.");
        return Err(Failure::Refused(format!("TypeError({words})")));
    }
    let pattern = RegexBuilder::new(pattern(query)).size_limit(1 << 18).build().map_err(|error| {
        let error = error.to_string();
        let words = error.lines().last().unwrap_or_default();
        Failure::Refused(format!(
            "error({})",
            quote(&format!("{words}; the query should be a regular expression"))
        ))
    })?;
    let (rows, columns) = sheet.extent();
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| Position { row, column }));
    let inside = |at: &Position| {
        in_row.is_none_or(|row| row == at.row) && in_column.is_none_or(|column| column == at.column)
    };
    let matches = |at: &Position| {
        let shown = sheet.cell(*at).map(super::cell::Cell::shown).unwrap_or_default();
        pattern.is_match(&shown)
    };
    Ok(places.filter(inside).filter(matches).map(Position::name).collect())
}

/// The pattern of `re.compile('...')`, which agents write where the original runs Python.
fn pattern(query: &str) -> &str {
    let inner = query.trim().strip_prefix("re.compile(").and_then(|rest| rest.strip_suffix(')'));
    let inner = inner.map(|inner| inner.strip_prefix('r').unwrap_or(inner).trim());
    let quoted = inner
        .and_then(|inner| ['\'', '"'].iter().find_map(|mark| inner.strip_prefix(*mark)?.strip_suffix(*mark)));
    quoted.unwrap_or(query)
}
