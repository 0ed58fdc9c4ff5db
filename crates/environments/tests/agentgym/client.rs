//! Our client with servers that are not as they should be.

use crate::try_open;
use environments::{AgentGym, Environment, Family, Shape, family};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::time::{Duration, Instant};
use testkit::{Double, Said};

fn settings(double: &Double, environment: &str) -> Value {
    json!({"url": double.url, "environment": environment, "timeout": 20})
}

/// What a server says to `create` and `reset`.
fn opening() -> Vec<Said> {
    vec![
        Said::Json(json!({"id": 4, "observation": "x", "done": false, "reward": 0})),
        Said::Json(json!({"id": 4, "observation": "Goal: craft x.", "done": false, "reward": 0})),
    ]
}

fn seen(observation: &str, reward: &Value, done: bool) -> Value {
    json!({"observation": observation, "reward": reward, "done": done})
}

/// Opens a task on a double of TextCraft that says `script` once it is open.
fn opened(script: Vec<Said>) -> (Double, Box<dyn Environment>) {
    let double = Double::start(opening().into_iter().chain(script).collect());
    let settings = json!({"url": double.url, "environment": "textcraft", "timeout": 2});
    let world = try_open(&settings, 17).unwrap();
    (double, world)
}

#[test]
fn a_foreign_server_is_played_with_one_tool() {
    let (double, mut world) = opened(vec![
        Said::Json(seen("Got 1 x", &json!(0), false)),
        Said::Json(json!({"error": "'NoneType' object is not subscriptable"})),
        Said::Json(seen("Crafted 1 y", &json!(1), true)),
        Said::Json(json!(true)),
    ]);
    assert_eq!(world.task().id, "agentgym-textcraft:17");
    assert!(world.task().prompt.ends_with("Goal: craft x."));
    assert!(world.grammar().contains("craft [count] [item]"), "our own family knows the grammar");
    assert_eq!(world.tools().len(), 1);
    assert_eq!(world.call("step", &json!({"action": "get 1 x"})).structured["observation"], "Got 1 x");
    let before = world.state();
    let refused = world.call("step", &json!({"action": "boom"}));
    assert_eq!((refused.failed, refused.text.as_str()), (true, "'NoneType' object is not subscriptable"));
    assert!(world.call("step", &json!({})).failed && world.call("fly", &json!({})).failed);
    assert_eq!((world.state(), world.reward()), (before, 0.0));
    assert_eq!(world.step("craft 1 y using 1 x").reward, 1.0);
    assert_eq!((world.reward(), world.done(), world.fault()), (1.0, true, None));
    assert_eq!(world.step("inventory").observation, "The game is over.");
    assert_eq!(world.solution(Shape::Native).calls, []);
    assert_eq!((world.foreign_act(Shape::AgentGym, "x"), world.sent()), (None, Vec::new()));
    assert_eq!(world.state()["world"], Value::Null);
    assert_eq!(world.state()["played"][1]["action"], "craft 1 y using 1 x");
    drop(world);
    let asked = double.asked();
    assert_eq!(asked[0], ("POST /create".to_owned(), json!({})));
    assert_eq!(asked[1], ("POST /reset".to_owned(), json!({"id": 4, "data_idx": 17})));
    assert_eq!(asked[2], ("POST /step".to_owned(), json!({"id": 4, "action": "get 1 x"})));
    assert_eq!(asked.last().unwrap(), &("POST /close".to_owned(), json!({"id": 4})));
}

/// Plays one action with a server of this environment; what the world shows and what the server was asked.
fn check(environment: &str, script: Vec<Value>, asked: &[(&str, Value)], expected: (&str, &str, f64, bool)) {
    let double = Double::start(script.into_iter().map(Said::Json).collect());
    let mut world = try_open(&settings(&double, environment), 3).unwrap();
    let first = world.observation();
    let step = world.step("act");
    let shown = (first.as_str(), step.observation.as_str(), world.reward(), world.done());
    assert_eq!(shown, expected, "{environment}");
    assert_eq!(world.fault(), None, "{environment}");
    let heard = double.asked();
    for (at, (request, body)) in asked.iter().enumerate() {
        assert_eq!((heard[at].0.as_str(), &heard[at].1), (*request, body), "{environment}");
    }
}

/// What a step shows, with members of the environment's own.
fn observed(rest: &Value) -> Value {
    let mut value = json!({"observation": "two", "done": false});
    value.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    value
}

#[test]
fn environments_of_dialect_a_are_asked_in_their_own_words() {
    check(
        "babyai",
        vec![
            json!({"id": 0}),
            json!({"observation": "one", "reward": 0, "score": 0, "deleted": false, "done": false}),
            observed(&json!({"reward": 0, "score": 0.75, "done": true})),
        ],
        &[("POST /create", json!({})), ("POST /reset", json!({"id": 0, "data_idx": 3}))],
        ("one", "two", 0.75, true),
    );
    check(
        "sciworld",
        vec![
            json!({"id": 0}),
            json!({"task_name": "t", "var_num": 1, "task_description": "Task.", "observation": "one", "reward": 0,
                   "score": 3, "deleted": false, "done": false}),
            observed(&json!({"reward": 5, "score": 8})),
        ],
        &[],
        ("Task.\none", "two", 0.08, false),
    );
    check(
        "alfworld",
        vec![
            json!({"id": 0}),
            json!({"id": 0, "observation": "one", "available_actions": ["look"], "task_type": "t"}),
            observed(&json!({"reward": 1.0, "available_actions": [], "done": true})),
        ],
        &[("POST /create", json!({})), ("POST /reset", json!({"id": 0, "game": 3, "world_type": "Text"}))],
        ("one", "two", 1.0, true),
    );
    check(
        "chess",
        vec![json!({"id": 0}), json!({"observation": "one"}), observed(&json!({"reward": 7}))],
        &[("POST /create", json!({})), ("POST /reset", json!({"id": 0, "data_idx": 3}))],
        ("one", "two", 1.0, false),
    );
}

#[test]
fn environments_of_dialect_b_are_asked_in_their_own_words() {
    check(
        "webshop",
        vec![
            json!(77),
            json!(["stale", null]),
            json!("one"),
            json!({"state": "two", "reward": 0.5, "done": true, "info": null}),
        ],
        &[
            ("POST /create", json!({})),
            ("POST /reset", json!({"env_idx": 77, "session_id": 3})),
            ("GET /observation?env_idx=77", Value::Null),
            ("POST /step", json!({"env_idx": 77, "action": "act"})),
        ],
        ("one", "two", 0.5, true),
    );
    check(
        "sqlgym",
        vec![
            json!(5),
            json!(["one", null]),
            json!({"state": "two", "reward": 1.0, "done": true, "info": {}}),
        ],
        &[("POST /create", json!({})), ("POST /reset", json!({"env_idx": 5, "item_id": 3}))],
        ("one", "two", 1.0, true),
    );
    check(
        "todo",
        vec![json!(5), json!("one"), observed(&json!({"reward": true, "done": true}))],
        &[("POST /create", json!({"id": 3})), ("POST /reset", json!({"env_idx": 5, "id": 3}))],
        ("one", "two", 1.0, true),
    );
    check(
        "webarena",
        vec![
            json!({"env_idx": 0}),
            json!({"observation": "one", "sites": ["shopping"], "object": "o"}),
            json!({"observation": "two", "reward": 1.0, "terminated": false, "truncated": false, "info": null}),
        ],
        &[
            ("POST /create", json!({})),
            ("POST /reset", json!({"env_idx": 0, "idx": 3, "seed": 0})),
            ("POST /step", json!({"env_idx": 0, "action": "```act```"})),
        ],
        ("one", "two", 0.0, false),
    );
}

#[test]
fn an_overloaded_server_is_asked_again() {
    let mut script = vec![Said::Status(503, "busy"), Said::Status(503, "busy")];
    script.extend(opening());
    script.push(Said::Status(503, "busy"));
    script.push(Said::Json(seen("Got 1 x", &json!(0), false)));
    let double = Double::start(script);
    let mut world = try_open(&settings(&double, "textcraft"), 0).unwrap();
    assert_eq!(world.step("get 1 x").observation, "Got 1 x");
    assert_eq!(double.asked().len(), 6);
    assert_eq!(world.fault(), None);
}

#[test]
fn a_server_that_is_about_to_start_is_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let starting = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(250));
        let listener = TcpListener::bind(address).unwrap();
        listener.accept().map(drop)
    });
    let error =
        try_open(&json!({"url": format!("http://{address}"), "environment": "maze"}), 0).err().unwrap();
    assert!(!error.contains("nobody answers"), "somebody was there in the end: {error}");
    starting.join().unwrap().unwrap();
}

#[test]
fn nobody_there_is_said() {
    let start = Instant::now();
    let settings = json!({"url": "http://127.0.0.1:1", "environment": "maze", "timeout": 1});
    let error = try_open(&settings, 0).err().unwrap();
    assert!(error.contains("is the server running?") && error.contains("127.0.0.1:1"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_server_without_encryption_is_not_asked_for_it() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        std::io::Write::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")
    });
    let error = try_open(&json!({"url": url, "environment": "maze", "timeout": 5}), 0).err().unwrap();
    assert!(error.contains("the request failed"), "{error}");
    answering.join().unwrap().unwrap();
}

#[test]
fn an_opening_that_fails_is_an_error() {
    let first = || Said::Json(json!({"id": 0}));
    for (script, words) in [
        (vec![Said::Json(json!({"error": "no room"}))], "refuses `create`: no room"),
        (vec![Said::Json(json!({"id": "x"}))], "does not say the number"),
        (vec![Said::Status(500, "Internal Server Error")], "status 500: Internal Server Error"),
        (vec![Said::Status(302, "")], "status 302"),
        (
            vec![first(), Said::Json(json!({"error": "list index out of range"}))],
            "refuses `reset`: list index",
        ),
        (vec![first(), Said::Json(json!([]))], "does not say an observation"),
        (vec![first(), Said::Json(json!({"observation": 7}))], "does not say an observation"),
    ] {
        let double = Double::start(script);
        let error = try_open(&settings(&double, "textcraft"), 0).err().unwrap();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_fault_is_the_server_s_and_lasts() {
    let late = Said::Late(Duration::from_secs(20), json!({}));
    for (said, words) in [
        (late, "no answer within 2 s"),
        (Said::Stalled(Duration::from_secs(20)), "no answer within 2 s"),
        (Said::Raw(vec![b' '; 5_000_000]), "longer than"),
        (Said::Raw(b"<html>\xff".to_vec()), "not JSON"),
        (Said::Raw("[".repeat(100_000).into_bytes()), "not JSON"),
        (Said::Half, "failed"),
        (Said::Nothing, "failed"),
        (Said::Status(500, "Internal \u{1b}[31m Server Error"), "status 500: Internal \\u{1b}"),
        (Said::Json(json!({"error": "The id 4 is not valid."})), "The id 4 is not valid."),
        (Said::Json(json!({"observation": "x", "done": false})), "does not say a reward"),
        (Said::Json(json!({"observation": "x", "reward": 0})), "does not say whether the episode is over"),
        (Said::Json(json!("x")), "does not say"),
    ] {
        let (double, mut world) = opened(vec![said]);
        let before = world.state();
        let start = Instant::now();
        assert_eq!(world.step("inventory").observation, "The environment does not answer any more.");
        let fault = world.fault().unwrap();
        assert!(fault.contains(words), "{fault}");
        assert!(world.call("step", &json!({"action": "inventory"})).failed);
        assert_eq!((world.state(), world.done()), (before, false));
        drop(world);
        assert!(start.elapsed() < Duration::from_secs(10), "{words}");
        assert_eq!(double.asked().len(), 3, "a server that is lost is left alone");
    }
}

#[test]
fn a_server_that_only_claims_to_be_ours_is_caught() {
    // The double sends no header, so a server of ours with another world behind its name stands in for a liar.
    let ours = crate::Ours::of("maze");
    let mut world = crate::open(&ours.url, "maze", 0);
    let direction = world.solution(Shape::AgentGym).calls[0].arguments["action"].clone();
    let url = format!("{}/step", ours.url);
    ureq::post(&url).send(json!({"id": 0, "action": direction}).to_string()).unwrap();
    world.step("look");
    assert!(world.fault().unwrap().contains("what our world does not"));
    ours.close();
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let url = "http://127.0.0.1:36001";
    for (settings, words) in [
        (json!(null), "needs the `url`"),
        (json!({"environment": "textcraft"}), "missing field `url`"),
        (json!({"url": url, "color": 1}), "unknown field `color`"),
        (json!({"url": "ftp://x"}), "needs http or https"),
        (json!({"url": "127.0.0.1:36001"}), "needs http or https"),
        (json!({"url": "http://a:b@c"}), "needs http or https"),
        (json!({"url": "http://a/?x=1"}), "needs http or https"),
        (json!({"url": url, "environment": "Text Craft"}), "known ones are textcraft, babyai"),
        (json!({"url": url, "environment": "webshop", "dialect": "a"}), "speaks the dialect \"b\""),
        (json!({"url": url, "dialect": "c"}), "`dialect`, \"a\" or \"b\""),
        (json!({"url": url, "timeout": 0}), "`timeout` must be 1"),
        (json!({"url": url, "tasks": 0}), "`tasks` must be"),
    ] {
        let error = AgentGym.tasks(&settings).unwrap_err().to_string();
        assert!(error.contains(words), "{settings}: {error}");
    }
    let tasks = |settings: Value| AgentGym.tasks(&settings).unwrap();
    assert_eq!(tasks(json!({"url": url, "environment": "textcraft"})), 544);
    assert_eq!(tasks(json!({"url": url, "environment": "todolist"})), 155);
    assert_eq!(tasks(json!({"url": url, "dialect": "b", "tasks": 5})), 5);
    let error = try_open(&json!({"url": url, "tasks": 5}), 5).err().unwrap();
    assert!(error.contains("tasks 0 to 4"), "{error}");
    assert_eq!(family("agentgym").unwrap().id(), "agentgym");
    assert!(family("chess").err().unwrap().to_string().ends_with("agentgym"));
}
