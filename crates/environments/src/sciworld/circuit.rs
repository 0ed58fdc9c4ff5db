//! Circuits: a load runs where a closed loop of conducting parts leads through it and through a working source.

use super::lab::{End, Lab};
use super::thing::{Drive, Id, Part};

/// One tick: works out what runs and shows it at each part.
pub(super) fn tick(lab: &mut Lab) {
    let ids: Vec<Id> = lab.ids().filter(|id| lab.thing(*id).part.is_some()).collect();
    let sources: Vec<Id> = ids.iter().copied().filter(|id| works(lab, *id)).collect();
    let mut powered: Vec<(Id, Id)> = Vec::new();
    for source in &sources {
        for load in driven(lab, *source) {
            if powered.iter().all(|(other, _)| *other != load) {
                powered.push((load, *source));
            }
        }
    }
    for id in ids {
        let on = match lab.thing(id).part {
            Some(Part::Load) => powered.iter().any(|(load, _)| *load == id),
            Some(Part::Source(Drive::Sun | Drive::Wind)) => sources.contains(&id),
            _ => continue,
        };
        if let Some(switch) = &mut lab.thing_mut(id).switch {
            switch.on = on;
        }
    }
    lab.powered = powered;
}

/// Whether a source gives current where it stands.
fn works(lab: &Lab, id: Id) -> bool {
    let thing = lab.thing(id);
    match thing.part {
        Some(Part::Source(Drive::Battery)) => true,
        Some(Part::Source(Drive::Fuel)) => thing.on(),
        Some(Part::Source(Drive::Sun | Drive::Wind)) => lab.thing(lab.room_of(id)).outdoors,
        _ => false,
    }
}

/// The loads in the loop of a source, none when it is not closed. Each end has at most one connection, so the loop is
/// a single way; sources that are turned against each other cancel out.
fn driven(lab: &Lab, source: Id) -> Vec<Id> {
    let mut loads = Vec::new();
    let mut push = 1_i32;
    let mut from = End { part: source, side: 0 };
    // As many steps as there are connections: the way cannot be longer.
    for _ in 0..lab.links.len() {
        let Some(next) = linked(lab, from) else { return Vec::new() };
        if next.part == source {
            let closed = next.side == 1 && push != 0;
            return if closed { loads } else { Vec::new() };
        }
        if !conducts(lab, next.part) {
            return Vec::new();
        }
        match lab.thing(next.part).part {
            Some(Part::Load) => loads.push(next.part),
            Some(Part::Source(_)) => push += if next.side == 1 { 1 } else { -1 },
            _ => {}
        }
        from = End { part: next.part, side: 1 - next.side.min(1) };
    }
    Vec::new()
}

/// What an end is connected to.
pub(super) fn linked(lab: &Lab, end: End) -> Option<End> {
    lab.links.iter().find_map(|[one, other]| match () {
        () if *one == end => Some(*other),
        () if *other == end => Some(*one),
        () => None,
    })
}

fn conducts(lab: &Lab, id: Id) -> bool {
    let thing = lab.thing(id);
    match thing.part {
        Some(Part::Switch) => thing.on(),
        Some(Part::Source(_)) => works(lab, id),
        _ => thing.conducts,
    }
}
