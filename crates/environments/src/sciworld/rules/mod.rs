//! What actions do. An action that is refused changes nothing, and its refusal says why.

mod carry;
mod device;
mod vessel;
mod wire;

use super::action::{Action, One, Two};
use super::lab::Lab;
use super::thing::{Hold, Id, Role, Thing};

/// What an action shows, or why it is refused.
pub(super) type Seen = Result<String, String>;

/// Does an action. Time goes by afterwards.
///
/// # Errors
/// Why the action is refused; nothing has changed then.
pub(super) fn act(lab: &mut Lab, action: Action) -> Seen {
    match action {
        Action::LookAround | Action::Task => Ok(lab.look_around()),
        Action::Inventory => Ok(lab.inventory()),
        Action::Wait(ticks) => Ok(format!("You decide to wait for {ticks} iterations.")),
        Action::One(verb, id) => one(lab, verb, id),
        Action::Two(Two::Move, what, to) => carry::put(lab, what, to),
        Action::Two(Two::Pour, what, to) => vessel::pour(lab, what, to),
        Action::Two(Two::Dunk, what, to) => vessel::dunk(lab, what, to),
        Action::Two(Two::UseOn, what, to) => device::use_on(lab, what, to),
        Action::Connect(one, other) => wire::connect(lab, one, other),
    }
}

fn one(lab: &mut Lab, verb: One, id: Id) -> Seen {
    let hands = lab.agent;
    match verb {
        One::GoTo => carry::go(lab, id),
        One::Open => device::set_open(lab, id, true),
        One::Close => device::set_open(lab, id, false),
        One::PickUp => carry::put(lab, id, hands),
        One::PutDown => carry::put_down(lab, id),
        One::Mix => vessel::mix(lab, id),
        One::Focus => focus(lab, id),
        One::Disconnect => wire::disconnect(lab, id),
        One::Activate => device::set_on(lab, id, true),
        One::Deactivate => device::set_on(lab, id, false),
        One::Eat => carry::eat(lab, id),
        One::Read => read(lab, id),
        One::LookAt => Ok(lab.described(id)),
        One::LookIn => look_in(lab, id),
    }
}

fn focus(lab: &mut Lab, id: Id) -> Seen {
    if matches!(lab.thing(id).hold, Hold::Room | Hold::Hands) || matches!(lab.thing(id).role, Role::Door(..))
    {
        return Err(format!("You can't focus on the {}.", lab.name(id)));
    }
    lab.focus = Some(id);
    Ok(format!("You focus on the {}.", lab.name(id)))
}

fn read(lab: &Lab, id: Id) -> Seen {
    match lab.thing(id).role {
        Role::Recipe(recipe) => Ok(format!(
            "The recipe reads:\nTo make {}, you need to mix {}.",
            recipe.product.name,
            recipe.parts.join(", ")
        )),
        Role::Paper(text) => Ok(text.to_owned()),
        _ => Err(format!("There is nothing to read on the {}.", lab.name(id))),
    }
}

fn look_in(lab: &Lab, id: Id) -> Seen {
    match lab.thing(id) {
        Thing { hold: Hold::Room, .. } => Ok(lab.look_around()),
        Thing { hold: Hold::Nothing, .. } => Err(format!("The {} holds nothing to look into.", lab.name(id))),
        Thing { open: Some(false), .. } => Err(format!("The {} isn't open; open it first.", lab.name(id))),
        _ => Ok(lab.looked_in(id)),
    }
}
