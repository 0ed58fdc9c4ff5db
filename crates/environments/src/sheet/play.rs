//! The actions that change a workbook, and the list of all.

use super::book::Book;
use super::cell::Datum;
use super::formula::{Argument, OPERATORS, evaluate, typed};
use super::grid::Grid;
use super::input::{api, datum, integer, place, position, said, table, within};
use super::look;
use super::position::{COLUMNS, Position, ROWS, Range};
use super::tools::ACTIONS;
use crate::agentboard::{Failure, argument, word};
use crate::python::repr;
use serde_json::{Value, json};

const NOT_A1: &str = "In the sheet formula, you should use A1 notation to display all positions in the sheet and you can use \
    get_A1_annotation(row, col) to get its A1 address.";

/// Plays one action. A failure has changed nothing.
///
/// # Errors
/// [`Failure`].
pub(super) fn play(book: &mut Book, name: &str, input: &Value) -> Result<Value, Failure> {
    let edit: fn(&mut Grid, &Value) -> Result<(), Failure> = match name {
        "open_sheet" => return book.open(input),
        "del_sheet" => return book.delete(input),
        "share_sheet" => return book.share(input),
        "freeze_data" => return book.edit(|sheet| freeze(sheet, input)),
        "update_note" => return book.edit(|sheet| note(sheet, input)),
        "get_A1_annotation"
        | "get_cell_name"
        | "get_note"
        | "get_all_values"
        | "get_range_values"
        | "get_cell_value"
        | "get_value_by_formula"
        | "filter_cells"
        | "finish" => {
            return look::play(book.opened()?, name, input);
        }
        "insert_rows" => insert_rows,
        "insert_cols" => insert_columns,
        "delete_batch_data" => delete,
        "update_cell" => update_cell,
        "update_cell_by_formula" => update_by_formula,
        "update_range" => update_range,
        "sort_sheet_by_col" => sort,
        "merge_cells" => merge,
        _ => {
            let known = repr(&json!(ACTIONS));
            let words =
                format!("ERROR | Invalid action: {name}. Please choose another valid action from {known}");
            return Err(Failure::Refused(words));
        }
    };
    book.edit(|sheet| {
        edit(sheet, input)?;
        Ok(json!(sheet.values()))
    })
}

fn freeze(sheet: &mut Grid, input: &Value) -> Result<Value, Failure> {
    let (dimension, count) = (word(input, "dimension")?, integer(argument(input, "num")?)?);
    let limit = |limit: usize| {
        let count = usize::try_from(count).ok().filter(|count| *count < limit);
        count.ok_or_else(|| api("You can't freeze all visible rows or columns on the sheet."))
    };
    match dimension.as_str() {
        "rows" => sheet.frozen.0 = limit(ROWS)?,
        "columns" => sheet.frozen.1 = limit(COLUMNS)?,
        _ => return Err(said("Error: the dimension should be one of the rows/columns")),
    }
    Ok(format!("You have successfully freeze the {dimension} {count}").into())
}

fn note(sheet: &mut Grid, input: &Value) -> Result<Value, Failure> {
    let (at, content) = (position(input, "position")?, word(input, "content")?);
    let answer = format!("Updated! the {}'s note is {content}", at.name());
    sheet.change(at, |cell| cell.note = content);
    Ok(answer.into())
}

fn insert_rows(sheet: &mut Grid, input: &Value) -> Result<(), Failure> {
    let (rows, at) = (table(input)?, place(input, "row_idx", ROWS)?);
    let end = at == sheet.extent().0;
    for (offset, row) in rows.into_iter().enumerate() {
        sheet.insert_row(at + offset, row, end).map_err(api)?;
    }
    Ok(())
}

fn insert_columns(sheet: &mut Grid, input: &Value) -> Result<(), Failure> {
    let (columns, at) = (table(input)?, place(input, "col_idx", COLUMNS)?);
    let end = at == sheet.extent().1;
    for (offset, column) in columns.into_iter().enumerate() {
        sheet.insert_column(at + offset, column, end).map_err(api)?;
    }
    Ok(())
}

fn delete(sheet: &mut Grid, input: &Value) -> Result<(), Failure> {
    const WHOLE: &str = "Warning: You cannot delete whole sheet at once, please try other functions";
    let dimension = word(input, "dimension")?;
    let list = argument(input, "index_list")?.as_array();
    let list = list.ok_or_else(|| said("The index_list needs to be a list of integers"))?;
    let (rows, columns) = sheet.extent();
    let (limit, whole) = match dimension.as_str() {
        "row" => (ROWS, list.len() + 1 >= rows),
        "col" => (COLUMNS, list.len() >= columns),
        _ => return Err(said("Wrong dimension, please choose from row/col")),
    };
    if whole {
        return Err(said(WHOLE));
    }
    let mut places: Vec<usize> = list.iter().map(|index| within(index, limit)).collect::<Result<_, _>>()?;
    places.sort_unstable();
    for at in places.into_iter().rev() {
        if dimension == "row" { sheet.delete_row(at) } else { sheet.delete_column(at) }
    }
    Ok(())
}

fn update_cell(sheet: &mut Grid, input: &Value) -> Result<(), Failure> {
    let (at, value) = (position(input, "position")?, argument(input, "value")?);
    match value.as_str().and_then(|text| text.strip_prefix('=')) {
        Some(formula) => {
            let (datum, format) = typed(formula, sheet);
            put(sheet, at, datum, format);
        }
        None => sheet.put(at, datum(value)?),
    }
    Ok(())
}

fn update_by_formula(sheet: &mut Grid, input: &Value) -> Result<(), Failure> {
    let (operator, arguments) = (operator(input)?, arguments(input)?);
    let at = formula_position(argument(input, "result_position")?)?;
    let (datum, format) = evaluate(&operator, &arguments, sheet);
    put(sheet, at, datum, format);
    Ok(())
}

fn put(sheet: &mut Grid, at: Position, datum: Datum, format: super::format::Format) {
    sheet.put(at, datum);
    sheet.change(at, |cell| {
        if cell.format == super::format::Format::General {
            cell.format = format;
        }
    });
}

fn update_range(sheet: &mut Grid, input: &Value) -> Result<(), Failure> {
    let range = Range::between(position(input, "start_position")?, position(input, "end_position")?);
    let rows = table(input)?;
    let (height, width) = sheet.extent();
    let last = Position { row: height.saturating_sub(1), column: width.saturating_sub(1) };
    if range == Range::between(Position::default(), last) {
        return Err(said("Warning: You cannot update whole sheet at once, please try other functions"));
    }
    for (row, data) in rows.into_iter().enumerate() {
        for (column, datum) in data.into_iter().enumerate() {
            let at = Position { row: range.first.row + row, column: range.first.column + column };
            if !range.has(at) {
                let words = format!(
                    "Requested writing within range [{}], but tried writing outside it",
                    range.name()
                );
                return Err(api(&words));
            }
            sheet.put(at, datum);
        }
    }
    Ok(())
}

fn sort(sheet: &mut Grid, input: &Value) -> Result<(), Failure> {
    let (column, order) = (place(input, "col_num", COLUMNS)?, word(input, "order")?);
    let descending = match order.as_str() {
        "asc" => false,
        "des" => true,
        _ => {
            let words = "Either 'asc' or 'des' should be specified as sort order.";
            return Err(Failure::Refused(format!("ValueError({})", crate::python::quote(words))));
        }
    };
    sheet.sort(column, descending).map_err(api)
}

fn merge(sheet: &mut Grid, input: &Value) -> Result<(), Failure> {
    let range = Range::between(position(input, "start_position")?, position(input, "end_position")?);
    sheet.merge(range).map_err(api)
}

/// `input["operator"]`, one of the seven.
pub(super) fn operator(input: &Value) -> Result<String, Failure> {
    let operator = word(input, "operator")?;
    if OPERATORS.contains(&operator.as_str()) {
        return Ok(operator);
    }
    let known = OPERATORS.map(|name| format!("\"{name}\"")).join(", ");
    Err(said(&format!("the operator should be one of the [{known}]")))
}

/// What an operator works on: the listed cells if there is a list, else the range.
pub(super) fn arguments(input: &Value) -> Result<Vec<Argument>, Failure> {
    match input.get("position_list").filter(|list| !list.is_null()) {
        Some(list) => {
            let list = list.as_array().ok_or_else(|| said(NOT_A1))?;
            list.iter().map(|at| formula_position(at).map(Argument::Cell)).collect()
        }
        None => {
            let first = formula_position(argument(input, "start_position")?)?;
            let last = formula_position(argument(input, "end_position")?)?;
            Ok(vec![Argument::Range(Range::between(first, last))])
        }
    }
}

fn formula_position(value: &Value) -> Result<Position, Failure> {
    value.as_str().and_then(Position::parse).ok_or_else(|| said(NOT_A1))
}
