//! Grid worlds: levels, rules, and what is ours.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use environments::{BabyAi, Environment, Family, Shape};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The first task of KeyInBox, and of the four-cell room.
const KEY_IN_BOX: usize = 25;
const SMALL_ROOM: usize = 3;

fn open(index: usize) -> Box<dyn Environment> {
    BabyAi.open(index, 0, &Value::Null).unwrap()
}

fn original() -> Value {
    json!({"as_original": true})
}

fn actions(world: &dyn Environment) -> Vec<String> {
    let calls = world.solution(Shape::AgentGym).calls;
    calls.iter().map(|act| act.arguments["action"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_level_draws_a_world_from_every_seed() {
    let mut names = BTreeSet::new();
    for index in 0..40 {
        let mut seen = BTreeSet::new();
        for seed in 0..4 {
            let world = BabyAi.open(index, seed, &original()).unwrap();
            let state = world.state();
            names.insert(state["level"].as_str().unwrap().to_owned());
            let (x, y) = (state["pos"][0].as_u64().unwrap(), state["pos"][1].as_u64().unwrap());
            let cell = &state["grid"][x as usize][y as usize];
            assert_eq!(cell, &json!([1, 0, 0]), "{index} {seed}: the agent stands in a free cell");
            assert!(state["mission"].as_str().unwrap().len() > 8 && state["max_steps"].as_u64() > Some(0));
            assert_eq!((world.reward(), world.done()), (0.0, false));
            seen.insert(world.observation());
        }
        assert!(seen.len() > 1, "{index}: seeds make a difference");
    }
    assert_eq!(names.len(), 40);
}

/// What the original drew for these indices: the mission, where the agent starts, its direction, the limit of moves.
#[test]
fn worlds_are_the_original_s() {
    for (index, mission, start) in [
        (0, "go to the red ball", [6, 5, 2, 64]),
        (6, "go to the yellow box", [20, 19, 1, 576]),
        (7, "go to the purple key", [2, 3, 3, 100]),
        (14, "open the red door, then open the blue door", [8, 8, 2, 720]),
        (17, "pick up the yellow key", [3, 10, 3, 576]),
        (22, "put the yellow box next to the green ball", [4, 3, 1, 392]),
        (23, "open the purple door", [1, 16, 3, 576]),
        (26, "pick up the purple box", [4, 4, 1, 72]),
        (
            33,
            "put the red key next to the blue box, then put the yellow box next to the purple box",
            [5, 4, 1, 1024],
        ),
        (35, "put a red box next to a door on your right", [11, 11, 0, 1152]),
        (
            36,
            "put the red box next to a grey door and open a purple door after you pick up a key and go to the yellow box",
            [2, 20, 2, 2880],
        ),
        (
            38,
            "put the red box next to a grey door and open a purple door after you pick up a key and go to the yellow box",
            [2, 20, 2, 2880],
        ),
    ] {
        let state = open(index).state();
        assert_eq!(state["mission"], mission, "{index}");
        let found = json!([state["pos"][0], state["pos"][1], state["dir"], state["max_steps"]]);
        assert_eq!(found, json!(start), "{index}");
    }
}

/// For each level, the FNV-1a hash of all that the original shows on three walks of 25 actions.
const WALKS: [u64; 40] = [
    0xe29a_ebed_677c_a5bc,
    0x182f_ca83_8f67_4dbc,
    0xbd68_cd75_9d81_1d53,
    0xc307_a256_3bd1_7551,
    0xea93_f748_cd58_5985,
    0x2f69_64b0_1e7a_bd59,
    0xd00b_a653_79dc_0de7,
    0xbb73_4b40_a135_08fa,
    0x135b_0705_da55_5d22,
    0xd458_69dc_421f_4112,
    0x15b8_e863_1e98_dcc2,
    0x891f_4d15_900f_5332,
    0xd8c6_e007_0a32_a04a,
    0xcd35_b2ad_3014_b2ba,
    0xde2b_45eb_437f_0eb6,
    0xfeea_7c24_f11c_af8e,
    0x4db7_eef9_1b50_f502,
    0xc171_46e0_7c01_99a8,
    0xfb41_eed0_1e9e_0945,
    0x2f9c_98f6_8d92_7080,
    0x51fd_f36f_f513_5c9f,
    0x4968_1a9e_fab5_119e,
    0x700a_8f92_03eb_b24c,
    0x6022_29fd_7491_7069,
    0x726c_7268_f4d3_7deb,
    0x2ffc_3960_caa5_e73b,
    0x0391_3afd_4bf8_a7cb,
    0x688d_a786_3c2b_8b27,
    0x3f88_8f43_a451_0ad1,
    0x0c1c_3202_ab3f_45de,
    0x74e6_dd23_ef10_a328,
    0x9054_7b6d_37c5_3a28,
    0xd1d8_5732_5ea0_584b,
    0x6104_5cf4_b8ff_7164,
    0xc793_42e5_8c62_f279,
    0x6a49_e5b9_ea67_f257,
    0xd4bd_0a3a_8bc9_5bdc,
    0x84e5_f4fe_1137_5ded,
    0xd4bd_0a3a_8bc9_5bdc,
    0x55de_0ea3_8226_8936,
];

#[test]
fn walks_show_what_the_original_shows() {
    let mix = |hash: u64, text: &str| {
        text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    for (level, expected) in WALKS.into_iter().enumerate() {
        let mut hash = 0xcbf2_9ce4_8422_2325;
        for round in 0..3 {
            let mut world = BabyAi.open(round * 40 + level, 0, &original()).unwrap();
            hash = mix(hash, &world.observation());
            for step in 0..25 {
                let offered = world.offered().unwrap();
                hash = mix(hash, &world.step(&offered[(step * 7 + 3) % offered.len()]).observation);
                if world.done() {
                    break;
                }
            }
        }
        assert_eq!(hash, expected, "level {level}");
    }
}

#[test]
fn no_action_of_the_original_opens_a_box() {
    let mut world = BabyAi.open(KEY_IN_BOX, 0, &original()).unwrap();
    assert!(world.solution(Shape::AgentGym).calls.is_empty());
    let mut ours = open(KEY_IN_BOX);
    assert_eq!(world.observation(), ours.observation());
    let actions = actions(ours.as_ref());
    let opening = actions.iter().position(|action| action == "open box").unwrap();
    for action in &actions[..opening] {
        assert_eq!(world.step(action), ours.step(action));
    }
    assert!(ours.offered().unwrap().iter().all(|action| action != "open box"));
    let before = world.state();
    let refused = world.step("open box");
    assert!(refused.observation.starts_with("The action is not recognized. Please check valid actions."));
    assert!(world.call("open_box", &json!({})).failed);
    assert_eq!(world.state(), before);
    let key = ours.state()["boxes"][0]["holds"].as_str().unwrap().to_owned();
    assert!(
        ours.step("open box")
            .observation
            .contains(&format!("There is a {key} 1 right in front of you 1 steps"))
    );
    assert_eq!(ours.state()["boxes"], json!([]));
    actions[opening + 1..].iter().for_each(|action| drop(ours.step(action)));
    assert_eq!((ours.reward(), ours.done()), (1.0, true));
}

#[test]
fn a_door_can_be_closed_again() {
    // OpenRedDoor: the mission is fulfilled by the first toggle, so it is opened in passing, which goes unnoticed.
    let mut world = open(12);
    let pass = |action: &String| action.starts_with("toggle and go through red closed door");
    while !world.offered().unwrap().iter().any(pass) {
        world.step("turn left");
    }
    let action = world.offered().unwrap().into_iter().find(pass).unwrap();
    let step = world.step(&action);
    assert_eq!((step.reward, world.reward(), world.done()), (0.0, 0.0, false), "{}", step.observation);
    for action in ["turn left", "turn left", "move forward", "turn left", "turn left"] {
        world.step(action);
    }
    assert!(world.call("go_through", &json!({"door": "red closed door", "number": 1})).failed);
    assert!(world.step("close door").observation.contains("red closed door 1 right in front of you 1 steps"));
    let step = world.step("toggle");
    assert!(step.reward > 0.5 && step.done && world.reward() == 1.0, "{}", step.observation);
}

#[test]
fn a_slow_success_is_a_success_but_no_end() {
    let mut world = open(SMALL_ROOM);
    let limit = world.state()["max_steps"].as_u64().unwrap();
    let actions = actions(world.as_ref());
    for _ in 0..limit {
        world.step("turn left");
    }
    let mut last = None;
    for action in &actions {
        last = Some(world.step(action));
    }
    let last = last.unwrap();
    assert!(last.observation.contains("\n The task is completed.\nAvailable actions: ["));
    assert!(last.reward <= 0.5 && !last.done && !world.done());
    assert_eq!(world.reward(), 1.0);
}

#[test]
fn refusals_say_what_to_do_and_change_nothing() {
    let mut world = open(0);
    for (tool, arguments, words) in [
        ("turn", json!({"direction": "round"}), "left or right"),
        ("go_to", json!({"object": "red ball"}), "`number`"),
        ("go_to", json!({"number": 1}), "`object`"),
        ("go_to", json!({"object": "blue moon", "number": 1}), "you see grey key 1, "),
        ("pick_up", json!({"object": "grey key", "number": 9}), "You see no grey key 9"),
        ("go_through", json!({"door": "grey key", "number": 1}), "not a door"),
        ("drop", json!({}), "not carrying"),
        ("toggle", json!({}), "no door in front"),
        ("open_box", json!({}), "no box in front"),
        ("say", json!({"message": " "}), "`message`"),
        ("fly", json!({}), "no tool fly"),
    ] {
        let (before, reply) = (world.state(), world.call(tool, &arguments));
        assert!(reply.failed && reply.text.contains(words), "{tool} {arguments}: {}", reply.text);
        assert_eq!(world.state(), before, "{tool} {arguments}");
    }
    assert!(!world.call("pick_up", &json!({"object": "Grey key", "number": 1})).failed);
    world.call("turn", &json!({"direction": "right"}));
    let other = world.offered().unwrap().into_iter().find(|action| action.starts_with("go to ")).unwrap();
    let words: Vec<&str> = other.split(' ').collect();
    let other = json!({"object": words[2..4].join(" "), "number": 1});
    let full = world.call("pick_up", &other);
    assert!(full.failed && full.text.contains("drop it first"), "{}", full.text);
}

#[test]
fn what_is_over_stays_over_but_one_may_speak() {
    let mut world = open(0);
    for action in actions(world.as_ref()) {
        world.step(&action);
    }
    let state = world.state();
    for action in ["turn left", "check", "", "open box"] {
        let step = world.step(action);
        assert!(step.done && step.observation.starts_with("The task has finished.\n"), "{action}");
    }
    assert!(world.call("turn", &json!({"direction": "left"})).failed);
    assert_eq!(world.state(), state);
    world.step("say I checked all doors");
    assert_eq!((world.sent(), world.reward()), (vec!["I checked all doors".to_owned()], 1.0));
}

#[test]
fn results_fit_their_schemas() {
    for index in [KEY_IN_BOX, 28, 38] {
        let mut world = open(index);
        let tools = world.tools();
        let speak = world.foreign_act(Shape::Native, "hello").unwrap();
        for act in world.solution(Shape::Native).calls.into_iter().chain([speak]) {
            let reply = world.call(&act.tool, &act.arguments);
            let tool = tools.iter().find(|tool| tool.name == act.tool).unwrap();
            let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&reply.structured), names(&tool.output["properties"]), "{}", act.tool);
            assert_eq!(names(&act.arguments), names(&tool.input["properties"]), "{}", act.tool);
        }
        assert_eq!(world.reward(), 1.0);
    }
}

#[test]
fn settings_say_how_many_tasks_there_are() {
    assert_eq!(BabyAi.tasks(&Value::Null).unwrap(), 900);
    let many = json!({"tasks": 40_000});
    assert_eq!(BabyAi.tasks(&many).unwrap(), 40_000);
    let mut far = BabyAi.open(39_999, 0, &many).unwrap();
    actions(far.as_ref()).iter().for_each(|action| drop(far.step(action)));
    assert_eq!(far.reward(), 1.0);
    for (settings, words) in [
        (json!({"tasks": 0}), "1 to"),
        (json!({"tasks": -1}), "`tasks`, a number"),
        (json!({"level": 3}), "`as_original`"),
    ] {
        let error = BabyAi.tasks(&settings).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

/// Something to do: a number stands for one of the actions that are offered.
#[derive(Clone, Debug)]
enum Doing {
    Offered(prop::sample::Index),
    Text(String),
}

fn doing() -> impl Strategy<Value = Doing> {
    const WORDS: &[&str] =
        &["go to", "pickup", "toggle", "through", "red", "ball", "closed door", "1", "0", "-1", "box", "say"];
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..5);
    prop_oneof![
        6 => any::<prop::sample::Index>().prop_map(Doing::Offered),
        1 => prop::sample::select(&["open box", "close door", "drop", "toggle"][..]).prop_map(|text| Doing::Text(text.to_owned())),
        1 => words.prop_map(|words| Doing::Text(words.join(" "))),
        1 => any::<String>().prop_map(Doing::Text),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_walks_stay_in_the_world(index in 0usize..900, doings in prop::collection::vec(doing(), 30)) {
        let (mut world, mut again) = (open(index), open(index));
        for doing in &doings {
            let offered = world.offered().unwrap();
            let action = match doing {
                Doing::Offered(at) => at.get(&offered).clone(),
                Doing::Text(text) => text.clone(),
            };
            let before = world.state();
            let step = world.step(&action);
            prop_assert!(step.reward <= 1.0 && (0.0..=1.0).contains(&world.reward()));
            prop_assert_eq!(step.done, world.done());
            prop_assert!(world.reward() == 1.0 || !step.done);
            if step.observation.starts_with("The action is not recognized") || step.observation.starts_with("You cannot ") {
                let sight = step.observation.starts_with("You cannot see");
                prop_assert!(sight || before == world.state());
            }
            prop_assert_eq!(step, again.step(&action));
        }
        prop_assert_eq!(world.state(), again.state());
        prop_assert_eq!(world.observation(), open(index).observation());
    }

    #[test]
    fn native_calls_that_fail_change_nothing(index in 0usize..900, calls in prop::collection::vec(call(), 25)) {
        let mut world = open(index);
        for (tool, arguments) in &calls {
            let before = world.state();
            let reply = world.call(tool, arguments);
            if reply.failed {
                prop_assert_eq!(world.state(), before, "{} {}", tool, arguments);
                prop_assert!(!reply.text.is_empty() && reply.structured.is_null());
            }
        }
    }
}

/// A call of a tool, with arguments that may fit it.
fn call() -> impl Strategy<Value = (String, Value)> {
    const TOOLS: &[&str] = &[
        "turn",
        "move_forward",
        "go_to",
        "pick_up",
        "drop",
        "toggle",
        "go_through",
        "look",
        "open_box",
        "say",
        "fly",
    ];
    const THINGS: &[&str] =
        &["red ball", "grey key", "blue box", "green closed door", "Red open door", "wall", ""];
    let value = prop_oneof![
        4 => prop::sample::select(THINGS).prop_map(Value::from),
        2 => prop::sample::select(&["left", "right"][..]).prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
    ];
    let number = prop_oneof![4 => (1u64..4).prop_map(Value::from), 1 => any::<f64>().prop_map(Value::from)];
    (prop::sample::select(TOOLS), value, number).prop_map(|(tool, value, number)| {
        let name = match tool {
            "turn" => "direction",
            "go_through" => "door",
            "say" => "message",
            _ => "object",
        };
        (tool.to_owned(), json!({name: value, "number": number}))
    })
}
