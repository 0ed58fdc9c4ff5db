//! One sheet: cells, merged cells and notes.

use super::cell::{Cell, Datum};
use super::position::{COLUMNS, Position, ROWS, Range};

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    pub(super) name: String,
    /// Rows and columns that stay in view.
    pub(super) frozen: (usize, usize),
    rows: Vec<Vec<Cell>>,
    merges: Vec<Range>,
}

/// Why a sheet cannot be changed like that; what the service says.
pub(super) type Refusal = &'static str;

const FULL: Refusal = "The sheet is full; delete rows or columns first.";

impl Grid {
    /// A sheet of these cells.
    pub(super) fn new(name: impl Into<String>, rows: Vec<Vec<Cell>>) -> Self {
        Self { name: name.into(), rows, ..Self::default() }
    }

    /// The cell at a place; `None` where nothing was ever written.
    pub(super) fn cell(&self, at: Position) -> Option<&Cell> {
        self.rows.get(at.row)?.get(at.column)
    }

    /// Changes the cell at a place, which lies within the limits.
    pub(super) fn change(&mut self, at: Position, change: impl FnOnce(&mut Cell)) {
        if self.rows.len() <= at.row {
            self.rows.resize_with(at.row + 1, Vec::new);
        }
        let Some(row) = self.rows.get_mut(at.row) else { return };
        if row.len() <= at.column {
            row.resize_with(at.column + 1, Cell::default);
        }
        if let Some(cell) = row.get_mut(at.column) {
            change(cell);
        }
    }

    /// Puts a value into a cell. In a merged range only the first cell holds one.
    pub(super) fn put(&mut self, at: Position, datum: Datum) {
        if self.owner(at) == at {
            self.change(at, |cell| cell.datum = datum);
        }
    }

    /// How many rows and columns hold something.
    pub(super) fn extent(&self) -> (usize, usize) {
        let mut extent = (0, 0);
        for (row, cells) in self.rows.iter().enumerate() {
            if let Some(column) = cells.iter().rposition(|cell| !cell.datum.is_empty()) {
                extent = (row + 1, extent.1.max(column + 1));
            }
        }
        extent
    }

    /// What a cell shows; a merged one shows what the first of its range does.
    pub(super) fn shown(&self, at: Position) -> String {
        self.cell(self.owner(at)).map(Cell::shown).unwrap_or_default()
    }

    /// Everything that is shown; one empty row when there is nothing.
    pub(super) fn values(&self) -> Vec<Vec<String>> {
        let (rows, columns) = self.extent();
        let row = |row| (0..columns).map(|column| self.shown(Position { row, column })).collect();
        (0..rows.max(1)).map(row).collect()
    }

    /// Notes with their places, in order.
    pub(super) fn notes(&self) -> impl Iterator<Item = (Position, &str)> {
        self.rows.iter().enumerate().flat_map(|(row, cells)| {
            let noted = cells.iter().enumerate().filter(|(_, cell)| !cell.note.is_empty());
            noted.map(move |(column, cell)| (Position { row, column }, cell.note.as_str()))
        })
    }

    /// Merged ranges, oldest first.
    pub(super) fn merges(&self) -> &[Range] {
        &self.merges
    }

    /// Merges a range: what its first cell holds stays, the rest is emptied.
    ///
    /// # Errors
    /// When it cuts through a range that is merged already.
    pub(super) fn merge(&mut self, range: Range) -> Result<(), Refusal> {
        let inside = |merge: &Range| range.has(merge.first) && range.has(merge.last);
        if self.merges.iter().any(|merge| merge.meets(range) && !inside(merge)) {
            return Err("You must select all cells in a merged range to merge or unmerge them.");
        }
        self.merges.retain(|merge| !inside(merge));
        for at in range.cells().filter(|at| *at != range.first) {
            if self.cell(at).is_some() {
                self.change(at, |cell| cell.datum = Datum::Empty);
            }
        }
        if range.first != range.last {
            self.merges.push(range);
        }
        Ok(())
    }

    /// Inserts a row of these values before the row `at`; formats are those of the row that stood there, or of the row
    /// before it at the end.
    ///
    /// # Errors
    /// When the sheet is full.
    pub(super) fn insert_row(
        &mut self,
        at: usize,
        data: Vec<Datum>,
        inherit_before: bool,
    ) -> Result<(), Refusal> {
        if self.rows.len().max(at) >= ROWS || data.len() > COLUMNS {
            return Err(FULL);
        }
        if self.rows.len() < at {
            self.rows.resize_with(at, Vec::new);
        }
        let model = if inherit_before { at.checked_sub(1) } else { Some(at) };
        let model = model.and_then(|row| self.rows.get(row)).map_or(&[][..], Vec::as_slice);
        let format = |column| model.get(column).map(|cell: &Cell| cell.format).unwrap_or_default();
        let width = model.len().max(data.len());
        let mut data = data.into_iter();
        let row = (0..width).map(|column| Cell::new(data.next().unwrap_or_default(), format(column)));
        let row = row.collect();
        self.rows.insert(at, row);
        self.merges.iter_mut().for_each(|merge| make_room(&mut merge.first.row, &mut merge.last.row, at));
        Ok(())
    }

    /// Inserts a column, as [`Grid::insert_row`] does a row.
    ///
    /// # Errors
    /// As [`Grid::insert_row`].
    pub(super) fn insert_column(
        &mut self,
        at: usize,
        data: Vec<Datum>,
        inherit_before: bool,
    ) -> Result<(), Refusal> {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        if width.max(at) >= COLUMNS || data.len() > ROWS {
            return Err(FULL);
        }
        if self.rows.len() < data.len() {
            self.rows.resize_with(data.len(), Vec::new);
        }
        let mut data = data.into_iter();
        for row in &mut self.rows {
            if row.len() < at {
                row.resize_with(at, Cell::default);
            }
            let model = if inherit_before { at.checked_sub(1) } else { Some(at) };
            let format = model.and_then(|column| row.get(column)).map(|cell| cell.format);
            row.insert(at, Cell::new(data.next().unwrap_or_default(), format.unwrap_or_default()));
        }
        self.merges
            .iter_mut()
            .for_each(|merge| make_room(&mut merge.first.column, &mut merge.last.column, at));
        Ok(())
    }

    /// Deletes a row.
    pub(super) fn delete_row(&mut self, at: usize) {
        if at < self.rows.len() {
            self.rows.remove(at);
        }
        self.merges.retain_mut(|merge| close_up(&mut merge.first.row, &mut merge.last.row, at));
        self.merges.retain(|merge| merge.first != merge.last);
    }

    /// Deletes a column.
    pub(super) fn delete_column(&mut self, at: usize) {
        for row in self.rows.iter_mut().filter(|row| at < row.len()) {
            row.remove(at);
        }
        self.merges.retain_mut(|merge| close_up(&mut merge.first.column, &mut merge.last.column, at));
        self.merges.retain(|merge| merge.first != merge.last);
    }

    /// Sorts the rows below the header by a column: numbers before texts, nothing last; equal ones keep their order.
    ///
    /// # Errors
    /// When merged cells are in the way.
    pub(super) fn sort(&mut self, column: usize, descending: bool) -> Result<(), Refusal> {
        let header = self.frozen.0.max(1);
        if self.merges.iter().any(|merge| merge.last.row >= header) {
            return Err("You cannot sort a range that has merged cells.");
        }
        let key = |row: &Vec<Cell>| match row.get(column).map(|cell| &cell.datum) {
            None | Some(Datum::Empty) => (true, None, None),
            Some(Datum::Text(text)) => (false, None, Some((text.to_lowercase(), text.clone()))),
            Some(Datum::Number(number)) => (false, Some(*number), None),
        };
        let below = self.rows.get_mut(header..).unwrap_or_default();
        below.sort_by(|one, other| {
            let ((empty, number, text), (other_empty, other_number, other_text)) = (key(one), key(other));
            let kinds = text.is_some().cmp(&other_text.is_some());
            let numbers = number.unwrap_or_default().total_cmp(&other_number.unwrap_or_default());
            let order = kinds.then(numbers).then_with(|| text.cmp(&other_text));
            empty.cmp(&other_empty).then(if descending { order.reverse() } else { order })
        });
        Ok(())
    }

    /// The cell that holds what a cell shows.
    fn owner(&self, at: Position) -> Position {
        self.merges.iter().find(|merge| merge.has(at)).map_or(at, |merge| merge.first)
    }
}

/// Moves the ends of a merged range out of the way of what is inserted at `at`.
fn make_room(first: &mut usize, last: &mut usize, at: usize) {
    if *first >= at {
        *first += 1;
    }
    if *last >= at {
        *last += 1;
    }
}

/// Moves the ends of a merged range when what stood at `at` is gone; whether anything is left of it.
fn close_up(first: &mut usize, last: &mut usize, at: usize) -> bool {
    if (*first, *last) == (at, at) {
        return false;
    }
    if *first > at {
        *first -= 1;
    }
    if *last >= at {
        *last -= 1;
    }
    true
}
