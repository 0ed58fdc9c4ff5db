//! Missions that ask the agent to go somewhere.

use super::common::{Drawn, go_to, open, pick_up};
use crate::babyai::doors::Wish;
use crate::babyai::site::{Rejected, Site};
use crate::babyai::thing::{Color, Kind};

/// Go to the red ball; `grey`: the other things are grey.
pub(in crate::babyai) fn red_ball(site: &mut Site, others: usize, grey: bool) -> Drawn {
    site.start()?;
    let ball = site.add(0, 0, Some(Kind::Ball), Some(Color::Red))?;
    for id in site.distract(None, others, false)? {
        if let Some(thing) = site.scene.thing_mut(id).filter(|_| grey) {
            thing.color = Color::Grey;
        }
    }
    site.demand_reachable()?;
    go_to(site, ball)
}

/// Go to the red or blue ball, of which there is one.
pub(in crate::babyai) fn red_blue_ball(site: &mut Site) -> Drawn {
    site.start()?;
    for id in site.distract(None, 7, false)? {
        let thing = site.scene.thing(id).ok_or(Rejected)?;
        if thing.kind == Kind::Ball && matches!(thing.color, Color::Blue | Color::Red) {
            return Err(Rejected);
        }
    }
    let color = site.pick(&[Color::Red, Color::Blue])?;
    let ball = site.add(0, 0, Some(Kind::Ball), Some(color))?;
    site.demand_reachable()?;
    go_to(site, ball)
}

/// Go to the only thing.
pub(in crate::babyai) fn only_thing(site: &mut Site) -> Drawn {
    site.start()?;
    let thing = site.distract(None, 1, true)?;
    go_to(site, *thing.first().ok_or(Rejected)?)
}

/// Go to one of several things in one room.
pub(in crate::babyai) fn local(site: &mut Site, things: usize) -> Drawn {
    site.start()?;
    let things = site.distract(None, things, false)?;
    site.demand_reachable()?;
    let thing = site.pick(&things)?;
    go_to(site, thing)
}

/// Go to or pick up a thing somewhere behind closed doors.
pub(in crate::babyai) fn maze(site: &mut Site, things: usize, lift: bool) -> Drawn {
    site.start()?;
    site.connect(&Color::ALL)?;
    let things = site.distract(None, things, false)?;
    site.demand_reachable()?;
    let thing = site.pick(&things)?;
    if lift { pick_up(site, thing) } else { go_to(site, thing) }
}

/// Go to one of the four doors of the room in the middle.
pub(in crate::babyai) fn go_to_door(site: &mut Site) -> Drawn {
    let mut doors = Vec::new();
    for _ in 0..4 {
        doors.push(site.add_door(1, 1, Wish::default())?);
    }
    site.start_in(1, 1)?;
    let door = site.pick(&doors)?;
    go_to(site, door)
}

/// Go to a thing or a door of the room in the middle.
pub(in crate::babyai) fn go_to_thing_or_door(site: &mut Site) -> Drawn {
    site.start_in(1, 1)?;
    let mut things = site.distract(Some((1, 1)), 8, false)?;
    for _ in 0..4 {
        things.push(site.add_door(1, 1, Wish::default())?);
    }
    site.demand_reachable()?;
    let thing = site.pick(&things)?;
    go_to(site, thing)
}

/// Go to, pick up or open a thing of the room in the middle.
pub(in crate::babyai) fn any_act(site: &mut Site) -> Drawn {
    let mut things = site.distract(Some((1, 1)), 5, true)?;
    for _ in 0..4 {
        things.push(site.add_door(1, 1, Wish::locked(false))?);
    }
    site.start_in(1, 1)?;
    let thing = site.pick(&things)?;
    let door = site.scene.thing(thing).is_some_and(|thing| thing.kind == Kind::Door);
    match (site.coin(), door) {
        (true, _) => go_to(site, thing),
        (false, true) => open(site, thing),
        (false, false) => pick_up(site, thing),
    }
}
