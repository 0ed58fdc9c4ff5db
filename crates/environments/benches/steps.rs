//! Steps a second of every environment: `cargo bench -p safemcp-environments --bench steps`.
//!
//! One line an environment: tasks opened a second, steps a second in AgentGym's shape (`step`, the text that the original
//! gives, reward and done included) and calls a second of native tools. A step is one call on the world itself: no
//! MCP, no process, no network, as the originals are called from their own Python. What is played are solutions, task
//! after task; opening a task is counted apart. Names of environments as arguments choose some.

#![expect(clippy::print_stdout, reason = "a benchmark speaks on standard output")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run should stop")]

use environments::{Act, Environment, FAMILIES, Family, Shape};
use serde_json::Value;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Time for each environment in each shape.
const TIME: Duration = Duration::from_millis(400);

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    println!("{:<12} {:>12} {:>14} {:>14}", "environment", "opened/s", "steps/s", "native calls/s");
    for family in
        FAMILIES.iter().filter(|family| chosen.is_empty() || chosen.iter().any(|name| name == family.id()))
    {
        let (opened, steps) = rates(*family, Shape::AgentGym);
        let (_, calls) = rates(*family, Shape::Native);
        println!("{:<12} {opened:>12.0} {steps:>14.0} {calls:>14.0}", family.id());
    }
}

/// Tasks opened a second, and steps a second.
fn rates(family: &dyn Family, shape: Shape) -> (f64, f64) {
    let tasks = family.tasks(&Value::Null).expect("tasks of our own");
    let (mut opening, mut playing) = (Duration::ZERO, Duration::ZERO);
    let (mut opened, mut steps) = (0_u32, 0_u32);
    // Once unmeasured: what is generated once is not part of a step.
    drop(family.open(0, 0, &Value::Null).expect("a task of our own"));
    for index in (0..tasks).cycle() {
        let now = Instant::now();
        let mut world = family.open(index, 0, &Value::Null).expect("a task of our own");
        opening += now.elapsed();
        opened += 1;
        let calls = world.solution(shape).calls;
        playing += match shape {
            Shape::Native => native(world.as_mut(), &calls),
            Shape::AgentGym => stepped(world.as_mut(), &calls),
        };
        steps += u32::try_from(calls.len()).unwrap_or(u32::MAX);
        assert!(world.reward() >= 1.0, "{} {index} is solved", family.id());
        if playing > TIME || opening > 4 * TIME {
            break;
        }
    }
    (f64::from(opened) / opening.as_secs_f64(), f64::from(steps) / playing.as_secs_f64())
}

/// How long the calls took.
fn native(world: &mut dyn Environment, calls: &[Act]) -> Duration {
    let now = Instant::now();
    for act in calls {
        drop(black_box(world.call(black_box(&act.tool), black_box(&act.arguments))));
    }
    now.elapsed()
}

/// How long the same took as actions, which are read out of their calls beforehand.
fn stepped(world: &mut dyn Environment, calls: &[Act]) -> Duration {
    let action = |act: &Act| act.arguments.get("action").and_then(Value::as_str).map(str::to_owned);
    let actions: Vec<String> = calls.iter().filter_map(action).collect();
    let now = Instant::now();
    for action in &actions {
        drop(black_box(world.step(black_box(action))));
    }
    now.elapsed()
}
