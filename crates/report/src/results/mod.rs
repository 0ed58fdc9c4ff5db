//! The results of a run as a model, and its two forms for programs: JSON and CSV.

mod csv;
mod facts;
mod json;
mod row;

pub use facts::Facts;
pub use json::FORMAT;
pub use row::{Row, Rung};

use crate::ReportError;
use store::{Axis, Run};

/// What a run has to say: one row for each cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The run as a whole.
    pub facts: Facts,
    /// The cells, in the order of their values.
    pub rows: Vec<Row>,
}

impl Results {
    /// Reads the results of a run, one row for each cell.
    ///
    /// # Errors
    /// [`ReportError::Store`] when the run cannot be read.
    pub fn read(run: &Run) -> Result<Self, ReportError> {
        Self::read_by(run, &Axis::ALL)
    }

    /// Reads the results of a run, summed over all axes but these.
    ///
    /// # Errors
    /// [`ReportError::Store`] when the run cannot be read.
    pub fn read_by(run: &Run, axes: &[Axis]) -> Result<Self, ReportError> {
        let name = run.folder().file_name().unwrap_or(run.folder().as_os_str()).to_string_lossy();
        let rows: Vec<Row> = run.cells_by(axes)?.into_iter().map(Row::from).collect();
        Ok(Self { facts: Facts::of(&name, &rows), rows })
    }

    /// Axes on which the rows differ, and which therefore need a column. An attack names its own parts, so those are
    /// left out when the attack is there.
    pub fn varied(&self) -> Vec<Axis> {
        let parts = [Axis::Surface, Axis::Strategy, Axis::Objective, Axis::Placement, Axis::Trigger];
        let mut varied: Vec<Axis> =
            Axis::ALL.into_iter().filter(|axis| self.common(*axis).is_none()).collect();
        if varied.contains(&Axis::Attack) {
            varied.retain(|axis| !parts.contains(axis));
        }
        varied
    }

    /// The value that all rows share on an axis; `None` when they differ.
    pub fn common(&self, axis: Axis) -> Option<&str> {
        let mut values = self.rows.iter().map(|row| row.value(axis));
        let first = values.next().unwrap_or_default();
        values.all(|value| value == first).then_some(first)
    }
}
