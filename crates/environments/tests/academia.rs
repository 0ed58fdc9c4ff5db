//! The library in the original's words, our questions, and questions and graphs in the user's files.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{Academia, Environment, EnvironmentError, Family, Shape};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

const PAPERS: &str = r#"{"directed": true, "multigraph": false, "graph": {}, "nodes": [
  {"id": 1, "title": "On Moss", "year": 2019, "venue": "Bryology Days", "n_citation": 1, "keywords": [], "doc_type": "Conference"},
  {"id": 2, "title": "More Moss", "year": 2021, "venue": "Bryology Days", "n_citation": 0, "keywords": ["moss"], "doc_type": "Conference"},
  {"id": "c", "title": "On Moss", "year": 2022}
], "links": [{"source": 2, "target": 1, "weight": 1.0}]}"#;
const AUTHORS: &str = r#"{"directed": false, "multigraph": false, "graph": {}, "nodes": [
  {"id": "a", "name": "Ann Fell", "org": "Fen College"}, {"id": "b", "name": "Bo Ash", "org": "Fen College"}, {"id": "Cy Rus"}
], "edges": [{"source": "a", "target": "b", "collaborative_papers": [1, "c"]}]}"#;

fn settings(folder: &Path) -> Value {
    let lines = [
        json!({"task": "tool-query", "id": 0, "goal": "How many papers cite On Moss?", "subgoals": [1],
               "additional_info": {"answer": 1, "init_config": null, "goal_type": 0, "tool": "academia"}, "difficulty": "easy"}),
        json!({"id": 1, "goal": "Who are they?", "additional_info": {"answer": ["b", "a"]}}),
    ];
    std::fs::write(folder.join("tasks.jsonl"), lines.map(|line| line.to_string()).join("\n")).unwrap();
    std::fs::write(folder.join("papers.json"), PAPERS).unwrap();
    std::fs::write(folder.join("authors.json"), AUTHORS).unwrap();
    let path = |name: &str| folder.join(name);
    json!({"tasks": path("tasks.jsonl"), "papers": path("papers.json"), "authors": path("authors.json")})
}

fn action(name: &str, input: &str) -> String {
    format!("Thought: so.\n\nAction: {name} with Action Input: {input}")
}

const MOSS: &str = "{'title': 'On Moss', 'year': 2019, 'venue': 'Bryology Days', 'n_citation': 1, 'keywords': [], 'doc_type': 'Conference'}";
const VALID: &str = "You can use following valid actions: ['loadPaperNet', 'loadAuthorNet', 'neighbourCheck', 'paperNodeCheck', \
                   'authorNodeCheck', 'authorEdgeCheck', 'paperEdgeCheck', 'check_valid_actions', 'finish', 'sendMessage']";

/// Actions, and what they show.
const SEEN: &[(&str, &str, &str)] = &[
    ("paperNodeCheck", "{'node': 'On Moss'}", "Please load the PaperNet first."),
    ("authorEdgeCheck", "{'node1': 'a', 'node2': 'b'}", "Please load the AuthorNet first."),
    ("neighbourCheck", "{'graph': 'PaperNet', 'node': 'On Moss'}", "Please load the PaperNet first."),
    ("neighbourCheck", "{'graph': 'MossNet', 'node': 'a'}", "There are two graphs: PaperNet and AuthorNet."),
    ("loadPaperNet", "{}", "PaperNet is loaded."),
    ("loadAuthorNet", "{}", "AuthorNet is loaded."),
    ("paperNodeCheck", "{'node': 'On Moss'}", MOSS),
    ("paperNodeCheck", "{'node': 'On Moss_2'}", "{'title': 'On Moss', 'year': 2022}"),
    ("paperNodeCheck", "{'node': 'Peat'}", "There is no node named Peat in the PaperNet."),
    ("paperNodeCheck", "{}", "ERROR | KeyError('node')"),
    ("neighborCheck", "{'graph': 'PaperNet', 'node': 'More Moss'}", "['On Moss']"),
    ("neighbourCheck", "{'graph': 'PaperNet', 'node': 'On Moss'}", "[]"),
    ("neighbourCheck", "{'graph': 'AuthorNet', 'node': 'Bo Ash'}", "['Ann Fell']"),
    ("authorNodeCheck", "{'node': 'Ann Fell'}", "{'name': 'Ann Fell', 'org': 'Fen College'}"),
    ("authorNodeCheck", "{'node': 'Cy Rus'}", "{}"),
    (
        "authorEdgeCheck",
        "{'node1': 'Bo Ash', 'node2': 'Ann Fell'}",
        "{'collaborative_papers': ['On Moss', 'On Moss_2']}",
    ),
    (
        "authorEdgeCheck",
        "{'node1': 'Bo Ash', 'node2': 'Cy Rus'}",
        "There is no edge between Bo Ash and Cy Rus.",
    ),
    ("authorEdgeCheck", "{'node1': 'Bo Ash', 'node2': 'Di'}", "There is no node named Di in the AuthorNet."),
    ("paperEdgeCheck", "{'node1': 'More Moss', 'node2': 'On Moss'}", "{'weight': 1.0}"),
    (
        "paperEdgeCheck",
        "{'node1': 'On Moss', 'node2': 'More Moss'}",
        "There is no edge between On Moss and More Moss.",
    ),
    (
        "sendMessage",
        "{'author': 'Bo Ash', 'message': 'hello'}",
        "{'message': 'The message was sent.', 'author': 'Bo Ash'}",
    ),
    ("sendMessage", "{'author': 'Di', 'message': 'hello'}", "There is no node named Di in the AuthorNet."),
    ("check_valid_actions", "{}", VALID),
    ("fly", "{}", "ERROR | Invalid action: fly."),
    ("finish", "{'answer': 1}", "1"),
];

#[test]
fn speaks_as_the_original_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = Academia.open(0, 0, &settings(folder.path())).unwrap();
    assert_eq!(
        world.observation(),
        "Now new trial starts.\nYou should perform actions to accomplish the goal: How many papers cite On Moss?\nGive me one action."
    );
    for (name, input, seen) in SEEN {
        let step = world.step(&action(name, input));
        assert_eq!(step.observation, format!("Observation: {seen}\nGive me one action."), "{name} {input}");
        assert_eq!((step.reward, step.done), if *name == "finish" { (1.0, true) } else { (0.0, false) });
    }
    assert_eq!(
        world.step(&action("loadPaperNet", "{}")).observation,
        "Observation: The task is over.\nGive me one action."
    );
}

#[test]
fn the_answer_must_be_said_to_be_rewarded() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    for (index, answer, reward) in [
        (0, json!(1), 1.0),
        (0, json!(2), 0.0),
        (0, json!("1"), 0.0),
        (1, json!(["a", "b"]), 1.0),
        (1, json!(["b", "a"]), 1.0),
        (1, json!(["b"]), 0.0),
    ] {
        let mut world = Academia.open(index, 0, &settings).unwrap();
        assert!(!world.call("finish", &json!({"answer": answer})).failed);
        assert_eq!((world.reward(), world.done()), (reward, true), "{index} {answer}");
    }
    // What was asked for came up on the way, which the original rewards; the answer was another.
    let mut world = Academia.open(7, 0, &Value::Null).unwrap();
    let (last, looks) =
        world.solution(Shape::AgentGym).calls.split_last().map(|(l, r)| (l.clone(), r.to_vec())).unwrap();
    for act in looks {
        world.step(act.arguments["action"].as_str().unwrap());
    }
    assert!(last.arguments["action"].as_str().unwrap().contains("finish"));
    assert_eq!((world.step(&action("finish", "{'answer': 'moss'}")).done, world.reward()), (true, 0.0));
}

/// Calls that look a question up say enough to answer it: the texts of the answer stand in what came back.
#[test]
fn our_questions_can_be_answered_by_looking() {
    let mut asked = BTreeSet::new();
    for index in 0..Academia.tasks(&Value::Null).unwrap() {
        for seed in [0, 5] {
            let mut world = Academia.open(index, seed, &Value::Null).unwrap();
            let calls = world.solution(Shape::Native).calls;
            let (finish, looks) = calls.split_last().unwrap();
            let seen =
                looks.iter().map(|act| found(world.as_mut(), &act.tool, &act.arguments)).collect::<String>();
            let answer = &finish.arguments["answer"];
            let parts = answer.as_array().cloned().unwrap_or_else(|| vec![answer.clone()]);
            for part in parts.iter().filter_map(Value::as_str).filter(|part| !["Yes", "No"].contains(part)) {
                let said = seen.contains(part) || world.task().prompt.contains(part);
                assert!(said, "{index}: {part} was not found: {}", world.task().prompt);
            }
            asked.insert(world.task().prompt.clone());
        }
    }
    assert_eq!(asked.len(), 192, "no question is asked twice");
}

fn found(world: &mut dyn Environment, tool: &str, arguments: &Value) -> String {
    let reply = world.call(tool, arguments);
    assert!(!reply.failed, "{tool} {arguments}: {}", reply.text);
    reply.text
}

/// The library's figures, by its own tools.
#[test]
fn our_library_is_consistent() {
    let mut world = Academia.open(8, 0, &Value::Null).unwrap();
    let calls = world.solution(Shape::Native).calls;
    for act in [&calls[0], &calls[1]] {
        found(world.as_mut(), &act.tool, &act.arguments);
    }
    found(world.as_mut(), "load_author_net", &json!({}));
    let title = calls[1].arguments["node"].as_str().unwrap().to_owned();
    let paper = world.call("paper_node_check", &json!({"node": title})).structured["paper"].clone();
    let authors: Vec<&str> =
        paper["authors"].as_array().unwrap().iter().map(|author| author["name"].as_str().unwrap()).collect();
    let edge = world.call("author_edge_check", &json!({"node1": authors[0], "node2": authors[1]})).structured;
    assert!(edge["edge"]["collaborative_papers"].as_array().unwrap().contains(&json!(title)));
    let cited = world.call("neighbour_check", &json!({"graph": "PaperNet", "node": title})).structured;
    for older in cited["neighbours"].as_array().unwrap() {
        let source = world.call("paper_node_check", &json!({"node": older})).structured["paper"].clone();
        assert!(source["year"].as_u64() <= paper["year"].as_u64() && source["n_citation"].as_u64() > Some(0));
        assert!(!world.call("paper_edge_check", &json!({"node1": title, "node2": older})).failed);
        assert!(world.call("paper_edge_check", &json!({"node1": older, "node2": title})).failed);
    }
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut world = Academia.open(3, 0, &Value::Null).unwrap();
    let before = world.state();
    for (tool, arguments) in [
        ("paper_node_check", json!({"node": "x"})),
        ("neighbour_check", json!({"graph": "x", "node": "y"})),
        ("send_message", json!({"author": "Nobody", "message": "x"})),
        ("loadPaperNet", json!({})),
        ("finish", json!({})),
        ("finish", json!({"answer": [1, "a"]})),
    ] {
        assert!(world.call(tool, &arguments).failed, "{tool}");
        assert_eq!(world.state(), before, "{tool}");
    }
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let good = settings(folder.path());
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        json!(path)
    };
    let bad = write("bad", "{\"goal\": 1}\n");
    let loose = write("loose", r#"{"nodes": [{"id": 1}], "links": [{"source": 1, "target": 2}]}"#);
    let nameless = write("nameless", r#"{"nodes": [{"name": "a"}], "links": []}"#);
    let hollow = write("hollow", r#"{"nodes": [], "links": []}"#);
    let silent = write("silent", r#"{"goal": "?"}"#);
    for (name, value, words) in [
        ("tasks", bad, "line 1"),
        ("tasks", silent, "neither `subgoals` nor"),
        ("tasks", json!("/nowhere"), "/nowhere"),
        ("tasks", json!(null), "`tasks`"),
        ("papers", json!(null), "name both files"),
        ("papers", json!("/nowhere"), "/nowhere"),
        ("papers", good["tasks"].clone(), "`nodes` and `links`"),
        ("authors", loose, "link 1"),
        ("authors", nameless, "node 1"),
        ("authors", hollow, "no nodes"),
        ("colour", json!(1), "`tasks`, `papers` and `authors`"),
    ] {
        let mut settings = good.clone();
        settings[name] = value;
        let error = Academia.tasks(&settings).unwrap_err();
        let known = matches!(error, EnvironmentError::Data { .. } | EnvironmentError::Settings { .. });
        assert!(known && error.to_string().contains(words), "{name} {words}: {error}");
    }
}

#[test]
fn yes_and_no_are_about_as_frequent() {
    let mut answers = [0, 0];
    for index in 0..Academia.tasks(&Value::Null).unwrap() {
        for seed in 0..6 {
            let world = Academia.open(index, seed, &Value::Null).unwrap();
            match world.solution(Shape::Native).answer.as_str() {
                "Yes" => answers[0] += 1,
                "No" => answers[1] += 1,
                _ => {}
            }
        }
    }
    assert!(answers[0] * 2 > answers[1] && answers[1] * 2 > answers[0], "{answers:?}");
}
