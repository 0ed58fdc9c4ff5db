//! Missions that ask the agent to open doors that are not locked.

use super::common::{Drawn, describe, open};
use crate::babyai::description::{Description, Side};
use crate::babyai::doors::Wish;
use crate::babyai::instruction::{Deed, Instruction, Order};
use crate::babyai::site::{Rejected, Site, Way};
use crate::babyai::thing::{Color, Kind};

/// Open a door somewhere.
pub(in crate::babyai) fn open_any(site: &mut Site) -> Drawn {
    site.start()?;
    site.connect(&Color::ALL)?;
    site.distract(None, 18, false)?;
    site.demand_reachable()?;
    let mut doors = Vec::new();
    for column in 0..site.layout.columns {
        for row in 0..site.layout.rows {
            let ways = site.room(column, row).into_iter().flat_map(|room| room.ways);
            doors.extend(ways.filter_map(|way| match way {
                Some(Way::Door(door)) => Some(door),
                _ => None,
            }));
        }
    }
    let door = site.pick(&doors)?;
    open(site, door)
}

/// Open the red door, the only one.
pub(in crate::babyai) fn open_red(site: &mut Site) -> Drawn {
    let door = site.add_door(0, 0, Wish::locked(false).on(0).colored(Color::Red))?;
    site.start_in(0, 0)?;
    open(site, door)
}

/// Open a door that is named by where it is.
pub(in crate::babyai) fn open_by_side(site: &mut Site) -> Drawn {
    for (side, color) in site.subset(&Color::ALL, 4)?.into_iter().enumerate() {
        site.add_door(1, 1, Wish::locked(false).on(side).colored(color))?;
    }
    let side = site.pick(&Side::ALL)?;
    site.start_in(1, 1)?;
    Ok(Instruction::Do(Deed::open(Description::new(Some(Kind::Door), None, Some(side)))))
}

/// Open the red door and then the blue one.
pub(in crate::babyai) fn open_red_then_blue(site: &mut Site) -> Drawn {
    site.subset(&Color::ALL, 2)?;
    let red = site.add_door(1, 1, Wish::locked(false).on(2).colored(Color::Red))?;
    let blue = site.add_door(1, 1, Wish::locked(false).on(0).colored(Color::Blue))?;
    site.start_in(1, 1)?;
    let red = Deed::Open { door: describe(site, red)?, strict: true };
    Ok(Instruction::both(Order::Then, Instruction::Do(red), open(site, blue)?))
}

/// Open one or two of four doors, in an order.
pub(in crate::babyai) fn open_in_order(site: &mut Site) -> Drawn {
    let colors = site.subset(&Color::ALL, 4)?;
    let mut doors = Vec::new();
    for color in colors {
        doors.push(site.add_door(1, 1, Wish::locked(false).colored(color))?);
    }
    site.start_in(1, 1)?;
    let chosen = site.subset(&doors, 2)?;
    let strict = |at: usize| {
        let door = describe(site, *chosen.get(at).ok_or(Rejected)?)?;
        Ok(Instruction::Do(Deed::Open { door, strict: true }))
    };
    let (first, second) = (strict(0)?, strict(1)?);
    Ok(match site.number(0, 3) {
        0 => first,
        1 => Instruction::both(Order::Then, first, second),
        _ => Instruction::both(Order::After, first, second),
    })
}
