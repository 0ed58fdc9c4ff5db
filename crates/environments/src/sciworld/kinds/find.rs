//! Things to be found: living ones, others, plants, animals.

use super::{Case, Keys};
use crate::sciworld::house::House;
use crate::sciworld::life::{ANIMALS, CHANGING, Life, PLANTS, Realm, Species};
use crate::sciworld::score::{Check, Target};
use crate::sciworld::thing::{Hold, Role, Thing};
use crate::sciworld::walk::Walk;
use rand::RngExt;

const BOXES: [&str; 4] = ["red box", "green box", "blue box", "orange box"];
/// Rooms in which a box may stand.
const ROOMS: [&str; 6] = ["kitchen", "living room", "bedroom", "workshop", "art studio", "laboratory"];

/// A living thing.
pub(super) fn living(house: &mut House, _: usize) -> Option<Case> {
    find(house, "living thing", Target::Living)
}

/// A thing that does not live.
pub(super) fn not_living(house: &mut House, _: usize) -> Option<Case> {
    find(house, "non-living thing", Target::NotLiving)
}

/// A plant.
pub(super) fn plant(house: &mut House, _: usize) -> Option<Case> {
    find(house, "plant", Target::Of(Realm::Plant))
}

/// An animal.
pub(super) fn animal(house: &mut House, _: usize) -> Option<Case> {
    find(house, "animal", Target::Of(Realm::Animal))
}

/// A living thing to be put somewhere.
pub(super) fn being(species: &'static Species, stage: usize) -> Thing {
    Thing { life: Some(Life::new(species, stage)), ..Thing::portable(species.name) }
}

fn find(house: &mut House, what: &str, target: Target) -> Option<Case> {
    stock(house);
    let name = house.pick(&BOXES)?;
    let room = house.pick(&ROOMS)?;
    let end = house.answer_box(room, name);
    let fits = |id| target.fits(&house.lab, id) && house.lab.thing(id).role == Role::Plain;
    let subjects: Vec<_> = house
        .lab
        .ids()
        .filter(|id| fits(*id) && house.lab.thing(*id).portable && is_dry(house, *id))
        .collect();
    let subject = house.pick(&subjects)?;
    let task = format!(
        "Your task is to find a(n) {what}. First, focus on the thing. Then, move it to the {name} in the {room}."
    );
    let goals = vec![
        (50, Check::Focus(target)),
        (15, Check::AgentIn(house.room(room))),
        (35, Check::FocusInside(end)),
    ];
    Some(Case { task, goals, keys: Keys { subject, end, ..Keys::default() }, ..Case::default() })
}

/// Whether a thing can be carried by hand in one piece.
fn is_dry(house: &House, id: crate::sciworld::thing::Id) -> bool {
    let thing = house.lab.thing(id);
    thing.matter.is_none() && thing.hold == Hold::Nothing
}

/// Animals outside and plants in the greenhouse and outside.
fn stock(house: &mut House) {
    let small: Vec<&'static Species> = ANIMALS.iter().skip(5).collect();
    for species in house.shuffled(&small).into_iter().take(3) {
        let outside = house.room("outside");
        house.lab.add(outside, being(species, 0));
    }
    let hen = CHANGING.iter().find(|species| species.name == "chicken");
    if let Some(species) = hen {
        let outside = house.room("outside");
        house.lab.add(outside, being(species, 2));
    }
    let plants: Vec<&'static Species> = PLANTS.iter().collect();
    let pots = ["flower pot 1", "flower pot 2"].map(|pot| house.thing(pot));
    for (species, pot) in house.shuffled(&plants).into_iter().zip(pots) {
        let stage = house.random.random_range(1..4);
        house.lab.add(pot, being(species, stage));
    }
}

/// Takes the thing to the box.
pub(super) fn solve(walk: &mut Walk, keys: &Keys) -> Option<()> {
    walk.focus(keys.subject)?;
    walk.bring(keys.subject, keys.end)
}
