//! Cells that are shown as one, beside the clean trials that they are compared with.

use crate::{Results, Row};
use std::collections::{BTreeMap, BTreeSet};
use store::{Axes, Axis, Counts};

/// Axes that say which attack it was; a clean trial has no value there.
pub(crate) const ATTACK: [Axis; 6] =
    [Axis::Surface, Axis::Strategy, Axis::Objective, Axis::Placement, Axis::Trigger, Axis::Attack];

/// Trials that agree on some axes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Group {
    /// What they agree on.
    pub(crate) axes: Axes,
    /// Trials without an attack that agree with them on all axes but the attack's.
    pub(crate) clean: Row,
    /// Trials with one.
    pub(crate) attacked: Row,
}

impl Group {
    /// The value on an axis; empty when it was summed over.
    pub(crate) fn value(&self, axis: Axis) -> &str {
        self.axes.get(axis).unwrap_or_default()
    }

    /// Whether nothing was attacked, so that there is nothing to show but the clean trials.
    pub(crate) fn is_clean(&self) -> bool {
        self.attacked.counts.trials == 0
    }
}

impl Results {
    /// One group for each combination of values on these axes, sorted by the first, then the second, and so on. Clean
    /// trials are a group of their own only where nothing hostile is to be compared with them.
    pub(crate) fn groups(&self, axes: &[Axis]) -> Vec<Group> {
        let bare: Vec<Axis> = axes.iter().copied().filter(|axis| !ATTACK.contains(axis)).collect();
        let (hostile, clean): (Vec<&Row>, Vec<&Row>) = self.rows.iter().partition(|row| row.is_hostile());
        let (hostile, clean) = (summed(&hostile, axes), summed(&clean, &bare));
        let compared: BTreeSet<Axes> = hostile.keys().map(|axes| axes.only(&bare)).collect();
        let alone = clean.keys().filter(|axes| !compared.contains(axes));
        let row =
            |counts: Option<&Counts>| Row { counts: counts.cloned().unwrap_or_default(), ..Row::default() };
        let group = |axes: &Axes| Group {
            axes: axes.clone(),
            clean: row(clean.get(&axes.only(&bare))),
            attacked: row(hostile.get(axes)),
        };
        let mut groups: Vec<Group> = alone.chain(hostile.keys()).map(group).collect();
        groups.sort_by(|one, other| {
            let places =
                |group| axes.iter().map(move |axis| self.order.place(*axis, Group::value(group, *axis)));
            places(one).cmp(places(other))
        });
        groups
    }
}

fn summed(rows: &[&Row], axes: &[Axis]) -> BTreeMap<Axes, Counts> {
    let mut sums: BTreeMap<Axes, Counts> = BTreeMap::new();
    for row in rows {
        sums.entry(row.axes.only(axes)).or_default().add(&row.counts);
    }
    sums
}
