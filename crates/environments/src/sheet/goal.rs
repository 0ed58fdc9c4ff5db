//! What is asked of an agent, and how near a sheet comes to it.

use super::grid::Grid;
use super::position::Position;
use crate::agentboard::Call;

/// One task.
#[derive(Clone, Debug, Default)]
pub(super) struct Goal {
    /// The user's words.
    pub(super) text: String,
    /// The sheet that is to be changed; `None` where the words do not say.
    pub(super) sheet: Option<String>,
    /// What it must show in the end.
    pub(super) answer: Vec<Vec<String>>,
    /// Calls that bring it there.
    pub(super) solution: Vec<Call>,
}

impl Goal {
    /// The original's measure: the share of equal cells where both the sheet and the answer have one.
    pub(super) fn overlap(&self, sheet: &Grid) -> f64 {
        let (rows, columns) = sheet.extent();
        ratio(self.equal(sheet), rows.min(self.answer.len()) * columns.min(self.width()))
    }

    /// The share of equal cells where either has one: 1 only if the sheet shows the answer and nothing else.
    pub(super) fn share(&self, sheet: &Grid) -> f64 {
        let (rows, columns) = sheet.extent();
        ratio(self.equal(sheet), rows.max(self.answer.len()) * columns.max(self.width()))
    }

    /// How many cells of the answer, as far as the sheet goes, are as they should be.
    fn equal(&self, sheet: &Grid) -> usize {
        let (rows, columns) = sheet.extent();
        let lines = self.answer.iter().take(rows).enumerate();
        let cells = lines.flat_map(|(row, line)| {
            let line = line.iter().take(columns).enumerate();
            line.map(move |(column, answer)| (Position { row, column }, answer))
        });
        cells.filter(|(at, answer)| sheet.shown(*at) == **answer).count()
    }

    fn width(&self) -> usize {
        self.answer.first().map_or(0, Vec::len)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a sheet has 26,000 cells at most")]
fn ratio(equal: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { (equal as f64 / all as f64).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::Goal;
    use crate::sheet::cell::{Cell, Datum};
    use crate::sheet::format::Format;
    use crate::sheet::grid::Grid;

    #[test]
    fn measures_both_ways() {
        let table = |rows: &[&str]| -> Vec<Vec<String>> {
            rows.iter().map(|row| row.split(' ').map(str::to_owned).collect()).collect()
        };
        let goal = Goal { answer: table(&["a b", "c d"]), ..Goal::default() };
        for (rows, overlap, share) in [
            (&["a b", "c d"][..], 1.0, 1.0),
            (&["a b"], 1.0, 0.5),
            (&["a x", "c d"], 0.75, 0.75),
            (&["a b", "c d", "e f"], 1.0, 4.0 / 6.0),
            (&[], 0.0, 0.0),
        ] {
            let cell = |text: &String| Cell::new(Datum::text(text), Format::General);
            let cells = table(rows).iter().map(|row| row.iter().map(cell).collect()).collect();
            let sheet = Grid::new("s", cells);
            assert_eq!((goal.overlap(&sheet), goal.share(&sheet)), (overlap, share), "{rows:?}");
        }
    }
}
