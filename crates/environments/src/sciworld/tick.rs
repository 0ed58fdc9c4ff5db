//! What a moment of time does to the lab.

use super::lab::Lab;
use super::thing::{Hold, Id, Role, Thing};
use super::{circuit, heat, life};

/// Temperature of what comes from a tap, in degrees Celsius.
const TAP: f64 = 12.0;

/// Lets one tick go by.
pub(super) fn tick(lab: &mut Lab) {
    lab.clock += 1;
    for id in lab.ids() {
        let thing = lab.thing(id);
        match (thing.role, thing.on()) {
            (Role::Stopwatch(ticks), true) => {
                lab.thing_mut(id).role = Role::Stopwatch(ticks.saturating_add(1));
            }
            (Role::Tap(_), true) => run(lab, id),
            _ => {}
        }
    }
    heat::tick(lab);
    life::tick(lab);
    circuit::tick(lab);
}

/// A tap fills every vessel in it that has nothing from the tap yet.
fn run(lab: &mut Lab, id: Id) {
    let Role::Tap(matter) = lab.thing(id).role else { return };
    for vessel in lab.thing(id).contents.clone() {
        let thing = lab.thing(vessel);
        if thing.hold == Hold::Vessel && thing.accessible() && lab.amount(vessel, matter.name).is_none() {
            let amount = lab.add(vessel, Thing::of(matter));
            lab.thing_mut(amount).set_temperature(TAP);
        }
    }
}
