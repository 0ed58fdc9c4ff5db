//! Missions that ask the agent to pick things up and put them down.

use super::common::{Drawn, describe, kind_of, pick_up};
use crate::babyai::doors::Wish;
use crate::babyai::instruction::{Deed, Instruction, Order};
use crate::babyai::site::{Rejected, Site};
use crate::babyai::thing::{Color, Id, Kind};

/// Pick up a thing where things stand in each other's way.
pub(in crate::babyai) fn unblock(site: &mut Site) -> Drawn {
    site.start()?;
    site.connect(&Color::ALL)?;
    let things = site.distract(None, 20, false)?;
    if site.all_reachable() {
        return Err(Rejected);
    }
    let thing = site.pick(&things)?;
    pick_up(site, thing)
}

/// Pick up a thing that is named by color, kind or both; picking up another is a failure.
pub(in crate::babyai) fn pick_up_strictly(site: &mut Site) -> Drawn {
    let things = site.distract(None, 5, true)?;
    site.start_in(0, 0)?;
    let thing = site.pick(&things)?;
    let mut what = describe(site, thing)?;
    match site.number(0, 3) {
        0 => what.color = None,
        1 => what.kind = None,
        _ => {}
    }
    Ok(Instruction::Do(Deed::PickUp { what, strict: true, before: None }))
}

/// Pick up the thing in the room above.
pub(in crate::babyai) fn pick_up_above(site: &mut Site) -> Drawn {
    let thing = site.add(1, 0, None, None)?;
    site.add_door(1, 1, Wish::locked(false).on(3))?;
    site.start_in(1, 1)?;
    site.connect(&Color::ALL)?;
    pick_up(site, thing)
}

/// Pick up the only thing, in any of nine rooms.
pub(in crate::babyai) fn find(site: &mut Site) -> Drawn {
    let (column, row) = (site.number(0, site.layout.rows), site.number(0, site.layout.columns));
    let thing = site.add(column, row, None, None)?;
    site.start_in(1, 1)?;
    site.connect(&Color::ALL)?;
    kind_of(site, thing).map(Deed::pick_up).map(Instruction::Do)
}

/// Pick up the ball in one large room.
pub(in crate::babyai) fn one_room(site: &mut Site) -> Drawn {
    let ball = site.add(0, 0, Some(Kind::Ball), None)?;
    site.start()?;
    kind_of(site, ball).map(Deed::pick_up).map(Instruction::Do)
}

fn put_next(site: &Site, what: Id, to: Id) -> Drawn {
    Ok(Instruction::Do(Deed::put_next(describe(site, what)?, describe(site, to)?)))
}

/// Put one thing next to another in one room.
pub(in crate::babyai) fn put_next_local(site: &mut Site) -> Drawn {
    site.start()?;
    let things = site.distract(None, 4, true)?;
    site.demand_reachable()?;
    match site.subset(&things, 2)?.as_slice() {
        [what, to] => put_next(site, *what, *to),
        _ => Err(Rejected),
    }
}

/// Fills two rooms, so many things in each, and takes away the wall between.
fn two_sides(site: &mut Site, things: usize) -> Result<(Vec<Id>, Vec<Id>), Rejected> {
    site.start_in(0, 0)?;
    let left = site.distract(Some((0, 0)), things, true)?;
    let right = site.distract(Some((1, 0)), things, true)?;
    site.remove_wall(0, 0, 0);
    Ok((left, right))
}

/// Put the thing that is carried next to another. Once the world is accepted, the agent is given what it is to put down.
pub(in crate::babyai) fn put_next_carrying(site: &mut Site) -> Drawn {
    let (left, right) = two_sides(site, 4)?;
    let (a, b) = (site.pick(&left)?, site.pick(&right)?);
    if site.coin() { put_next(site, b, a) } else { put_next(site, a, b) }
}

/// Put two things next to two others.
pub(in crate::babyai) fn move_two(site: &mut Site) -> Drawn {
    let (left, right) = two_sides(site, 9)?;
    let (left, right) = (site.subset(&left, 2)?, site.subset(&right, 2)?);
    match (left.as_slice(), right.as_slice()) {
        ([a, d], [b, c]) => {
            Ok(Instruction::both(Order::Then, put_next(site, *a, *b)?, put_next(site, *c, *d)?))
        }
        _ => Err(Rejected),
    }
}
