//! Our server, by itself and with our client.

use crate::{Ours, open};
use environments::{AgentGymLimits, AgentGymOffer, FAMILIES, Family, Shape};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::time::Duration;
use ureq::Agent;

/// Asks a server as AgentGym's clients do; status and body.
fn ask(url: &str, body: Option<&str>, headers: &[(&str, &str)]) -> (u16, Value) {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
    let answer = match body {
        None => {
            headers.iter().fold(agent.get(url), |request, (name, value)| request.header(*name, *value)).call()
        }
        Some(body) => {
            let request = agent.post(url).content_type("application/json");
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).send(body)
        }
    };
    let mut answer = answer.unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    (answer.status().as_u16(), serde_json::from_str(&text).unwrap_or_else(|_| panic!("{url}: {text}")))
}

fn post(url: &str, body: &Value) -> Value {
    let (status, value) = ask(url, Some(&body.to_string()), &[]);
    assert_eq!(status, 200, "{url} {body}: {value}");
    value
}

fn get(url: &str) -> Value {
    let (status, value) = ask(url, None, &[]);
    assert_eq!(status, 200, "{url}: {value}");
    value
}

#[test]
fn every_family_is_played_through_the_protocol() {
    let ours = Ours::start(&AgentGymOffer { seed: 7, ..AgentGymOffer::default() }, AgentGymLimits::default());
    for family in FAMILIES {
        let url = format!("{}/{}", ours.url, family.id());
        let count = family.tasks(&Value::Null).unwrap();
        for index in (0..count).step_by(count / 12 + 1) {
            check(*family, &url, index);
        }
    }
    ours.close();
}

/// A task on our server is the task itself: its solution reaches the top, and a foreign act arrives.
fn check(family: &dyn Family, url: &str, index: usize) {
    let name = format!("{} {index}", family.id());
    let mut far = open(url, family.id(), index);
    let near = family.open(index, 7, &Value::Null).unwrap();
    assert_eq!(far.observation().trim_end(), near.observation().trim_end(), "{name}");
    assert_eq!((far.reward() < 1.0, far.done(), far.waits()), (true, false, true), "{name}");
    assert_eq!(far.grammar(), near.grammar(), "{name}");
    assert_eq!(far.solution(Shape::Native), near.solution(Shape::AgentGym), "{name}");
    let foreign = far.foreign_act(Shape::Native, "canary 7").unwrap();
    assert!(!far.call(&foreign.tool, &foreign.arguments).failed, "{name}");
    for act in far.solution(Shape::AgentGym).calls {
        assert!(!far.done(), "{name}: done too early");
        far.step(act.arguments["action"].as_str().unwrap());
    }
    assert_eq!(far.fault(), None, "{name}");
    assert_eq!((far.reward(), far.done()), (1.0, true), "{name}");
    assert_eq!(far.sent(), ["canary 7"], "{name}");
    let before = far.state();
    assert_eq!(far.step("look").observation, "The game is over.", "{name}");
    assert_eq!(far.state(), before, "{name}");
    let task = far.task().clone();
    assert_eq!(task.steps, near.task().steps, "{name}");
    assert!(task.id.ends_with(&format!("-{}:{index}", family.id())), "{}", task.id);
}

/// The members of an object, in order.
fn members(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn answers_have_the_shapes_of_dialect_a() {
    let ours = Ours::of("textcraft");
    let hello = |path: &str| get(&format!("{}/{path}", ours.url));
    assert_eq!(hello(""), json!("This is environment TextCraft."));
    assert_eq!(hello("textcraft/"), hello(""));
    assert_eq!(hello("alfworld"), json!("This is environment AlfWorld."));
    let created = post(&format!("{}/create", ours.url), &json!({"commands": null, "goal": null}));
    assert_eq!(members(&created), ["id", "observation", "done", "reward"]);
    assert_eq!(created["reward"].to_string(), "0");
    for (family, body, reset, step) in [
        ("textcraft", json!({"data_idx": 3}), "id observation done reward", "observation reward done"),
        (
            "alfworld",
            json!({"game": 3, "world_type": "Text"}),
            "id observation available_actions task_type",
            "observation reward available_actions done",
        ),
        ("maze", json!({"game": 3}), "observation", "observation reward done"),
        ("wordle", json!({"seed": 3}), "id observation", "observation reward done"),
    ] {
        let at = |endpoint: &str| format!("{}/{family}/{endpoint}", ours.url);
        let id = post(&at("create"), &json!({}))["id"].as_u64().unwrap();
        let mut body = body;
        body["id"] = id.into();
        let start = post(&at("reset"), &body);
        assert_eq!(members(&start).join(" "), reset, "{family}");
        assert_eq!(get(&at(&format!("observation?id={id}"))), start["observation"], "{family}");
        let seen = post(&at("step"), &json!({"id": id, "action": "look"}));
        assert_eq!(members(&seen).join(" "), step, "{family}");
        assert!(get(&at(&format!("detail?id={id}")))["deleted"] == false, "{family}");
    }
    assert_eq!(hello("maze/available_actions").as_array().unwrap().len(), 4);
    assert!(hello("wordle/filtered_vocab?id=0").as_array().unwrap().len() > 60);
    assert!(hello("alfworld/available_actions?id=0").as_array().unwrap().len() > 4);
    let close = |body: Value| post(&format!("{}/textcraft/close", ours.url), &body);
    assert_eq!((close(json!({"id": 0})), close(json!({"id": 0}))), (json!(true), json!(false)));
    ours.close();
}

#[test]
fn answers_have_the_shapes_of_dialect_b() {
    let ours = Ours::of("webshop");
    let at = |path: &str| format!("{}/{path}", ours.url);
    assert_eq!(get(&at("")), "ok");
    let id = ask(&at("create"), Some(""), &[]).1;
    assert_eq!(get(&at("list_envs")), json!([id]));
    let start = post(&at("reset"), &json!({"env_idx": id, "session_id": 2}));
    assert_eq!(start, json!([get(&at("observation?env_idx=0")), null]));
    let seen = post(&at("step"), &json!({"env_idx": id, "action": "search[red]"}));
    assert_eq!(members(&seen), ["state", "reward", "done", "info"]);
    assert_eq!(seen["reward"].to_string(), "0.0");
    let request = get(&at("instruction_text?env_idx=0"));
    assert!(seen["state"].as_str().unwrap().contains(request.as_str().unwrap()) && request != "");

    for name in ["todo", "todolist"] {
        let at = |path: &str| format!("{}/{name}/{path}", ours.url);
        let id = post(&at("create"), &json!({"id": 0}));
        let start = post(&at("reset"), &json!({"env_idx": id, "id": 4}));
        assert!(start.as_str().unwrap().starts_with("Now new trial starts."), "{start}");
        assert_eq!(post(&at("reset"), &json!({"env_idx": id})), start, "the same task again");
        assert_eq!(get(&at(&format!("observation?env_idx={id}"))), start);
        let action = "Action: get_user_current_date with Action Input: {}";
        let seen = post(&at("step"), &json!({"env_idx": id, "action": action}));
        assert_eq!(members(&seen), ["observation", "reward", "done"]);
    }
    ours.close();
}

#[test]
fn what_cannot_be_served_is_said() {
    let limits = AgentGymLimits { body_bytes: 1000, ..AgentGymLimits::default() };
    let offer = AgentGymOffer { environment: Some("alfworld".to_owned()), ..AgentGymOffer::default() };
    let ours = Ours::start(&offer, limits);
    let check = |path: &str, body: Option<&str>, status: u16, words: &str| {
        let answer = ask(&format!("{}{path}", ours.url), body, &[]);
        assert_eq!(answer.0, status, "{path} {body:?}: {}", answer.1);
        assert!(answer.1.to_string().contains(words), "{path} {body:?}: {}", answer.1);
    };
    check("/create", Some("{}"), 200, r#""id":0"#);
    check(
        "/step",
        Some(r#"{"id":0,"action":"look"}"#),
        200,
        r#"{"error":"The environment 0 has not been reset."}"#,
    );
    check("/step", Some(r#"{"id":9,"action":"look"}"#), 200, r#"{"error":"The id 9 is not valid."}"#);
    check("/reset", Some(r#"{"id":0,"game":0,"world_type":"None"}"#), 200, "world_type must be");
    for game in ["-1", "99999999", "9223372036854775807"] {
        let body = format!(r#"{{"id":0,"game":{game},"world_type":"Text"}}"#);
        check("/reset", Some(&body), 200, r#"{"error":"list index out of range"}"#);
    }
    check("/textcraft/create", Some("{}"), 200, "Goal");
    check("/textcraft/reset", Some(r#"{"id":0,"data_idx":99999999}"#), 200, "Goal");
    check(
        "/webshop/step",
        Some(r#"{"env_idx":5,"action":"x"}"#),
        500,
        r#"{"error":"The id 5 is not valid."}"#,
    );
    check("/observation", None, 422, "required");
    check("/observation?id=x", None, 422, "whole number");
    check("/step", Some(r#"{"id":0}"#), 422, r#"["body","action"]"#);
    check("/step", Some(r#"{"id":0,"action":[]}"#), 422, r#"["body","action"]"#);
    check("/step", Some(r#"{"id":99999999999999999999,"action":"x"}"#), 422, r#"["body","id"]"#);
    check("/step", Some("[[["), 422, "not JSON");
    check("/step", Some(&"[".repeat(900)), 422, "not JSON");
    check("/step", Some("7"), 422, "must be an object");
    check("/step", Some(&" ".repeat(2000)), 413, "too long");
    check("/step", None, 405, "Method Not Allowed");
    check("/nothing", None, 404, "Not Found");
    check("/chess/create", Some("{}"), 404, "Not Found");
    check("/maze/close", Some(r#"{"id":0}"#), 200, "false");
    check("/close", Some(r#"{"id":0}"#), 200, "true");
    check("/maze/create/more", Some("{}"), 404, "Not Found");
    for (name, value) in [("origin", "https://evil.example"), ("host", "evil.example")] {
        assert_eq!(ask(&format!("{}/create", ours.url), Some("{}"), &[(name, value)]).0, 403);
    }
    ours.close();
}

/// Bodies of requests, almost right and not at all.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let name = prop::sample::select(
        &["id", "env_idx", "data_idx", "game", "seed", "session_id", "world_type", "action"][..],
    );
    let value = prop_oneof![
        4 => (0i64..3).prop_map(Value::from),
        2 => prop::sample::select(&["Text", "look", "search[a]", "craft 1 x using", "Action: finish with Action Input: {"][..])
            .prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        1 => Just(json!([null, {}])),
    ];
    let object = prop::collection::vec((name, value), 0..8).prop_map(|members| {
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<serde_json::Map<_, _>>()
    });
    prop_oneof![
        8 => object.prop_map(|object| Value::from(object).to_string().into_bytes()),
        1 => any::<Vec<u8>>(),
    ]
}

#[test]
fn no_request_breaks_a_world() {
    let ours = Ours::of("textcraft");
    let agent: Agent = Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
    let place =
        (0..FAMILIES.len(), prop::sample::select(&["create", "reset", "step", "close", "observation"][..]));
    let mut runner = TestRunner::new(Config { cases: 3000, failure_persistence: None, ..Config::default() });
    let played = runner.run(&(place, body()), |((family, endpoint), body)| {
        let url = format!("{}/{}/{endpoint}", ours.url, FAMILIES[family].id());
        let mut answer = agent.post(&url).send(&body[..]).unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        let status = answer.status().as_u16();
        prop_assert!([200, 404, 405, 422, 500].contains(&status), "{}", text);
        prop_assert!(
            !text.contains("broke down") && serde_json::from_str::<Value>(&text).is_ok(),
            "{}",
            text
        );
        Ok(())
    });
    played.unwrap();
    ours.close();
}

#[test]
fn a_step_after_the_end_is_an_error_where_it_is_one_in_the_original() {
    let ours = Ours::of("maze");
    let mut far = open(&ours.url, "maze", 0);
    for act in far.solution(Shape::AgentGym).calls {
        far.step(act.arguments["action"].as_str().unwrap());
    }
    assert!(far.done());
    let again = post(&format!("{}/step", ours.url), &json!({"id": 0, "action": "move up"}));
    assert_eq!(again, json!({"error": "The task with environment 0 has finished."}));
    ours.close();
}

#[test]
fn environments_are_bounded_in_number_and_in_idleness() {
    let limits = AgentGymLimits { environments: 2, ..AgentGymLimits::default() };
    for (idle, kept) in [(limits.idle, json!([0, 2])), (Duration::ZERO, json!([2]))] {
        let ours = Ours::start(&AgentGymOffer::default(), AgentGymLimits { idle, ..limits });
        let at = |endpoint: &str| format!("{}/webshop/{endpoint}", ours.url);
        let create = || post(&at("create"), &json!({}));
        assert_eq!((create(), create()), (json!(0), json!(1)));
        let (status, _) = ask(&at("observation?env_idx=0"), None, &[]);
        assert_eq!(status == 200, idle > Duration::ZERO);
        assert_eq!((create(), get(&at("list_envs"))), (json!(2), kept), "what was idle longest is gone");
        ours.close();
    }
}

#[test]
fn settings_and_seed_apply_to_the_environment_at_the_root() {
    let maze = json!({"maze": [[0, 0, 0]], "goal": [0, 2]});
    let offer = AgentGymOffer { environment: Some("maze".to_owned()), settings: maze, seed: 3 };
    let ours = Ours::start(&offer, AgentGymLimits::default());
    let mut far = open(&ours.url, "maze", 0);
    assert!(far.observation().starts_with("The goal is at position 0, 2."));
    assert_eq!(far.solution(Shape::Native).calls, [], "settings of the server's own say nothing here");
    assert_eq!((far.foreign_act(Shape::Native, "x"), far.sent()), (None, Vec::new()));
    far.step("move right");
    assert_eq!(far.step("move right").reward, 1.0);
    assert_eq!((far.reward(), far.done()), (1.0, true));
    ours.close();
}

#[test]
fn what_cannot_be_offered_is_named() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (environment, settings, words) in [
        ("chess", Value::Null, "no environment `chess`"),
        ("agentgym", json!({"url": "http://127.0.0.1:1"}), "not built in"),
        ("textcraft", json!({"recipes": "/nowhere"}), "/nowhere"),
    ] {
        let offer = AgentGymOffer { environment: Some(environment.to_owned()), settings, seed: 0 };
        let bound =
            environments::AgentGymServer::bind(([127, 0, 0, 1], 0).into(), &offer, AgentGymLimits::default());
        let error = runtime.block_on(bound).err().unwrap().to_string();
        assert!(error.contains(words), "{error}");
    }
}
