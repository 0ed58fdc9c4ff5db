//! Requests that change values.

use super::draft::{Draft, pasted};
use super::table::{GROUP, NAME};
use crate::sheet::cell::Datum;
use rand::RngExt;
use serde_json::{Value, json};

/// The quantities column and what a number in it is.
const QUANTITY: usize = 3;

/// Subtracts what was taken, then sorts.
pub(super) fn take_out(draft: &mut Draft) {
    let rows = draft.pick_rows(5);
    let title = draft.table.title(QUANTITY).to_owned();
    let mut list = vec![vec![json!(draft.table.title(NAME)), json!("Taken")]];
    for row in rows {
        let before = draft.table.number(row, QUANTITY);
        let taken = loop {
            let taken = f64::from(draft.random.random_range(1..=19));
            draft.table.set(row, QUANTITY, Datum::Number(before - taken));
            if draft.table.is_distinct(QUANTITY) {
                break taken;
            }
        };
        list.push(vec![json!(draft.table.text(row, NAME)), json!(taken.to_string())]);
        let left = format!("{:.2}", before - taken);
        draft.write(row, QUANTITY, &json!(left));
    }
    draft.text = format!(
        "the following has been taken out, so subtract it from \"{title}\", row by row (a result may fall below 0): {}.",
        pasted(&list)
    );
    draft.sort(QUANTITY, true);
}

/// Sorts, then raises another column in the rows at the end.
pub(super) fn raise_lowest(draft: &mut Draft) {
    let (by, raised) = (2, 4);
    draft.order(by, true);
    let amount = draft.random.random_range(2..=9);
    let (first, last) = (draft.table.title(by), draft.table.title(raised));
    draft.text = format!(
        "sort the sheet by \"{first}\" in descending order. After that, raise \"{last}\" by {amount} in the three rows with the \
         lowest \"{first}\" and leave the order as it is."
    );
    let count = draft.table.rows.len();
    for row in count.saturating_sub(3)..count {
        let number = draft.table.number(row, raised) + f64::from(amount);
        draft.write(row, raised, &json!(format!("{number:.2}")));
    }
}

/// Updates values as notes say.
pub(super) fn notes(draft: &mut Draft) {
    let column = draft.pick_column();
    let title = draft.table.title(column).to_owned();
    let rows = draft.pick_rows(3);
    let mut names = Vec::new();
    for row in &rows {
        draft.call("get_note", json!({"position": super::table::cell(*row, NAME)}));
        names.push(format!("\"{}\"", draft.table.text(*row, NAME)));
    }
    for row in rows {
        let number = loop {
            let number = draft.random.random_range(100..=900);
            draft.table.set(row, column, Datum::Number(f64::from(number)));
            if draft.table.is_distinct(column) {
                break number;
            }
        };
        let note = format!("{title} is {number} now.");
        let at = crate::sheet::position::Position { row: row + 1, column: NAME };
        draft.start.change(at, |cell| cell.note = note);
        draft.write(row, column, &json!(number.to_string()));
    }
    draft.text = format!("update the values as the notes on the cells {} say.", names.join(", "));
    draft.sort(column, true);
}

/// Replaces groups and numbers as a list says.
pub(super) fn replace(draft: &mut Draft) {
    let rows = draft.pick_rows(4);
    let title = |column| json!(draft.table.title(column));
    let mut list: Vec<Vec<Value>> = vec![vec![title(NAME), title(GROUP), title(2)]];
    for row in rows {
        let other = draft.random.random_range(0..draft.table.rows.len());
        let group = draft.table.text(other, GROUP);
        let number = loop {
            let number = draft.random.random_range(1..=99);
            draft.table.set(row, 2, Datum::Number(f64::from(number)));
            if draft.table.is_distinct(2) {
                break number;
            }
        };
        list.push(vec![json!(draft.table.text(row, NAME)), json!(group), json!(number.to_string())]);
        draft.table.set(row, GROUP, Datum::text(group.as_str()));
        let range = (super::table::cell(row, GROUP), super::table::cell(row, 2));
        let values = json!([[group, number.to_string()]]);
        draft.call(
            "update_range",
            json!({"start_position": range.0, "end_position": range.1, "values_list": values}),
        );
    }
    draft.text = format!("bring these rows up to date: {}.", pasted(&list));
    draft.sort(2, false);
}

/// Fills in what is missing.
pub(super) fn fill_in(draft: &mut Draft) {
    let title = draft.table.title(GROUP).to_owned();
    let mut list = vec![vec![json!(draft.table.title(NAME)), json!(title)]];
    draft.call("filter_cells", json!({"query": "^None$", "in_column": GROUP + 1}));
    for row in draft.pick_rows(4) {
        let group = draft.table.text(row, GROUP);
        list.push(vec![json!(draft.table.text(row, NAME)), json!(group)]);
        let at = crate::sheet::position::Position { row: row + 1, column: GROUP };
        draft.start.put(at, Datum::text("None"));
        draft.write(row, GROUP, &json!(group));
    }
    draft.text = format!("where \"{title}\" says None, put in what this list gives: {}.", pasted(&list));
    draft.sort(QUANTITY, true);
}
