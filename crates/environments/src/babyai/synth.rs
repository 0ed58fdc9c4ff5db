//! Missions drawn from the whole language: what the levels from GoToSeq to BossLevel have in common.

use super::description::{Description, Side};
use super::doors::Wish;
use super::instruction::{Deed, Instruction, Order};
use super::place::Place;
use super::site::{Rejected, Site};
use super::thing::{Color, Kind};

/// Descriptions that are drawn in vain before the original gives up the world, and the last one.
const TRIES: u32 = 101;

/// Kinds of deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    GoTo,
    PickUp,
    Open,
    PutNext,
}

/// Shapes of instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Action,
    And,
    Sequence,
}

/// What may be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Language {
    /// Things that are put into the world.
    pub(super) things: usize,
    /// How likely one room is locked, 0 to 1.
    pub(super) locked: f64,
    /// Whether descriptions may say where a thing is.
    pub(super) sides: bool,
    /// Whether things may stand in the way.
    pub(super) blocked: bool,
    /// Whether a mission may be all about things in the locked room.
    pub(super) unlock: bool,
    /// Kinds of deed that may be drawn.
    pub(super) acts: &'static [Act],
    /// Shapes of instruction that may be drawn.
    pub(super) shapes: &'static [Shape],
}

impl Language {
    /// Everything.
    pub(super) const ALL: Self = Self {
        things: 18,
        locked: 0.5,
        sides: true,
        blocked: true,
        unlock: true,
        acts: &[Act::GoTo, Act::PickUp, Act::Open, Act::PutNext],
        shapes: &[Shape::Action, Shape::And, Shape::Sequence],
    };
}

/// The room that is locked: its top left corner, and whether it is a room of this world or of one that was given up.
/// The original forgets to forget the latter, and still asks that some thing lies outside of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Locked {
    top: Option<Place>,
    current: bool,
}

impl Locked {
    /// A new world begins.
    pub(super) fn age(&mut self) {
        self.current = false;
    }
}

/// Draws world and mission.
pub(super) fn draw(
    site: &mut Site,
    language: &Language,
    locked: &mut Locked,
) -> Result<Instruction, Rejected> {
    if site.random.uniform(0.0, 1.0) < language.locked {
        lock(site, locked)?;
    }
    site.connect(&Color::ALL)?;
    site.distract(None, language.things, false)?;
    loop {
        site.start()?;
        let (column, row) = site.room_of(site.scene.agent);
        if !locked.current || locked.top != Some(site.top(column, row)) {
            break;
        }
    }
    if !language.blocked {
        site.demand_reachable()?;
    }
    Drawer { site, language, locked: *locked }.instruction(language.shapes)
}

/// Locks a room and puts the key into another.
fn lock(site: &mut Site, locked: &mut Locked) -> Result<(), Rejected> {
    let room = |site: &mut Site| (site.number(0, site.layout.columns), site.number(0, site.layout.rows));
    let (door, place) = loop {
        let (column, row) = room(site);
        let side = site.side();
        *locked = Locked { top: Some(site.top(column, row)), current: true };
        if site.has_neighbor(column, row, side) {
            break (site.add_door(column, row, Wish::locked(true).on(side))?, (column, row));
        }
    };
    let color = site.scene.thing(door).map(|door| door.color);
    loop {
        let (column, row) = room(site);
        if (column, row) != place {
            site.add(column, row, Some(Kind::Key), color)?;
            return Ok(());
        }
    }
}

struct Drawer<'d> {
    site: &'d mut Site,
    language: &'d Language,
    locked: Locked,
}

impl Drawer<'_> {
    fn instruction(&mut self, shapes: &[Shape]) -> Result<Instruction, Rejected> {
        match self.site.pick(shapes)? {
            Shape::Action => self.deed().map(Instruction::Do),
            Shape::And => self.both(&[Shape::Action], |_| Ok(Order::And)),
            Shape::Sequence => {
                self.both(&[Shape::Action, Shape::And], |site| site.pick(&[Order::Then, Order::After]))
            }
        }
    }

    fn both(
        &mut self,
        shapes: &[Shape],
        order: impl Fn(&mut Site) -> Result<Order, Rejected>,
    ) -> Result<Instruction, Rejected> {
        let first = self.instruction(shapes)?;
        let second = self.instruction(shapes)?;
        Ok(Instruction::both(order(self.site)?, first, second))
    }

    fn deed(&mut self) -> Result<Deed, Rejected> {
        Ok(match self.site.pick(self.language.acts)? {
            Act::GoTo => Deed::GoTo(self.description(&Kind::ALL)?),
            Act::PickUp => Deed::pick_up(self.description(&Kind::LOOSE)?),
            Act::Open => Deed::open(self.description(&[Kind::Door])?),
            Act::PutNext => {
                let what = self.description(&Kind::LOOSE)?;
                Deed::put_next(what, self.description(&Kind::ALL)?)
            }
        })
    }

    /// A description that fits something.
    fn description(&mut self, kinds: &[Kind]) -> Result<Description, Rejected> {
        const COLORS: [Option<Color>; 7] = [
            None,
            Some(Color::Blue),
            Some(Color::Green),
            Some(Color::Grey),
            Some(Color::Purple),
            Some(Color::Red),
            Some(Color::Yellow),
        ];
        for _ in 0..TRIES {
            let color = self.site.pick(&COLORS)?;
            let kind = self.site.pick(kinds)?;
            let side = match self.language.sides && self.site.coin() {
                true => Some(self.site.pick(&Side::ALL)?),
                false => None,
            };
            let mut description = Description::new(Some(kind), color, side);
            description.find(&self.site.scene, self.site.layout.room);
            if description.count() > 0 && self.is_accessible(&description) {
                return Ok(description);
            }
        }
        Err(Rejected)
    }

    fn is_accessible(&self, description: &Description) -> bool {
        let Some(top) = self.locked.top.filter(|_| !self.language.unlock) else { return true };
        let end = self.site.layout.room;
        let inside =
            |place: &Place| (0..end).contains(&(place.x - top.x)) && (0..end).contains(&(place.y - top.y));
        !description.places.iter().all(inside)
    }
}
