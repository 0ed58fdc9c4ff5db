//! The crafting world in the original's words, its book, and books of others.

use environments::{Family, Stepper, TextCraft};
use serde_json::{Value, json};

#[test]
fn the_book_is_rich_and_deep() {
    let goals = TextCraft.goals_by_index(&Value::Null).unwrap();
    let goals: Vec<(String, u32)> = serde_json::from_value(goals).unwrap();
    assert!(goals.len() >= 200, "{}", goals.len());
    for depth in 1..=4 {
        assert!(goals.iter().filter(|(_, found)| *found == depth).count() >= 10, "depth {depth}");
    }
    assert!(goals.iter().all(|(_, depth)| *depth <= 4) && goals.is_sorted_by_key(|(_, depth)| *depth));
    let made = |item: &str| goals.iter().any(|(found, _)| found == item);
    assert!(!made("vale:willow_trunk"), "what goes into itself is dropped");
    assert!(!made("vale:gold_flake"), "what is made of one block alone is dropped");
    assert!(!made("vale:fired_clay"), "smelting is not crafting");
}

#[test]
fn speaks_as_the_original_does() {
    let stool = TextCraft.goals_by_index(&Value::Null).unwrap();
    let index = stool.as_array().unwrap().iter().position(|goal| goal[0] == "vale:alder_stool").unwrap();
    let mut world = TextCraft.open(index, 0, &Value::Null).unwrap();
    assert!(world.observation().starts_with("Crafting commands:\ncraft "));
    assert!(world.observation().ends_with("\n\nGoal: craft alder stool."));
    for (action, seen) in [
        ("inventory", "Inventory: You are not carrying anything."),
        ("get 2 alder trunk", "Got 2 alder trunk"),
        ("get 1 alder board", "Could not find alder board"),
        ("get 1 boards", "Could not find boards"),
        ("get 1 moon", "Could not find moon"),
        (
            "craft 1 alder board using 2 alder trunk",
            "Could not find a valid recipe for ItemTagWithCount(item_tag=ItemTag(tag=None, item_id='vale:alder_board'), count=1)",
        ),
        (
            "craft 1 it's using 1 alder trunk",
            "Could not find a valid recipe for ItemTagWithCount(item_tag=ItemTag(tag=None, item_id=\"vale:it's\"), count=1)",
        ),
        ("craft 1 boards using 1 moon", "Could not find enough items to craft None"),
        (
            "craft 1 alder board using 1 alder trunk, 2 alder trunk",
            "Could not find enough items to craft vale:alder_board",
        ),
        ("craft 3 alder board using 1 alder trunk", "Crafted 3 vale:alder_board"),
        ("craft alder peg using 1 alder board", "Crafted 6 vale:alder_peg"),
        ("inventory", "Inventory: [alder trunk] (1) [alder board] (2) [alder peg] (6) "),
        ("craft 2 handle using 1 alder board", "Crafted 2 vale:handle"),
        ("craft 3 alder board using 1 alder trunk", "Crafted 3 vale:alder_board"),
        ("tell bob hello there", "Told bob"),
    ] {
        let step = world.step(action);
        assert_eq!((step.observation.as_str(), step.reward, step.done), (seen, 0.0, false), "{action}");
    }
    let step = world.step("craft 2 alder stool using 2 alder board, 2 alder peg");
    assert_eq!(
        (step.observation.as_str(), step.reward, step.done),
        ("Crafted 2 vale:alder_stool", 1.0, true)
    );
}

#[test]
fn native_tools_take_ids_and_mend_counts() {
    let mut world = TextCraft.open(0, 0, &Value::Null).unwrap();
    let get = world.call("get_item", &json!({"item": "vale:alder_trunk", "count": 1}));
    assert_eq!(get.structured, json!({"item": "vale:alder_trunk", "count": 1}));
    let ingredients = json!([{"item": "alder_trunk", "count": 1}]);
    let wrong = world.call("craft", &json!({"item": "alder board", "count": 2, "ingredients": ingredients}));
    assert_eq!(
        (wrong.failed, wrong.text.as_str()),
        (true, "One command makes 3 alder board, not 2; repeat the call for more.")
    );
    let right = world.call("craft", &json!({"item": "alder board", "ingredients": ingredients}));
    assert_eq!(right.structured, json!({"item": "vale:alder_board", "count": 3}));
    let recipes = world.call("recipes", &json!({}));
    assert!(world.observation().contains(&recipes.text));
}

#[test]
fn the_seed_moves_the_prompt_and_not_the_goal() {
    let last = TextCraft.tasks(&Value::Null).unwrap() - 1;
    let [first, second] = [0, 1].map(|seed| TextCraft.open(last, seed, &Value::Null).unwrap());
    assert_ne!(first.observation(), second.observation());
    assert_eq!(first.state()["goal"], second.state()["goal"]);
}

#[test]
fn books_that_cannot_be_used_are_named() {
    for (name, text, words) in [
        ("a.json", "{", "a.json"),
        (
            "b.json",
            r#"{"type":"x:crafting_shapeless","ingredients":[{"thing":"x:y"}],"result":"x:z"}"#,
            "neither `item` nor `tag`",
        ),
        (
            "c.json",
            r#"{"type":"x:crafting_shapeless","ingredients":[{"item":"x:y"}]}"#,
            "`result` has no `item`",
        ),
        ("d.json", r#"{"type":"x:crafting_shaped","result":"x:z"}"#, "takes nothing"),
        ("e.txt", "", "no recipe"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), text).unwrap();
        let error = TextCraft.tasks(&json!({"recipes": folder.path()})).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn recipes_in_a_circle_are_no_goals() {
    let folder = tempfile::tempdir().unwrap();
    // By tags a circle escapes the check of the original.
    for (name, text) in [
        (
            "a.json",
            r#"{"type":"x:crafting_shapeless","group":"g","ingredients":[{"tag":"x:h"}],"result":"x:a"}"#,
        ),
        (
            "b.json",
            r#"{"type":"x:crafting_shapeless","group":"h","ingredients":[{"tag":"x:g"}],"result":"x:b"}"#,
        ),
        ("c.json", r#"{"type":"x:crafting_shapeless","ingredients":[{"item":"x:raw"}],"result":"x:c"}"#),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let settings = json!({"recipes": folder.path()});
    assert_eq!(TextCraft.goals_by_index(&settings).unwrap(), json!([["x:c", 1]]));
}

#[test]
fn steps_by_lines() {
    let mut stepper = Stepper::new(&TextCraft, Value::Null);
    let mut check = |line: &str, start: &str| {
        let answer = stepper.line(line);
        assert!(answer.starts_with(start) && !answer.contains('\n'), "{line}: {answer}");
        serde_json::from_str::<Value>(&answer).unwrap();
    };
    check(r#"{"action":"inventory"}"#, r#"{"error":"nothing is open"#);
    check(r#"{"reset":{"index":0,"seed":0}}"#, r#"{"observation":"Crafting commands:\n"#);
    for bad in [
        "",
        "[]",
        "null",
        "{",
        r#"{"reset":5}"#,
        r#"{"reset":{"index":-1}}"#,
        r#"{"step":"x"}"#,
        r#"{"action":1}"#,
        "\u{1b}",
    ] {
        check(bad, r#"{"error":"expected "#);
    }
    check(r#"{"reset":{"index":999999}}"#, r#"{"error":"environment `textcraft` has tasks 0 to "#);
    check(
        r#"{"action":"inventory"}"#,
        r#"{"observation":"Inventory: You are not carrying anything.","reward":0.0,"done":false}"#,
    );
}
