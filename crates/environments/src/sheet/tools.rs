//! The tools, and the grammar in words.

use super::formula::OPERATORS;
use crate::agentboard::{Row, Type};

/// The actions of the original, in its order, and ours.
pub(super) const ACTIONS: &[&str] = &[
    "open_sheet",
    "del_sheet",
    "freeze_data",
    "get_A1_annotation",
    "insert_cols",
    "insert_rows",
    "delete_batch_data",
    "update_cell",
    "update_cell_by_formula",
    "update_range",
    "sort_sheet_by_col",
    "merge_cells",
    "update_note",
    "get_all_values",
    "get_range_values",
    "get_cell_value",
    "get_value_by_formula",
    "filter_cells",
    "get_note",
    "finish",
    "share_sheet",
];

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action on the user's workbook and returns what you see. An action is written as: \
    Action: [name] with Action Input: [Python dict]. Open a sheet first; cells are named as in A1, rows and columns count \
    from 1. The actions and their inputs are:\n\
    open_sheet {'name': str}\n\
    del_sheet {'name': str}\n\
    freeze_data {'dimension': 'rows' or 'columns', 'num': int}\n\
    get_A1_annotation {'row': int, 'col': int}\n\
    insert_cols {'values_list': [[values of a column], ...], 'col_idx': int}\n\
    insert_rows {'values_list': [[values of a row], ...], 'row_idx': int}\n\
    delete_batch_data {'dimension': 'row' or 'col', 'index_list': [int, ...]}\n\
    update_cell {'position': 'B2', 'value': value or '=formula'}\n\
    update_cell_by_formula {'start_position': 'B2', 'end_position': 'D2', 'result_position': 'E2', 'operator': str}, with \
    SUM, AVERAGE, COUNT, MAX, MIN, MINUS or PRODUCT; 'position_list': ['B2', 'D2'] may stand for start and end\n\
    update_range {'start_position': 'B2', 'end_position': 'C3', 'values_list': [[values of a row], ...]}\n\
    sort_sheet_by_col {'col_num': int, 'order': 'asc' or 'des'}; the first row stays\n\
    merge_cells {'start_position': 'A1', 'end_position': 'B1'}\n\
    update_note {'position': 'A1', 'content': str}\n\
    get_all_values {}\n\
    get_range_values {'start_position': 'A1', 'end_position': 'B2'}\n\
    get_cell_value {'position': 'A1'}\n\
    get_value_by_formula {'start_position': 'B2', 'end_position': 'D2', 'operator': str}, or 'position_list'\n\
    filter_cells {'query': regular expression, 'in_row': int, 'in_column': int}; the last two may be left out\n\
    get_note {'position': 'A1'}\n\
    share_sheet {'email': str, 'message': str}\n\
    finish {} ends the task";

const NAME: (&str, Type) = ("name", Type::Text);
const CELL: Type = Type::Of("A cell, as in B2.");
const POSITION: (&str, Type) = ("position", CELL);
const START: (&str, Type) = ("start_position", CELL);
const END: (&str, Type) = ("end_position", CELL);
const OPERATOR: (&str, Type) = ("operator", Type::OneOf(&OPERATORS));
const LISTED: (&str, Type) = ("position_list", Type::Texts);
const LISTS: (&str, Type) = ("values_list", Type::List);
const VALUES: &[(&str, Type)] = &[("values", Type::List)];
const MESSAGE: &[(&str, Type)] = &[("message", Type::Text)];

/// The tools, in the order in which they are listed.
pub(super) const TOOLS: &[Row] = &[
    Row::changes(
        "open_sheet",
        "Opens a sheet of the workbook; the other tools work on the open one.",
        &[NAME],
        &[("sheet", Type::Text)],
    ),
    Row::changes("del_sheet", "Deletes a sheet of the workbook.", &[NAME], MESSAGE),
    Row::changes(
        "freeze_data",
        "Keeps the first rows or columns in view.",
        &[("dimension", Type::OneOf(&["rows", "columns"])), ("num", Type::Integer)],
        MESSAGE,
    ),
    Row::reads(
        "get_cell_name",
        "The name of a cell by its row and column, which count from 1.",
        &[("row", Type::Integer), ("col", Type::Integer)],
        &[("position", Type::Text)],
    ),
    Row::changes(
        "insert_cols",
        "Inserts columns, each a list of values from the top, before a column; columns count from 1.",
        &[LISTS, ("col_idx", Type::Integer)],
        VALUES,
    ),
    Row::changes(
        "insert_rows",
        "Inserts rows, each a list of values from the left, before a row; rows count from 1.",
        &[LISTS, ("row_idx", Type::Integer)],
        VALUES,
    ),
    Row::changes(
        "delete_batch_data",
        "Deletes rows or columns by their numbers, which count from 1.",
        &[("dimension", Type::OneOf(&["row", "col"])), ("index_list", Type::List)],
        VALUES,
    ),
    Row::changes(
        "update_cell",
        "Writes a value into a cell, or a formula such as =C2*D2.",
        &[POSITION, ("value", Type::Any)],
        VALUES,
    ),
    Row::changes(
        "update_cell_by_formula",
        "Writes what an operator makes of a range, or of listed cells, into a cell.",
        &[("result_position", CELL), OPERATOR],
        VALUES,
    )
    .with(&[START, END, LISTED]),
    Row::changes("update_range", "Writes rows of values into a range.", &[START, END, LISTS], VALUES),
    Row::changes(
        "sort_sheet_by_col",
        "Sorts the sheet by a column, which counts from 1; the first row stays.",
        &[("col_num", Type::Integer), ("order", Type::OneOf(&["asc", "des"]))],
        VALUES,
    ),
    Row::changes("merge_cells", "Merges a range into one cell.", &[START, END], VALUES),
    Row::changes("update_note", "Writes the note of a cell.", &[POSITION, ("content", Type::Text)], MESSAGE),
    Row::reads("get_all_values", "All values of the sheet, row by row.", &[], VALUES),
    Row::reads("get_range_values", "The values of a range, row by row.", &[START, END], VALUES),
    Row::reads("get_cell_value", "The value of a cell.", &[POSITION], &[("value", Type::Any)]),
    Row::reads(
        "get_value_by_formula",
        "What an operator makes of a range, or of listed cells.",
        &[OPERATOR],
        &[("value", Type::Text)],
    )
    .with(&[START, END, LISTED]),
    Row::reads(
        "filter_cells",
        "The cells in which a regular expression is found, in the whole sheet or in one row or column.",
        &[("query", Type::Text)],
        &[("positions", Type::Texts)],
    )
    .with(&[("in_row", Type::Integer), ("in_column", Type::Integer)]),
    Row::reads("get_note", "The note of a cell.", &[POSITION], &[("note", Type::Text)]),
    Row::changes(
        "share_sheet",
        "Shares the workbook with someone by mail.",
        &[("email", Type::Text), ("message", Type::Text)],
        MESSAGE,
    ),
    Row::changes("finish", "Ends the work on the open sheet.", &[], VALUES),
];
