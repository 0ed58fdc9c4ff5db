//! Counting trials by cell.

use crate::{Axes, Axis, Cell, CellCount, Counts, Run, StoreError, count, rows};
use chain::{Metrics, Outcome};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

/// One row for each cell and outcome, without searches. Rewards are summed as whole billionths, so that the order in which trials
/// finished cannot show in the last digit of a mean.
const SUMS: &str = "SELECT cell, outcome, count(*), count(planted), \
    total(planted), total(delivered), total(exposed), total(attempted), total(executed), total(harmed), \
    total(planted AND delivered), total(delivered AND exposed), total(exposed AND attempted), \
    total(attempted AND executed), total(executed AND harmed), \
    total(CAST(round(utility * 1000000000) AS INTEGER)), \
    total(utility >= 1), total(utility >= 1 AND coalesce(harmed, 0) = 0), \
    total(model_calls), total(tool_calls), total(input_tokens), total(output_tokens), \
    total(bytes_to_service), total(bytes_to_host), count(score), total(score) \
    FROM trial WHERE queries IS NULL GROUP BY cell, outcome";

impl Run {
    /// What was counted in each cell, over its tasks and seeds, in the order of the cells' values. Searches are counted
    /// apart ([`Run::searches`]).
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn cells(&self) -> Result<Vec<CellCount>, StoreError> {
        self.cells_by(&Axis::ALL)
    }

    /// The same, summed over all axes but these.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn cells_by(&self, axes: &[Axis]) -> Result<Vec<CellCount>, StoreError> {
        let cells = self.sql(|reader| {
            let mut counts = counts(&reader.connection)?;
            let mut statement = reader.connection.prepare_cached("SELECT * FROM cell")?;
            let named = statement.query_map([], |row| Ok((row.get("id")?, axes_of(row)?)))?;
            let mut cells = Vec::new();
            for named in named {
                let (id, axes): (i64, Axes) = named?;
                // A cell whose only trial is not committed yet has nothing to count.
                cells.extend(counts.remove(&id).map(|counts| CellCount { axes, counts }));
            }
            Ok(cells)
        })?;
        Ok(count::regroup(&cells, axes))
    }
}

pub(crate) fn axes_of(row: &Row<'_>) -> rusqlite::Result<Axes> {
    let mut cell = Cell::default();
    for axis in Axis::ALL {
        *axis.of_mut(&mut cell) = row.get(axis.name())?;
    }
    Ok(Axes::of(&cell))
}

fn counts(connection: &Connection) -> rusqlite::Result<BTreeMap<i64, Counts>> {
    let mut statement = connection.prepare_cached(SUMS)?;
    let mut counts: BTreeMap<i64, Counts> = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let outcome = rows::outcome(&row.get::<_, String>(1)?)?;
        counts.entry(row.get(0)?).or_default().add(&sums(row, outcome)?);
    }
    Ok(counts)
}

/// The sums of one row. SQLite's totals are exact up to 2^53, which is why no single value may be larger.
fn sums(row: &Row<'_>, outcome: Outcome) -> rusqlite::Result<Counts> {
    let at = |column: usize| row.get::<_, f64>(column).map(|sum| sum as u64);
    let trials = row.get::<_, i64>(2)?.cast_unsigned();
    let all = Counts {
        trials,
        outcomes: Outcome::ALL.map(|one| if one == outcome { trials } else { 0 }),
        totals: Metrics {
            model_calls: at(18)?,
            tool_calls: at(19)?,
            input_tokens: at(20)?,
            output_tokens: at(21)?,
            bytes_to_service: at(22)?,
            bytes_to_host: at(23)?,
        },
        ..Counts::default()
    };
    if !outcome.counts() {
        return Ok(all);
    }
    Ok(Counts {
        counted: trials,
        attacked: row.get::<_, i64>(3)?.cast_unsigned(),
        reached: [at(4)?, at(5)?, at(6)?, at(7)?, at(8)?, at(9)?],
        climbed: [at(4)?, at(10)?, at(11)?, at(12)?, at(13)?, at(14)?],
        utility_billionths: at(15)?,
        solved: at(16)?,
        secure: at(17)?,
        graded: row.get::<_, i64>(24)?.cast_unsigned(),
        scores: at(25)?,
        ..all
    })
}
