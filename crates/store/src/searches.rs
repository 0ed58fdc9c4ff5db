//! Counting the searches of adaptive attackers, which are in no count of other trials.

use crate::cells::axes_of;
use crate::{Axes, Axis, Run, rows};
use rusqlite::Row;
use std::collections::BTreeMap;

/// The searches of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchCount {
    /// Which cell.
    pub axes: Axes,
    /// All searches.
    pub searches: u64,
    /// Those whose outcome counts.
    pub counted: u64,
    /// Queries of all searches together.
    pub queries: u64,
    /// Queries of the longest search.
    pub longest: u64,
    /// Counted searches by the query that did harm.
    pub harmed: BTreeMap<u64, u64>,
}

impl SearchCount {
    /// Counted searches that did harm with so many queries or less.
    pub fn harmed_within(&self, queries: u64) -> u64 {
        self.harmed.range(..=queries).map(|(_, count)| count).sum()
    }

    /// The same searches summed over all axes but these.
    pub fn regroup(counts: &[Self], axes: &[Axis]) -> Vec<Self> {
        let mut groups: BTreeMap<Axes, Self> = BTreeMap::new();
        for count in counts {
            let key = count.axes.only(axes);
            groups.entry(key.clone()).or_insert_with(|| Self { axes: key, ..Self::default() }).add(count);
        }
        groups.into_values().collect()
    }

    fn add(&mut self, other: &Self) {
        self.searches += other.searches;
        self.counted += other.counted;
        self.queries += other.queries;
        self.longest = self.longest.max(other.longest);
        for (query, count) in &other.harmed {
            *self.harmed.entry(*query).or_default() += count;
        }
    }
}

/// One row for each cell, outcome, number of queries and end.
const SUMS: &str = "SELECT cell.*, outcome, queries, coalesce(harmed, 0) AS harm, count(*) AS searches \
    FROM trial JOIN cell ON cell.id = trial.cell WHERE queries IS NOT NULL \
    GROUP BY cell.id, outcome, queries, harm";

impl Run {
    /// The searches of each cell, in the order of the cells' values.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn searches(&self) -> Result<Vec<SearchCount>, crate::StoreError> {
        let counts: Vec<SearchCount> = self.sql(|reader| {
            let mut statement = reader.connection.prepare_cached(SUMS)?;
            statement.query_map([], count)?.collect()
        })?;
        Ok(SearchCount::regroup(&counts, &Axis::ALL))
    }
}

fn count(row: &Row<'_>) -> rusqlite::Result<SearchCount> {
    let number = |column: &str| row.get::<_, i64>(column).map(i64::cast_unsigned);
    let (searches, queries) = (number("searches")?, number("queries")?);
    let counts = rows::outcome(&row.get::<_, String>("outcome")?)?.counts();
    let harmed = counts && number("harm")? > 0;
    Ok(SearchCount {
        axes: axes_of(row)?,
        searches,
        counted: if counts { searches } else { 0 },
        queries: queries * searches,
        longest: queries,
        harmed: harmed.then_some((queries, searches)).into_iter().collect(),
    })
}
