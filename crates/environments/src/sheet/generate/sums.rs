//! Requests that work something out.

use super::draft::Draft;
use super::table::{GROUP, NAME, Table, cell};
use crate::sheet::cell::Datum;
use crate::sheet::format::Format;
use crate::sheet::position::Position;
use serde_json::json;

/// Fills in sums and means, then sorts.
pub(super) fn totals(draft: &mut Draft) {
    // The results take over the format of what they are worked out from.
    let format = draft.table.format(2);
    let sum = |table: &Table, row: usize| -> f64 { (2..5).map(|column| table.number(row, column)).sum() };
    add_column(draft, "Sum", format, sum);
    add_column(draft, "Mean", format, |table, row| sum(table, row) / 3.0);
    for row in 0..draft.table.rows.len() {
        for (column, operator) in [(5, "SUM"), (6, "AVERAGE")] {
            let input = json!({"start_position": cell(row, 2), "end_position": cell(row, 4),
                "result_position": cell(row, column), "operator": operator});
            draft.call("update_cell_by_formula", input);
        }
    }
    draft.text = format!(
        "for each row, work out the sum and the mean of \"{}\", \"{}\" and \"{}\" with formulas, and fill in \"Sum\" and \"Mean\".",
        draft.table.title(2),
        draft.table.title(3),
        draft.table.title(4)
    );
    draft.sort(5, true);
}

/// Fills in products, then sorts.
pub(super) fn products(draft: &mut Draft) {
    add_column(draft, "Total", Format::General, |table, row| table.number(row, 2) * table.number(row, 3));
    for row in 0..draft.table.rows.len() {
        let input = json!({"start_position": cell(row, 2), "end_position": cell(row, 3),
            "result_position": cell(row, 5), "operator": "PRODUCT"});
        draft.call("update_cell_by_formula", input);
    }
    draft.text = format!(
        "for each row, multiply \"{}\" by \"{}\" with a PRODUCT formula and fill in \"Total\".",
        draft.table.title(2),
        draft.table.title(3)
    );
    draft.sort(5, true);
}

/// Sorts by group, fills in each group's sum and merges its cells.
pub(super) fn groups(draft: &mut Draft) {
    let order = |table: &Table, row: usize| table.text(row, GROUP);
    let mut sorted: Vec<usize> = (0..draft.table.rows.len()).collect();
    sorted.sort_by_key(|row| order(&draft.table, *row).to_lowercase());
    draft.table.rows = sorted.into_iter().filter_map(|row| draft.table.rows.get(row).cloned()).collect();
    let format = draft.table.format(2);
    add_column(draft, "Group sum", format, |table, row| {
        let rows = (0..table.rows.len()).filter(|other| order(table, *other) == order(table, row));
        rows.map(|row| table.number(row, 2)).sum()
    });
    draft.call("sort_sheet_by_col", json!({"col_num": GROUP + 1, "order": "asc"}));
    let count = draft.table.rows.len();
    let mut first = 0;
    while first < count {
        let same = |row: &usize| order(&draft.table, *row) == order(&draft.table, first);
        let last = (first..count).take_while(same).last().unwrap_or(first);
        if last > first {
            draft.call(
                "merge_cells",
                json!({"start_position": cell(first, 5), "end_position": cell(last, 5)}),
            );
        }
        let input = json!({"start_position": cell(first, 2), "end_position": cell(last, 2),
            "result_position": cell(first, 5), "operator": "SUM"});
        draft.call("update_cell_by_formula", input);
        first = last + 1;
    }
    let (value, group) = (draft.table.title(2), draft.table.title(GROUP));
    draft.text = format!(
        "sort the sheet by \"{group}\" in ascending order. Then merge the cells of \"Group sum\" for each \"{group}\" into one, \
         and fill in the sum of its \"{value}\" with a formula."
    );
}

/// Adds a row of totals.
pub(super) fn last_row(draft: &mut Draft) {
    let count = draft.table.rows.len();
    let mut row = vec![Datum::text("Total"), Datum::text("all")];
    row.extend(
        (2..5).map(|column| Datum::Number((0..count).map(|row| draft.table.number(row, column)).sum())),
    );
    draft.call("insert_rows", json!({"values_list": [["Total", "all"]], "row_idx": count + 2}));
    for column in 2..5 {
        let input = json!({"start_position": cell(0, column), "end_position": cell(count - 1, column),
            "result_position": cell(count, column), "operator": "SUM"});
        draft.call("update_cell_by_formula", input);
    }
    draft.table.rows.push(row);
    draft.text = format!(
        "add a last row with \"{}\" Total and \"{}\" all, and in the other columns the sum of the values above.",
        draft.table.title(NAME),
        draft.table.title(GROUP)
    );
}

/// Adds a column that the user has left empty, and works it out in the answer.
fn add_column(draft: &mut Draft, title: &str, format: Format, value: impl Fn(&Table, usize) -> f64) {
    let column = draft.table.columns.len();
    draft.start.put(Position { row: 0, column }, Datum::text(title));
    let numbers: Vec<f64> = (0..draft.table.rows.len()).map(|row| value(&draft.table, row)).collect();
    draft.table.columns.push((title.to_owned(), format));
    for (row, number) in draft.table.rows.iter_mut().zip(numbers) {
        row.push(Datum::Number(number));
    }
}
