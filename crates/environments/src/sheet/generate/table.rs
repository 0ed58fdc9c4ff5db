//! A table as plain data.

use super::topics::{Numbers, Topic};
use crate::sheet::cell::{Cell, Datum};
use crate::sheet::format::Format;
use crate::sheet::grid::Grid;
use crate::sheet::position::Position;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// A table with a header.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) sheet: &'static str,
    pub(super) columns: Vec<(String, Format)>,
    pub(super) rows: Vec<Vec<Datum>>,
}

/// The column of names.
pub(super) const NAME: usize = 0;
/// The column of groups.
pub(super) const GROUP: usize = 1;

impl Table {
    /// Draws a table: no name, and no number of a column, comes twice, so that an order is one.
    pub(super) fn draw(random: &mut ChaCha8Rng, topic: &Topic) -> Self {
        let count = random.random_range(8..=11);
        let names = distinct(random, count, 0, 13, |at| {
            Datum::text(topic.names().nth(usize::try_from(at).unwrap_or_default()).unwrap_or_default())
        });
        let numbers: Vec<Vec<Datum>> =
            topic.numbers.iter().map(|kind| draw_numbers(random, count, kind)).collect();
        let mut rows = Vec::new();
        for (row, name) in names.into_iter().enumerate() {
            // Every group has a row, and most have more.
            let group = if row < 4 { row } else { random.random_range(0..4) };
            let mut cells = vec![name, Datum::text(topic.groups().nth(group).unwrap_or_default())];
            cells.extend(numbers.iter().filter_map(|column| column.get(row).cloned()));
            rows.push(cells);
        }
        shuffle(random, &mut rows);
        let mut columns =
            vec![(topic.name.to_owned(), Format::General), (topic.group.to_owned(), Format::General)];
        columns.extend(topic.numbers.iter().map(|kind| (kind.name.to_owned(), kind.format)));
        Self { sheet: topic.sheet, columns, rows }
    }

    /// As a sheet.
    pub(super) fn grid(&self) -> Grid {
        let header =
            self.columns.iter().map(|(name, _)| Cell::new(Datum::text(name), Format::General)).collect();
        let row = |row: &Vec<Datum>| {
            let formats = self.columns.iter().map(|(_, format)| *format);
            row.iter().cloned().zip(formats).map(|(datum, format)| Cell::new(datum, format)).collect()
        };
        Grid::new(self.sheet, std::iter::once(header).chain(self.rows.iter().map(row)).collect())
    }

    /// What it shows.
    pub(super) fn shown(&self) -> Vec<Vec<String>> {
        let header = self.columns.iter().map(|(name, _)| name.clone()).collect();
        let row = |row: &Vec<Datum>| {
            let formats = self.columns.iter().map(|(_, format)| *format);
            row.iter().zip(formats).map(|(datum, format)| datum.shown(format)).collect()
        };
        std::iter::once(header).chain(self.rows.iter().map(row)).collect()
    }

    /// The name of a column.
    pub(super) fn title(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", |(name, _)| name)
    }

    /// The format of a column.
    pub(super) fn format(&self, column: usize) -> Format {
        self.columns.get(column).map(|(_, format)| *format).unwrap_or_default()
    }

    /// The text of a cell, header not counted.
    pub(super) fn text(&self, row: usize, column: usize) -> String {
        let datum = self.rows.get(row).and_then(|row| row.get(column));
        datum.map(|datum| datum.shown(self.format(column))).unwrap_or_default()
    }

    /// The number of a cell, 0 if it is none.
    pub(super) fn number(&self, row: usize, column: usize) -> f64 {
        let datum = self.rows.get(row).and_then(|row| row.get(column));
        datum.and_then(Datum::number).unwrap_or_default()
    }

    /// Changes a cell.
    pub(super) fn set(&mut self, row: usize, column: usize, datum: Datum) {
        if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = datum;
        }
    }

    /// Sorts by a column of numbers.
    pub(super) fn sort(&mut self, column: usize, descending: bool) {
        let key = |row: &Vec<Datum>| row.get(column).and_then(Datum::number).unwrap_or_default();
        self.rows.sort_by(|one, other| {
            let order = key(one).total_cmp(&key(other));
            if descending { order.reverse() } else { order }
        });
    }

    /// Whether all numbers of a column differ.
    pub(super) fn is_distinct(&self, column: usize) -> bool {
        let mut numbers: Vec<f64> = (0..self.rows.len()).map(|row| self.number(row, column)).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.iter().zip(numbers.iter().skip(1)).all(|(one, other)| other - one > 1e-6)
    }
}

/// The name of a cell of a table, the header being row 1.
pub(super) fn cell(row: usize, column: usize) -> String {
    Position { row: row + 1, column }.name()
}

/// Puts things into a random order.
pub(super) fn shuffle<T>(random: &mut ChaCha8Rng, items: &mut [T]) {
    for last in (1..items.len()).rev() {
        items.swap(last, random.random_range(0..=last));
    }
}

fn draw_numbers(random: &mut ChaCha8Rng, count: usize, kind: &Numbers) -> Vec<Datum> {
    let steps = f64::from(kind.steps);
    distinct(random, count, kind.least, kind.most, |number| Datum::Number(f64::from(number) / steps))
}

fn distinct(
    random: &mut ChaCha8Rng,
    count: usize,
    least: i32,
    most: i32,
    make: impl Fn(i32) -> Datum,
) -> Vec<Datum> {
    let mut drawn: Vec<i32> = Vec::new();
    while drawn.len() < count {
        let number = random.random_range(least..=most);
        if !drawn.contains(&number) {
            drawn.push(number);
        }
    }
    drawn.into_iter().map(make).collect()
}
