//! What a grid varies.

use crate::Cell;

/// One column of a cell by which results can be grouped. Tasks and seeds are no axes: they are what a rate is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// The environment or custom service.
    Environment,
    /// The attacked surface.
    Surface,
    /// The strategy.
    Strategy,
    /// The objective.
    Objective,
    /// The placement.
    Placement,
    /// The trigger.
    Trigger,
    /// The attack as a whole, by its id.
    Attack,
    /// The defense.
    Defense,
    /// The model.
    Model,
    /// The host profile.
    Profile,
}

impl Axis {
    /// All axes, in the order of a table's columns.
    pub const ALL: [Self; 10] = [
        Self::Environment,
        Self::Surface,
        Self::Strategy,
        Self::Objective,
        Self::Placement,
        Self::Trigger,
        Self::Attack,
        Self::Defense,
        Self::Model,
        Self::Profile,
    ];

    /// The word used in files, tables and the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Surface => "surface",
            Self::Strategy => "strategy",
            Self::Objective => "objective",
            Self::Placement => "placement",
            Self::Trigger => "trigger",
            Self::Attack => "attack",
            Self::Defense => "defense",
            Self::Model => "model",
            Self::Profile => "profile",
        }
    }

    /// The axis with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|axis| axis.name() == name)
    }

    /// The value of a cell on this axis.
    pub fn of(self, cell: &Cell) -> &str {
        match self {
            Self::Environment => &cell.environment,
            Self::Surface => &cell.surface,
            Self::Strategy => &cell.strategy,
            Self::Objective => &cell.objective,
            Self::Placement => &cell.placement,
            Self::Trigger => &cell.trigger,
            Self::Attack => &cell.attack,
            Self::Defense => &cell.defense,
            Self::Model => &cell.model,
            Self::Profile => &cell.profile,
        }
    }

    /// The place of a cell on this axis, to be written.
    pub(crate) fn of_mut(self, cell: &mut Cell) -> &mut String {
        match self {
            Self::Environment => &mut cell.environment,
            Self::Surface => &mut cell.surface,
            Self::Strategy => &mut cell.strategy,
            Self::Objective => &mut cell.objective,
            Self::Placement => &mut cell.placement,
            Self::Trigger => &mut cell.trigger,
            Self::Attack => &mut cell.attack,
            Self::Defense => &mut cell.defense,
            Self::Model => &mut cell.model,
            Self::Profile => &mut cell.profile,
        }
    }
}

/// Values on some or all axes. An axis without a value is one that was summed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Axes([Option<String>; Axis::ALL.len()]);

impl Axes {
    /// All values of a cell.
    pub fn of(cell: &Cell) -> Self {
        Self(Axis::ALL.map(|axis| Some(axis.of(cell).to_owned())))
    }

    /// The value on an axis; `None` when it was summed over, empty when the trial is clean and the axis is the attack's.
    pub fn get(&self, axis: Axis) -> Option<&str> {
        self.0.get(axis as usize)?.as_deref()
    }

    /// The same without all axes but these.
    #[must_use]
    pub fn only(&self, axes: &[Axis]) -> Self {
        Self(Axis::ALL.map(|axis| self.get(axis).filter(|_| axes.contains(&axis)).map(str::to_owned)))
    }
}
