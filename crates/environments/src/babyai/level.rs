//! The forty levels.

use super::mission::{Drawn, carry, go, open, unlock};
use super::site::{Layout, Site};
use super::synth::{Act, Language, Locked, Shape, draw};

/// How a level draws its mission.
#[derive(Clone, Copy)]
pub(super) enum Maker {
    /// One kind of mission.
    Plain(fn(&mut Site) -> Drawn),
    /// Whatever the language allows.
    Language(Language),
}

/// A level.
#[derive(Clone, Copy)]
pub(super) struct Level {
    /// As the original names it, without `BabyAI-` and `-v0`.
    pub(super) name: &'static str,
    /// Its rooms.
    pub(super) layout: Layout,
    /// Moves by which rewards are measured, for each square of a room's side; `None`: by the size of the world.
    limit: Option<u32>,
    maker: Maker,
}

impl Level {
    const fn new(name: &'static str, [room, columns, rows]: [i32; 3], make: fn(&mut Site) -> Drawn) -> Self {
        Self { name, layout: Layout { room, columns, rows }, limit: None, maker: Maker::Plain(make) }
    }

    const fn language(name: &'static str, [room, columns, rows]: [i32; 3], language: Language) -> Self {
        let maker = Maker::Language(language);
        Self { name, layout: Layout { room, columns, rows }, limit: None, maker }
    }

    const fn limited(self, limit: u32) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// Draws world and mission once.
    pub(super) fn draw(&self, site: &mut Site, locked: &mut Locked) -> Drawn {
        match &self.maker {
            Maker::Plain(make) => make(site),
            Maker::Language(language) => draw(site, language, locked),
        }
    }

    /// What the level may draw from, where it draws from the language.
    pub(super) fn words(&self) -> Option<&Language> {
        match &self.maker {
            Maker::Plain(_) => None,
            Maker::Language(language) => Some(language),
        }
    }

    /// Moves by which rewards are measured, for a mission with so many errands.
    pub(super) fn limit(&self, errands: u32) -> u32 {
        let Layout { room, columns, rows } = self.layout;
        let factor = self.limit.unwrap_or(errands * columns.unsigned_abs() * rows.unsigned_abs());
        factor * room.unsigned_abs().pow(2)
    }

    /// Whether the agent starts with the thing that is to be moved.
    pub(super) fn starts_carrying(&self) -> bool {
        self.name == "PutNextS7N4Carrying"
    }
}

const GO_TO: Language =
    Language { things: 4, locked: 0.0, sides: false, blocked: false, acts: &[Act::GoTo], ..Language::ALL };
const PICK_UP: Language = Language {
    things: 8,
    locked: 0.0,
    blocked: false,
    acts: &[Act::PickUp],
    shapes: &[Shape::Action],
    ..Language::ALL
};
const SYNTH: Language = Language { sides: false, unlock: false, shapes: &[Shape::Action], ..Language::ALL };
const SYNTH_SIDES: Language = Language { unlock: false, shapes: &[Shape::Action], ..Language::ALL };
const SYNTH_SEQUENCE: Language = Language { unlock: false, ..Language::ALL };
const SMALL_BOSS: Language = Language { things: 7, locked: 0.25, ..Language::ALL };
const OPEN_BOSS: Language = Language { locked: 0.0, unlock: false, ..Language::ALL };

const ONE: [i32; 3] = [8, 1, 1];
const NINE: [i32; 3] = [8, 3, 3];

/// The levels in AgentGym's order: the task of index `i` is of level `i % 40`. With each the side of a room, columns of
/// rooms and rows of rooms.
pub(super) const LEVELS: [Level; 40] = [
    Level::new("GoToRedBallGrey", ONE, |site| go::red_ball(site, 7, true)),
    Level::new("GoToRedBall", ONE, |site| go::red_ball(site, 7, false)),
    Level::new("GoToRedBallNoDists", ONE, |site| go::red_ball(site, 0, false)),
    // Its name says six; the original's rooms are four wide.
    Level::new("GoToObjS6", [4, 1, 1], go::only_thing),
    Level::new("GoToLocalS8N7", ONE, |site| go::local(site, 7)),
    Level::new("GoToObjMazeS7", [7, 3, 3], |site| go::maze(site, 1, false)),
    Level::new("GoToImpUnlock", NINE, unlock::implied_unlock),
    Level::language("GoToSeqS5R2", [5, 2, 2], GO_TO),
    Level::new("GoToRedBlueBall", ONE, go::red_blue_ball),
    Level::new("GoToDoor", [7, 3, 3], go::go_to_door),
    Level::new("GoToObjDoor", NINE, go::go_to_thing_or_door),
    Level::new("Open", NINE, open::open_any),
    Level::new("OpenRedDoor", [5, 2, 1], open::open_red),
    Level::new("OpenDoorLoc", NINE, open::open_by_side),
    Level::new("OpenRedBlueDoorsDebug", [6, 3, 3], open::open_red_then_blue).limited(20),
    Level::new("OpenDoorsOrderN4Debug", [6, 3, 3], open::open_in_order).limited(20),
    Level::new("Pickup", NINE, |site| go::maze(site, 18, true)),
    Level::new("UnblockPickup", NINE, carry::unblock),
    Level::language("PickupLoc", ONE, PICK_UP),
    Level::new("PickupDistDebug", [7, 1, 1], carry::pick_up_strictly),
    Level::new("PickupAbove", [6, 3, 3], carry::pick_up_above).limited(8),
    Level::new("PutNextLocalS6N4", [6, 1, 1], carry::put_next_local),
    Level::new("PutNextS7N4Carrying", [7, 2, 1], carry::put_next_carrying).limited(8),
    Level::new("Unlock", NINE, unlock::unlock),
    Level::new("UnlockLocalDist", NINE, unlock::unlock_local),
    Level::new("KeyInBox", NINE, unlock::key_in_box),
    Level::new("UnlockPickupDist", [6, 2, 1], |site| unlock::unlock_pick_up(site, false)),
    Level::new("BlockedUnlockPickup", [6, 2, 1], |site| unlock::unlock_pick_up(site, true)).limited(16),
    Level::new("UnlockToUnlock", [6, 3, 1], unlock::unlock_to_unlock).limited(30),
    Level::new("ActionObjDoor", [7, 3, 3], go::any_act),
    Level::new("FindObjS7", [7, 3, 3], carry::find).limited(20),
    Level::new("KeyCorridorS6R3", [6, 3, 3], unlock::key_corridor).limited(30),
    Level::new("OneRoomS20", [20, 1, 1], carry::one_room),
    Level::new("MoveTwoAcrossS8N9", [8, 2, 1], carry::move_two).limited(16),
    Level::language("SynthS5R2", [5, 3, 2], SYNTH),
    Level::language("SynthLoc", NINE, SYNTH_SIDES),
    Level::language("SynthSeq", NINE, SYNTH_SEQUENCE),
    Level::language("MiniBossLevel", [5, 2, 2], SMALL_BOSS),
    Level::language("BossLevel", NINE, Language::ALL),
    Level::language("BossLevelNoUnlock", NINE, OPEN_BOSS),
];
