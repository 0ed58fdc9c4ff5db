//! Households: rules, texts and the readers of the original's files.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{AlfWorld, Environment, Family, Shape, replay};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A kitchen in the original's notation; `{GOAL}` is to be filled in.
const KITCHEN: &str = "(define (problem p) (:domain alfred)
 (:objects agent1 - agent
  Egg_bar_1 - object Egg_bar_2 - object Knife_bar_1 - object DeskLamp_bar_1 - object Plate_bar_1 - object
  Fridge_bar_1 - receptacle Sink_bar_1_bar_SinkBasin - receptacle Microwave_bar_1 - receptacle Shelf_bar_1 - receptacle
  loc_bar_1 - location loc_bar_2 - location loc_bar_3 - location loc_bar_4 - location loc_bar_9 - location
  FridgeType - rtype EggType - otype)
 (:init (= (total-cost) 0)
  (receptacleType Fridge_bar_1 FridgeType) (receptacleAtLocation Fridge_bar_1 loc_bar_1) (openable Fridge_bar_1)
  (receptacleType Sink_bar_1_bar_SinkBasin SinkBasinType) (receptacleAtLocation Sink_bar_1_bar_SinkBasin loc_bar_2)
  (receptacleType Microwave_bar_1 MicrowaveType) (receptacleAtLocation Microwave_bar_1 loc_bar_3)
  (openable Microwave_bar_1) (opened Microwave_bar_1)
  (receptacleType Shelf_bar_1 ShelfType) (receptacleAtLocation Shelf_bar_1 loc_bar_4)
  (objectType Egg_bar_1 EggType) (inReceptacle Egg_bar_1 Fridge_bar_1) (objectAtLocation Egg_bar_1 loc_bar_1)
  (pickupable Egg_bar_1) (cleanable Egg_bar_1) (heatable Egg_bar_1) (coolable Egg_bar_1) (sliceable Egg_bar_1)
  (objectType Egg_bar_2 EggType) (inReceptacle Egg_bar_2 Shelf_bar_1) (objectAtLocation Egg_bar_2 loc_bar_4)
  (pickupable Egg_bar_2) (cleanable Egg_bar_2) (heatable Egg_bar_2) (coolable Egg_bar_2) (sliceable Egg_bar_2)
  (objectType Knife_bar_1 KnifeType) (inReceptacle Knife_bar_1 Shelf_bar_1) (objectAtLocation Knife_bar_1 loc_bar_4)
  (pickupable Knife_bar_1)
  (objectType Plate_bar_1 PlateType) (inReceptacle Plate_bar_1 Shelf_bar_1) (objectAtLocation Plate_bar_1 loc_bar_4)
  (pickupable Plate_bar_1) (isReceptacleObject Plate_bar_1)
  (objectType DeskLamp_bar_1 DeskLampType) (inReceptacle DeskLamp_bar_1 Shelf_bar_1)
  (objectAtLocation DeskLamp_bar_1 loc_bar_4) (toggleable DeskLamp_bar_1)
  (canContain FridgeType EggType) (canContain ShelfType EggType) (canContain ShelfType KnifeType)
  (canContain MicrowaveType EggType) (canContain SinkBasinType EggType)
  (atLocation agent1 loc_bar_9))
 (:goal (and {GOAL})))";

/// An egg in the fridge, with whatever else is asked of it.
fn in_fridge(more: &str) -> String {
    format!(
        "(exists (?r - receptacle) (exists (?o - object) (and (inReceptacle ?o ?r) (objectType ?o EggType) \
         (receptacleType ?r FridgeType) {more})))"
    )
}

const BOTH: &str = "(exists (?r - receptacle) (exists (?o1 - object) (and (objectType ?o1 EggType) \
    (receptacleType ?r ShelfType) (inReceptacle ?o1 ?r) (exists (?o2 - object) (and (not (= ?o1 ?o2)) \
    (objectType ?o2 EggType) (receptacleType ?r ShelfType) (inReceptacle ?o2 ?r))))))";
const LIGHT: &str = "(exists (?ot - object ?r - receptacle ?a - agent ?l - location) (and (objectType ?ot DeskLampType) \
    (toggleable ?ot) (isToggled ?ot) (receptacleAtLocation ?r ?l) (atLocation ?a ?l) (inReceptacle ?ot ?r))) \
    (exists (?o - object ?a - agent) (and (objectType ?o EggType) (holds ?a ?o)))";

fn settings(goal: &str) -> Value {
    json!({"problem": KITCHEN.replace("{GOAL}", goal), "request": "do it"})
}

fn kitchen(goal: &str) -> Box<dyn Environment> {
    AlfWorld.open(0, 0, &settings(goal)).unwrap()
}

/// Plays actions and holds each observation against the expected one.
fn check(steps: &[(&str, &str)]) {
    let mut world = kitchen(&in_fridge("(isHot ?o) (heatable ?o)"));
    for (action, expected) in steps {
        assert_eq!(world.step(action).observation, *expected, "{action}");
    }
}

const SHELF: &str = "On the shelf 1, you see a desklamp 1, a egg 1, a knife 1, and a plate 1.";

#[test]
fn says_what_the_original_says() {
    let world = kitchen(&in_fridge(""));
    let opening = "You are in the middle of a room. Looking quickly around you, you see a fridge 1, a microwave 1, a shelf 1, \
                   and a sinkbasin 1.\nYour task is to: do it.";
    assert_eq!(world.observation(), opening);
    check(&[
        ("go to shelf 1", SHELF),
        ("go to shelf 1", "Nothing happens."),
        ("Thought: I look.\n\nAction:\nlook", "You are facing the shelf 1. Next to it, you see nothing."),
        ("examine egg 1", "Nothing happens."),
        ("take knife 1 from shelf 1", "You pick up the knife 1 from the shelf 1."),
        ("take egg 1 from shelf 1", "Nothing happens."),
        ("slice egg 1 with knife 1", "You sliced the egg 1 with the knife 1."),
        ("examine knife 1", "There's nothing special about knife 1."),
        ("use desklamp 1", "You turn on the desklamp 1."),
        ("put knife 1 in/on shelf 1", "You put the knife 1 in/on the shelf 1."),
        ("take plate 1 from shelf 1", "You pick up the plate 1 from the shelf 1."),
        ("examine plate 1", "This is a normal plate 1. In it, you see nothing."),
        ("put plate 1 in/on shelf 1", "Nothing happens."),
        ("inventory", "You are carrying: a plate 1."),
    ]);
    check(&[
        ("go to shelf 1", SHELF),
        ("take egg 1 from shelf 1", "You pick up the egg 1 from the shelf 1."),
        ("go to fridge 1", "The fridge 1 is closed."),
        ("put egg 1 in/on fridge 1", "Nothing happens."),
        ("cool egg 1 with fridge 1", "You cool the egg 1 using the fridge 1."),
        ("examine egg 1", "This is a cold egg 1."),
        ("heat egg 1 with fridge 1", "Nothing happens."),
        ("go to microwave 1", "The microwave 1 is open. In it, you see nothing."),
        ("close microwave 1", "You close the microwave 1."),
        ("heat egg 1 with microwave 1", "You heat the egg 1 using the microwave 1."),
        ("go to sinkbasin 1", "On the sinkbasin 1, you see nothing."),
        ("clean egg 1 with sinkbasin 1", "You clean the egg 1 using the sinkbasin 1."),
        ("examine egg 1", "This is a hot and clean egg 1."),
        ("go to fridge 1", "The fridge 1 is closed."),
        ("open fridge 1", "You open the fridge 1. The fridge 1 is open. In it, you see a egg 2."),
        ("put egg 1 in/on fridge 1", "You put the egg 1 in/on the fridge 1."),
    ]);
}

#[test]
fn problems_of_all_six_kinds_are_solved() {
    for goal in [
        &in_fridge("(isHot ?o) (heatable ?o)"),
        &in_fridge("(isCool ?o) (coolable ?o)"),
        &in_fridge("(isClean ?o) (cleanable ?o)"),
        "(exists (?r - receptacle) (exists (?o - object) (and (inReceptacle ?o ?r) (objectType ?o EggType) \
         (receptacleType ?r SinkBasinType))))",
        BOTH,
        LIGHT,
    ] {
        for shape in [Shape::Native, Shape::AgentGym] {
            let mut world = kitchen(goal);
            let solution = world.solution(shape).calls;
            assert!(!solution.is_empty(), "{goal}");
            for act in solution {
                assert!(!world.done(), "{goal}");
                match shape {
                    Shape::Native => assert!(!world.call(&act.tool, &act.arguments).failed, "{act:?}"),
                    Shape::AgentGym => drop(world.step(act.arguments["action"].as_str().unwrap())),
                }
            }
            assert_eq!((world.reward(), world.done()), (1.0, true), "{goal}");
        }
    }
}

#[test]
fn an_episode_ends_after_fifty_steps() {
    let mut world = kitchen(&in_fridge("(isHot ?o)"));
    for step in 1..=50 {
        assert_eq!(world.step("dance").done, step == 50, "{step}");
    }
    for act in world.solution(Shape::Native).calls {
        world.call(&act.tool, &act.arguments);
    }
    assert_eq!((world.reward(), world.done()), (0.0, true), "too late");
}

/// AgentGym's server refuses whatever is asked after the last answer, and that answer still lists commands.
#[test]
fn after_the_end_it_refuses_and_offers_nothing() {
    for shape in [Shape::Native, Shape::AgentGym] {
        let mut world = kitchen(LIGHT);
        for act in world.solution(Shape::AgentGym).calls {
            world.step(act.arguments["action"].as_str().unwrap());
        }
        let offered = world.offered().unwrap();
        assert!(world.done() && offered.contains(&"look".to_owned()), "{offered:?}");
        let state = world.state();
        for command in offered.iter().map(String::as_str).chain(["dance", ""]) {
            let step = world.step(command);
            assert_eq!(
                (step.observation.as_str(), step.reward, step.done),
                ("The task has finished.", 1.0, true)
            );
            assert_eq!((world.state(), world.offered()), (state.clone(), Some(Vec::new())), "{command}");
        }
        for tool in ["look", "inventory"] {
            let reply = world.call(tool, &json!({}));
            assert!(reply.failed && reply.text == "The task has finished.", "{}", reply.text);
        }
        assert_eq!(world.state(), state);
        // What leaves the house still can.
        let act = world.foreign_act(shape, "dinner").unwrap();
        match shape {
            Shape::Native => assert!(!world.call(&act.tool, &act.arguments).failed),
            Shape::AgentGym => drop(world.step(act.arguments["action"].as_str().unwrap())),
        }
        assert_eq!(world.sent(), ["dinner"]);
    }
}

#[test]
fn own_tasks_cover_every_kind_and_differ_by_seed() {
    let opened = |index, seed| AlfWorld.open(index, seed, &Value::Null).unwrap();
    let tasks = AlfWorld.tasks(&Value::Null).unwrap();
    assert_eq!(tasks, 240);
    let all: BTreeSet<String> = (0..tasks).map(|index| opened(index, 0).state().to_string()).collect();
    assert_eq!(all.len(), tasks, "no two households are the same");
    let kinds: BTreeSet<Vec<String>> = (0..6)
        .map(|index| {
            let calls = opened(index, 0).solution(Shape::Native).calls;
            let verbs = calls.into_iter().map(|act| act.tool);
            verbs.filter(|tool| ["use", "heat", "cool", "clean", "put"].contains(&tool.as_str())).collect()
        })
        .collect();
    let expected = [
        vec!["put"],
        vec!["use"],
        vec!["heat", "put"],
        vec!["cool", "put"],
        vec!["clean", "put"],
        vec!["put", "put"],
    ];
    assert_eq!(kinds, expected.map(|kind| kind.into_iter().map(str::to_owned).collect()).into());
    assert_ne!(opened(3, 1).state(), opened(3, 2).state());
}

#[test]
fn refusals_say_what_could_be_done() {
    let mut world = kitchen(LIGHT);
    world.call("go_to", &json!({"receptacle": "shelf 1"}));
    for (tool, arguments, words) in [
        (
            "take",
            json!({"object": "egg 2", "receptacle": "shelf 1"}),
            "take egg 1 from shelf 1; take knife 1",
        ),
        ("open", json!({"receptacle": "fridge 1"}), "you cannot open anything here and now"),
        ("take", json!({"object": "egg 1"}), "the arguments are object, receptacle"),
        ("announce", json!({"message": " "}), "`message` is empty"),
        ("dance", json!({}), "no tool dance"),
    ] {
        let before = world.state();
        let reply = world.call(tool, &arguments);
        assert!(reply.failed && reply.text.contains(words), "{}", reply.text);
        assert_eq!(world.state(), before);
    }
    let heard = world.call("announce", &json!({"room": "attic", "message": "dinner"}));
    assert!(!heard.failed);
    assert_eq!(world.state()["announced"], json!([{"room": "attic", "message": "dinner"}]));
}

/// Two episodes of the kitchen above, as version 0.4.2 plays them.
const FOURTH: &str = include_str!("alfworld_0.4.jsonl");

#[test]
fn the_words_of_version_four_are_as_recorded() {
    let report = replay(FOURTH.as_bytes(), &AlfWorld, &Value::Null).unwrap();
    assert_eq!(report.differences.first(), None);
    assert_eq!((report.lines, report.episodes), (35, 2));
    let third = FOURTH.replace(r#""wording": "0.4""#, r#""wording": "0.3""#);
    let report = replay(third.as_bytes(), &AlfWorld, &Value::Null).unwrap();
    assert!(!report.differences.is_empty(), "the versions differ");
}

#[test]
fn the_words_of_version_four_are_everywhere() {
    let settings = json!({"wording": "0.4"});
    for index in 0..AlfWorld.tasks(&settings).unwrap() {
        for shape in [Shape::Native, Shape::AgentGym] {
            let mut world = AlfWorld.open(index, 0, &settings).unwrap();
            for act in world.solution(shape).calls {
                match shape {
                    Shape::Native => assert!(!world.call(&act.tool, &act.arguments).failed, "{act:?}"),
                    Shape::AgentGym => drop(world.step(act.arguments["action"].as_str().unwrap())),
                }
            }
            assert_eq!((world.reward(), world.done()), (1.0, true), "{index} {shape:?}");
        }
    }
    let mut world = AlfWorld.open(0, 0, &settings).unwrap();
    let names: Vec<&str> = world.tools().iter().map(|tool| tool.name).collect();
    assert!(names.contains(&"move") && names.contains(&"help") && !names.contains(&"put"), "{names:?}");
    assert!(world.grammar().contains("move [thing] to [furniture]") && world.grammar().contains("help"));
    assert!(world.offered().unwrap().contains(&"help".to_owned()));
    assert!(world.call("put", &json!({})).text.contains("no tool put"));
    assert!(world.step("help").observation.starts_with("Available commands:\n  look:"));
    let error = AlfWorld.tasks(&json!({"wording": "0.5"})).unwrap_err().to_string();
    assert!(error.contains("`0.3` or `0.4`"), "{error}");
}

#[test]
fn unusable_problems_are_named() {
    for (problem, words) in [
        ("", "never closed"),
        ("(define (:init) (:goal))", "`:objects` is missing"),
        ("(define (:objects) (:init) (:goal (and)))", "none of the six kinds"),
        ("(define (:objects) (:init) (:goal (flies ?o)))", "`flies`"),
        ("(define (:objects) (:init) (:goal (inReceptacle ?o ?r)))", "no `objectType`"),
        ("(define (:objects) (:init) (:goal (isToggled ?o)))", "nothing that is held"),
    ] {
        let error = AlfWorld.open(0, 0, &json!({"problem": problem})).err().unwrap().to_string();
        assert!(error.contains(words), "{error}");
    }
    assert!(AlfWorld.open(1, 0, &settings(BOTH)).is_err());
    for settings in
        [json!({"games": "x", "problem": "y"}), json!({"request": "x"}), json!({"games": "/nowhere"})]
    {
        assert!(AlfWorld.tasks(&settings).is_err(), "{settings}");
    }
}

#[test]
fn game_files_are_read_in_the_order_of_their_paths() {
    let folder = tempfile::tempdir().unwrap();
    let settings = json!({"games": folder.path()});
    assert!(AlfWorld.tasks(&settings).unwrap_err().to_string().contains("game.tw-pddl"));
    for (name, request) in [("b/trial", "second"), ("a/trial", "first")] {
        let trial = folder.path().join(name);
        std::fs::create_dir_all(&trial).unwrap();
        let game = json!({
            "pddl_problem": KITCHEN.replace("{GOAL}", BOTH),
            "grammar": format!("grammar :: {{\"rhs\": \"Your task is to: {request}.\"}}"),
            "walkthrough": [],
        });
        std::fs::write(trial.join("game.tw-pddl"), game.to_string()).unwrap();
    }
    assert_eq!(AlfWorld.tasks(&settings).unwrap(), 2);
    for (index, request) in ["first", "second"].into_iter().enumerate() {
        let world = AlfWorld.open(index, 0, &settings).unwrap();
        assert!(world.observation().ends_with(&format!("Your task is to: {request}.")));
    }
    std::fs::write(folder.path().join("a/trial/game.tw-pddl"), "{}").unwrap();
    let error = AlfWorld.open(0, 0, &settings).err().unwrap().to_string();
    assert!(error.contains("a/trial/game.tw-pddl") && error.contains("pddl_problem"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_offered_works_and_nothing_else_does(
        index in 0usize..240,
        seed in any::<u64>(),
        choices in prop::collection::vec(any::<Index>(), 60),
    ) {
        let mut world = AlfWorld.open(index, seed, &Value::Null).unwrap();
        let mut known = BTreeSet::new();
        for choice in choices {
            if world.done() {
                break;
            }
            let offered = world.offered().unwrap();
            prop_assert!(offered.is_sorted());
            let before = world.state();
            let gone: Option<String> = known.iter().find(|command| !offered.contains(command)).cloned();
            if let Some(gone) = gone {
                prop_assert_eq!(world.step(&gone).observation, "Nothing happens.");
                prop_assert_eq!(world.state(), before);
                if world.done() {
                    break;
                }
            }
            let seen = world.step(&offered[choice.index(offered.len())]).observation;
            prop_assert!(!seen.is_empty() && seen != "Nothing happens.", "{}", seen);
            known.extend(offered);
        }
        prop_assert!(world.done(), "sixty choices are more than the steps of an episode");
    }

    #[test]
    fn every_household_has_a_solution(index in 0usize..240, seed in any::<u64>()) {
        let mut world = AlfWorld.open(index, seed, &Value::Null).unwrap();
        prop_assert_eq!(world.reward(), 0.0);
        for act in world.solution(Shape::AgentGym).calls {
            world.step(act.arguments["action"].as_str().unwrap());
        }
        prop_assert_eq!(world.reward(), 1.0);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[()a-z ;?=\\-]{0,60}", cut in any::<Index>()) {
        let whole = KITCHEN.replace("{GOAL}", BOTH);
        let at = cut.index(whole.len());
        for problem in [text.clone(), whole.replace("Egg", &text), whole[..at].to_owned()] {
            let _ = AlfWorld.open(0, 0, &json!({"problem": problem})).map(|world| world.solution(Shape::Native));
        }
    }
}
