//! What substances are made of: public physical constants, and the phase and temperature that follow from heat.

use std::borrow::Cow;

/// Solid, liquid or gas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    Solid,
    Liquid,
    Gas,
}

impl Phase {
    /// The word for programs.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Liquid => "liquid",
            Self::Gas => "gas",
        }
    }
}

/// What a change of phase takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Change {
    /// Temperature at which it happens, in degrees Celsius.
    pub(super) at: f64,
    /// Latent heat over specific heat: as many kelvin would the same heat warm the substance.
    pub(super) kelvin: f64,
}

/// A kind of substance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matter {
    /// Its name at room temperature.
    pub(super) name: &'static str,
    /// Melting; `None` for what does not melt here.
    pub(super) melting: Option<Change>,
    /// Boiling; `None` for what does not boil here.
    pub(super) boiling: Option<Change>,
    /// The phase of what neither melts nor boils.
    rest: Phase,
    /// Whether it conducts electricity.
    pub(super) conducts: bool,
}

/// What is called by its name alone at this temperature, in degrees Celsius.
const ROOM_TEMPERATURE: f64 = 20.0;

impl Matter {
    /// A substance that keeps its phase.
    pub(super) const fn steady(name: &'static str, rest: Phase) -> Self {
        Self { name, melting: None, boiling: None, rest, conducts: false }
    }

    /// A pure substance: melting and boiling point in degrees Celsius, specific heat in J/(g K), heats of fusion and of
    /// vaporization in J/g. A boiling point above 4000 stands for none.
    pub(super) const fn pure(name: &'static str, points: [f64; 2], heats: [f64; 3]) -> Self {
        let [melts, boils] = points;
        let [specific, fusion, vaporization] = heats;
        let boiling =
            if boils > 4000.0 { None } else { Some(Change { at: boils, kelvin: vaporization / specific }) };
        let melting = Some(Change { at: melts, kelvin: fusion / specific });
        Self { name, melting, boiling, rest: Phase::Solid, conducts: false }
    }

    /// The same, conducting.
    pub(super) const fn conducting(self) -> Self {
        Self { conducts: true, ..self }
    }

    /// Temperature in degrees Celsius of what holds this much heat. Heat is counted in kelvin of warming above 0 °C as a
    /// solid, so that it grows without a change of temperature while the substance melts or boils.
    pub(super) fn temperature(&self, heat: f64) -> f64 {
        let mut left = heat;
        for change in [self.melting, self.boiling].into_iter().flatten() {
            if left <= change.at {
                return left;
            }
            if left <= change.at + change.kelvin {
                return change.at;
            }
            left -= change.kelvin;
        }
        left
    }

    /// The heat of this substance at a temperature in degrees Celsius.
    pub(super) fn heat(&self, temperature: f64) -> f64 {
        let passed = [self.melting, self.boiling].into_iter().flatten();
        temperature + passed.filter(|change| change.at < temperature).map(|change| change.kelvin).sum::<f64>()
    }

    /// The phase of what holds this much heat: that of the greater part.
    pub(super) fn phase(&self, heat: f64) -> Phase {
        let Some(melting) = self.melting else { return self.rest };
        if heat < melting.at + melting.kelvin / 2.0 {
            return Phase::Solid;
        }
        match self.boiling {
            Some(boiling) if heat >= melting.kelvin + boiling.at + boiling.kelvin / 2.0 => Phase::Gas,
            _ => Phase::Liquid,
        }
    }

    /// What it is called in a phase.
    pub(super) fn called(&self, phase: Phase) -> Cow<'static, str> {
        match (self.name, phase) {
            (name, _) if phase == self.phase(self.heat(ROOM_TEMPERATURE)) => name.into(),
            ("water", Phase::Solid) => "ice".into(),
            ("water", Phase::Gas) => "steam".into(),
            (name, Phase::Solid) => format!("solid {name}").into(),
            (name, Phase::Liquid) => format!("liquid {name}").into(),
            (name, Phase::Gas) => format!("gaseous {name}").into(),
        }
    }
}

/// No boiling point that is reached here.
const NONE: f64 = 9999.0;

/// What comes from a tap.
pub(super) const WATER: Matter = Matter::pure("water", [0.0, 100.0], [4.18, 334.0, 2257.0]);
/// What plants grow in.
pub(super) const SOIL: Matter = Matter::steady("soil", Phase::Solid);
/// What rooms are full of.
pub(super) const AIR: Matter = Matter::steady("air", Phase::Gas);

/// Substances that change their phase, with their constants.
pub(super) const PURE: [Matter; 16] = [
    WATER,
    Matter::pure("acetone", [-94.7, 56.1], [2.17, 98.0, 501.0]),
    Matter::pure("ethanol", [-114.1, 78.4], [2.44, 107.0, 838.0]),
    Matter::pure("acetic acid", [16.6, 117.9], [2.05, 195.0, 395.0]),
    Matter::pure("cyclohexane", [6.5, 80.7], [1.84, 31.8, 356.0]),
    Matter::pure("benzene", [5.5, 80.1], [1.74, 126.0, 394.0]),
    Matter::pure("bromine", [-7.2, 58.8], [0.474, 66.2, 187.0]),
    Matter::pure("mercury", [-38.8, 356.7], [0.14, 11.4, 295.0]).conducting(),
    Matter::pure("gallium", [29.8, 2400.0], [0.371, 80.2, 3670.0]).conducting(),
    Matter::pure("naphthalene", [80.2, 218.0], [1.29, 148.0, 338.0]),
    Matter::pure("tin", [231.9, 2602.0], [0.227, 59.2, 2497.0]).conducting(),
    Matter::pure("lead", [327.5, 1749.0], [0.129, 23.0, 866.0]).conducting(),
    Matter::pure("zinc", [419.5, 907.0], [0.388, 112.0, 1760.0]).conducting(),
    Matter::pure("aluminum", [660.3, 2470.0], [0.897, 397.0, 10_500.0]).conducting(),
    Matter::pure("chocolate", [34.0, NONE], [1.6, 45.0, 0.0]),
    Matter::pure("beeswax", [63.0, NONE], [3.4, 177.0, 0.0]),
];

#[cfg(test)]
mod tests {
    use super::{PURE, Phase, WATER};

    #[test]
    fn heat_and_temperature_are_of_one_mind() {
        for matter in PURE {
            for degrees in [-150.0, -40.0, 3.0, 25.0, 60.0, 99.0, 250.0, 700.0, 1500.0] {
                let back = matter.temperature(matter.heat(degrees));
                assert!((back - degrees).abs() < 1e-9, "{} {degrees} {back}", matter.name);
            }
        }
    }

    #[test]
    fn melting_and_boiling_take_heat_at_one_temperature() {
        let cases = [
            (-5.0, -5.0, Phase::Solid, "ice"),
            (30.0, 0.0, Phase::Solid, "ice"),
            (60.0, 0.0, Phase::Liquid, "water"),
            (100.0, 20.1, Phase::Liquid, "water"),
            (400.0, 100.0, Phase::Liquid, "water"),
            (600.0, 100.0, Phase::Gas, "steam"),
        ];
        for (heat, degrees, phase, name) in cases {
            assert!((WATER.temperature(heat) - degrees).abs() < 0.05, "{heat}");
            assert_eq!((WATER.phase(heat), WATER.called(phase).as_ref()), (phase, name), "{heat}");
        }
    }
}
