//! Boiling, melting, freezing.

use super::{Case, Keys};
use crate::sciworld::action::One;
use crate::sciworld::house::House;
use crate::sciworld::matter::{Matter, PURE, Phase, WATER};
use crate::sciworld::score::{Check, Target};
use crate::sciworld::thing::{Hold, Id, Role, Thing};
use crate::sciworld::walk::Walk;

const BOIL: [&str; 8] =
    ["water", "acetone", "ethanol", "acetic acid", "cyclohexane", "mercury", "naphthalene", "benzene"];
const MELT: [&str; 8] = ["lead", "ice", "gallium", "chocolate", "tin", "naphthalene", "aluminum", "beeswax"];
const FREEZE: [&str; 6] = ["water", "mercury", "acetic acid", "bromine", "benzene", "cyclohexane"];
const VESSELS: [&str; 4] = ["steel cup", "sample dish", "test tube", "porcelain cup"];

/// A substance to be boiled.
pub(super) fn boil(house: &mut House, variation: usize) -> Option<Case> {
    let matter = named(BOIL.get(variation % BOIL.len())?)?;
    let (id, room, degrees) = put(house, matter)?;
    let boiling = matter.boiling?.at;
    let goals = vec![(20, Check::Warmer(None, degrees + 1.0)), (50, Check::Phase(None, Phase::Gas))];
    Some(case(&format!("boil {}", matter.name), room, (id, Target::Matter(matter.name)), goals, boiling))
}

/// A substance to be melted.
pub(super) fn melt(house: &mut House, variation: usize) -> Option<Case> {
    let name = *MELT.get(variation % MELT.len())?;
    let matter = named(if name == "ice" { WATER.name } else { name })?;
    let (id, room, degrees) = if name == "ice" { freeze_in(house)? } else { put(house, matter)? };
    let goals = vec![(20, Check::Warmer(None, degrees + 1.0)), (50, Check::Phase(None, Phase::Liquid))];
    // Other water is no ice.
    let target = if name == "ice" { Target::Thing(id) } else { Target::Matter(name) };
    Some(case(&format!("melt {name}"), room, (id, target), goals, matter.melting?.at))
}

/// A substance to be frozen.
pub(super) fn freeze(house: &mut House, variation: usize) -> Option<Case> {
    let matter = named(FREEZE.get(variation % FREEZE.len())?)?;
    let (id, room, degrees) = put(house, matter)?;
    let goals = vec![(20, Check::Colder(None, degrees - 1.0)), (50, Check::Phase(None, Phase::Solid))];
    Some(case(
        &format!("freeze {}", matter.name),
        room,
        (id, Target::Matter(matter.name)),
        goals,
        matter.melting?.at,
    ))
}

/// A substance to be brought into any other phase.
pub(super) fn change(house: &mut House, _: usize) -> Option<Case> {
    let names: Vec<&str> = BOIL.into_iter().chain(FREEZE).chain(MELT).filter(|name| *name != "ice").collect();
    let matter = named(house.pick(&names)?)?;
    let (id, room, degrees) = put(house, matter)?;
    let phase = matter.phase(matter.heat(degrees));
    let goals = vec![(20, Check::Away(None, degrees)), (50, Check::NotPhase(None, phase))];
    let change = if phase == Phase::Solid { matter.melting } else { matter.boiling };
    let text = format!("change the state of matter of {}", matter.name);
    Some(case(&text, room, (id, Target::Matter(matter.name)), goals, change?.at))
}

/// Heats or cools the substance past the degrees of the keys.
pub(super) fn solve(walk: &mut Walk, keys: &Keys) -> Option<()> {
    walk.focus(keys.subject)?;
    let oven = oven(walk, keys.subject, keys.degrees)?;
    treat(walk, keys.subject, oven)?;
    walk.wait_until(|_| false)
}

/// What brings a substance past a temperature in degrees Celsius; the nearest there is.
pub(super) fn oven(walk: &Walk, subject: Id, degrees: f64) -> Option<Id> {
    let warm = walk.lab().thing(subject).temperature() < degrees;
    walk.nearest(|lab, id| match (lab.thing(id).role, lab.thing(id).switch) {
        (Role::Oven(target), Some(switch)) => warm && target > degrees + 30.0 && !switch.broken,
        (Role::Oven(target), None) => !warm && target < degrees - 10.0,
        _ => false,
    })
}

/// Puts the vessel of a substance into an oven or a cold box that works.
pub(super) fn treat(walk: &mut Walk, subject: Id, oven: Id) -> Option<()> {
    let vessel = walk.vessel(subject)?;
    walk.bring(vessel, oven)?;
    match walk.lab().thing(oven).switch {
        Some(_) => walk.one(One::Activate, oven),
        None => walk.one(One::Close, oven),
    }
}

/// The pure substance of this name.
pub(super) fn named(name: &str) -> Option<Matter> {
    PURE.into_iter().find(|matter| matter.name == name)
}

/// Puts some of a substance somewhere: the amount, the room, and its temperature.
pub(super) fn put(house: &mut House, matter: Matter) -> Option<(Id, &'static str, f64)> {
    let vessel = house.pick(&VESSELS)?;
    let (id, room) = house.place_in(vessel, matter);
    Some((id, room, house.lab.thing(id).temperature()))
}

/// Puts ice into the freezer.
fn freeze_in(house: &mut House) -> Option<(Id, &'static str, f64)> {
    let freezer = house.spot("kitchen", "freezer");
    let vessel = Thing::portable(house.pick(&VESSELS)?).holding(Hold::Vessel);
    let vessel = house.lab.add(freezer, vessel);
    let id = house.lab.add(vessel, Thing::of(WATER));
    Some((id, "kitchen", house.lab.thing(id).temperature()))
}

fn case(what: &str, room: &str, (id, target): (Id, Target), more: Vec<(i32, Check)>, degrees: f64) -> Case {
    let task = format!(
        "Your task is to {what}. It is located around the {room}. First, focus on the substance. Then, bring it to a \
         temperature at which it changes its state of matter."
    );
    let mut goals = vec![(30, Check::Focus(target))];
    goals.extend(more);
    Case { task, goals, keys: Keys { subject: id, degrees, ..Keys::default() }, ..Case::default() }
}
