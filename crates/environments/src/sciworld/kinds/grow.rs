//! A plant to be grown from a seed.

use super::find::being;
use super::{Case, Keys};
use crate::sciworld::action::Two;
use crate::sciworld::house::House;
use crate::sciworld::lab::Lab;
use crate::sciworld::life::PLANTS;
use crate::sciworld::score::{Check, Target};
use crate::sciworld::thing::Id;
use crate::sciworld::walk::Walk;

/// A seed in the cabinet of the greenhouse.
pub(super) fn open(house: &mut House, variation: usize) -> Option<Case> {
    let species = PLANTS.get(variation % PLANTS.len())?;
    let cabinet = house.spot("greenhouse", "seed cabinet");
    let subject = house.lab.add(cabinet, being(species, 0));
    let pot = house.pick(&["flower pot 1", "flower pot 2", "flower pot 3"])?;
    let task = format!(
        "Your task is to grow a(n) {} plant from a seed. Seeds are located around the greenhouse. First, focus on the \
         seed. Then, give it what it needs until the plant reaches the reproducing stage. A plant in soil drinks up its \
         water for each stage of its growth.",
        species.name
    );
    let mut goals = vec![(20, Check::Focus(Target::Thing(subject))), (20, Check::Planted(subject))];
    goals.extend((1..species.stages.len()).map(|stage| (20, Check::Stage(subject, stage))));
    let tools = vec![house.thing("watering can")];
    let keys = Keys { subject, tools, end: house.thing(pot), ..Keys::default() };
    Some(Case { task, goals, keys, ..Case::default() })
}

/// Plants the seed and waters it for each stage.
pub(super) fn solve(walk: &mut Walk, keys: &Keys) -> Option<()> {
    let can = *keys.tools.first()?;
    walk.focus(keys.subject)?;
    walk.bring(keys.subject, keys.end)?;
    loop {
        let before = stage(walk.lab(), keys.subject);
        walk.fill(can)?;
        walk.reach(keys.end)?;
        walk.two(Two::Pour, can, keys.end)?;
        walk.wait_until(|lab| stage(lab, keys.subject) > before)?;
    }
}

fn stage(lab: &Lab, id: Id) -> usize {
    lab.thing(id).life.map_or(0, |life| life.stage)
}
