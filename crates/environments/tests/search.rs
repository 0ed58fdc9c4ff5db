//! Questions on a small web: the pages hold the answers, and the search finds the pages.

use environments::{Family, Search, Shape};
use serde_json::{Value, json};

#[test]
fn the_pages_of_a_solution_are_found_and_hold_the_answer() {
    let mut hops = [0; 3];
    for index in 0..Search.tasks(&Value::Null).unwrap() {
        for seed in 0..3 {
            let mut world = Search.open(index, seed, &Value::Null).unwrap();
            let solution = world.solution(Shape::Native);
            let (mut found, mut text) = (Value::Null, String::new());
            let mut pages = 0;
            for act in &solution.calls {
                let reply = world.call(&act.tool, &act.arguments);
                assert!(!reply.failed, "{index} {seed} {act:?}");
                match act.tool.as_str() {
                    "web_search" => found = reply.structured["results"].clone(),
                    "open_page" => {
                        let ids = found.as_array().unwrap().iter().map(|result| &result["id"]);
                        assert!(ids.clone().any(|id| *id == act.arguments["id"]), "{act:?}: {found}");
                        // The next page is named on the one before, or else the question could not be followed.
                        if pages > 0 {
                            let title = reply.structured["title"].as_str().unwrap();
                            assert!(text.contains(title), "{title}: {text}");
                        }
                        text = reply.structured["text"].as_str().unwrap().to_owned();
                        pages += 1;
                    }
                    _ => assert!(text.contains(&solution.answer), "{}: {text}", solution.answer),
                }
            }
            hops[pages] += 1;
            assert_eq!((world.reward(), world.done()), (1.0, true));
        }
    }
    assert_eq!(hops[0], 0);
    assert!(hops[1] > 60 && hops[2] > 60, "{hops:?}");
}

#[test]
fn results_come_in_pages() {
    let mut world = Search.open(0, 0, &Value::Null).unwrap();
    let mut search = |arguments: Value| world.call("web_search", &arguments);
    let all = search(json!({"query": "river town", "count": 50})).structured;
    let ids = |found: &Value| -> Vec<Value> {
        found["results"].as_array().unwrap().iter().map(|result| result["id"].clone()).collect()
    };
    let second = search(json!({"query": "river town", "count": 5, "page": 2})).structured;
    assert_eq!(ids(&second), ids(&all)[5..10]);
    assert_eq!(second["total"], all["total"]);
    assert_eq!(ids(&search(json!({"query": "river", "page": 99})).structured), Vec::<Value>::new());
    let nothing = search(json!({"query": "the of"})).structured;
    assert_eq!(nothing, json!({"results": [], "total": 0, "best_score": 0.0}));
    for bad in [json!({"query": "x", "count": 0}), json!({"query": "x", "page": -1}), json!({})] {
        assert!(search(bad.clone()).failed, "{bad}");
    }
}

#[test]
fn speaks_in_the_manner_of_the_tool_environments() {
    let mut world = Search.open(0, 0, &Value::Null).unwrap();
    assert!(world.observation().starts_with(
        "Now new trial starts.\nYou should perform actions to accomplish the goal: In which year"
    ));
    let mut seen = |action: &str| {
        let observation = world.step(&format!("Thought: so.\n\nAction: {action}")).observation;
        let seen = observation.strip_prefix("Observation: ").unwrap_or(&observation);
        seen.strip_suffix("\nGive me one action.").unwrap_or(seen).to_owned()
    };
    let found = seen("web_search with Action Input: {'query': 'Indigo skiff', 'count': 1}");
    assert!(
        found.starts_with(
            "{'results': [{'id': 'product-45', 'title': 'Indigo skiff', 'snippet': 'The Indigo skiff is found"
        ),
        "{found}"
    );
    assert!(seen("open_page with Action Input: {'id': 'product-45'}").contains("It is made by "));
    assert_eq!(
        seen("open_page with Action Input: {'id': 'x'}"),
        "There is no such page; the results of web_search have the ids of pages."
    );
    assert_eq!(seen("open_page with Action Input: {}"), "ERROR | KeyError('id')");
    assert_eq!(
        seen("post_comment with Action Input: {'page': 'town-1', 'text': 'hm'}"),
        "The comment stands on town-1."
    );
    assert!(seen("web_search").starts_with("Format error"));
}

#[test]
fn an_answer_is_right_after_normalization() {
    for (change, reward) in [("The {}.", 1.0), ("  {} ", 1.0), ("it is {}", 0.0), ("", 0.0)] {
        let mut world = Search.open(2, 0, &Value::Null).unwrap();
        let answer = change.replace("{}", &world.solution(Shape::Native).answer.to_uppercase());
        let step = world.step(&format!("Action: answer with Action Input: {{'text': '{answer}'}}"));
        assert_eq!((step.reward, step.done), (reward, true), "{answer}");
        assert!(world.call("answer", &json!({"text": "again"})).failed);
    }
}
