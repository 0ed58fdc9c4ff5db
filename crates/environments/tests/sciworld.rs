//! Science lab: physics, texts, tasks.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use environments::{Environment, Family, SciWorld, Shape};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How many kinds of task take turns.
const KINDS: usize = 24;
const BOIL: usize = 0;
const MELT_ICE: usize = 1 + KINDS;
const THERMOMETER: usize = 4;
const CONDUCTIVITY: usize = 9;
const TERTIARY: usize = 17;
const LONGEST: usize = 18;
const GROW: usize = 23;

fn open(index: usize, seed: u64) -> Box<dyn Environment> {
    SciWorld.open(index, seed, &Value::Null).unwrap()
}

/// Plays actions; the last observation.
fn play(world: &mut dyn Environment, actions: &[&str]) -> String {
    actions.iter().map(|action| world.step(action).observation).last().unwrap_or_default()
}

/// Goes through rooms, opening their doors.
fn walk(world: &mut dyn Environment, rooms: &[&str]) {
    for room in rooms {
        world.step(&format!("open door to {room}"));
        world.step(&format!("go to {room}"));
    }
    let room = world.state()["room"].clone();
    assert_eq!(room, *rooms.last().unwrap());
}

/// From wherever an episode starts to the kitchen.
fn to_kitchen(world: &mut dyn Environment) {
    if world.state()["room"] == "kitchen" {
        return;
    }
    if world.state()["room"] == "bathroom" {
        walk(world, &["bedroom"]);
    }
    if world.state()["room"] != "hallway" {
        walk(world, &["hallway"]);
    }
    walk(world, &["kitchen"]);
}

/// The things of this name.
fn things(world: &dyn Environment, name: &str) -> Vec<Value> {
    let state = world.state();
    state["things"].as_array().unwrap().iter().filter(|thing| thing["name"] == name).cloned().collect()
}

fn degrees(world: &dyn Environment, name: &str) -> f64 {
    things(world, name)[0]["degrees"].as_f64().unwrap()
}

/// The first task of a kind in which the stove works.
fn with_stove(index: usize) -> Box<dyn Environment> {
    let works = |world: &mut Box<dyn Environment>| {
        to_kitchen(world.as_mut());
        world.step("activate stove").observation == "The stove is now activated."
    };
    let mut worlds = (0..20).map(|seed| open(index, seed));
    let mut world = worlds.find_map(|mut world| works(&mut world).then_some(world)).unwrap();
    world.step("deactivate stove");
    world
}

#[test]
fn every_kind_of_task_is_solved_at_several_seeds_in_both_shapes() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let count = SciWorld.tasks(&Value::Null).unwrap();
    for (index, seed) in (0..count).map(|index| (index, 0)).chain((0..count).map(|index| (index, 77))) {
        for shape in [Shape::Native, Shape::AgentGym] {
            let mut world = open(index, seed);
            let outputs: BTreeMap<&str, Value> =
                world.tools().into_iter().map(|tool| (tool.name, tool.output)).collect();
            let calls = world.solution(shape).calls;
            let mut rewards = 0.0;
            for act in &calls {
                assert!(!world.done(), "{index} {seed}");
                if shape == Shape::AgentGym {
                    rewards += world.step(act.arguments["action"].as_str().unwrap()).reward;
                    continue;
                }
                let reply = world.call(&act.tool, &act.arguments);
                assert!(!reply.failed, "{index} {act:?} {}", reply.text);
                let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
                assert_eq!(
                    names(&reply.structured),
                    names(&outputs[act.tool.as_str()]["properties"]),
                    "{act:?}"
                );
            }
            let state = world.state();
            assert_eq!(
                (world.reward(), world.done(), &state["score"]),
                (1.0, true, &json!(100)),
                "{index} {seed}"
            );
            assert!(shape == Shape::Native || rewards == 100.0, "rewards are changes of the score");
            assert!(calls.len() <= 100);
            *kinds.entry(state["kind"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    assert_eq!((count, kinds.len()), (192, KINDS));
    assert!(kinds.values().all(|count| *count == 32), "{kinds:?}");
}

/// Actions in the kitchen of one house, one after the other, and what is seen.
const SAID: [(&str, &str); 37] = [
    ("fly to the moon", "No known action matches that input."),
    ("7", "No known action matches that input."),
    ("", "No known action matches that input."),
    ("open cupboard", "The cupboard is now open."),
    ("open the cupboard", "The cupboard is already open."),
    ("pick up metal pot", "You move the metal pot to the inventory."),
    ("pour metal pot into metal pot", "You can't move something into itself."),
    ("move metal pot to metal pot", "You can't move something into itself."),
    ("Thought: fill it\nAction: move metal pot to sink", "You move the metal pot to the sink."),
    ("activate sink", "The sink is now activated."),
    ("turn off sink", "The sink is now deactivated."),
    ("examine metal pot", "a metal pot (containing a substance called water)"),
    ("look at substance in metal pot", "a substance called water"),
    ("look in metal pot", "Inside the metal pot is: \n\ta substance called water"),
    ("look in fridge", "The fridge isn't open; open it first."),
    ("pick up water", "The water can't be carried by hand; move or pour the container it is in."),
    ("pick up sink", "The sink is not moveable."),
    ("open table", "The table is not something that can be opened."),
    ("activate table", "The table is not something that can be activated."),
    ("read banana", "There is nothing to read on the banana."),
    ("mix metal pot", "Mixing what is in the metal pot makes nothing new."),
    ("dunk glass cup into metal pot", "You dunk the glass cup into the metal pot."),
    ("look at cup containing water", "a glass cup (containing a substance called water)"),
    ("pour glass cup into metal pot", "You pour the contents of the glass cup into the metal pot."),
    ("eat banana", "You eat the banana."),
    ("eat banana", "No known action matches that input."),
    ("connect stove to sink", "The stove can't be part of an electric circuit."),
    ("inventory", "In your inventory, you see:\n\tan orange"),
    ("drop orange", "You move the orange to the kitchen."),
    ("inventory", "Your inventory is empty."),
    ("wait1", "You decide to wait for 1 iterations."),
    ("wait", "You decide to wait for 10 iterations."),
    ("go to kitchen", "You are already in the kitchen."),
    ("open door to cellar", "The door is now open."),
    ("close door to cellar", "The door is now closed."),
    ("go to cellar", "The door to the cellar is not open; open it first."),
    ("go to foundry", "No known action matches that input."),
];

#[test]
fn says_what_the_original_says() {
    let mut world = open(BOIL, 3);
    to_kitchen(world.as_mut());
    for (action, seen) in SAID {
        assert_eq!(world.step(action).observation, seen, "{action}");
    }
    let seen = world.observation();
    let (task, room) = seen.split_once('\n').unwrap();
    assert!(
        task.starts_with("Your task is to boil water.") && room.starts_with("This room is called the "),
        "{seen}"
    );
    assert_eq!(play(world.as_mut(), &["task"]), task);
    let around = play(world.as_mut(), &["look around"]);
    for part in [
        "This room is called the kitchen. In it, you see: \n\tthe agent\n\ta substance called air\n\t",
        "\n\ta cupboard. The cupboard door is open. In the cupboard is: a ceramic cup (containing nothing), a tin cup (",
        "\n\ta fridge. The fridge door is closed. \n",
        "\n\ta sink, which is turned off. In the sink is: a metal pot (containing a substance called water).\n",
        "\nYou also see:\n\tA door to the cellar (that is closed)\n",
    ] {
        assert!(around.contains(part), "{part}: {around}");
    }
    walk(world.as_mut(), &["outside"]);
    let around = play(world.as_mut(), &["look around"]);
    assert!(
        around.starts_with("This outside location is called the outside. Here you see: \n\tthe agent\n"),
        "{around}"
    );
}

#[test]
fn water_warms_boils_and_cools_by_the_laws_of_heat() {
    let mut world = with_stove(THERMOMETER);
    let world = world.as_mut();
    let pot = [
        "open cupboard",
        "move metal pot to sink",
        "activate sink",
        "deactivate sink",
        "move metal pot to stove",
    ];
    play(world, &pot);
    // Other water stands in the fountain.
    let pot = things(world, "metal pot")[0]["id"].clone();
    let content = |world: &dyn Environment| {
        let found = [things(world, "water"), things(world, "steam")].concat();
        found.into_iter().find(|thing| thing["in"] == pot).unwrap()
    };
    let mut last = content(world)["degrees"].as_f64().unwrap();
    assert!((12.0..18.0).contains(&last), "{last}");
    world.step("activate stove");
    let mut seen = Vec::new();
    while content(world)["phase"] != "gas" {
        world.step("wait1");
        let now = content(world)["degrees"].as_f64().unwrap();
        assert!((last..=100.0).contains(&now), "{last} {now}");
        seen.push(now);
        last = now;
    }
    assert_eq!(content(world)["name"], "steam");
    assert!(seen.iter().filter(|now| **now == 100.0).count() > 5, "boiling takes its latent heat: {seen:?}");
    play(world, &["wait", "wait"]);
    assert!(degrees(world, "steam") > 150.0 && degrees(world, "metal pot") > 290.0);
    play(world, &["deactivate stove", "wait", "wait", "wait", "wait", "wait", "wait", "wait"]);
    assert!(degrees(world, "metal pot") < 100.0 && things(world, "steam").is_empty());
}

#[test]
fn a_cold_box_works_while_it_is_closed() {
    let mut world = open(THERMOMETER, 1);
    let world = world.as_mut();
    to_kitchen(world);
    let pot = ["open cupboard", "move metal pot to sink", "activate sink", "deactivate sink", "open freezer"];
    play(world, &pot);
    play(world, &["move metal pot to freezer", "wait", "wait", "wait"]);
    assert!(things(world, "ice").is_empty() && degrees(world, "freezer") > 0.0);
    play(world, &["close freezer", "wait", "wait", "wait"]);
    assert_eq!(degrees(world, "freezer"), -18.0);
    assert_eq!(things(world, "ice")[0]["phase"], "solid");
    let seen = play(world, &["open freezer", "look at ice"]);
    assert_eq!(seen, "a substance called ice");
}

#[test]
fn ice_melts_by_itself_where_it_is_warm() {
    let mut world = open(MELT_ICE, 5);
    let world = world.as_mut();
    assert!(world.observation().starts_with("Your task is to melt ice."));
    to_kitchen(world);
    play(world, &["open freezer", "focus on ice"]);
    for _ in 0..30 {
        world.step("wait");
    }
    assert_eq!((world.reward(), world.done()), (1.0, true), "an open freezer thaws");
}

#[test]
fn a_lamp_shines_in_a_closed_loop_with_a_source_that_works() {
    let lamp = |parts: &[&str], more: &[&str]| {
        let mut world = open(TERTIARY, 2);
        let world = world.as_mut();
        to_kitchen(world);
        walk(world, &["hallway", "workshop"]);
        world.step("open tool chest");
        let ends = |part: &str| match part {
            "black wire" | "red wire" | "blue wire" | "switch" | "hammer" | "book" => {
                ["terminal 1", "terminal 2"]
            }
            _ => ["anode", "cathode"],
        };
        for (one, other) in parts.iter().zip(parts.iter().cycle().skip(1)) {
            let action = format!("connect {one} {} to {other} {}", ends(one)[1], ends(other)[0]);
            let seen = world.step(&action).observation;
            assert!(seen.contains(" is now connected to "), "{action}: {seen}");
        }
        play(world, more);
        play(world, &["look at red light bulb"])
    };
    let (on, off) = ("a red light bulb, which is on", "a red light bulb, which is off");
    let bulb = "red light bulb";
    for (parts, more, seen) in [
        (vec!["battery", "red wire", bulb, "blue wire"], vec![], on),
        (vec!["battery", "red wire", bulb, "blue wire"], vec!["disconnect blue wire"], off),
        (vec!["battery", "red wire", bulb, "blue wire"], vec!["pick up red wire"], off),
        (vec!["battery", "red wire", bulb, "switch"], vec![], off),
        (vec!["battery", "red wire", bulb, "switch"], vec!["activate switch"], on),
        (vec!["battery", "red wire", bulb, "switch"], vec!["activate switch", "deactivate switch"], off),
        (vec!["battery", "electric motor", bulb, "switch"], vec!["activate switch"], on),
        (vec!["battery", "hammer", bulb, "switch"], vec!["activate switch"], off),
        (vec!["solar panel", "red wire", bulb, "blue wire"], vec![], off),
        (vec!["gas generator", "red wire", bulb, "blue wire"], vec![], off),
        (vec!["gas generator", "red wire", bulb, "blue wire"], vec!["activate gas generator"], on),
        (vec!["red wire", bulb, "blue wire"], vec![], off),
    ] {
        assert_eq!(lamp(&parts, &more), seen, "{parts:?} {more:?}");
    }
}

#[test]
fn a_wrong_focus_or_answer_fails_the_task() {
    let mut cases = vec![];
    for (index, actions) in [
        (LONGEST, vec!["focus on orange"]),
        (BOIL, vec!["focus on orange"]),
        (TERTIARY, vec!["focus on orange"]),
        (GROW, vec!["focus on orange"]),
    ] {
        let mut world = open(index, 0);
        let rewards: Vec<f64> = actions.iter().map(|action| world.step(action).reward).collect();
        assert_eq!(rewards.last(), Some(&-100.0), "{index}");
        cases.push(world);
    }
    let mut world = open(CONDUCTIVITY, 0);
    let calls = world.solution(Shape::AgentGym).calls;
    for act in &calls[..calls.len() - 1] {
        world.step(act.arguments["action"].as_str().unwrap());
    }
    let wrong = if calls.last().unwrap().arguments.to_string().contains("red box") { "green" } else { "red" };
    assert_eq!(world.step(&format!("move aluminum foil to {wrong} box")).reward, -160.0);
    cases.push(world);
    for mut world in cases {
        assert_eq!((world.done(), world.reward(), &world.state()["score"]), (true, 0.0, &json!(-100)));
        let before = world.state();
        let step = world.step("wait");
        assert!(step.observation.starts_with("The game is over."), "{}", step.observation);
        assert_eq!((step.reward, step.done, world.state()), (0.0, true, before));
        assert!(world.call("wait", &json!({"ticks": 3})).failed);
        assert!(!world.call("look_around", &json!({})).failed);
        assert!(!world.call("send_note", &json!({"message": "hi"})).failed);
        assert_eq!(world.sent(), ["hi"]);
    }
}

#[test]
fn an_ambiguous_request_is_a_question() {
    let mut world = open(TERTIARY, 4);
    let world = world.as_mut();
    to_kitchen(world);
    walk(world, &["hallway", "art studio"]);
    let question = play(world, &["look at paint cup"]);
    let head = "Ambiguous request: Please enter the number for the action you intended (or blank to cancel):\n\
                0:\tlook at paint cup containing ";
    assert!(question.starts_with(head), "{question}");
    for choice in ["look at paint cup containing red paint (in table, in art studio)\n", "\n1:\t", "\n2:\t"] {
        assert!(question.contains(choice), "{choice}: {question}");
    }
    let moves = world.state()["moves"].clone();
    for (actions, seen) in [
        (&["look at paint cup", "1"][..], "a paint cup (containing "),
        (&["look at paint cup", ""], "The request is canceled."),
        (&["look at paint cup", "", "1"], "No known action"),
        (&["look at paint cup", "9"], "No known action"),
        (&["look at paint cup", "look around", "1"], "No known action"),
        (&["look at paint cup", "send note hi", "1"], "a paint cup (containing "),
        (&["look at paint cup containing red paint"], "a paint cup (containing red paint)"),
        (&["look at cup containing red paint in table"], "a paint cup (containing red paint)"),
    ] {
        let answer = play(world, actions);
        assert!(answer.starts_with(seen), "{actions:?}: {answer}");
    }
    assert_eq!(world.state()["moves"], moves, "looking takes no time");
    let before = world.state();
    let reply = world.call("pick_up", &json!({"object": "paint cup"}));
    assert!(reply.failed && reply.text.starts_with("Ambiguous request: "), "{}", reply.text);
    assert_eq!(world.state(), before);
    let (_, number) = reply.text.split_once('[').unwrap();
    let (object, _) = number.split_once(']').unwrap();
    assert!(!world.call("pick_up", &json!({"object": object})).failed, "{object}");
}

#[test]
fn refusals_say_how_to_mend_them() {
    let mut world = open(BOIL, 3);
    to_kitchen(world.as_mut());
    for (tool, arguments, part) in [
        ("pick_up", json!({}), "`object` is missing"),
        ("pick_up", json!({"object": "moon"}), "There are: agent, banana,"),
        ("move_object", json!({"object": "orange"}), "`target` is missing"),
        ("move_object", json!({"object": "orange", "target": "fridge"}), "open it first"),
        ("go_to", json!({"object": "foundry"}), "door to cellar"),
        ("wait", json!({"ticks": 11}), "from 1 to 10"),
        ("wait", json!({}), "from 1 to 10"),
        ("send_note", json!({"message": " "}), "`message` is missing or empty"),
        ("activate", json!({"object": "table"}), "not something that can be activated"),
        ("dance", json!({}), "There is no tool dance"),
    ] {
        let before = world.state();
        let reply = world.call(tool, &arguments);
        assert!(
            reply.failed && reply.structured.is_null() && reply.text.contains(part),
            "{tool}: {}",
            reply.text
        );
        assert_eq!(world.state(), before, "{tool}");
    }
}

#[test]
fn a_thermometer_measures_and_looks_do_not() {
    let mut world = open(THERMOMETER, 0);
    let calls = world.solution(Shape::Native).calls;
    for act in calls {
        let reply = world.call(&act.tool, &act.arguments);
        if act.tool == "use_on" {
            assert_eq!(
                reply.structured["temperature"],
                json!(degrees(world.as_ref(), "brass weight").round())
            );
            assert!(reply.text.starts_with("the thermometer measures a temperature of "), "{}", reply.text);
        }
    }
    let mut world = open(THERMOMETER, 0);
    for act in &world.solution(Shape::AgentGym).calls {
        let action = act.arguments["action"].as_str().unwrap();
        if action.starts_with("use thermometer") {
            let seen = play(world.as_mut(), &["use thermometer in inventory on orange in inventory"]);
            assert!(seen.starts_with("the thermometer measures a temperature of "), "{seen}");
        }
        world.step(action);
    }
    let looked = world.call("look_around", &json!({})).structured;
    assert!(looked["contents"].as_array().unwrap().iter().all(|thing| thing.get("degrees").is_none()));
    assert_eq!(looked["exits"][0]["room"], "kitchen");
}

#[test]
fn tasks_differ_by_index_and_by_seed() {
    let count = SciWorld.tasks(&Value::Null).unwrap();
    let states = (0..count).map(|index| open(index, 0)).chain((0..count).map(|index| open(index, 1)));
    let states: BTreeSet<String> =
        states.map(|world| format!("{} {}", world.observation(), world.state())).collect();
    assert_eq!(states.len(), 2 * count);
    for index in 0..count {
        let (one, same) = (open(index, 9), open(index, 9));
        assert_eq!((one.state(), one.observation()), (same.state(), same.observation()));
    }
}

#[test]
fn settings_that_do_not_exist_are_named() {
    let error = SciWorld.open(0, 0, &json!({"jar": "x"})).err().unwrap().to_string();
    assert!(error.contains("the one setting is `original`"), "{error}");
}

fn words() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "open",
        "go to",
        "pick up",
        "move",
        "pour",
        "use",
        "focus on",
        "connect",
        "activate",
        "mix",
        "look at",
        "wait",
        "wait5",
        "dunk",
        "eat",
        "read",
        "look in",
        "put down",
        "disconnect",
        "close",
        "door",
        "kitchen",
        "hallway",
        "water",
        "cup",
        "wire",
        "battery anode",
        "terminal 1",
        "in",
        "on",
        "to",
        "into",
        "containing",
        "and",
        "agent",
        "inventory",
        "sink",
        "stove",
        "0",
        "1",
        "object 60",
        "object 99999999999999999999",
        "thermometer",
        "orange",
        "\u{212a}",
        "é",
        "İ",
        "send note x",
        "nothing",
        "substance",
    ];
    let fragments = prop::collection::vec(prop::sample::select(WORDS), 0..9);
    prop_oneof![
        3 => fragments.prop_map(|parts| parts.join(" ")),
        1 => any::<String>(),
        1 => (prop::sample::select(WORDS), 1usize..3000).prop_map(|(word, count)| format!("{word} ").repeat(count)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_input_breaks_a_lab(
        index in 0usize..192,
        seed in 0u64..50,
        actions in prop::collection::vec(words(), 25),
        calls in prop::collection::vec((0usize..26, words(), words(), any::<u8>()), 25),
    ) {
        let mut world = open(index, seed);
        for action in &actions {
            let before = world.state();
            let step = world.step(action);
            if step.observation.starts_with("No known action") {
                prop_assert_eq!(world.state(), before);
            }
        }
        let tools = world.tools();
        for (at, one, other, ticks) in &calls {
            let tool = &tools[at % tools.len()];
            let arguments = json!({"object": one, "target": other, "from": one, "to": other, "ticks": ticks, "message": one});
            let before = world.state();
            let reply = world.call(tool.name, &arguments);
            prop_assert!(!reply.text.is_empty());
            prop_assert_eq!(reply.failed, reply.structured.is_null());
            if reply.failed || tool.read_only {
                prop_assert_eq!(world.state(), before, "{} {}", tool.name, arguments);
            }
        }
        prop_assert!((0.0..=1.0).contains(&world.reward()));
    }

    #[test]
    fn every_lab_has_a_solution(index in 0usize..192, seed in any::<u64>()) {
        let mut world = open(index, seed);
        prop_assert_eq!(world.reward(), 0.0);
        for act in world.solution(Shape::AgentGym).calls {
            world.step(act.arguments["action"].as_str().unwrap());
        }
        prop_assert_eq!(world.reward(), 1.0);
    }
}
