//! Steps a second of every environment: `cargo bench -p safemcp-environments --bench steps`.
//!
//! One line an environment: tasks opened a second; steps a second in AgentGym's shape (`step`, the text that the original
//! gives, reward and done included), by the clock and in a second of this process's own processor time, which other
//! work on the machine disturbs far less; and calls a second of native tools. A step is one call on the world itself:
//! no MCP, no process, no network, as the originals are called from their own Python. Opening is counted apart; some
//! tasks are opened before all of them are played, so that reading the clock is no part of a step.
//!
//! What is played are solutions, task after task. With `--recordings FOLDER` it is what the scripts in `originals` play:
//! the recorded episodes that reached their end, action by action, on the recorded data. Names of environments as
//! arguments choose some.

#![expect(clippy::print_stdout, reason = "a benchmark speaks on standard output")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run should stop")]

mod clock;
mod episode;
mod recorded;

use clock::{Spent, Watch};
use environments::{Environment, FAMILIES, Family, Shape};
use episode::{Episode, Script};
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

/// Time for each environment in each shape.
const TIME: Duration = Duration::from_millis(400);
/// Tasks that are opened before they are played.
const TOGETHER: usize = 64;

fn main() {
    let (mut chosen, mut recordings) = (Vec::new(), None);
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--recordings" => recordings = Some(PathBuf::from(arguments.next().expect("a folder"))),
            _ => chosen.push(argument),
        }
    }
    println!("environment      opened/s        steps/s    steps/cpu-s native calls/s");
    let wanted = |family: &&&dyn Family| chosen.is_empty() || chosen.iter().any(|name| name == family.id());
    for family in FAMILIES.iter().copied().filter(|family| wanted(&family)) {
        let (episodes, native) = match &recordings {
            Some(folder) => (recorded::episodes(family, folder), None),
            None => (Episode::solved(family, Shape::AgentGym), Some(Episode::solved(family, Shape::Native))),
        };
        if !episodes.is_empty() {
            let rates = Rates::of(family, &episodes);
            let native = native.map(|episodes| Rates::of(family, &episodes));
            let row = [
                rates.opened / rates.opening.clock.as_secs_f64(),
                rates.steps / rates.playing.clock.as_secs_f64(),
                rates.steps / rates.playing.processor.as_secs_f64(),
                native.map_or(0.0, |native| native.steps / native.playing.clock.as_secs_f64()),
            ];
            let [opened, clock, processor, native] = row;
            println!("{:<12} {opened:>12.0} {clock:>14.0} {processor:>14.0} {native:>14.0}", family.id());
        }
    }
}

/// What was done, and how long it took.
#[derive(Default)]
struct Rates {
    opened: f64,
    opening: Spent,
    steps: f64,
    playing: Spent,
}

impl Rates {
    fn of(family: &dyn Family, episodes: &[Episode]) -> Self {
        let mut rates = Self::default();
        // Once unmeasured: what is generated once is not part of a step.
        drop(episodes.first().map(|episode| episode.open(family)));
        let mut waiting = episodes.iter().cycle();
        while rates.playing.clock < TIME && rates.opening.clock < 4 * TIME {
            let together: Vec<&Episode> = waiting.by_ref().take(TOGETHER.min(episodes.len())).collect();
            let watch = Watch::start();
            let mut worlds: Vec<_> = together.iter().map(|episode| episode.open(family)).collect();
            rates.opening += watch.spent();
            let watch = Watch::start();
            for (world, episode) in worlds.iter_mut().zip(&together) {
                play(world.as_mut(), &episode.script);
            }
            rates.playing += watch.spent();
            rates.opened += together.len() as f64;
            rates.steps += together.iter().map(|episode| episode.script.len() as f64).sum::<f64>();
            assert!(worlds.iter().all(|world| world.done()), "every episode of {} ends", family.id());
        }
        rates
    }
}

fn play(world: &mut dyn Environment, script: &Script) {
    match script {
        Script::Actions(actions) => {
            for action in actions {
                drop(black_box(world.step(black_box(action))));
            }
        }
        Script::Calls(calls) => {
            for act in calls {
                drop(black_box(world.call(black_box(&act.tool), black_box(&act.arguments))));
            }
        }
    }
}
