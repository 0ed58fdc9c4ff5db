//! Connecting the parts of a circuit.

use super::Seen;
use crate::sciworld::circuit::linked;
use crate::sciworld::lab::{End, Lab};
use crate::sciworld::thing::{Hold, Id, Part, Role};

/// Connects two ends.
pub(super) fn connect(lab: &mut Lab, one: End, other: End) -> Seen {
    if one.part == other.part {
        return Err(format!("You can't connect the {} to itself.", lab.name(one.part)));
    }
    for end in [one, other] {
        may_connect(lab, end)?;
    }
    for end in [one, other] {
        let thing = lab.thing_mut(end.part);
        thing.part = Some(thing.part.unwrap_or(Part::Sample));
    }
    lab.links.push([one, other]);
    Ok(format!("{} is now connected to {}", end_words(lab, one), end_words(lab, other)))
}

/// Takes every connection off a thing.
pub(super) fn disconnect(lab: &mut Lab, id: Id) -> Seen {
    let name = lab.name(id);
    if !lab.is_connected(id) {
        return Err(format!("The {name} is not connected to anything."));
    }
    lab.disconnect(id);
    Ok(format!("{name} is now disconnected."))
}

fn may_connect(lab: &Lab, end: End) -> Result<(), String> {
    let (thing, name) = (lab.thing(end.part), lab.name(end.part));
    let odd = matches!(thing.role, Role::Door(..)) || matches!(thing.hold, Hold::Room | Hold::Hands);
    if odd || thing.life.is_some() || (thing.part.is_none() && !thing.portable) {
        return Err(format!("The {name} can't be part of an electric circuit."));
    }
    match linked(lab, end) {
        Some(_) => Err(format!("{} is already connected; disconnect the {name} first.", end_words(lab, end))),
        None => Ok(()),
    }
}

fn end_words(lab: &Lab, end: End) -> String {
    let word = lab.thing(end.part).ends().get(end.side).copied().unwrap_or_default();
    format!("{word} on {}", lab.name(end.part))
}

#[cfg(test)]
mod tests {
    use super::{connect, disconnect};
    use crate::sciworld::circuit::tick;
    use crate::sciworld::lab::{End, Lab};
    use crate::sciworld::thing::{Drive, Hold, Id, Part, Thing};

    fn lab() -> (Lab, [Id; 4]) {
        let mut lab = Lab::new();
        let room = lab.add(Lab::NOWHERE, Thing::fixed("room").holding(Hold::Room));
        let mut part = |name, part| lab.add(room, Thing::portable(name).wired(part));
        let parts = [
            part("battery", Part::Source(Drive::Battery)),
            part("red wire", Part::Wire),
            part("bulb", Part::Load),
            part("switch", Part::Switch),
        ];
        lab.thing_mut(parts[3]).switch = Some(Default::default());
        (lab, parts)
    }

    #[test]
    fn a_load_runs_in_a_closed_loop_only() {
        let (mut lab, [battery, wire, bulb, switch]) = lab();
        let end = |part, side| End { part, side };
        for (one, other) in [
            (end(battery, 0), end(wire, 0)),
            (end(wire, 1), end(bulb, 1)),
            (end(bulb, 0), end(switch, 1)),
            (end(switch, 0), end(battery, 1)),
        ] {
            connect(&mut lab, one, other).unwrap();
            assert!(connect(&mut lab, one, other).is_err(), "each end takes one connection");
        }
        for (on, runs) in [(false, false), (true, true)] {
            lab.thing_mut(switch).switch.as_mut().unwrap().on = on;
            tick(&mut lab);
            assert_eq!((lab.thing(bulb).on(), lab.powered.len()), (runs, usize::from(runs)));
        }
        disconnect(&mut lab, wire).unwrap();
        tick(&mut lab);
        assert!(!lab.thing(bulb).on());
        assert!(disconnect(&mut lab, wire).is_err());
    }
}
