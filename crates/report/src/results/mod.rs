//! The results of a run as a model, and its two forms for programs: JSON and CSV.

mod adaptive;
mod csv;
mod facts;
mod json;
mod order;
mod row;

pub(crate) use adaptive::within;
pub use facts::Facts;
pub use json::FORMAT;
pub use row::{Row, Rung};

use crate::ReportError;
use order::Order;
use std::collections::BTreeMap;
use store::{Axes, Axis, Counts, Reason, Run, SearchCount};

/// What a run has to say: one row for each cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The run as a whole.
    pub facts: Facts,
    /// The cells, in the order of their values.
    pub rows: Vec<Row>,
    /// The searches of adaptive attackers, which are in no row.
    pub adaptive: Vec<SearchCount>,
    /// Why trials are in no rate, searches included, the most frequent reason first.
    pub reasons: Vec<Reason>,
    pub(crate) order: Order,
}

impl Results {
    /// Reads the results of a run, one row for each cell.
    ///
    /// # Errors
    /// [`ReportError::Store`] when the run cannot be read.
    pub fn read(run: &Run) -> Result<Self, ReportError> {
        let name = run.folder().file_name().unwrap_or(run.folder().as_os_str()).to_string_lossy();
        let rows: Vec<Row> = run.cells()?.into_iter().map(Row::from).collect();
        let (facts, adaptive, reasons) = (Facts::of(&name, &rows), run.searches()?, run.reasons()?);
        Ok(Self { facts, rows, adaptive, reasons, order: Order::of(run.plan()) })
    }

    /// The results summed over all axes but these. Clean trials stay rows of their own: a mean reward over clean and
    /// hostile ones together would say nothing.
    #[must_use]
    pub fn by(&self, axes: &[Axis]) -> Self {
        let mut sums: BTreeMap<(Axes, bool), Counts> = BTreeMap::new();
        for row in &self.rows {
            sums.entry((row.axes.only(axes), row.is_hostile())).or_default().add(&row.counts);
        }
        let rows: Vec<Row> = sums.into_iter().map(|((axes, _), counts)| Row { axes, counts }).collect();
        let adaptive = SearchCount::regroup(&self.adaptive, axes);
        let (facts, reasons) = (Facts::of(&self.facts.name, &rows), self.reasons.clone());
        Self { facts, rows, adaptive, reasons, order: self.order.clone() }
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
