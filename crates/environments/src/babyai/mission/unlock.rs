//! Missions that need a key.

use super::common::{Drawn, color_of, go_to, kind_of, open, pick_up};
use crate::babyai::doors::Wish;
use crate::babyai::instruction::{Deed, Instruction};
use crate::babyai::place::Place;
use crate::babyai::scene::Cell;
use crate::babyai::site::{Rejected, Site};
use crate::babyai::thing::{Color, Id, Kind, Thing};

/// Locks a door of a drawn room and puts the key anywhere: the original means another room, but compares numbers by
/// identity and so never finds the same. Returns the room and the door.
fn lock_any(site: &mut Site) -> Result<((i32, i32), Id), Rejected> {
    let room = (site.number(0, site.layout.columns), site.number(0, site.layout.rows));
    let door = site.add_door(room.0, room.1, Wish::locked(true))?;
    let (column, row) = (site.number(0, site.layout.columns), site.number(0, site.layout.rows));
    let color = color_of(site, door);
    site.add(column, row, Some(Kind::Key), color)?;
    Ok((room, door))
}

/// Puts things into every room, for the same reason the locked one included, and the agent into any but that.
fn fill_and_start(site: &mut Site, locked: (i32, i32), things: usize) -> Result<(), Rejected> {
    for column in 0..site.layout.columns {
        for row in 0..site.layout.rows {
            site.distract(Some((column, row)), things, false)?;
        }
    }
    loop {
        site.start()?;
        if site.room_of(site.scene.agent) != locked {
            return site.demand_reachable();
        }
    }
}

/// Go to a thing in a locked room.
pub(in crate::babyai) fn implied_unlock(site: &mut Site) -> Drawn {
    let (room, _) = lock_any(site)?;
    site.connect(&Color::ALL)?;
    fill_and_start(site, room, 2)?;
    let thing = site.distract(Some(room), 1, false)?;
    go_to(site, *thing.first().ok_or(Rejected)?)
}

/// Open a locked door.
pub(in crate::babyai) fn unlock(site: &mut Site) -> Drawn {
    let (room, door) = lock_any(site)?;
    match site.coin() {
        true => {
            let color = color_of(site, door);
            let others: Vec<Color> = Color::ALL.into_iter().filter(|other| Some(*other) != color).collect();
            site.connect(&others)?;
        }
        false => site.connect(&Color::ALL)?,
    }
    fill_and_start(site, room, 3)?;
    open(site, door)
}

/// Open the locked door of the room, whose key lies there.
pub(in crate::babyai) fn unlock_local(site: &mut Site) -> Drawn {
    let door = site.add_door(1, 1, Wish::locked(true))?;
    let color = color_of(site, door);
    site.add(1, 1, Some(Kind::Key), color)?;
    site.distract(Some((1, 1)), 3, true)?;
    site.start_in(1, 1)?;
    kind_of(site, door).map(Deed::open).map(Instruction::Do)
}

/// The same with the key in a box.
pub(in crate::babyai) fn key_in_box(site: &mut Site) -> Drawn {
    let door = site.add_door(1, 1, Wish::locked(true))?;
    let color = color_of(site, door).ok_or(Rejected)?;
    let key = site.scene.add(Thing::loose(Kind::Key, color));
    let holder = Thing { inside: Some(key), ..Thing::loose(Kind::Box, site.color()?) };
    site.place(1, 1, holder)?;
    site.start_in(1, 1)?;
    kind_of(site, door).map(Deed::open).map(Instruction::Do)
}

/// Pick up the box behind a locked door; `blocked`: a ball stands before the door.
pub(in crate::babyai) fn unlock_pick_up(site: &mut Site, blocked: bool) -> Drawn {
    let target = site.add(1, 0, Some(Kind::Box), None)?;
    let door = site.add_door(0, 0, Wish::locked(true).on(0))?;
    if blocked {
        let ball = Thing::loose(Kind::Ball, site.color()?);
        let place = site.scene.place_of(door).ok_or(Rejected)?;
        let ball = site.scene.add(ball);
        site.scene.set(Place::new(place.x - 1, place.y), Cell::Thing(ball));
    }
    let color = color_of(site, door);
    site.add(0, 0, Some(Kind::Key), color)?;
    if !blocked {
        site.distract(None, 4, true)?;
    }
    site.start_in(0, 0)?;
    match blocked {
        true => kind_of(site, target).map(Deed::pick_up).map(Instruction::Do),
        false => pick_up(site, target),
    }
}

/// Pick up the ball behind a door whose key lies behind another.
pub(in crate::babyai) fn unlock_to_unlock(site: &mut Site) -> Drawn {
    let colors = site.subset(&Color::ALL, 2)?;
    let [first, second] = colors.as_slice() else { return Err(Rejected) };
    site.add_door(0, 0, Wish::locked(true).on(0).colored(*first))?;
    site.add(2, 0, Some(Kind::Key), Some(*first))?;
    site.add_door(1, 0, Wish::locked(true).on(0).colored(*second))?;
    site.add(1, 0, Some(Kind::Key), Some(*second))?;
    let ball = site.add(0, 0, Some(Kind::Ball), None)?;
    site.start_in(1, 0)?;
    kind_of(site, ball).map(Deed::pick_up).map(Instruction::Do)
}

/// Pick up the ball behind a locked door along a corridor.
pub(in crate::babyai) fn key_corridor(site: &mut Site) -> Drawn {
    for row in 1..site.layout.rows {
        site.remove_wall(1, row, 3);
    }
    let row = site.number(0, site.layout.rows);
    let door = site.add_door(2, row, Wish::locked(true).on(2))?;
    let ball = site.add(2, row, Some(Kind::Ball), None)?;
    let row = site.number(0, site.layout.rows);
    let color = color_of(site, door);
    site.add(0, row, Some(Kind::Key), color)?;
    site.start_in(1, site.layout.rows / 2)?;
    site.connect(&Color::ALL)?;
    kind_of(site, ball).map(Deed::pick_up).map(Instruction::Do)
}
