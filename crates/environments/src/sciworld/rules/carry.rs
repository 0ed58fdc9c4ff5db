//! Going about, and taking things along.

use super::Seen;
use crate::sciworld::lab::Lab;
use crate::sciworld::matter::Phase;
use crate::sciworld::thing::{Hold, Id, Role};

/// Goes to a room behind an open door.
pub(super) fn go(lab: &mut Lab, room: Id) -> Seen {
    let name = lab.name(room);
    if room == lab.here() {
        return Err(format!("You are already in the {name}."));
    }
    let doors = lab.doors(lab.here());
    let Some((door, _)) = doors.into_iter().find(|(_, behind)| *behind == room) else {
        return Err(format!("There is no door from here to the {name}."));
    };
    if lab.thing(door).open == Some(false) {
        return Err(format!("The door to the {name} is not open; open it first."));
    }
    lab.put(lab.agent, room);
    Ok(format!("You move to the {name}."))
}

/// Puts a thing in or on another, into the inventory, or on the floor of the room.
pub(super) fn put(lab: &mut Lab, what: Id, to: Id) -> Seen {
    let name = lab.name(what);
    may_move(lab, what, to)?;
    let place = if to == lab.agent { "inventory".into() } else { lab.name(to) };
    let came_off = lab.is_connected(what);
    lab.put(what, to);
    let off = if came_off { format!("(disconnecting {name})") } else { String::new() };
    Ok(format!("{off}You move the {name} to the {place}."))
}

/// Puts a carried thing on the floor.
pub(super) fn put_down(lab: &mut Lab, what: Id) -> Seen {
    if !lab.is_inside(what, lab.agent) {
        return Err(format!("The {} is not in your inventory.", lab.name(what)));
    }
    let here = lab.here();
    put(lab, what, here)
}

/// Eats food.
pub(super) fn eat(lab: &mut Lab, what: Id) -> Seen {
    let name = lab.name(what);
    if lab.thing(what).role != Role::Food {
        return Err(format!("The {name} is not something to eat."));
    }
    lab.put(what, Lab::NOWHERE);
    Ok(format!("You eat the {name}."))
}

fn may_move(lab: &Lab, what: Id, to: Id) -> Result<(), String> {
    let (name, place) = (lab.name(what), lab.name(to));
    let target = lab.thing(to);
    if !lab.thing(what).portable {
        return Err(format!("The {name} is not moveable."));
    }
    if what == to || lab.is_inside(to, what) {
        return Err("You can't move something into itself.".to_owned());
    }
    if lab.thing(what).place == to {
        let place = if to == lab.agent { "inventory" } else { &place };
        return Err(format!("The {name} is already in the {place}."));
    }
    if target.hold == Hold::Nothing {
        return Err(format!("The {place} can't hold the {name}."));
    }
    if target.open == Some(false) {
        return Err(format!("The {place} isn't open; open it first."));
    }
    // What has melted outside of a vessel can be scooped up, or it would stay there for good.
    let in_vessel = lab.thing(lab.thing(what).place).hold == Hold::Vessel;
    match lab.phase(what) {
        Some(Phase::Liquid | Phase::Gas) if in_vessel => {
            Err(format!("The {name} can't be carried by hand; move or pour the container it is in."))
        }
        _ => Ok(()),
    }
}
