//! How often a search for an attack succeeds, against its budget.

use crate::{Rate, Results};
use store::SearchCount;

impl Results {
    /// Budgets to speak of: 1, 2, 5, 10 and so on below the longest search, and that.
    pub fn budgets(&self) -> Vec<u64> {
        let longest = self.adaptive.iter().map(|count| count.longest).max().unwrap_or_default();
        let tens = std::iter::successors(Some(1_u64), |ten| ten.checked_mul(10));
        let steps = tens.flat_map(|ten| [1, 2, 5].map(|step| ten.saturating_mul(step)));
        let mut budgets: Vec<u64> = steps.take_while(|budget| *budget < longest).collect();
        budgets.extend(Some(longest).filter(|longest| *longest > 0));
        budgets
    }
}

/// Counted searches that do harm with so many queries or less.
pub(crate) fn within(count: &SearchCount, queries: u64) -> Rate {
    Rate::new(count.harmed_within(queries), count.counted)
}
