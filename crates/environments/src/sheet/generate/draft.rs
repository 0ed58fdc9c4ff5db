//! A task in the making.

use super::table::{Table, cell, shuffle};
use super::topics::TOPICS;
use super::{rows, sums, values};
use crate::agentboard::Call;
use crate::python::repr;
use crate::sheet::book::Book;
use crate::sheet::goal::Goal;
use crate::sheet::grid::Grid;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// How many tasks there are: each kind of request in turn.
pub(in crate::sheet) const TASKS: usize = 90;

/// The kinds of requests.
const KINDS: [fn(&mut Draft); 15] = [
    values::take_out,
    values::raise_lowest,
    rows::keep,
    rows::tidy,
    values::notes,
    sums::totals,
    rows::rank,
    rows::wrong,
    sums::groups,
    values::replace,
    values::fill_in,
    sums::products,
    rows::remove_best,
    rows::append,
    sums::last_row,
];

/// Opens a task; the index says which kind of request it is, index and seed together what the workbook holds.
pub(in crate::sheet) fn open(index: usize, seed: u64) -> (Book, Goal) {
    let key = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64);
    let mut random = ChaCha8Rng::seed_from_u64(key);
    let about = index % KINDS.len() + index / KINDS.len();
    let mut tables = Vec::new();
    for other in 0..3 {
        tables.extend(
            TOPICS.get((about + 2 * other) % TOPICS.len()).map(|topic| Table::draw(&mut random, topic)),
        );
    }
    let mut sheets: Vec<Grid> = tables.iter().skip(1).map(Table::grid).collect();
    let table = tables.into_iter().next().unwrap_or_default();
    let mut draft = Draft { random, start: table.grid(), table, text: String::new(), calls: Vec::new() };
    if let Some(kind) = KINDS.get(index % KINDS.len()) {
        kind(&mut draft);
    }
    sheets.push(draft.start.clone());
    shuffle(&mut draft.random, &mut sheets);
    (Book::new(sheets), draft.goal())
}

/// A drawn table, what is asked of it, and what it comes to.
pub(super) struct Draft {
    pub(super) random: ChaCha8Rng,
    /// The sheet as the user has it.
    pub(super) start: Grid,
    /// The same, and in the end the answer.
    pub(super) table: Table,
    /// The request.
    pub(super) text: String,
    /// The calls between looking and finishing.
    pub(super) calls: Vec<Call>,
}

impl Draft {
    /// Adds a call.
    pub(super) fn call(&mut self, name: &str, input: Value) {
        self.calls.push((name.to_owned(), input));
    }

    /// Sorts the answer, and adds the call and the words.
    pub(super) fn sort(&mut self, column: usize, descending: bool) {
        self.order(column, descending);
        let title = self.table.title(column).to_owned();
        let way = if descending { "descending" } else { "ascending" };
        self.text += &format!(" Then sort the sheet by \"{title}\" in {way} order.");
    }

    /// Sorts the answer, and adds the call.
    pub(super) fn order(&mut self, column: usize, descending: bool) {
        self.table.sort(column, descending);
        let order = if descending { "des" } else { "asc" };
        self.call("sort_sheet_by_col", json!({"col_num": column + 1, "order": order}));
    }

    /// Writes a cell in the answer and adds the call.
    pub(super) fn write(&mut self, row: usize, column: usize, value: &Value) {
        let datum = crate::sheet::input::datum(value).unwrap_or_default();
        self.table.set(row, column, datum);
        self.call("update_cell", json!({"position": cell(row, column), "value": value}));
    }

    /// A few different rows.
    pub(super) fn pick_rows(&mut self, count: usize) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.table.rows.len()).collect();
        shuffle(&mut self.random, &mut rows);
        rows.truncate(count);
        rows
    }

    /// One of the columns of numbers.
    pub(super) fn pick_column(&mut self) -> usize {
        self.random.random_range(2..5)
    }

    fn goal(self) -> Goal {
        let sheet = self.table.sheet;
        let mut solution =
            vec![("open_sheet".to_owned(), json!({"name": sheet})), ("get_all_values".to_owned(), json!({}))];
        solution.extend(self.calls);
        solution.push(("finish".to_owned(), json!({})));
        let text = format!("In the sheet \"{sheet}\": {}", self.text);
        Goal { text, sheet: Some(sheet.to_owned()), answer: self.table.shown(), solution }
    }
}

/// A list as a user would paste it.
pub(super) fn pasted(rows: &[Vec<Value>]) -> String {
    repr(&json!(rows))
}
