//! Pouring, filling and mixing.

use super::Seen;
use crate::sciworld::lab::Lab;
use crate::sciworld::matter::{Phase, SOIL};
use crate::sciworld::mixing;
use crate::sciworld::thing::{Hold, Id, Role, Thing};

/// Pours a liquid, or the contents of a vessel, into something.
pub(super) fn pour(lab: &mut Lab, what: Id, to: Id) -> Seen {
    let (name, target) = (lab.name(what), lab.name(to));
    let vessel = if lab.thing(what).matter.is_some() { lab.thing(what).place } else { what };
    may_pour(lab, vessel, to)?;
    let poured: Vec<Id> = if vessel == what { loose(lab, vessel) } else { vec![what] };
    if poured.is_empty() {
        return Err(format!("There is nothing in the {name} that can be poured."));
    }
    if poured.iter().any(|id| lab.phase(*id) == Some(Phase::Gas)) {
        return Err(format!("What is in the {} is a gas, which can't be poured.", lab.name(vessel)));
    }
    for id in poured {
        pass(lab, id, to);
    }
    let what = if vessel == what { format!("the contents of the {name}") } else { format!("the {name}") };
    Ok(format!("You pour {what} into the {target}."))
}

/// Fills a vessel by dipping it into another.
pub(super) fn dunk(lab: &mut Lab, what: Id, to: Id) -> Seen {
    let (name, target) = (lab.name(what), lab.name(to));
    if lab.thing(what).hold != Hold::Vessel || !lab.thing(what).portable {
        return Err(format!("The {name} is not a container that can be dunked."));
    }
    let liquid = loose(lab, to).into_iter().find(|id| lab.phase(*id) == Some(Phase::Liquid));
    let Some(liquid) = liquid.filter(|_| what != to && lab.thing(to).accessible()) else {
        return Err(format!("There is no liquid in the {target} to dunk the {name} into."));
    };
    if lab.is_inside(to, what) {
        return Err("You can't move something into itself.".to_owned());
    }
    let amount = lab.thing(liquid).clone();
    if !amount.portable {
        // A spring is not emptied by a vessel.
        let degrees = amount.temperature();
        let fill = Thing { portable: true, contents: Vec::new(), ..amount };
        let fill = lab.add(to, fill);
        lab.thing_mut(fill).set_temperature(degrees);
        pass(lab, fill, what);
    } else {
        pass(lab, liquid, what);
    }
    Ok(format!("You dunk the {name} into the {target}."))
}

/// Mixes what is in a container.
pub(super) fn mix(lab: &mut Lab, vessel: Id) -> Seen {
    let name = lab.name(vessel);
    if !matches!(lab.thing(vessel).hold, Hold::Vessel) || !lab.thing(vessel).accessible() {
        return Err(format!("The {name} is not a container whose contents can be mixed."));
    }
    let Some(recipe) = mixing::recipe(lab, vessel) else {
        return Err(format!("Mixing what is in the {name} makes nothing new."));
    };
    mixing::mix(lab, vessel, recipe);
    let paints: Option<Vec<&str>> = recipe.parts.iter().map(|part| part.strip_suffix(" paint")).collect();
    let parts = paints.map_or_else(|| joined(recipe.parts), |colors| format!("{} paint", joined(&colors)));
    let (first, rest) = parts.split_at_checked(1).unwrap_or_default();
    Ok(format!("{}{rest} mix to produce {}.", first.to_uppercase(), recipe.product.name))
}

fn joined(parts: &[&str]) -> String {
    match parts {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        parts => parts.join(", "),
    }
}

/// What can be poured out: substances, but not soil, which holds.
fn loose(lab: &Lab, vessel: Id) -> Vec<Id> {
    let contents = lab.thing(vessel).contents.iter().copied();
    contents.filter(|id| lab.thing(*id).matter.is_some_and(|matter| matter != SOIL)).collect()
}

fn may_pour(lab: &Lab, vessel: Id, to: Id) -> Result<(), String> {
    let (name, target) = (lab.name(vessel), lab.name(to));
    if vessel == to || lab.is_inside(to, vessel) {
        return Err("You can't move something into itself.".to_owned());
    }
    if lab.thing(vessel).hold != Hold::Vessel || !lab.thing(vessel).portable {
        return Err(format!("The {name} is not a container that can be poured from."));
    }
    if !lab.thing(vessel).accessible() {
        return Err(format!("The {name} isn't open; open it first."));
    }
    let thing = lab.thing(to);
    let room = thing.hold == Hold::Room && to == lab.here();
    let takes = thing.hold == Hold::Vessel || matches!(thing.role, Role::Tap(_)) || room;
    if !takes {
        return Err(format!("The {target} is not a container that a liquid can be poured into."));
    }
    if !thing.accessible() {
        return Err(format!("The {target} isn't open; open it first."));
    }
    Ok(())
}

/// Brings a substance to a place: it joins what is there of its kind; in a sink or on the floor it is lost.
fn pass(lab: &mut Lab, id: Id, to: Id) {
    let target = lab.thing(to);
    if target.hold != Hold::Vessel {
        lab.put(id, Lab::NOWHERE);
        return;
    }
    let same = lab.amount(to, lab.thing(id).name);
    if let Some(other) = same {
        let mean = f64::midpoint(lab.thing(other).heat, lab.thing(id).heat);
        if lab.thing(other).portable {
            lab.thing_mut(other).heat = mean;
        }
        // What is in focus stays so as part of a greater amount.
        if lab.focus == Some(id) {
            lab.focus = Some(other);
        }
        lab.put(id, Lab::NOWHERE);
    } else {
        lab.put(id, to);
    }
}
