//! One thing: what it is and in what state.

use super::life::Life;
use super::matter::Matter;
use super::mixing::Recipe;

/// The place of a thing in the list of a lab's things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(pub(super) usize);

/// How a thing holds others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Hold {
    /// Not at all.
    #[default]
    Nothing,
    /// On top.
    On,
    /// Inside.
    In,
    /// Inside, and liquids too.
    Vessel,
    /// A room.
    Room,
    /// The agent.
    Hands,
}

/// A switch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Switch {
    /// Whether it is on.
    pub(super) on: bool,
    /// Whether an agent can turn it.
    pub(super) manual: bool,
    /// Whether it does nothing at all.
    pub(super) broken: bool,
}

/// What drives a source of current.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drive {
    Battery,
    Fuel,
    Sun,
    Wind,
}

impl Drive {
    /// Whether it does not run out.
    pub(super) fn renewable(self) -> bool {
        matches!(self, Self::Sun | Self::Wind)
    }
}

/// What a thing is in a circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Wire,
    Switch,
    Load,
    Source(Drive),
    /// Something to be tested.
    Sample,
}

/// What a thing is besides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Role {
    #[default]
    Plain,
    /// A door between two rooms.
    Door(Id, Id),
    /// Gives a substance to the vessels in it while it is on.
    Tap(Matter),
    /// Brings itself and what is in it to a temperature, in degrees Celsius: while it is on, or, where it has no
    /// switch, while it is closed.
    Oven(f64),
    Thermometer,
    /// Counts ticks while it is on.
    Stopwatch(u32),
    Recipe(Recipe),
    /// Something to read: title and text.
    Paper(&'static str),
    /// Can be eaten.
    Food,
}

/// One thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Thing {
    pub(super) name: &'static str,
    /// What holds it.
    pub(super) place: Id,
    /// What it holds.
    pub(super) contents: Vec<Id>,
    pub(super) hold: Hold,
    /// Whether it can be carried.
    pub(super) portable: bool,
    /// Whether it is open; `None` for what has no door.
    pub(super) open: Option<bool>,
    pub(super) switch: Option<Switch>,
    pub(super) part: Option<Part>,
    pub(super) role: Role,
    /// Heat as [`Matter::temperature`] counts it; for what is no substance, its temperature in degrees Celsius.
    pub(super) heat: f64,
    pub(super) matter: Option<Matter>,
    pub(super) life: Option<Life>,
    /// Whether it conducts electricity.
    pub(super) conducts: bool,
    /// Whether it is a room under the sky.
    pub(super) outdoors: bool,
}

impl Thing {
    /// A thing that stays where it is.
    pub(super) fn fixed(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }

    /// A thing that can be carried.
    pub(super) fn portable(name: &'static str) -> Self {
        Self { name, portable: true, ..Self::default() }
    }

    /// An amount of a substance. Its temperature is set where it is put.
    pub(super) fn of(matter: Matter) -> Self {
        Self {
            name: matter.name,
            portable: true,
            matter: Some(matter),
            conducts: matter.conducts,
            ..Self::default()
        }
    }

    /// The same, holding things.
    pub(super) fn holding(self, hold: Hold) -> Self {
        Self { hold, ..self }
    }

    /// The same with a door.
    pub(super) fn with_door(self, open: bool) -> Self {
        Self { open: Some(open), ..self }
    }

    /// The same with a switch, off.
    pub(super) fn with_switch(self) -> Self {
        Self { switch: Some(Switch { manual: true, ..Switch::default() }), ..self }
    }

    /// The same, being something besides.
    pub(super) fn being(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// The same as a part of circuits.
    pub(super) fn wired(self, part: Part) -> Self {
        let shows = matches!(part, Part::Load | Part::Source(Drive::Sun | Drive::Wind));
        let switch = if shows { Some(Switch::default()) } else { self.switch };
        let conducts = self.conducts || part != Part::Sample;
        Self { part: Some(part), switch, conducts, ..self }
    }

    /// Its temperature in degrees Celsius.
    pub(super) fn temperature(&self) -> f64 {
        self.matter.map_or(self.heat, |matter| matter.temperature(self.heat))
    }

    /// Brings it to a temperature in degrees Celsius.
    pub(super) fn set_temperature(&mut self, degrees: f64) {
        self.heat = self.matter.map_or(degrees, |matter| matter.heat(degrees));
    }

    /// Whether it is switched on.
    pub(super) fn on(&self) -> bool {
        self.switch.is_some_and(|switch| switch.on)
    }

    /// Whether what it holds can be seen and reached.
    pub(super) fn accessible(&self) -> bool {
        self.hold != Hold::Nothing && self.open != Some(false)
    }

    /// What its two ends are called in a circuit.
    pub(super) fn ends(&self) -> [&'static str; 2] {
        match self.part {
            Some(Part::Load | Part::Source(_)) => ["anode", "cathode"],
            _ => ["terminal 1", "terminal 2"],
        }
    }
}
