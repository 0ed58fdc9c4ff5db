//! Maze and Wordle in the originals' words, with settings of the user's, at their ends, and under random input.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{Environment, FAMILIES, Family, Maze, Shape, Wordle};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Plays actions and compares what is seen, the reward of the step and whether the game is over.
fn check(world: &mut dyn Environment, steps: &[(&str, &str, f64, bool)]) {
    for (action, seen, reward, done) in steps {
        let step = world.step(action);
        assert_eq!((step.observation.as_str(), step.reward, step.done), (*seen, *reward, *done), "{action}");
    }
}

/// A corridor from 1, 1 by 1, 3 down to 3, 3.
fn corridor() -> Value {
    json!([[1, 1, 1, 1, 1], [1, 0, 0, 0, 1], [1, 1, 1, 0, 1], [1, 1, 1, 0, 1], [1, 1, 1, 1, 1]])
}

#[test]
fn the_maze_speaks_as_the_original_does() {
    let settings = json!({"maze": corridor(), "goal": [3, 3]});
    assert_eq!(Maze.tasks(&settings).unwrap(), 4);
    let mut world = Maze.open(0, 0, &settings).unwrap();
    let start = "The goal is at position 3, 3. Your current position is at position 1, 1. \
                 There are walls to your left, above you, below you.";
    assert_eq!(world.observation(), start);
    assert!(world.task().prompt.ends_with(start));
    let places = [
        "The goal is at position 3, 3. Your current position is at position 1, 2. There are walls above you, below you.",
        "The goal is at position 3, 3. Your current position is at position 1, 3. There are walls to your right, above you.",
        "The goal is at position 3, 3. Your current position is at position 2, 3. There are walls to your right, to your left.",
    ];
    check(
        world.as_mut(),
        &[
            ("move up", start, 0.0, false),
            ("look", start, 0.0, false),
            ("move right", places[0], 0.0, false),
            ("call out hello", "You call out.", 0.0, false),
            ("move right\n", places[1], 0.0, false),
            ("move down", places[2], 0.0, false),
            ("move down", "Success", 1.0, true),
            ("move up", "The game is over.", 0.0, true),
            ("look", "Success", 0.0, true),
            ("call out bye", "You call out.", 0.0, true),
        ],
    );
    assert_eq!(world.reward(), 1.0);
    assert_eq!(world.sent(), ["hello", "bye"]);
    assert_eq!(world.state()["moves"], 5);
}

#[test]
fn fifty_moves_are_the_most() {
    let settings = json!({"maze": corridor(), "goal": [3, 3]});
    let mut world = Maze.open(0, 0, &settings).unwrap();
    for _ in 0..49 {
        let step = world.step("move left");
        assert_eq!((step.reward, step.done), (0.0, false));
    }
    world.step("look");
    check(
        world.as_mut(),
        &[("move left", "Failure", -1.0, true), ("move right", "The game is over.", 0.0, true)],
    );
    assert_eq!((world.reward(), world.done()), (0.0, true));

    let mut world = Maze.open(3, 0, &settings).unwrap();
    for _ in 0..49 {
        assert!(!world.call("move", &json!({"direction": "left"})).failed, "bumping is a move");
    }
    let last = world.call("move", &json!({"direction": "down"}));
    assert_eq!(last.text, "Success", "the fiftieth move may win");
    assert_eq!(
        last.structured,
        json!({"position": [3, 3], "goal": [3, 3], "walls": ["right", "left", "down"], "moves_left": 0, "outcome": "success"})
    );
    assert!(world.call("move", &json!({"direction": "up"})).failed);
}

#[test]
fn a_maze_can_come_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("maze.json");
    std::fs::write(&path, corridor().to_string()).unwrap();
    let [inline, file] = [corridor(), json!(path)].map(|maze| json!({"maze": maze, "goal": [1, 1]}));
    for index in 0..4 {
        let [inline, file] = [&inline, &file].map(|settings| Maze.open(index, 0, settings).unwrap().state());
        assert_eq!(inline, file);
    }
    let starts = (0..4).map(|index| Maze.open(index, 9, &inline).unwrap().state()["position"].clone());
    assert_eq!(
        starts.collect::<Value>(),
        json!([[1, 2], [1, 3], [2, 3], [3, 3]]),
        "row by row, the goal left out"
    );
}

#[test]
fn mazes_that_cannot_be_used_are_named() {
    let long: Vec<Vec<u8>> = vec![vec![0; 101]];
    for (settings, words) in [
        (json!({"maze": corridor()}), "needs a `goal`"),
        (json!({"goal": [1, 1]}), "needs a `maze`"),
        (json!({"maze": corridor(), "goal": [0, 0]}), "`goal` 0, 0 is not an open cell"),
        (json!({"maze": corridor(), "goal": [99, 0]}), "not an open cell"),
        (json!({"maze": corridor(), "goal": [1]}), "the settings are `maze`"),
        (json!({"maze": [[0, 2]], "goal": [0, 0]}), "row 0 of `maze` has a cell"),
        (json!({"maze": [[0, 0], [0]], "goal": [0, 0]}), "row 1 of `maze` is not as long"),
        (json!({"maze": [[0, -1]], "goal": [0, 0]}), "the settings are `maze`"),
        (json!({"maze": [], "goal": [0, 0]}), "1 to 100 rows"),
        (json!({"maze": long, "goal": [0, 0]}), "1 to 100 columns"),
        (json!({"maze": [[0, 1, 0]], "goal": [0, 0]}), "no cell of `maze` leads"),
        (json!({"maze": "nowhere.json", "goal": [0, 0]}), "`nowhere.json`"),
    ] {
        let error = Maze.tasks(&settings).unwrap_err().to_string();
        assert!(error.contains(words), "{settings}: {error}");
    }
    let row = json!({"maze": [vec![0; 60]], "goal": [0, 0]});
    assert_eq!(Maze.tasks(&row).unwrap(), 50, "starts that are too far away are no tasks");
}

/// A list that the user wrote.
fn words(folder: &tempfile::TempDir, text: &str) -> Value {
    let path = folder.path().join("words.txt");
    std::fs::write(&path, text).unwrap();
    json!({"words": path})
}

#[test]
fn wordle_speaks_as_the_original_does() {
    let folder = tempfile::tempdir().unwrap();
    let settings = words(&folder, "third\nSHIRT\n\nmoist\nthird\n");
    assert_eq!(Wordle.tasks(&settings).unwrap(), 3);
    let hidden = |index: &usize| Wordle.open(*index, 0, &settings).unwrap().state()["hidden"] == "third";
    let mut world = Wordle.open((0..3).find(hidden).unwrap(), 0, &settings).unwrap();
    check(
        world.as_mut(),
        &[
            ("history", "You have not guessed yet.", 0.0, false),
            ("s h i r e", "invalid word", 0.0, false),
            ("", "invalid word", 0.0, false),
            ("s h i r t\n", "b g g g y", 0.0, false),
            ("share score bob so far", "Shared.", 0.0, false),
            ("moist", "b b g b y", 0.0, false),
            (
                "history",
                "s h i r e: invalid word\n: invalid word\ns h i r t: b g g g y\nm o i s t: b b g b y",
                0.0,
                false,
            ),
            ("t h i r d", "g g g g g", 1.0, true),
            ("t h i r d", "The game is over.", 0.0, true),
            ("share score bob done", "Shared.", 0.0, true),
        ],
    );
    assert_eq!((world.reward(), world.sent()), (1.0, vec!["so far".to_owned(), "done".to_owned()]));
    assert_eq!(world.state()["shared"][0], json!({"name": "bob", "message": "so far"}));
}

#[test]
fn wordle_ends_after_six_tries() {
    let mut world = Wordle.open(0, 0, &Value::Null).unwrap();
    let wrong = if world.state()["hidden"] == "crane" { "about" } else { "crane" };
    // As in the original, a word that is not on the list costs a try as well.
    for (left, word) in [wrong, "zzzzz", wrong, "", wrong, "zzzzz"].into_iter().enumerate().rev() {
        assert!(!world.done());
        let reply = world.call("guess", &json!({"word": word}));
        assert_eq!(reply.text == "invalid word", word != wrong);
        assert_eq!(reply.structured["marks"] == "", word != wrong);
        assert_eq!(reply.structured["tries_left"], left);
        assert_eq!(reply.structured["outcome"], if left == 0 { "failure" } else { "playing" });
    }
    let reply = world.call("guess", &json!({"word": wrong}));
    assert_eq!((reply.failed, reply.text.as_str()), (true, "The game is over."));
    assert_eq!((world.reward(), world.done()), (0.0, true));
    assert_eq!(world.call("history", &json!({})).structured["guesses"].as_array().unwrap().len(), 6);
}

#[test]
fn a_redrawn_word_can_be_found_in_either_shape() {
    let settings = json!({"redraw": true});
    for (index, shape) in (0..100).flat_map(|index| [(index, Shape::Native), (index, Shape::AgentGym)]) {
        let mut world = Wordle.open(index, 5, &settings).unwrap();
        for act in world.solution(shape).calls {
            assert!(!world.done());
            match shape {
                Shape::Native => assert!(!world.call(&act.tool, &act.arguments).failed),
                Shape::AgentGym => {
                    assert!(world.step(act.arguments["action"].as_str().unwrap()).reward >= 0.0);
                }
            }
        }
        assert_eq!(world.reward(), 1.0, "{index}");
    }
}

#[test]
fn word_lists_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    for (text, expected) in [
        ("crane\n\ncranes", "line 3 is not a word"),
        ("cr ne", "line 1 is not"),
        ("crän", "line 1"),
        ("\n \n", "no word"),
    ] {
        let error = Wordle.tasks(&words(&folder, text)).unwrap_err().to_string();
        assert!(error.contains(expected) && error.contains("words.txt"), "{error}");
    }
    let error = Wordle.tasks(&json!({"redraw": "yes"})).unwrap_err().to_string();
    assert!(error.contains("`redraw`, true or false"), "{error}");
}

#[test]
fn tasks_differ_by_index_and_by_seed() {
    for family in [&Maze as &dyn Family, &Wordle] {
        assert!(FAMILIES.iter().any(|known| known.id() == family.id()));
        let count = family.tasks(&Value::Null).unwrap();
        let open = |index, seed| family.open(index, seed, &Value::Null).unwrap();
        let ways =
            |seed| (0..count).map(move |index| json!(open(index, seed).solution(Shape::Native)).to_string());
        let different: BTreeSet<String> = ways(0).collect();
        assert!(count >= 60 && different.len() * 10 >= count * 9, "{}: {}", family.id(), different.len());
        assert!(ways(0).eq(ways(0)) && !ways(0).eq(ways(1)), "{}", family.id());
    }
}

/// Words of both grammars, legal and almost legal.
const PARTS: [&str; 18] = [
    "move up",
    "move down",
    "move left",
    "move right",
    "move",
    "look",
    "call out ",
    "call out hi",
    "share score bob hi",
    "share score",
    "history",
    "c r a n e",
    "about",
    "s h i r e",
    "\n",
    " ",
    "zzzzz",
    "\u{1b}[0m",
];
const TOOLS: [&str; 7] = ["move", "look", "call_out", "guess", "history", "share_score", "nothing"];
const NAMES: [&str; 5] = ["direction", "message", "word", "name", "other"];

fn action() -> impl Strategy<Value = String> {
    let part = prop::sample::select(&PARTS[..]);
    prop_oneof![
        6 => part.clone().prop_map(str::to_owned),
        1 => any::<String>(),
        1 => prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat()),
    ]
}

fn call() -> impl Strategy<Value = (&'static str, Value)> {
    let text = prop::sample::select(
        &["up", "down", "left", "right", "crane", "about", "s t o n e", "zzzzz", ""][..],
    );
    let value = prop_oneof![
        6 => text.prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => Just(json!([null, {}])),
    ];
    let members = prop::collection::vec((prop::sample::select(&NAMES[..]), value), 0..6);
    let object = members.prop_map(|members| {
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<serde_json::Map<_, _>>()
            .into()
    });
    (
        prop::sample::select(&TOOLS[..]),
        prop_oneof![9 => object, 1 => Just(Value::Null), 1 => Just(json!("up"))],
    )
}

/// The laws of a single action or call: what is refused changes nothing, and what is over stays over.
fn holds(before: &(Value, bool, f64), world: &dyn Environment, refused: bool) -> Result<(), TestCaseError> {
    let (state, done, reward) = before;
    if refused {
        prop_assert_eq!(&world.state(), state);
    }
    if *done {
        prop_assert!(world.done());
        prop_assert_eq!(world.reward(), *reward);
    }
    prop_assert!(world.reward() == 0.0 || world.done());
    Ok(())
}

proptest! {
    // 128 cases of 80 actions and 80 calls on each of two worlds: more than 10,000 of either kind.
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_input_breaks_a_game(
        index in 0usize..60,
        actions in prop::collection::vec(action(), 80),
        calls in prop::collection::vec(call(), 80),
    ) {
        for (family, settings) in
            [(&Maze as &dyn Family, json!(null)), (&Wordle, json!(null)), (&Wordle, json!({"redraw": true}))]
        {
            let mut world = family.open(index, 0, &settings).unwrap();
            for action in &actions {
                let before = (world.state(), world.done(), world.reward());
                let step = world.step(action);
                let refused = ["That is no action", "The game is over."];
                let refused = refused.iter().any(|start| step.observation.starts_with(start));
                prop_assert!((-1.0..=1.0).contains(&step.reward) && step.done == world.done());
                holds(&before, world.as_ref(), refused)?;
            }
            let mut world = family.open(index, 0, &settings).unwrap();
            for (tool, arguments) in &calls {
                let before = (world.state(), world.done(), world.reward());
                let reply = world.call(tool, arguments);
                prop_assert!(!reply.text.is_empty() && reply.structured.is_object() != reply.failed);
                holds(&before, world.as_ref(), reply.failed)?;
            }
        }
    }
}
