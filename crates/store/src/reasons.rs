//! Why trials came to no verdict.

use crate::{Run, StoreError, rows};
use chain::Outcome;

/// A reason that trials have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Their outcome, one that does not count.
    pub outcome: Outcome,
    /// What was noted of them.
    pub note: String,
    /// How many there are.
    pub trials: u64,
}

/// Most reasons that are told apart: notes may differ from trial to trial.
const MOST: u32 = 20;

impl Run {
    /// The most frequent reasons of trials whose outcome does not count, the most frequent first.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn reasons(&self) -> Result<Vec<Reason>, StoreError> {
        let all = format!(
            "SELECT outcome, note, count(*) AS trials FROM trial WHERE outcome NOT IN ({}) \
             GROUP BY outcome, note ORDER BY trials DESC, outcome, note LIMIT {MOST}",
            rows::settling()
        );
        self.sql(|reader| {
            let mut statement = reader.connection.prepare_cached(&all)?;
            let mut found = statement.query([])?;
            let mut reasons = Vec::new();
            while let Some(row) = found.next()? {
                let outcome = rows::outcome(&row.get::<_, String>(0)?)?;
                let trials = row.get::<_, i64>(2)?.cast_unsigned();
                reasons.push(Reason { outcome, note: row.get(1)?, trials });
            }
            Ok(reasons)
        })
    }
}
