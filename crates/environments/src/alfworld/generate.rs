//! Our own tasks: a household drawn from a seed, and one of the six kinds of task in it.

use super::action::Treatment;
use super::goal::Goal;
use super::house::{House, Spot, Thing, numbered};
use super::problem::Problem;
use super::rooms::{Furniture, Good, ROOMS, Room};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How many tasks there are: each kind in each room, five times.
pub(super) const TASKS: usize = KINDS * ROOMS.len() * 5;
/// The kinds of task.
const KINDS: usize = 6;
/// Copies of one kind of thing, at most.
const COPIES: usize = 3;

/// Opens a task. The index says its kind and its room; index and seed together how the room is furnished.
pub(super) fn open(index: usize, seed: u64) -> (Problem, String) {
    let key = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64);
    let mut random = ChaCha8Rng::seed_from_u64(key);
    let [first, ..] = &ROOMS;
    let room = ROOMS.get(index / KINDS % ROOMS.len()).unwrap_or(first);
    let goal = draw_goal(&mut random, index % KINDS, room);
    let request = request(&mut random, &goal);
    let house = furnish(&mut random, room, &goal);
    (Problem { house, goal }, request)
}

fn draw_goal(random: &mut ChaCha8Rng, kind: usize, room: &Room) -> Goal {
    let treatment = kind.checked_sub(2).and_then(|at| Treatment::ALL.get(at).copied());
    let goods: Vec<&Good> =
        room.goods.iter().filter(|good| treatment.is_none_or(|how| bears(good, how))).collect();
    let (thing, size, _) = pick(random, &goods).copied().unwrap_or_default();
    if kind == 1 {
        return Goal::Light { thing: thing.to_owned(), lamp: room.lamp.to_owned() };
    }
    let ends: Vec<&Furniture> = room.furniture.iter().filter(|(.., most, _)| *most >= size).collect();
    let spot = pick(random, &ends).map_or("", |(word, ..)| word);
    let count = if kind == 5 { 2 } else { 1 };
    Goal::Place { thing: thing.to_owned(), spot: spot.to_owned(), count, treatment }
}

/// The goal in words.
fn request(random: &mut ChaCha8Rng, goal: &Goal) -> String {
    let first = random.random_bool(0.5);
    match goal {
        Goal::Light { thing, lamp } if first => format!("hold a {thing} up to the light of the {lamp}"),
        Goal::Light { thing, lamp } => format!("inspect the {thing} by the {lamp}"),
        Goal::Place { thing, spot, count: 2, .. } if first => {
            format!("bring two of the {thing} to the {spot}")
        }
        Goal::Place { thing, spot, count: 2, .. } => format!("collect two {thing} in one {spot}"),
        Goal::Place { thing, spot, treatment: Some(how), .. } if first => {
            format!("{} a {thing}, then place it in the {spot}", how.verb())
        }
        Goal::Place { thing, spot, treatment: Some(how), .. } => {
            let state = match how {
                Treatment::Heat => "heated",
                Treatment::Cool => "cooled",
                Treatment::Clean => "cleaned",
            };
            format!("see that a {state} {thing} is in the {spot}")
        }
        Goal::Place { thing, spot, .. } if first => format!("bring a {thing} to the {spot}"),
        Goal::Place { thing, spot, .. } => format!("leave some {thing} at the {spot}"),
    }
}

/// Draws the household: furniture first, then what is in or on it.
fn furnish(random: &mut ChaCha8Rng, room: &Room, goal: &Goal) -> House {
    let spots = draw_spots(random, room);
    // The agent starts in the middle, where nothing stands.
    let mut house = House { here: spots.len(), spots, ..House::default() };
    for (word, _, _, most, _) in room.furniture {
        let fitting = room.goods.iter().filter(|(_, size, _)| size <= most);
        house.fits.extend(fitting.map(|(good, ..)| ((*word).to_owned(), (*good).to_owned())));
    }
    for good in room.goods {
        let least =
            if matches!(goal, Goal::Place { thing, count: 2, .. } if thing == good.0) { 2 } else { 1 };
        for _ in 0..random.random_range(least..=COPIES) {
            let thing = thing(good);
            place(random, &mut house, goal, thing);
        }
    }
    let lamp = Thing { kind: room.lamp.to_owned(), switchable: true, ..Thing::default() };
    place(random, &mut house, goal, lamp);
    house.things.sort_by(|one, other| one.kind.cmp(&other.kind));
    let words: Vec<String> = house.things.iter().map(|thing| thing.kind.clone()).collect();
    house.things.iter_mut().zip(numbered(&words)).for_each(|(thing, name)| thing.name = name);
    house
}

fn draw_spots(random: &mut ChaCha8Rng, room: &Room) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (word, most, openable, _, serves) in room.furniture {
        for _ in 0..random.random_range(1..=*most) {
            let kind = (*word).to_owned();
            spots.push(Spot { kind, openable: *openable, serves: *serves, ..Spot::default() });
        }
    }
    spots.sort_by(|one, other| one.kind.cmp(&other.kind));
    let words: Vec<String> = spots.iter().map(|spot| spot.kind.clone()).collect();
    for ((location, spot), name) in spots.iter_mut().enumerate().zip(numbered(&words)) {
        (spot.location, spot.name) = (location, name);
    }
    spots
}

fn thing(good: &Good) -> Thing {
    let (word, _, traits) = *good;
    Thing {
        kind: word.to_owned(),
        portable: true,
        bears: Treatment::ALL.into_iter().filter(|how| bears(good, *how)).collect(),
        sliceable: traits.contains('s'),
        cuts: traits.contains('k'),
        vessel: traits.contains('v'),
        ..Thing::default()
    }
}

fn bears((_, _, traits): &Good, how: Treatment) -> bool {
    traits.contains(match how {
        Treatment::Heat => 'h',
        Treatment::Cool => 'o',
        Treatment::Clean => 'c',
    })
}

/// Puts a thing somewhere where it fits and does not help the goal; a lamp stands in the open.
fn place(random: &mut ChaCha8Rng, house: &mut House, goal: &Goal, mut thing: Thing) {
    let helps = |spot: &Spot| match goal {
        Goal::Place { spot: kind, .. } => goal.wants(&thing) && spot.kind == *kind,
        Goal::Light { .. } => false,
    };
    let suits = |spot: &Spot| {
        if thing.switchable { !spot.openable && spot.serves.is_none() } else { house.takes(spot, &thing) }
    };
    let spots: Vec<usize> = house
        .spots
        .iter()
        .enumerate()
        .filter(|(_, spot)| suits(spot) && !helps(spot))
        .map(|(at, _)| at)
        .collect();
    thing.spot = pick(random, &spots);
    thing.location = thing.spot;
    house.things.push(thing);
}

fn pick<T: Copy>(random: &mut ChaCha8Rng, items: &[T]) -> Option<T> {
    if items.is_empty() {
        return None;
    }
    items.get(random.random_range(0..items.len())).copied()
}
