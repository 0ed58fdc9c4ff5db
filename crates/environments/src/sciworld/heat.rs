//! Heat flows from each place to what is in it, a little each tick.

use super::lab::Lab;
use super::thing::{Hold, Id, Role};

/// Part of the difference that an oven or a cold box makes up for each tick while it works.
const WORKING: f64 = 0.3;
/// The same while it comes back to the temperature of the room.
const RESTING: f64 = 0.1;
/// The same for a vessel or any other thing.
const VESSEL: f64 = 0.3;
/// The same for a substance.
const SUBSTANCE: f64 = 0.2;

/// One tick. Rooms keep their temperature; every thing comes nearer to that of its place as it was before the tick.
pub(super) fn tick(lab: &mut Lab) {
    let before: Vec<f64> =
        std::iter::once(Lab::NOWHERE).chain(lab.ids()).map(|id| lab.thing(id).temperature()).collect();
    for (id, own) in lab.ids().zip(before.iter().skip(1)) {
        let thing = lab.thing(id);
        if thing.hold == Hold::Room || thing.place == Lab::NOWHERE {
            continue;
        }
        let around = before.get(thing.place.0).copied().unwrap_or_default();
        let (aim, rate) = match (working(lab, id), thing.role) {
            (Some(target), _) => (target, WORKING),
            (None, Role::Oven(_)) => (around, RESTING),
            _ if thing.matter.is_some() => (around, SUBSTANCE),
            _ => (around, VESSEL),
        };
        lab.thing_mut(id).heat += rate * (aim - own);
    }
}

/// The temperature that an oven or a cold box is working for now.
pub(super) fn working(lab: &Lab, id: Id) -> Option<f64> {
    let thing = lab.thing(id);
    let Role::Oven(target) = thing.role else { return None };
    let runs = match thing.switch {
        Some(switch) => switch.on && !switch.broken,
        None => thing.open != Some(true),
    };
    runs.then_some(target)
}
