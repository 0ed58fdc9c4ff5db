//! Random and malformed input: no panic, and nothing changes when the world refuses.

use environments::{AlfWorld, Environment, Family, Shape, TextCraft, TodoList, WebShop};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Words of the grammars and of the worlds.
const WORDS: &[&str] = &[
    "craft",
    "get",
    "inventory",
    "tell",
    "using",
    " using ",
    "1",
    "3",
    "0",
    "18446744073709551616",
    "alder board",
    "alder_trunk",
    "vale:alder_peg",
    "boards",
    ",",
    "bob",
    "Action:",
    "with Action Input:",
    "finish",
    "get_tasks",
    "update_task",
    "delete_task",
    "{}",
    "{'task_id': '7100000003'}",
    "{'project_id': 2203306141}",
    "'answer'",
    "[1, 'a']",
    "{'answer': ['b', 'a']}",
    "\n",
    " ",
    "{'task_id': '7100000003', 'due_date': 'x'}",
    "(",
    "\\u",
    "'",
    "search[",
    "click[",
    "contact[",
    "]",
    "kettle",
    "Next >",
    "Buy Now",
    "go to locker 1",
    "go to bench 1",
    "open",
    "take",
    "ladle 1",
    "from",
    "put",
    "in/on",
    "announce",
    "examine",
    "look",
    "with",
    "slice",
    "icebox 1",
];

fn action() -> impl Strategy<Value = String> {
    let fragments = prop::collection::vec(prop::sample::select(WORDS), 0..7);
    prop_oneof![
        any::<String>(),
        fragments.clone().prop_map(|parts| parts.join(" ")),
        fragments.prop_map(|parts| parts.concat()),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(
            &[
                "alder trunk",
                "alder board",
                "7100000003",
                "2203306141",
                "2031-05-20",
                "",
                "locker 1",
                "icebox 1",
                "ladle 1"
            ][..]
        )
        .prop_map(Value::from),
        (0u64..4).prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 12, 3, |inner| {
        prop_oneof![prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from), object(inner)]
    })
}

fn object(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    const NAMES: &[&str] = &[
        "item",
        "count",
        "ingredients",
        "player",
        "message",
        "project_id",
        "task_id",
        "due_date",
        "is_favorite",
        "answer",
        "email",
        "action",
        "other",
        "query",
        "product",
        "option",
        "value",
        "seller",
        "receptacle",
        "object",
        "tool",
        "target",
        "room",
    ];
    prop::collection::vec((prop::sample::select(NAMES), inner), 0..5).prop_map(|members| {
        members.into_iter().map(|(name, member)| (name.to_owned(), member)).collect::<Map<_, _>>().into()
    })
}

fn call() -> impl Strategy<Value = (String, Value)> {
    const TOOLS: &[&str] = &[
        "craft",
        "get_item",
        "inventory",
        "recipes",
        "tell",
        "get_tasks",
        "update_task",
        "complete_task",
        "delete_task",
        "update_project",
        "share_project",
        "finish",
        "get_task_duration",
        "nothing",
        "search",
        "next_page",
        "open_product",
        "choose_option",
        "buy_now",
        "contact_seller",
        "go_to",
        "open",
        "take",
        "put",
        "examine",
        "look",
        "heat",
        "slice",
        "announce",
    ];
    (prop::sample::select(TOOLS).prop_map(str::to_owned), prop_oneof![4 => object(value()), 1 => value()])
}

fn is_refusal(observation: &str) -> bool {
    let starts = ["Could not", "Wrong item", "Format error", "Observation: ERROR", "Nothing happens."];
    starts.iter().any(|start| observation.starts_with(start)) || observation.contains(" is not exists.")
}

fn play(
    world: &mut dyn Environment,
    actions: &[String],
    calls: &[(String, Value)],
) -> Result<(), TestCaseError> {
    for action in actions {
        let before = world.state();
        let step = world.step(action);
        if is_refusal(&step.observation) {
            prop_assert_eq!(&world.state(), &before, "{}", action);
        }
        prop_assert!((0.0..=1.0).contains(&step.reward));
    }
    for (tool, arguments) in calls {
        let before = world.state();
        let reply = world.call(tool, arguments);
        if reply.failed {
            prop_assert_eq!(&world.state(), &before, "{} {}", tool, arguments);
            prop_assert!(reply.structured.is_null() && !reply.text.is_empty());
        } else {
            prop_assert!(reply.structured.is_object());
        }
    }
    prop_assert!((0.0..=1.0).contains(&world.reward()));
    Ok(())
}

proptest! {
    // 128 cases of 40 actions and 40 calls on each of three worlds: more than 10,000 of either kind.
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_input_breaks_a_world(
        index in 0usize..80,
        actions in prop::collection::vec(action(), 40),
        calls in prop::collection::vec(call(), 40),
    ) {
        for family in [&TextCraft as &dyn Family, &TodoList, &AlfWorld, &WebShop] {
            let mut world = family.open(index, 0, &Value::Null).unwrap();
            play(world.as_mut(), &actions, &calls)?;
        }
    }

    #[test]
    fn a_solution_in_noise_is_still_a_solution(index in 0usize..80, noise in prop::collection::vec(action(), 20)) {
        let mut world = TextCraft.open(index, 0, &Value::Null).unwrap();
        let mut noise = noise.iter().cycle();
        for act in world.solution(Shape::AgentGym).calls {
            let noise = noise.next().unwrap();
            // Crafting takes from what the solution needs; all else is noise.
            if !noise.starts_with("craft") {
                world.step(noise);
            }
            world.step(act.arguments["action"].as_str().unwrap());
        }
        prop_assert_eq!(world.reward(), 1.0);
        prop_assert_eq!(world.step("").reward, json!(0.0));
    }
}
