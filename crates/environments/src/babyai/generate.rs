//! From a level and a seed to a game.

use super::game::Game;
use super::instruction::{Deed, Instruction};
use super::level::Level;
use super::scene::{Cell, Scene};
use super::site::{Rejected, Site};
use super::synth::Locked;
use super::thing::{Color, Kind, Latch};
use super::view::View;
use crate::numpy::Generator;

/// A game at its start, and what the agent sees first.
#[derive(Clone, Debug)]
pub(super) struct Start {
    /// The game before the first move.
    pub(super) game: Game,
    /// The first view.
    pub(super) view: View,
}

/// The game of a level with this seed. As the original's server does, everything is drawn twice from the same seed; what
/// the first time leaves behind, the locked room, weighs in the second.
pub(super) fn start(level: &Level, seed: u64) -> Start {
    let mut locked = Locked::default();
    if level.words().is_some_and(|words| !words.unlock && words.locked > 0.0) {
        accepted(level, seed, &mut locked);
    }
    let (site, mut instruction) = accepted(level, seed, &mut locked);
    let mut scene = site.scene;
    let limit = level.limit(instruction.errands());
    find(&mut instruction, &scene, level.layout.room);
    // The original looks before it hands over what is to be carried.
    let view = View::of(&scene);
    if level.starts_carrying() {
        hand_over(&mut scene, &mut instruction);
    }
    Start { game: Game { scene, instruction, moves: 0, limit }, view }
}

/// Draws until a world and its mission are accepted.
fn accepted(level: &Level, seed: u64, locked: &mut Locked) -> (Site, Instruction) {
    let mut site = Site::new(Generator::new(seed), level.layout);
    loop {
        site.clear();
        locked.age();
        let drawn = level.draw(&mut site, locked);
        if let Ok(instruction) = drawn.and_then(|instruction| valid(&site, level, instruction)) {
            return (site, instruction);
        }
    }
}

/// Finds what every description fits.
fn find(instruction: &mut Instruction, scene: &Scene, room: i32) {
    instruction.each(&mut |deed| {
        deed.descriptions().into_iter().for_each(|described| described.find(scene, room));
    });
}

/// Refuses a mission that is fulfilled from the start or that would need the key of a locked door.
fn valid(site: &Site, level: &Level, mut instruction: Instruction) -> Result<Instruction, Rejected> {
    let scene = &site.scene;
    find(&mut instruction, scene, level.layout.room);
    let keys = match level.words() {
        Some(words) if words.blocked => locked_colors(scene),
        _ => Vec::new(),
    };
    let mut good = true;
    instruction.each(&mut |deed| {
        let next = match deed {
            Deed::PutNext { what, to, .. } => {
                let both = what.things.iter().any(|id| to.things.contains(id));
                let pairs = what.places.iter().flat_map(|one| to.places.iter().map(|two| one.distance(*two)));
                both || pairs.into_iter().any(|distance| distance == 1)
            }
            _ => false,
        };
        let of_key = |kind, color: Option<Color>| {
            kind == Some(Kind::Key) && color.is_some_and(|color| keys.contains(&color))
        };
        let key = deed.descriptions().into_iter().any(|described| of_key(described.kind, described.color));
        good &= !next && !key;
    });
    if good { Ok(instruction) } else { Err(Rejected) }
}

fn locked_colors(scene: &Scene) -> Vec<Color> {
    let doors = scene.places().filter_map(|place| scene.thing_at(place).map(|(_, thing)| *thing));
    doors.filter(|thing| thing.latch == Latch::Locked).map(|thing| thing.color).collect()
}

/// Gives the agent the thing that is to be moved.
fn hand_over(scene: &mut Scene, instruction: &mut Instruction) {
    let mut moved = None;
    instruction.each(&mut |deed| {
        if let Deed::PutNext { what, .. } = deed {
            moved = what.things.first().copied();
        }
    });
    if let Some(place) = moved.and_then(|id| scene.place_of(id)) {
        scene.set(place, Cell::Empty);
        scene.carried = moved;
    }
}
