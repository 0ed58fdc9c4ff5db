//! Lifespans and stages of life.

use super::find::being;
use super::{Case, Keys};
use crate::sciworld::house::House;
use crate::sciworld::life::{ANIMALS, CHANGING, PLANTS, Species};
use crate::sciworld::score::{Check, Target};
use crate::sciworld::thing::Id;
use crate::sciworld::walk::Walk;
use rand::RngExt;

/// Animals in one task.
const HERD: usize = 4;

/// The animal that lives longest.
pub(super) fn longest(house: &mut House, _: usize) -> Option<Case> {
    let herd = herd(house);
    lifespan(house, "longest life span", "animal with the longest life span", vec![*herd.first()?])
}

/// The animal that lives shortest.
pub(super) fn shortest(house: &mut House, _: usize) -> Option<Case> {
    let herd = herd(house);
    lifespan(house, "shortest life span", "animal with the shortest life span", vec![*herd.last()?])
}

/// Both, in this order.
pub(super) fn both(house: &mut House, _: usize) -> Option<Case> {
    let herd = herd(house);
    let wanted = vec![*herd.first()?, *herd.last()?];
    let order = "animal with the longest life span, then on the animal with the shortest life span";
    lifespan(house, "longest life span, then the animal with the shortest", order, wanted)
}

/// Some animals outside, from the longest-lived to the shortest-lived. Their lifespans are well apart.
fn herd(house: &mut House) -> Vec<Id> {
    let first = house.random.random_range(0..2);
    let apart: Vec<usize> = (first..ANIMALS.len()).step_by(2).collect();
    let mut chosen = house.shuffled(&apart);
    chosen.truncate(HERD);
    let outside = house.room("outside");
    let mut herd: Vec<(f64, Id)> = Vec::new();
    for species in chosen.into_iter().filter_map(|at| ANIMALS.get(at)) {
        herd.push((species.years, house.lab.add(outside, being(species, 0))));
    }
    herd.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    herd.into_iter().map(|(_, id)| id).collect()
}

fn lifespan(house: &House, what: &str, order: &str, tools: Vec<Id>) -> Option<Case> {
    let task = format!(
        "Your task is to find the animal with the {what}. The animals are in the 'outside' location. Focus on the {order}."
    );
    let mut goals = vec![(20, Check::AgentIn(house.room("outside")))];
    goals.extend(shared(80, &tools));
    Some(Case { task, goals, keys: Keys { tools, ..Keys::default() }, ..Case::default() })
}

/// The stages of an animal.
pub(super) fn animal_stages(house: &mut House, variation: usize) -> Option<Case> {
    let species = CHANGING.get(variation % CHANGING.len())?;
    let wet = matches!(species.name, "frog" | "salmon");
    let place = if wet { house.spot("outside", "fountain") } else { house.room("outside") };
    stages(house, species, place, "outside")
}

/// The stages of a plant.
pub(super) fn plant_stages(house: &mut House, variation: usize) -> Option<Case> {
    let species = PLANTS.get(variation % PLANTS.len())?;
    let place = house.spot("greenhouse", "potting table");
    stages(house, species, place, "greenhouse")
}

fn stages(house: &mut House, species: &'static Species, place: Id, room: &str) -> Option<Case> {
    let count = species.stages.len();
    let order: Vec<usize> = (0..count).collect();
    let mut placed: Vec<(usize, Id)> = Vec::new();
    for stage in house.shuffled(&order) {
        placed.push((stage, house.lab.add(place, being(species, stage))));
    }
    placed.sort_unstable();
    let tools: Vec<Id> = placed.into_iter().map(|(_, id)| id).collect();
    let task = format!(
        "Your task is to focus on the {count} life stages of the {}, starting from earliest to latest. They are located \
         around the {room}.",
        species.name
    );
    let goals = shared(100, &tools);
    Some(Case { task, goals, keys: Keys { tools, ..Keys::default() }, ..Case::default() })
}

/// Points shared among things to be focused on in order; the last gets what is left over.
fn shared(points: i32, ids: &[Id]) -> Vec<(i32, Check)> {
    let count = i32::try_from(ids.len()).unwrap_or(1).max(1);
    let share = points / count;
    let mut goals: Vec<(i32, Check)> =
        ids.iter().map(|id| (share, Check::Focus(Target::Thing(*id)))).collect();
    if let Some((last, _)) = goals.last_mut() {
        *last = points - share * (count - 1);
    }
    goals
}

/// Focuses on one after the other.
pub(super) fn solve(walk: &mut Walk, keys: &Keys) -> Option<()> {
    keys.tools.iter().try_for_each(|id| walk.focus(*id))
}
