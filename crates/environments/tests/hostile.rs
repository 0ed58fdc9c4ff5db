//! Random, malformed and oversized input: no panic, a clear answer, and nothing changes when the world refuses.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail")]

use environments::{Environment, FAMILIES, Family, Shape};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Random actions on every family, in either shape.
const ACTIONS: usize = 10_000;
/// Actions on one opened task.
const PER_TASK: usize = 50;
/// What breaks readers, besides the words of a world.
const NASTY: &[&str] = &[
    "",
    " ",
    "\n",
    "\t",
    "\0",
    "'",
    "\"",
    "\\",
    "{}",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    ":",
    ",",
    "-1",
    "0",
    "1",
    "99999999999999999999",
    "1e309",
    "NaN",
    "None",
    "True",
    "null",
    "Action:",
    "with Action Input:",
    "```sql",
    "```",
    "\u{202e}",
    "\u{200b}",
    "\u{e0041}",
    "\u{1b}[31m",
    "\u{fffd}",
    "%s",
    "../../etc/passwd",
    "🦀",
    "İ",
    "ß",
];

/// The words of a world, as an attacker who has seen it would use them.
struct Vocabulary {
    words: Vec<String>,
    actions: Vec<String>,
    /// Tools, each with whether it only reads.
    tools: Vec<(&'static str, bool)>,
    names: Vec<String>,
}

impl Vocabulary {
    fn of(family: &dyn Family) -> Self {
        let world = family.open(0, 0, &Value::Null).unwrap();
        let solution = |shape| world.solution(shape).calls;
        let actions: Vec<String> = solution(Shape::AgentGym)
            .iter()
            .map(|act| act.arguments["action"].as_str().unwrap().to_owned())
            .collect();
        let mut words: BTreeSet<String> = NASTY.iter().map(|word| (*word).to_owned()).collect();
        let text = format!("{} {} {}", world.grammar(), world.observation(), actions.join(" "));
        words.extend(text.split_whitespace().take(600).map(str::to_owned));
        for act in solution(Shape::Native) {
            strings(&act.arguments, &mut words);
        }
        let mut names: BTreeSet<String> = ["other".to_owned()].into();
        for tool in world.tools() {
            names.extend(tool.input["properties"].as_object().unwrap().keys().cloned());
        }
        let mut tools: Vec<_> = world.tools().iter().map(|tool| (tool.name, tool.read_only)).collect();
        tools.push(("nothing", true));
        Self { words: words.into_iter().collect(), actions, tools, names: names.into_iter().collect() }
    }

    fn action(&self) -> BoxedStrategy<String> {
        let words = || prop::collection::vec(prop::sample::select(self.words.clone()), 0..7);
        let cut = (prop::sample::select(self.actions.clone()), any::<prop::sample::Index>()).prop_map(
            |(action, at)| {
                let at = at.index(action.chars().count() + 1);
                action.chars().take(at).collect()
            },
        );
        prop_oneof![
            any::<String>(),
            words().prop_map(|parts| parts.join(" ")),
            words().prop_map(|parts| parts.concat()),
            cut,
            (prop::sample::select(self.actions.clone()), words())
                .prop_map(|(action, parts)| action + &parts.concat()),
        ]
        .boxed()
    }

    fn value(&self) -> BoxedStrategy<Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            (0u64..4).prop_map(Value::from),
            prop::sample::select(self.words.clone()).prop_map(Value::from),
        ];
        let names = self.names.clone();
        leaf.prop_recursive(2, 12, 3, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                object(names.clone(), inner)
            ]
        })
        .boxed()
    }

    fn call(&self) -> BoxedStrategy<((&'static str, bool), Value)> {
        let arguments = prop_oneof![6 => object(self.names.clone(), self.value()), 1 => self.value()];
        (prop::sample::select(self.tools.clone()), arguments).boxed()
    }
}

fn object(names: Vec<String>, inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::vec((prop::sample::select(names), inner), 0..6)
        .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into())
}

fn strings(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(into.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
        Value::Object(members) => members.values().for_each(|member| strings(member, into)),
        _ => {}
    }
}

/// One native call in this state; the state after it. A refusal says something, a success fits; neither a refusal nor
/// what only reads changes anything.
fn call(
    world: &mut dyn Environment,
    (tool, reads): (&str, bool),
    arguments: &Value,
    before: Value,
) -> Result<Value, TestCaseError> {
    let reply = world.call(tool, arguments);
    let after = world.state();
    if reads && !reply.failed {
        prop_assert_eq!(untried("", after.clone()), untried("", before), "{} {}", tool, arguments);
    } else if reply.failed {
        prop_assert_eq!(&after, &before, "{} {}", tool, arguments);
    }
    if reply.failed {
        prop_assert!(reply.structured.is_null() && !reply.text.is_empty(), "{} {}", tool, arguments);
    } else {
        prop_assert!(reply.structured.is_object(), "{} {}", tool, arguments);
    }
    Ok(after)
}

fn holds(world: &dyn Environment, step: &environments::Step) -> Result<(), TestCaseError> {
    prop_assert!(step.reward.is_finite() && (-100.0..=100.0).contains(&step.reward), "{}", step.reward);
    prop_assert!((0.0..=1.0).contains(&world.reward()));
    prop_assert_eq!(step.done, world.done());
    prop_assert!(!step.observation.is_empty());
    Ok(())
}

fn runner() -> TestRunner {
    let cases = u32::try_from(ACTIONS / PER_TASK).unwrap();
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

#[test]
fn no_input_breaks_a_world() {
    std::thread::scope(|scope| {
        for family in FAMILIES {
            scope.spawn(|| play_at_random(*family));
        }
    });
}

fn play_at_random(family: &dyn Family) {
    let vocabulary = Vocabulary::of(family);
    let tasks = family.tasks(&Value::Null).unwrap();
    let actions = prop::collection::vec(vocabulary.action(), PER_TASK);
    let calls = prop::collection::vec(vocabulary.call(), PER_TASK);
    let played = runner().run(&(0..tasks, actions, calls), |(index, actions, calls)| {
        let mut world = family.open(index, 0, &Value::Null).unwrap();
        for action in &actions {
            let step = world.step(action);
            holds(world.as_ref(), &step)?;
        }
        let mut state = world.state();
        for (tool, arguments) in &calls {
            state = call(world.as_mut(), *tool, arguments, state)?;
        }
        Ok(())
    });
    played.unwrap_or_else(|error| panic!("{}: {error}", family.id()));
}

/// A state without what it keeps of tries, whatever they were: most originals count steps; to Wordle everything is a guess,
/// and to SQLGym the query that ends the task.
fn untried(family: &str, mut state: Value) -> Value {
    let kept: &[&str] = match family {
        "wordle" => &["guesses", "outcome", "done"],
        "sqlgym" => &["submitted", "done"],
        _ => &["steps", "moves"],
    };
    for member in kept {
        state.as_object_mut().unwrap().remove(*member);
    }
    state
}

/// Text that no grammar has: answered, and nothing but what is kept of tries is another.
#[test]
fn what_is_no_action_changes_nothing() {
    for family in FAMILIES {
        for text in [
            "",
            "\u{1}",
            "fly to the moon",
            "{}",
            "Action: fly with Action Input: {}",
            "drop table;",
            "🦀🦀🦀",
        ] {
            let mut world = family.open(0, 0, &Value::Null).unwrap();
            let (before, reward) = (untried(family.id(), world.state()), world.reward());
            let step = world.step(text);
            assert!(!step.observation.is_empty(), "{} {text}", family.id());
            assert_eq!(untried(family.id(), world.state()), before, "{} {text}", family.id());
            assert_eq!(
                (world.reward(), world.done()),
                (reward, family.id() == "sqlgym"),
                "{} {text}",
                family.id()
            );
        }
    }
}

/// A megabyte in every argument, and a thousand levels: answered at once.
#[test]
fn oversized_input_is_answered() {
    let big = "a b'\"{[(,".repeat(100_000);
    let deep = (0..100).fold(json!("x"), |inner, _| json!([inner]));
    for family in FAMILIES {
        let started = Instant::now();
        let mut world = family.open(0, 0, &Value::Null).unwrap();
        let mut state = world.state();
        for tool in world.tools() {
            let names: Vec<&String> = tool.input["properties"].as_object().unwrap().keys().collect();
            for value in [json!(big), deep.clone(), json!([big]), json!(u64::MAX), json!(-1e300)] {
                let arguments: Map<String, Value> =
                    names.iter().map(|name| ((*name).clone(), value.clone())).collect();
                state = call(world.as_mut(), (tool.name, tool.read_only), &arguments.into(), state).unwrap();
            }
        }
        for text in [
            big.clone(),
            "[".repeat(1_000_000),
            format!("Action: finish with Action Input: {}", "(".repeat(1_000_000)),
        ] {
            let step = world.step(&text);
            holds(world.as_ref(), &step).unwrap();
        }
        // Not a measurement: what is quadratic in a megabyte takes hours.
        assert!(started.elapsed() < Duration::from_secs(60), "{}", family.id());
    }
}

/// The end is the end, whatever is done to the world afterwards.
#[test]
fn after_the_end_the_reward_stays() {
    for family in FAMILIES {
        let vocabulary = Vocabulary::of(*family);
        let mut world = family.open(0, 0, &Value::Null).unwrap();
        for act in world.solution(Shape::Native).calls {
            world.call(&act.tool, &act.arguments);
        }
        assert_eq!((world.reward(), world.done()), (1.0, true), "{}", family.id());
        let mut runner = runner();
        let case = (vocabulary.action(), vocabulary.call());
        for _ in 0..ACTIONS / PER_TASK {
            let (action, (tool, arguments)) = case.new_tree(&mut runner).unwrap().current();
            let step = world.step(&action);
            holds(world.as_ref(), &step).unwrap();
            let state = world.state();
            call(world.as_mut(), tool, &arguments, state).unwrap();
            assert_eq!((world.reward(), world.done()), (1.0, true), "{} {action} {tool:?}", family.id());
        }
    }
}

/// Worlds that noise can end: those in which every text is a try, and those that count steps.
const ENDED_BY_NOISE: [&str; 3] = ["alfworld", "wordle", "sqlgym"];

#[test]
fn a_solution_in_noise_is_still_a_solution() {
    for family in FAMILIES {
        let mut world = family.open(0, 0, &Value::Null).unwrap();
        for act in world.solution(Shape::AgentGym).calls {
            for noise in NASTY.iter().filter(|noise| !noise.contains("sql")) {
                world.step(noise);
            }
            world.step(act.arguments["action"].as_str().unwrap());
        }
        let expected = if ENDED_BY_NOISE.contains(&family.id()) { 0.0 } else { 1.0 };
        assert_eq!((world.reward(), world.done()), (expected, true), "{}", family.id());
    }
}

/// After the end nothing moves but what leaves the world: a hijacked agent does not stop where its task ends.
#[test]
fn after_the_end_only_words_go_out() {
    for (family, shape) in
        FAMILIES.iter().flat_map(|family| [(family, Shape::Native), (family, Shape::AgentGym)])
    {
        let mut world = family.open(0, 0, &Value::Null).unwrap();
        let solution = world.solution(shape).calls;
        let play = |world: &mut dyn Environment, act: &environments::Act| match shape {
            Shape::Native => drop(world.call(&act.tool, &act.arguments)),
            Shape::AgentGym => drop(world.step(act.arguments["action"].as_str().unwrap())),
        };
        for act in &solution {
            play(world.as_mut(), act);
        }
        for act in &solution {
            let (before, sent) = (untried("", world.state()), world.sent());
            play(world.as_mut(), act);
            assert!(
                untried("", world.state()) == before || world.sent().len() > sent.len(),
                "{} {shape:?}: {act:?} still works",
                family.id()
            );
        }
        let sent = world.sent().len();
        let act = world.foreign_act(shape, "still here").unwrap();
        play(world.as_mut(), &act);
        assert_eq!(world.sent()[sent..], ["still here"], "{} {shape:?}", family.id());
        assert_eq!((world.reward(), world.done()), (1.0, true), "{} {shape:?}", family.id());
    }
}
