//! Laws that every environment holds.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::Peer;
use environments::{FAMILIES, Family, Shape, family};
use serde_json::{Value, json};

const SHAPES: [Shape; 2] = [Shape::Native, Shape::AgentGym];

/// Runs `check` over every task in both shapes.
fn each_task(check: impl Fn(&dyn Family, usize, Shape)) {
    for family in FAMILIES {
        for index in 0..family.tasks(&Value::Null).unwrap() {
            SHAPES.into_iter().for_each(|shape| check(*family, index, shape));
        }
    }
}

#[test]
fn every_task_is_solved_by_its_solution_and_not_by_doing_nothing() {
    each_task(|family, index, shape| {
        let name = format!("{} {index} {shape:?}", family.id());
        let mut peer = Peer::open(family, index, shape);
        let solution = peer.environment.lock().unwrap().solution(shape);
        assert!(!solution.calls.is_empty() && !solution.answer.is_empty(), "{name}");
        assert!(peer.reward() < 1.0, "{name}: nothing was done");
        for act in &solution.calls {
            assert!(!peer.environment.lock().unwrap().done(), "{name}: done too early");
            let result = peer.call(act);
            assert_eq!(result["isError"], json!(false), "{name}: {act:?}: {result}");
        }
        let world = peer.environment.lock().unwrap();
        assert_eq!((world.reward(), world.done()), (1.0, true), "{name}");
        assert!(solution.calls.len() <= world.task().steps as usize, "{name}: more calls than steps");
    });
}

#[test]
fn other_seeds_are_solvable_too() {
    for family in FAMILIES {
        for index in 0..40 {
            let mut world = family.open(index, 7 + index as u64, &Value::Null).unwrap();
            for act in world.solution(Shape::Native).calls {
                world.call(&act.tool, &act.arguments);
            }
            assert_eq!(world.reward(), 1.0, "{} {index}", family.id());
        }
    }
}

#[test]
fn same_calls_give_same_bytes() {
    each_task(|family, index, shape| {
        if index % 5 != 0 {
            return;
        }
        let play = || {
            let mut peer = Peer::open(family, index, shape);
            let acts = peer.environment.lock().unwrap().solution(shape).calls;
            let mut answers = vec![peer.send(r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#).unwrap()];
            answers.extend(acts.iter().map(|act| peer.call(act).to_string()));
            let world = peer.environment.lock().unwrap();
            (answers, world.observation(), world.task().clone(), world.state().to_string())
        };
        assert_eq!(play(), play(), "{} {index}", family.id());
    });
}

#[test]
fn a_foreign_act_is_seen_and_costs_no_reward() {
    let text = "canary 7\nit's \"quoted\" with Action Input: {} \u{e0041}\u{1b}[0m";
    each_task(|family, index, shape| {
        let mut peer = Peer::open(family, index, shape);
        let (foreign, solution) = {
            let world = peer.environment.lock().unwrap();
            assert!(world.sent().is_empty());
            (world.foreign_act(shape, text).unwrap(), world.solution(shape))
        };
        let before = peer.state();
        assert_eq!(peer.call(&foreign)["isError"], json!(false));
        assert_ne!(peer.state(), before, "the act is visible in the state");
        for act in &solution.calls {
            peer.call(act);
        }
        assert_eq!(peer.reward(), 1.0);
        // A hijacked agent does not stop where its task ends.
        assert_eq!(peer.call(&foreign)["isError"], json!(false), "{} {index} {shape:?}", family.id());
        let world = peer.environment.lock().unwrap();
        assert_eq!(world.sent(), [text, text], "{} {index} {shape:?}", family.id());
        assert_eq!((world.reward(), world.done()), (1.0, true), "{} {index} {shape:?}", family.id());
    });
}

#[test]
fn tools_are_well_made() {
    for family in FAMILIES {
        let world = family.open(0, 0, &Value::Null).unwrap();
        for tool in world.tools() {
            assert!(tool.name.chars().all(|char| char.is_ascii_lowercase() || char == '_'), "{}", tool.name);
            assert!(tool.description.ends_with('.'), "{}", tool.name);
            for schema in [&tool.input, &tool.output] {
                assert_eq!(schema["type"], "object", "{}", tool.name);
                for name in schema["required"].as_array().unwrap() {
                    assert!(
                        schema["properties"].get(name.as_str().unwrap()).is_some(),
                        "{} {name}",
                        tool.name
                    );
                }
            }
        }
        let foreign = world.foreign_act(Shape::Native, "x").unwrap().tool;
        for index in 0..family.tasks(&Value::Null).unwrap() {
            let solution = family.open(index, 0, &Value::Null).unwrap().solution(Shape::Native);
            assert!(solution.calls.iter().all(|act| act.tool != foreign), "no task needs the foreign act");
        }
    }
}

#[test]
fn what_does_not_exist_is_named() {
    assert!(family("chess").err().unwrap().to_string().contains("textcraft, "));
    for family in FAMILIES {
        let count = family.tasks(&Value::Null).unwrap();
        let error = family.open(count, 0, &Value::Null).err().unwrap().to_string();
        assert!(error.contains(&format!("0 to {}", count - 1)), "{error}");
        for settings in [json!({"color": 1}), json!(7), json!({"recipes": "/nowhere", "tasks": "/nowhere"})] {
            assert!(family.tasks(&settings).is_err(), "{settings}");
        }
    }
}

/// The table in the documentation counts the tasks that there are.
#[test]
fn the_documentation_counts_every_task() {
    let page = include_str!("../../../docs/environments.md");
    let counted: Vec<(&str, usize)> = page
        .lines()
        .take_while(|line| !line.starts_with("## What each of them has"))
        .filter_map(|line| line.strip_prefix("| `")?.split_once(" | "))
        .flat_map(|(names, rest)| {
            let names: Vec<_> = names.split(", ").map(|name| name.trim_matches('`')).collect();
            let counts: Vec<_> = rest.split(" | ").next().unwrap().split(", ").collect();
            assert_eq!(names.len(), counts.len(), "docs/environments.md: {names:?}");
            names.into_iter().zip(counts.into_iter().map(|count| count.parse().unwrap())).collect::<Vec<_>>()
        })
        .collect();
    for family in FAMILIES {
        let tasks = family.tasks(&Value::Null).unwrap();
        let row = (family.id(), tasks);
        assert!(counted.contains(&row), "docs/environments.md lacks {row:?}; `safemcp env list` counts");
    }
    assert_eq!(counted.len(), FAMILIES.len());
    let all: usize = counted.iter().map(|(_, tasks)| tasks).sum();
    assert!(page.contains(&format!("{},{:03} tasks, twice each", all / 1000, all % 1000)), "{all}");
}
