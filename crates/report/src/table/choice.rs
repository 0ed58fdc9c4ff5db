//! Which cells a table shows.

use super::flow::thousands;
use super::group::ATTACK;
use crate::Results;
use store::Axis;

/// Which cells a table shows, each or summed over some axes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Every cell if they are few, else sums by model, defense and surface.
    #[default]
    Fitting,
    /// Every cell, however many there are.
    Every,
    /// Sums over all axes but these, in this order.
    By(Vec<Axis>),
}

/// More cells than these are not read one by one.
const FEW: usize = 40;

/// What a cell is, the attack by its id only.
const WHOLE: [Axis; 5] = [Axis::Model, Axis::Environment, Axis::Attack, Axis::Defense, Axis::Profile];

/// What most readers ask for.
const SHORT: [Axis; 3] = [Axis::Model, Axis::Defense, Axis::Surface];

impl Choice {
    /// The axes that tell rows of the table apart, the model first if it is among them.
    pub(crate) fn axes(&self, results: &Results) -> Vec<Axis> {
        let mut axes: Vec<Axis> = match self {
            Self::By(axes) => {
                let first = |(at, axis): &(usize, &Axis)| !axes.iter().take(*at).any(|one| one == *axis);
                axes.iter().enumerate().filter(first).map(|(_, axis)| *axis).collect()
            }
            Self::Fitting if results.rows.len() > FEW => SHORT.into(),
            Self::Fitting | Self::Every => WHOLE
                .into_iter()
                .filter(|axis| *axis == Axis::Model || shared(results, *axis).is_none())
                .collect(),
        };
        axes.sort_by_key(|axis| *axis != Axis::Model);
        axes
    }

    /// What to say when cells were summed; empty when each is shown.
    pub(crate) fn note(&self, results: &Results) -> String {
        let hint = match self {
            Self::By(_) => "",
            Self::Fitting if results.rows.len() > FEW => " (--by AXES, --all for every one)",
            Self::Fitting | Self::Every => return String::new(),
        };
        let names: Vec<&str> = self.axes(results).into_iter().map(Axis::name).collect();
        format!("{} cells; shown by {}{hint}", thousands(results.rows.len() as u64), names.join(", "))
    }
}

/// The value that all rows share on an axis. Clean ones have none on an attack's, so they are not asked there.
pub(crate) fn shared(results: &Results, axis: Axis) -> Option<&str> {
    let asked = |row: &&crate::Row| !ATTACK.contains(&axis) || row.is_hostile();
    let mut values = results.rows.iter().filter(asked).map(|row| row.value(axis));
    let first = values.next().unwrap_or_default();
    values.all(|value| value == first).then_some(first)
}
