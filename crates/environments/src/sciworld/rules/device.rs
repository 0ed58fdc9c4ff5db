//! Doors, switches and instruments.

use super::{Seen, vessel};
use crate::sciworld::lab::Lab;
use crate::sciworld::thing::{Hold, Id, Role};
use crate::sciworld::words::degrees;

/// Opens or closes a door or a container.
pub(super) fn set_open(lab: &mut Lab, id: Id, open: bool) -> Seen {
    let name = if matches!(lab.thing(id).role, Role::Door(..)) { "door".into() } else { lab.name(id) };
    let word = if open { "open" } else { "closed" };
    match lab.thing(id).open {
        None => {
            Err(format!("The {name} is not something that can be {}.", if open { "opened" } else { word }))
        }
        Some(now) if now == open => Err(format!("The {name} is already {word}.")),
        Some(_) => {
            lab.thing_mut(id).open = Some(open);
            Ok(format!("The {name} is now {word}."))
        }
    }
}

/// Switches something on or off.
pub(super) fn set_on(lab: &mut Lab, id: Id, on: bool) -> Seen {
    let name = lab.name(id);
    let word = if on { "activated" } else { "deactivated" };
    match &mut lab.thing_mut(id).switch {
        Some(switch) if switch.broken => {
            Err(format!("The {name} appears broken, and can't be activated or deactivated."))
        }
        Some(switch) if switch.manual && switch.on == on => Err(format!("The {name} is already {word}.")),
        Some(switch) if switch.manual => {
            switch.on = on;
            Ok(format!("The {name} is now {word}."))
        }
        Some(_) => {
            Err(format!("The {name} has no switch; it runs when an electric circuit or its place makes it."))
        }
        None => Err(format!("The {name} is not something that can be {word}.")),
    }
}

/// Uses one thing on another.
pub(super) fn use_on(lab: &mut Lab, tool: Id, what: Id) -> Seen {
    let (name, target) = (lab.name(tool), lab.name(what));
    match (lab.thing(tool).role, lab.thing(tool).hold) {
        (Role::Thermometer, _) if tool != what => {
            let celsius = lab.thing(what).temperature();
            lab.measured.retain(|(id, _)| *id != what);
            lab.measured.push((what, celsius));
            Ok(format!("the {name} measures a temperature of {:.0} degrees celsius", degrees(celsius)))
        }
        (_, Hold::Vessel) => vessel::pour(lab, tool, what),
        _ => Err(format!("It is not clear how to use the {name} on the {target}.")),
    }
}
