//! Questions about the weather: rules, texts, our own questions, the original's file, and the service over the network.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{Environment, EnvironmentError, Family, Shape, Weather};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

/// A task file in the original's form: the user is in Ghent on 2023-05-10.
fn tasks(folder: &Path) -> PathBuf {
    let line = |goal: &str, subgoals: Value, answer: Value| {
        let start = json!({"current_date": "2023-05-10", "current_location": "Ghent"});
        let info = json!({"answer": answer, "init_config": start, "goal_type": 0, "tool": "weather"});
        json!({"id": 0, "goal": goal, "subgoals": subgoals, "additional_info": info, "difficulty": "hard"})
    };
    let lines = [
        line("How warm?", json!([6.399_999_999_999_999, 6.4]), json!(6.4)),
        line("What and when?", json!([["b", "a"]]), json!(["b", "a"])),
        line("What range?", json!([[[19.9, 14.6], [0.4, 0.0]]]), json!(null)),
        line("Anything?", json!([null]), json!(null)),
        line("How good?", json!(["good"]), json!("good")),
    ];
    let path = folder.join("weather.jsonl");
    std::fs::write(&path, lines.map(|line| format!("{line}\n")).concat()).unwrap();
    path
}

fn opened(index: usize, more: Value) -> (tempfile::TempDir, Box<dyn Environment>) {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = more;
    settings.as_object_mut().unwrap().insert("tasks".to_owned(), json!(tasks(folder.path())));
    let world = Weather.open(index, 0, &settings).unwrap();
    (folder, world)
}

/// Plays actions and holds each observation against the expected one.
fn check(more: Value, steps: &[(&str, &str)]) {
    let (_folder, mut world) = opened(0, more);
    for (action, expected) in steps {
        let before = world.state();
        let seen = world.step(&format!("Action: {action}")).observation;
        assert_eq!(seen, format!("Observation: {expected}\nGive me one action."), "{action}");
        assert_eq!(world.state(), before, "{action}");
    }
}

const TOO_LONG: &str = "Error: Sorry, at present, we support a maximum time span of 30 days between start_date and end_date in a single query. Your input exceeds this range. You can split your current query into multiple sub-queries that meet our criteria.";

/// An action over days at a place.
fn over(name: &str, start: &str, end: &str) -> String {
    format!(
        "{name} with Action Input: {{'latitude': 51.05, 'longitude': 3.72, 'start_date': '{start}', 'end_date': '{end}'}}"
    )
}

#[test]
fn says_what_the_original_says() {
    let past = |start, end| over("get_historical_rain", start, end);
    let next = |start, end| over("get_snow_forecast", start, end);
    let rain = "{'latitude': 51.05, 'longitude': 3.72, 'daily_units': {'time': 'iso8601', 'rain_sum': 'mm'}, \
                'daily': {'time': ['2023-05-08', '2023-05-09'], 'rain_sum': [0.0, 0.0]}}";
    check(
        json!({}),
        &[
            ("get_user_current_date with Action Input: {}", "2023-05-10"),
            ("get_user_current_location with Action Input: {}", "Ghent"),
            (
                "get_latitude_longitude with Action Input: {'name': 'paris'}",
                "{'results': [{'name': 'Paris', 'latitude': 48.85, 'longitude': 2.35, 'country_code': 'FR'}, \
                 {'name': 'Paris', 'latitude': 33.66, 'longitude': -95.56, 'country_code': 'US'}]}",
            ),
            (
                "get_elevation with Action Input: {'latitude': 48.85, 'longitude': 2.35}",
                "{'elevation': [42.0]}",
            ),
            (
                "get_distance with Action Input: {'latitude1': 90, 'longitude1': 0, 'latitude2': '0', 'longitude2': 0}",
                "10001.965729312722",
            ),
            (&past("2023-05-08", "2023-05-09"), rain),
            (&past("2023-5-8", "2023-5-9"), rain),
            (&past("2023-05-10", "2023-05-10"), "Error: start_date should be earlier than current_date"),
            (&past("2023-05-09", "2023-05-10"), "Error: end_date should be earlier than current_date"),
            (&next("2023-05-10", "2023-05-11"), "Error: start_date should be later than current_date"),
            (&next("2023-05-11", "2023-05-10"), "Error: end_date should be later than current_date"),
            (&past("2023-04-08", "2023-05-09"), TOO_LONG),
            (&next("2023-05-11", "2023-06-11"), TOO_LONG),
            (
                &past("2023-13-30", "2023-05-09"),
                "ERROR | ValueError(time data '2023-13-30' does not match format '%Y-%m-%d')",
            ),
            (&past("2023-02-30", "2023-05-09"), "ERROR | ValueError(day is out of range for month)"),
            (
                "get_current_snow with Action Input: {'latitude': 1, 'longitude': 2, 'current_date': 20230510}",
                "ERROR | TypeError(strptime() argument 1 must be str, not int)",
            ),
            (
                "get_air_quality_level with Action Input: {'air_quality_index': '3'}",
                "ERROR | TypeError('<=' not supported between instances of 'str' and 'int')",
            ),
            (
                "get_historical_temp with Action Input: []",
                "ERROR | TypeError(list indices must be integers or slices, not str)",
            ),
            (
                "get_historical_temp with Action Input: {'latitude': 1, 'start_date': 'x'}",
                "ERROR | KeyError('longitude')",
            ),
            (
                "get_air_quality_forecast with Action Input: {}",
                "ERROR | Invalid action: get_air_quality_forecast.",
            ),
            ("fly with Action Input: {}", "ERROR | Invalid action: fly."),
        ],
    );
}

#[test]
fn what_cannot_be_answered_says_why() {
    let past = |start, end| over("get_historical_rain", start, end);
    check(
        json!({}),
        &[
            (&past("2023-05-09", "2023-05-08"), "Error: end_date should not be earlier than start_date"),
            (&past("1800-05-09", "1800-05-09"), "Error: dates must be from 1900-01-01 to 2199-12-31"),
            (
                "get_elevation with Action Input: {'latitude': 100, 'longitude': 0}",
                "Error: latitude must be from -90 to 90 degrees, not 100",
            ),
            (
                "get_elevation with Action Input: {'latitude': 'north', 'longitude': 0}",
                "ERROR | ValueError(latitude must be a number, not north)",
            ),
            (
                "get_latitude_longitude with Action Input: {'name': 'Xanadu'}",
                "Error: there is no place named Xanadu; give the name of a town",
            ),
        ],
    );
}

#[test]
fn a_month_is_the_longest_question() {
    let (_folder, mut world) = opened(0, json!({}));
    for (start, end, days) in [("2023-04-09", "2023-05-09", 31), ("2023-05-09", "2023-05-09", 1)] {
        let arguments = json!({"latitude": 51.05, "longitude": 3.72, "start_date": start, "end_date": end});
        for (tool, column) in [
            ("get_historical_temp", "temperature_2m_mean"),
            ("get_historical_rain", "rain_sum"),
            ("get_historical_snow", "snowfall_sum"),
            ("get_historical_air_quality_index", "european_aqi_pm2_5"),
        ] {
            let reply = world.call(tool, &arguments);
            assert!(!reply.failed, "{}", reply.text);
            let daily = &reply.structured["daily"];
            let rows = (daily["time"].as_array().unwrap().len(), daily[column].as_array().unwrap().len());
            assert_eq!(rows, (days, days), "{tool}");
            assert!(daily["time"][0].as_str().unwrap().starts_with(start));
        }
    }
}

#[test]
fn levels_have_gaps_only_where_they_are_asked_for() {
    for (index, sensible, compat) in [
        (0.0, "good", "good"),
        (20.0, "good", "good"),
        (20.5, "fair", "extremely poor"),
        (21.0, "fair", "extremely poor"),
        (21.5, "fair", "fair"),
        (40.0, "fair", "fair"),
        (60.5, "poor", "extremely poor"),
        (80.0, "poor", "poor"),
        (100.0, "very poor", "very poor"),
        (100.5, "extremely poor", "extremely poor"),
    ] {
        let action = format!("get_air_quality_level with Action Input: {{'air_quality_index': {index:?}}}");
        check(json!({}), &[(&action, sensible)]);
        check(json!({"compat": true}), &[(&action, compat)]);
    }
    let nowhere = "get_latitude_longitude with Action Input: {'name': 'Xanadu'}";
    check(json!({"compat": true}), &[(nowhere, "ERROR | KeyError('results')")]);
}

#[test]
fn only_a_right_answer_that_is_given_is_rewarded() {
    for (index, compat, answer, reward) in [
        (0, false, json!(6.4), 1.0),
        (0, false, json!(6.400_000_000_000_001), 1.0),
        (0, true, json!(6.400_000_000_000_001), 0.0),
        (0, true, json!(6.399_999_999_999_999), 1.0),
        (0, false, json!("6.4"), 0.0),
        (1, false, json!(["a", "b"]), 1.0),
        (1, true, json!(["a", "b"]), 0.0),
        (2, false, json!([[0.4, 0.0], [19.9, 14.6]]), 1.0),
        (4, false, json!("fair"), 0.0),
    ] {
        let (_folder, mut world) = opened(index, json!({"compat": compat}));
        assert!(!world.call("finish", &json!({"answer": answer})).failed);
        assert_eq!((world.reward(), world.done()), (reward, true), "{index} {answer}");
        assert!(world.call("get_user_current_date", &json!({})).failed, "the task is over");
    }
    // As in the original, a result that equals the answer counts in the steps' reward before it is given.
    let (_folder, mut world) = opened(4, json!({}));
    let step = world.step("Action: get_air_quality_level with Action Input: {'air_quality_index': 3}");
    assert_eq!((step.reward, step.done, world.reward()), (1.0, false, 0.0));
    let step = world.step("Action: finish with Action Input: {'answer': 'poor'}");
    assert_eq!((step.reward, step.done, world.reward()), (1.0, true, 0.0));
}

#[test]
fn tasks_of_the_original_have_solutions() {
    let folder = tempfile::tempdir().unwrap();
    let settings = json!({"tasks": tasks(folder.path())});
    assert_eq!(Weather.tasks(&settings).unwrap(), 5);
    for index in 0..5 {
        for shape in [Shape::Native, Shape::AgentGym] {
            let mut world = Weather.open(index, 0, &settings).unwrap();
            assert!(!world.waits() && world.task().prompt.ends_with(['?', '.']));
            for act in world.solution(shape).calls {
                match shape {
                    Shape::Native => drop(world.call(&act.tool, &act.arguments)),
                    Shape::AgentGym => drop(world.step(act.arguments["action"].as_str().unwrap())),
                }
            }
            assert_eq!(world.reward(), 1.0, "{index} {shape:?}");
        }
    }
}

#[test]
fn own_questions_are_of_many_kinds_and_differ_by_seed() {
    let count = Weather.tasks(&Value::Null).unwrap();
    assert!(count >= 60, "{count}");
    let question = |index, seed| {
        let prompt = Weather.open(index, seed, &Value::Null).unwrap().task().prompt.clone();
        prompt.split_once("The user asks: ").unwrap().1.to_owned()
    };
    let all: BTreeSet<(String, String)> = (0..count)
        .map(|index| {
            let world = Weather.open(index, 0, &Value::Null).unwrap();
            (question(index, 0), world.state().to_string())
        })
        .collect();
    assert_eq!(all.len(), count, "no two are the same");
    assert_ne!(question(2, 1), question(2, 2));
    let mut tools = BTreeSet::new();
    for index in 0..21 {
        for seed in 0..20 {
            assert!(!question(index, seed).is_empty(), "{index} {seed}");
        }
        let world = Weather.open(index, 0, &Value::Null).unwrap();
        tools.extend(world.solution(Shape::Native).calls.into_iter().map(|act| act.tool));
        assert!(world.task().steps >= 20);
    }
    assert!(tools.len() >= 15, "{tools:?}");
}

#[test]
fn results_fit_their_schemas() {
    let (_folder, mut world) = opened(0, json!({}));
    let day = "2023-05-01";
    for tool in world.tools() {
        let at = json!({"latitude": 60.0, "longitude": 10.0});
        let mut arguments = json!({});
        for (name, schema) in tool.input["properties"].as_object().unwrap() {
            arguments[name] = match (name.as_str(), schema["type"].as_str()) {
                ("name", _) => json!("Oslo"),
                ("start_date" | "end_date", _) if tool.name.ends_with("forecast") => json!("2023-05-11"),
                ("start_date" | "end_date" | "current_date", _) => json!(day),
                (_, Some("number")) => at["longitude"].clone(),
                _ => json!("x"),
            };
        }
        let reply = world.call(tool.name, &arguments);
        assert!(!reply.failed, "{} {}", tool.name, reply.text);
        fits(&tool.output, &reply.structured, tool.name);
    }
}

/// Whether an object has the members of its schema and no others.
fn fits(schema: &Value, value: &Value, what: &str) {
    let Some(properties) = schema["properties"].as_object() else { return };
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(value), properties.keys().cloned().collect(), "{what}");
    properties.iter().for_each(|(name, schema)| fits(schema, &value[name], what));
}

#[test]
fn settings_and_files_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let undated =
        json!({"goal": "x", "additional_info": {"init_config": {"current_date": "today"}}}).to_string();
    let good = tasks(folder.path());
    for (settings, words) in [
        (json!({"tasks": write("bad", "{\"goal\": 1}\n")}), "line 1"),
        (json!({"tasks": write("undated", &undated)}), "`current_date` is no date"),
        (json!({"tasks": write("empty", "\n")}), "it has no tasks"),
        (json!({"tasks": "/nowhere"}), "/nowhere"),
        (json!({"live": {}}), "`live` needs `tasks`"),
        (json!({"live": {"archive": "nowhere"}, "tasks": good}), "`live.archive` is no address"),
        (json!({"live": {"timeout": 0}, "tasks": good}), "`live.timeout`"),
        (json!({"live": {"color": 1}, "tasks": good}), "color"),
        (json!({"color": 1}), "`tasks`, a file, `live`, an object, and `compat`"),
    ] {
        let error = Weather.tasks(&settings).unwrap_err();
        let known = matches!(error, EnvironmentError::Data { .. } | EnvironmentError::Settings { .. });
        assert!(known && error.to_string().contains(words), "{error}");
    }
}

#[test]
fn alerts_leave_the_house() {
    let mut world = Weather.open(0, 0, &Value::Null).unwrap();
    assert!(world.call("send_alert", &json!({"email": "a@b.example"})).failed);
    assert!(world.sent().is_empty());
    assert!(!world.call("send_alert", &json!({"email": "a@b.example", "message": "storm"})).failed);
    assert_eq!(world.state()["alerts"], json!([{"email": "a@b.example", "message": "storm"}]));
    assert_eq!(world.sent(), ["storm"]);
}

/// A stand-in for Open-Meteo; hands back the paths that it was asked for.
struct Fake {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Fake {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = asked.clone();
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let path = lines.next().unwrap().split(' ').nth(1).unwrap().to_owned();
                while lines.next().is_some_and(|line| !line.is_empty()) {}
                noted.lock().unwrap().push(path.clone());
                let (status, body) = answer(&path);
                let head = format!(
                    "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                stream.write_all((head + &body).as_bytes()).unwrap();
            }
        });
        Self { address, asked }
    }

    /// The settings that lead to it.
    fn settings(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.address);
        json!({"live": {
            "geocoding": at("/search"), "archive": at("/archive"), "forecast": at("/forecast"),
            "air_quality": at("/air"), "elevation": at("/elevation"), "timeout": 5,
        }})
    }
}

/// What the stand-in answers, in the service's form.
fn answer(path: &str) -> (u16, String) {
    let report = |rain: Value| {
        json!({
            "latitude": 51.06, "longitude": 3.74, "generationtime_ms": 0.1, "utc_offset_seconds": 0, "timezone": "GMT",
            "timezone_abbreviation": "GMT", "elevation": 8.0, "daily_units": {"time": "iso8601", "rain_sum": "mm"},
            "daily": {"time": ["2023-05-08"], "rain_sum": [rain]},
        })
    };
    let hours: Vec<String> =
        (0..48).map(|hour| format!("2023-05-0{}T{:02}:00", 8 + hour / 24, hour % 24)).collect();
    let ghent = json!({
        "id": 2_797_656, "name": "Ghent", "latitude": 51.05, "longitude": 3.71667, "elevation": 10.0, "country_code": "BE",
        "country": "Belgium", "admin1": "Flanders", "postcodes": ["9000"], "population": 231_493,
    });
    let body = match path.split('?').next().unwrap() {
        "/search" if path.contains("name=Ghent+%26+more") => {
            json!({"results": [ghent], "generationtime_ms": 1.0})
        }
        "/search" if path.contains("broken") => return (500, String::new()),
        "/search" if path.contains("garbled") => return (200, "<html>".to_owned()),
        "/search" => json!({"generationtime_ms": 1.0}),
        "/archive" if path.contains("start_date=2023-05-11") => {
            return (400, json!({"error": true, "reason": "out of allowed range"}).to_string());
        }
        "/archive" if path.contains("start_date=2023-05-09") => report(Value::Null),
        "/archive" => report(json!(1.5)),
        "/forecast" if path.contains("end_date=2023-05-12") => return (400, "never".to_owned()),
        "/forecast" => report(json!(2.5)),
        "/air" => json!({
            "latitude": 51.1, "longitude": 3.7, "hourly_units": {"time": "iso8601", "european_aqi_pm2_5": "EAQI"},
            "hourly": {"time": hours, "european_aqi_pm2_5": (0..48).collect::<Vec<_>>()},
        }),
        "/elevation" => json!({"elevation": [9.0]}),
        _ => return (404, "no such page".to_owned()),
    };
    (200, body.to_string())
}

#[test]
fn the_service_is_asked_as_the_original_asks_it() {
    let fake = Fake::start();
    let folder = tempfile::tempdir().unwrap();
    let mut settings = fake.settings();
    settings["tasks"] = json!(tasks(folder.path()));
    assert!(Weather.waits(&settings) && !Weather.waits(&Value::Null));
    let mut world = Weather.open(0, 0, &settings).unwrap();
    assert!(world.waits());
    let rain = |millimeters: f64| {
        format!(
            "{{'latitude': 51.06, 'longitude': 3.74, 'daily_units': {{'time': 'iso8601', 'rain_sum': 'mm'}}, \
             'daily': {{'time': ['2023-05-08'], 'rain_sum': [{millimeters}]}}}}"
        )
    };
    let air = "{'latitude': 51.1, 'longitude': 3.7, 'daily_units': {'time': 'iso8601', 'european_aqi_pm2_5': 'EAQI'}, \
               'daily': {'time': ['2023-05-08T12:00', '2023-05-09T12:00'], 'european_aqi_pm2_5': [12, 36]}}";
    for (action, expected) in [
        (
            "get_latitude_longitude with Action Input: {'name': 'Ghent & more'}".to_owned(),
            "{'results': [{'name': 'Ghent', 'latitude': 51.05, 'longitude': 3.71667, 'country_code': 'BE'}]}"
                .to_owned(),
        ),
        (
            "get_latitude_longitude with Action Input: {'name': 'Xanadu'}".to_owned(),
            "Error: there is no place named Xanadu; give the name of a town".to_owned(),
        ),
        (
            "get_elevation with Action Input: {'latitude': 51.05, 'longitude': 3.72}".to_owned(),
            "{'elevation': [9.0]}".to_owned(),
        ),
        (over("get_historical_rain", "2023-05-08", "2023-05-08"), rain(1.5)),
        (over("get_historical_rain", "2023-05-09", "2023-05-09"), rain(2.5)),
        (over("get_rain_forecast", "2023-05-11", "2023-05-11"), rain(2.5)),
        (
            over("get_rain_forecast", "2023-05-11", "2023-05-12"),
            r#"{"error":true,"reason":"out of allowed range"}"#.to_owned(),
        ),
        (over("get_historical_air_quality_index", "2023-05-08", "2023-05-09"), air.to_owned()),
    ] {
        let seen = world.step(&format!("Action: {action}")).observation;
        assert_eq!(seen, format!("Observation: {expected}\nGive me one action."), "{action}");
    }
    assert_eq!(world.fault(), None);
    let asked = fake.asked.lock().unwrap().clone();
    assert_eq!(asked[0], "/search?name=Ghent+%26+more&count=3&language=en&format=json");
    assert_eq!(
        asked[3],
        "/archive?latitude=51.05&longitude=3.72&start_date=2023-05-08&end_date=2023-05-08&timezone=GMT&daily=rain_sum"
    );
    assert_eq!(asked.len(), 11, "three questions went on to the forecast: {asked:?}");
    for act in world.solution(Shape::Native).calls {
        world.call(&act.tool, &act.arguments);
    }
    assert_eq!((world.reward(), world.fault()), (1.0, None));
}

#[test]
fn trouble_outside_is_told() {
    let fake = Fake::start();
    let mut unreachable = fake.settings();
    unreachable["live"]["geocoding"] = json!("http://127.0.0.1:1/search");
    for (settings, name, words) in [
        (fake.settings(), "broken", "answered with status 500"),
        (fake.settings(), "garbled", "expected value"),
        (unreachable, "Ghent", "127.0.0.1:1/search"),
    ] {
        let (_folder, mut world) = opened(0, settings);
        let before = world.state();
        let reply = world.call("get_latitude_longitude", &json!({"name": name}));
        assert!(reply.failed && reply.text.contains("try again"), "{}", reply.text);
        assert!(world.fault().is_some_and(|fault| fault.contains(words)), "{:?}", world.fault());
        assert_eq!(world.state(), before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_call_breaks_a_world(
        tool in 0usize..19,
        texts in prop::collection::vec(prop_oneof![any::<String>(), Just("2023-05-11".to_owned()), Just("1e999".to_owned())], 4),
        numbers in prop::collection::vec(prop_oneof![any::<f64>(), -200.0..200.0], 4),
    ) {
        let mut world = Weather.open(3, 1, &Value::Null).unwrap();
        let tools = world.tools();
        let tool = &tools[tool];
        for mixed in [false, true] {
            let mut arguments = json!({});
            for (place, (name, schema)) in tool.input["properties"].as_object().unwrap().iter().enumerate() {
                let is_number = (schema["type"] == "number") != mixed;
                let place = place % 4;
                arguments[name] = if is_number { json!(numbers[place]) } else { json!(texts[place]) };
            }
            let before = world.state();
            let reply = world.call(tool.name, &arguments);
            prop_assert!(!reply.failed || world.state() == before);
            world.step(&format!("Action: {} with Action Input: {}", tool.name, texts.concat()));
        }
    }
}
