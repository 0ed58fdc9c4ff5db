//! What the missions share.

use crate::babyai::description::Description;
use crate::babyai::instruction::{Deed, Instruction};
use crate::babyai::site::{Rejected, Site};
use crate::babyai::thing::{Color, Id};

/// What is drawn: the mission of a world that stands.
pub(in crate::babyai) type Drawn = Result<Instruction, Rejected>;

/// A thing by kind and color.
pub(super) fn describe(site: &Site, id: Id) -> Result<Description, Rejected> {
    site.scene.thing(id).map(Description::of).ok_or(Rejected)
}

/// A thing by kind.
pub(super) fn kind_of(site: &Site, id: Id) -> Result<Description, Rejected> {
    site.scene.thing(id).map(|thing| Description::new(Some(thing.kind), None, None)).ok_or(Rejected)
}

/// The color of a thing.
pub(super) fn color_of(site: &Site, id: Id) -> Option<Color> {
    site.scene.thing(id).map(|thing| thing.color)
}

/// Go to this thing.
pub(super) fn go_to(site: &Site, id: Id) -> Drawn {
    describe(site, id).map(Deed::GoTo).map(Instruction::Do)
}

/// Pick this thing up.
pub(super) fn pick_up(site: &Site, id: Id) -> Drawn {
    describe(site, id).map(Deed::pick_up).map(Instruction::Do)
}

/// Open this door.
pub(super) fn open(site: &Site, id: Id) -> Drawn {
    describe(site, id).map(Deed::open).map(Instruction::Do)
}
