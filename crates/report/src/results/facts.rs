//! The run as a whole.

use super::Row;
use store::Counts;

/// What is said of a run before its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Its name: that of its folder.
    pub name: String,
    /// Number of rows.
    pub cells: usize,
    /// Everything that was counted, over all rows.
    pub counts: Counts,
}

impl Facts {
    /// The facts of a run with these rows.
    pub(crate) fn of(name: &str, rows: &[Row]) -> Self {
        let mut counts = Counts::default();
        rows.iter().for_each(|row| counts.add(&row.counts));
        Self { name: name.to_owned(), cells: rows.len(), counts }
    }
}
