//! What columns a table can have, and which of them fit.

use crate::{Rate, Row};
use chain::Ladder;

/// One column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Trials that the rates are taken over.
    N,
    /// A rung with its counts and interval, or in percent only.
    Rung { name: &'static str, full: bool },
    /// Mean reward.
    Utility,
    /// Full reward and no harm.
    Secure { full: bool },
    /// Trials that do not count.
    Errors,
}

impl Column {
    pub(crate) fn head(self) -> &'static str {
        match self {
            Self::N => "n",
            Self::Rung { name, .. } => name,
            Self::Utility => "utility",
            Self::Secure { .. } => "secure",
            Self::Errors => "errors",
        }
    }

    /// What stands in a row; `given_before` asks for a rung's rate among the trials that reached the rung before.
    pub(crate) fn text(self, row: &Row, given_before: bool) -> String {
        match self {
            Self::N => row.counts.counted.to_string(),
            Self::Rung { name, full } => {
                let rung = row.rungs().into_iter().find(|rung| rung.name == name);
                let rate = rung.map(|rung| if given_before { rung.given_before } else { rung.rate });
                shown(rate.unwrap_or_default(), full)
            }
            Self::Utility => row.utility(),
            Self::Secure { full } => shown(row.secure(), full),
            Self::Errors => row.counts.uncounted().to_string(),
        }
    }
}

fn shown(rate: Rate, full: bool) -> String {
    if full { rate.to_string() } else { rate.percent() }
}

/// Layouts from the richest to the poorest: the first that fits is taken. What is given up first is what the other
/// columns say best: intervals of the lower rungs, then the lower rungs themselves; how often harm was done stays to
/// the end, and never stands without utility.
pub(crate) fn layouts() -> Vec<Vec<Column>> {
    let all = Ladder::RUNGS.as_slice();
    let steps: [(&[&'static str], &[&'static str], bool); 8] = [
        (all, all, true),
        (all, &["exposed", "attempted", "harmed"], true),
        (all, &["exposed", "harmed"], false),
        (all, &["harmed"], false),
        (&["exposed", "attempted", "executed", "harmed"], &["harmed"], false),
        (&["exposed", "attempted", "harmed"], &["harmed"], false),
        (&["exposed", "harmed"], &["harmed"], false),
        (&["exposed", "harmed"], &[], false),
    ];
    steps.into_iter().map(|(rungs, full, secure)| layout(rungs, full, secure)).collect()
}

fn layout(rungs: &[&'static str], full: &[&str], secure: bool) -> Vec<Column> {
    let mut columns = vec![Column::N];
    columns.extend(rungs.iter().map(|name| Column::Rung { name, full: full.contains(name) }));
    columns.extend([Column::Utility, Column::Secure { full: secure }, Column::Errors]);
    columns
}
