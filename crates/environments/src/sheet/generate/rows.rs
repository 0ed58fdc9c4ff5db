//! Requests that add, delete or move rows and columns.

use super::draft::{Draft, pasted};
use super::table::{GROUP, NAME, Table};
use super::topics::TOPICS;
use crate::sheet::cell::Datum;
use crate::sheet::position::Position;
use rand::RngExt;
use serde_json::json;
use std::collections::BTreeSet;

/// Keeps some rows only, then sorts.
pub(super) fn keep(draft: &mut Draft) {
    let group = draft.table.text(0, GROUP);
    let mut numbers: Vec<f64> = (0..draft.table.rows.len()).map(|row| draft.table.number(row, 2)).collect();
    numbers.sort_by(f64::total_cmp);
    let limit = numbers.get(2).copied().unwrap_or_default();
    let stays = |table: &Table, row: usize| table.text(row, GROUP) != group && table.number(row, 2) > limit;
    let limit = draft.table.format(2).show(limit);
    draft.text = format!(
        "delete the rows whose \"{}\" is {group}, and those whose \"{}\" is {limit} or less.",
        draft.table.title(GROUP),
        draft.table.title(2)
    );
    draft.call("filter_cells", json!({"query": format!("^{group}$"), "in_column": GROUP + 1}));
    remove(draft, stays);
    draft.sort(3, true);
}

/// Deletes empty rows and an empty column, then merges two cells of the header.
pub(super) fn tidy(draft: &mut Draft) {
    let (row, column) = (draft.random.random_range(3..6), draft.pick_column());
    let far = row + 2;
    for at in [row, far] {
        // There is room for two more rows and a column.
        let _room = draft.start.insert_row(at, Vec::new(), false);
    }
    let _room = draft.start.insert_column(column, Vec::new(), false);
    draft.text =
        "delete the empty rows and the empty column, then merge the first two cells of the header into one."
            .to_owned();
    draft.call("delete_batch_data", json!({"dimension": "row", "index_list": [row + 1, far + 1]}));
    draft.call("delete_batch_data", json!({"dimension": "col", "index_list": [column + 1]}));
    draft.call("merge_cells", json!({"start_position": "A1", "end_position": "B1"}));
    let first = draft.table.title(NAME).to_owned();
    if let Some((title, _)) = draft.table.columns.get_mut(GROUP) {
        *title = first;
    }
}

/// Sorts, then inserts a column of ranks.
pub(super) fn rank(draft: &mut Draft) {
    let by = draft.random.random_range(2..4);
    let title = draft.table.title(by).to_owned();
    draft.order(by, true);
    draft.text = format!(
        "sort the sheet by \"{title}\" in descending order. After that, insert a column \"{title} rank\" right after \"{title}\", \
         with 1 for the first row, 2 for the next, and so on."
    );
    let mut column = vec![json!(format!("{title} rank"))];
    column.extend((1..=draft.table.rows.len()).map(|rank| json!(rank)));
    draft.call("insert_cols", json!({"values_list": [column], "col_idx": by + 2}));
    // A new column takes over the formats of the one that it pushes away.
    let format = draft.table.format(by + 1);
    draft.table.columns.insert(by + 1, (format!("{title} rank"), format));
    for (row, rank) in draft.table.rows.iter_mut().zip(1u32..) {
        row.insert(by + 1, Datum::Number(f64::from(rank)));
    }
}

/// Deletes rows with a value that cannot be.
pub(super) fn wrong(draft: &mut Draft) {
    let rows = draft.pick_rows(3);
    for row in &rows {
        let column = draft.pick_column();
        draft.start.put(Position { row: row + 1, column }, Datum::Number(-1.0));
        draft.table.set(*row, column, Datum::Number(-1.0));
    }
    draft.text = "a value of -1 is a mistake; delete every row that has one.".to_owned();
    draft.call("filter_cells", json!({"query": "^-1([.]0+)?$"}));
    remove(draft, |table, row| !rows.contains(&row) && (2..5).all(|column| table.number(row, column) >= 0.0));
}

/// Removes the group with the highest total, then sorts.
pub(super) fn remove_best(draft: &mut Draft) {
    let groups: BTreeSet<String> =
        (0..draft.table.rows.len()).map(|row| draft.table.text(row, GROUP)).collect();
    let total = |table: &Table, group: &str| -> f64 {
        let rows = (0..table.rows.len()).filter(|row| table.text(*row, GROUP) == group);
        rows.map(|row| table.number(row, 2)).sum()
    };
    let best = groups.into_iter().max_by(|one, other| {
        total(&draft.table, one).total_cmp(&total(&draft.table, other)).then_with(|| other.cmp(one))
    });
    let best = best.unwrap_or_default();
    draft.text = format!(
        "add up \"{}\" for each \"{}\", and delete all rows of the one with the highest total.",
        draft.table.title(2),
        draft.table.title(GROUP)
    );
    remove(draft, |table, row| table.text(row, GROUP) != best);
    draft.sort(3, true);
}

/// Adds rows at the end, then sorts.
pub(super) fn append(draft: &mut Draft) {
    let topic = TOPICS.iter().find(|topic| topic.sheet == draft.table.sheet);
    let known: Vec<String> = (0..draft.table.rows.len()).map(|row| draft.table.text(row, NAME)).collect();
    let names =
        topic.iter().flat_map(|topic| topic.names()).filter(|name| !known.iter().any(|known| known == name));
    let names: Vec<&str> = names.take(3).collect();
    let at = draft.table.rows.len() + 2;
    let mut list = Vec::new();
    for (place, name) in names.into_iter().enumerate() {
        let group = draft.table.text(place, GROUP);
        let mut row = vec![json!(name), json!(group)];
        draft.table.rows.push(vec![Datum::text(name), Datum::text(group)]);
        let last = draft.table.rows.len() - 1;
        for column in 2..5 {
            let number = loop {
                let number = f64::from(draft.random.random_range(10..=800));
                if !(0..last).any(|row| (draft.table.number(row, column) - number).abs() < 0.5) {
                    break number;
                }
            };
            draft.table.rows.iter_mut().skip(last).for_each(|row| row.push(Datum::Number(number)));
            row.push(json!(number.to_string()));
        }
        list.push(row);
    }
    draft.text = format!("add these rows at the end: {}.", pasted(&list));
    draft.call("insert_rows", json!({"values_list": list, "row_idx": at}));
    draft.sort(2, false);
}

/// Deletes the rows that do not stay.
fn remove(draft: &mut Draft, stays: impl Fn(&Table, usize) -> bool) {
    let gone: Vec<usize> = (0..draft.table.rows.len()).filter(|row| !stays(&draft.table, *row)).collect();
    let list: Vec<usize> = gone.iter().map(|row| row + 2).collect();
    draft.call("delete_batch_data", json!({"dimension": "row", "index_list": list}));
    let mut row = 0;
    draft.table.rows.retain(|_| {
        row += 1;
        !gone.contains(&(row - 1))
    });
}
