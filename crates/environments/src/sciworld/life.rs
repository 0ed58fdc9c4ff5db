//! Living things: species with their stages and lifespans, and how plants grow.

use super::lab::Lab;
use super::matter::{Phase, SOIL, WATER};
use super::thing::Id;

/// What sort of living thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Realm {
    Plant,
    Animal,
}

/// A species.
#[derive(Debug, PartialEq)]
pub(super) struct Species {
    pub(super) name: &'static str,
    pub(super) realm: Realm,
    /// How long one lives, in years, as a rule.
    pub(super) years: f64,
    /// Stages from the earliest to the latest: word and noun.
    pub(super) stages: &'static [(&'static str, &'static str)],
}

/// A living thing's state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Life {
    pub(super) species: &'static Species,
    /// Place in the species' stages.
    pub(super) stage: usize,
    /// Ticks of growth in this stage.
    pub(super) growth: u32,
    /// Whether it lives.
    pub(super) alive: bool,
}

impl Life {
    /// One that lives.
    pub(super) fn new(species: &'static Species, stage: usize) -> Self {
        Self { species, stage, growth: 0, alive: true }
    }

    /// Word and noun of its stage.
    pub(super) fn stage(&self) -> (&'static str, &'static str) {
        self.species.stages.get(self.stage).copied().unwrap_or(("", self.species.name))
    }

    /// Whether its stage is the last.
    pub(super) fn is_grown(&self) -> bool {
        self.stage + 1 >= self.species.stages.len()
    }
}

/// Ticks that a plant takes for a stage.
const STAGE: u32 = 15;
/// Temperatures at which plants grow, in degrees Celsius.
const MILD: std::ops::Range<f64> = 4.0..42.0;
/// Temperatures which living things survive, in degrees Celsius.
const BEARABLE: std::ops::Range<f64> = -25.0..65.0;

/// One tick of every living thing. A plant in soil with water grows; for each stage it drinks the water up.
pub(super) fn tick(lab: &mut Lab) {
    for id in lab.ids() {
        let thing = lab.thing(id);
        let Some(life) = thing.life.filter(|life| life.alive) else { continue };
        let (pot, degrees) = (thing.place, thing.temperature());
        let changed = if BEARABLE.contains(&degrees) {
            grow(lab, life, pot, degrees)
        } else {
            Life { alive: false, ..life }
        };
        lab.thing_mut(id).life = Some(changed);
    }
}

fn grow(lab: &mut Lab, life: Life, pot: Id, degrees: f64) -> Life {
    if life.species.realm != Realm::Plant || life.is_grown() || !MILD.contains(&degrees) {
        return life;
    }
    let water = lab.amount(pot, WATER.name).filter(|water| lab.phase(*water) == Some(Phase::Liquid));
    let (Some(water), Some(_)) = (water, lab.amount(pot, SOIL.name)) else { return life };
    if life.growth + 1 < STAGE {
        return Life { growth: life.growth + 1, ..life };
    }
    lab.put(water, Lab::NOWHERE);
    Life { stage: life.stage + 1, growth: 0, ..life }
}

const fn animal(name: &'static str, years: f64, stages: &'static [(&'static str, &'static str)]) -> Species {
    Species { name, realm: Realm::Animal, years, stages }
}

const fn plant(name: &'static str, years: f64, stages: &'static [(&'static str, &'static str)]) -> Species {
    Species { name, realm: Realm::Plant, years, stages }
}

/// Animals, from the longest to the shortest life.
pub(super) static ANIMALS: [Species; 12] = [
    animal("giant tortoise", 150.0, &[("adult", "giant tortoise")]),
    animal("elephant", 65.0, &[("adult", "elephant")]),
    animal("parrot", 40.0, &[("adult", "parrot")]),
    animal("brown bear", 25.0, &[("adult", "brown bear")]),
    animal("wolf", 13.0, &[("adult", "wolf")]),
    animal("rabbit", 9.0, &[("adult", "rabbit")]),
    animal("hedgehog", 5.0, &[("adult", "hedgehog")]),
    animal("chipmunk", 3.0, &[("adult", "chipmunk")]),
    animal("mouse", 1.5, &[("adult", "mouse")]),
    animal("dragonfly", 0.5, &[("adult", "dragonfly")]),
    animal("honey bee", 0.1, &[("adult", "honey bee")]),
    animal("mayfly", 0.003, &[("adult", "mayfly")]),
];

/// Animals with a life story.
pub(super) static CHANGING: [Species; 4] = [
    animal("frog", 10.0, &[("egg", "frog egg"), ("tadpole", "frog tadpole"), ("adult", "grown frog")]),
    animal(
        "butterfly",
        0.1,
        &[
            ("egg", "butterfly egg"),
            ("larva", "butterfly caterpillar"),
            ("pupa", "butterfly chrysalis"),
            ("adult", "grown butterfly"),
        ],
    ),
    animal("chicken", 8.0, &[("egg", "chicken egg"), ("juvenile", "chick"), ("adult", "hen")]),
    animal(
        "salmon",
        5.0,
        &[
            ("egg", "salmon egg"),
            ("fry", "salmon fry"),
            ("juvenile", "salmon smolt"),
            ("adult", "grown salmon"),
        ],
    ),
];

/// Plants.
pub(super) static PLANTS: [Species; 5] = [
    plant(
        "bean",
        0.5,
        &[
            ("seed", "bean seed"),
            ("seedling", "bean seedling"),
            ("adult", "bean plant"),
            ("reproducing", "bean plant with flowers"),
        ],
    ),
    plant(
        "tomato",
        0.5,
        &[
            ("seed", "tomato seed"),
            ("seedling", "tomato seedling"),
            ("adult", "tomato plant"),
            ("reproducing", "tomato plant with flowers"),
        ],
    ),
    plant(
        "sunflower",
        0.4,
        &[
            ("seed", "sunflower seed"),
            ("seedling", "sunflower seedling"),
            ("adult", "sunflower plant"),
            ("reproducing", "sunflower plant with flowers"),
        ],
    ),
    plant(
        "apple",
        60.0,
        &[
            ("seed", "apple seed"),
            ("seedling", "apple seedling"),
            ("adult", "apple tree"),
            ("reproducing", "apple tree with flowers"),
        ],
    ),
    plant(
        "pea",
        0.3,
        &[
            ("seed", "pea seed"),
            ("seedling", "pea seedling"),
            ("adult", "pea plant"),
            ("reproducing", "pea plant with flowers"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::{ANIMALS, BEARABLE, Life, PLANTS, tick};
    use crate::sciworld::lab::Lab;
    use crate::sciworld::matter::{SOIL, WATER};
    use crate::sciworld::thing::{Hold, Thing};

    #[test]
    fn a_plant_grows_with_soil_water_and_warmth() {
        let check = |soil: bool, waterings: usize, degrees: f64, stage: usize, alive: bool| {
            let mut lab = Lab::new();
            let pot = lab.add(Lab::NOWHERE, Thing::portable("pot").holding(Hold::Vessel));
            if soil {
                lab.add(pot, Thing::of(SOIL));
            }
            let seed = Thing { life: Some(Life::new(&PLANTS[0], 0)), ..Thing::portable("bean") };
            let seed = lab.add(pot, seed);
            lab.thing_mut(seed).set_temperature(degrees);
            for _ in 0..waterings {
                let water = lab.add(pot, Thing::of(WATER));
                lab.thing_mut(water).set_temperature(20.0);
                (0..20).for_each(|_| tick(&mut lab));
            }
            (0..20).for_each(|_| tick(&mut lab));
            let life = lab.thing(seed).life.unwrap();
            assert_eq!((life.stage, life.alive), (stage, alive), "{soil} {waterings} {degrees}");
        };
        check(true, 0, 20.0, 0, true);
        check(true, 1, 20.0, 1, true);
        check(true, 3, 20.0, 3, true);
        check(true, 5, 20.0, 3, true);
        check(false, 3, 20.0, 0, true);
        check(true, 3, 1.0, 0, true);
        check(true, 3, 50.0, 0, true);
        check(true, 3, BEARABLE.end + 1.0, 0, false);
        check(true, 3, BEARABLE.start - 1.0, 0, false);
    }

    #[test]
    fn animals_are_listed_by_their_lifespans() {
        assert!(ANIMALS.windows(2).all(|pair| pair[0].years > 1.3 * pair[1].years));
    }
}
