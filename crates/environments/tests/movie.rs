//! The film database in the original's words, our questions, and questions answered from files and over HTTP.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{Environment, EnvironmentError, Family, Movie, Shape};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Whole answers of the interface, with members that nobody looks at.
fn records() -> Value {
    let person = json!({"id": 8, "name": "Ann Fell", "adult": false});
    json!({
        "search/movie?query=Moss": {"page": 1, "results": [
            {"id": 5, "title": "Moss", "overview": "It's green.", "adult": false}, {"id": 6, "title": "Moss 2", "overview": ""}]},
        "search/movie?query=Peat": {"page": 1, "results": []},
        "movie/5": {"id": 5, "title": "Moss", "budget": 100, "genres": [{"id": 18, "name": "Drama"}], "revenue": 250,
            "vote_average": 7.5, "release_date": "2001-02-03", "tagline": "Soft.", "production_companies": [{"id": 1, "name": "Fen"}],
            "production_countries": [{"iso_3166_1": "NL", "name": "Netherlands"}]},
        "movie/5/credits": {"id": 5, "cast": [{"id": 8, "name": "Ann Fell", "character": "Fern", "order": 0}],
            "crew": [{"id": 9, "name": "Bo Ash", "job": "Editor"}, {"id": 8, "name": "Ann Fell", "job": "Director"}]},
        "movie/5/keywords": {"id": 5, "keywords": [{"id": 1, "name": "bog"}, {"id": 2, "name": "rain"}]},
        "movie/5/alternative_titles": {"id": 5, "titles": [{"iso_3166_1": "NL", "title": "Mos", "type": ""}]},
        "movie/5/translations": {"id": 5, "translations": [
            {"iso_3166_1": "NL", "iso_639_1": "nl", "data": {"title": "Mos", "overview": "Het is groen."}},
            {"iso_3166_1": "FR", "iso_639_1": "fr", "data": {"title": "Mousse", "overview": "C'est vert."}}]},
        "movie/6": {"id": 6, "title": "Moss 2"},
        "search/person?query=Ann": {"results": [person]},
        "search/person?query=Di": {"results": []},
        "person/8": {"id": 8, "name": "Ann Fell", "biography": "", "birthday": null, "place_of_birth": null, "deathday": null},
        "person/8/movie_credits": {"id": 8, "cast": [{"id": 5, "title": "Moss", "character": "Fern", "adult": false}],
            "crew": [{"id": 5, "title": "Moss", "job": "Director", "department": "Directing"}]},
        "person/8/external_ids": {"id": 8, "imdb_id": "nm1", "facebook_id": null, "instagram_id": "", "twitter_id": "ann", "tiktok_id": null},
    })
}

fn settings(folder: &Path) -> Value {
    let line = json!({"id": 0, "goal": "What are the keywords of Moss?", "subgoals": [["bog", "rain"]], "difficulty": "hard",
        "additional_info": {"answer": ["rain", "bog"], "init_config": null, "goal_type": 0, "tool": "movie"}});
    std::fs::write(folder.join("tasks.jsonl"), line.to_string()).unwrap();
    std::fs::write(folder.join("records.json"), records().to_string()).unwrap();
    json!({"tasks": folder.join("tasks.jsonl"), "records": folder.join("records.json")})
}

const NOTHING: &str = r#"{"success":false,"status_code":34,"status_message":"The resource you requested could not be found."} Get ids from get_search_movie and get_search_person."#;

/// Actions, and what they show: the same from a file and over HTTP.
const SEEN: &[(&str, &str, &str)] = &[
    (
        "get_search_movie",
        "{'movie_name': 'Moss'}",
        "[{'id': 5, 'overview': \"It's green.\", 'title': 'Moss'}]",
    ),
    (
        "get_search_movie",
        "{'movie_name': 'Peat'}",
        "There is no film by the title Peat. Search for words of its title.",
    ),
    ("get_search_movie", "{}", "ERROR | KeyError('movie_name')"),
    (
        "get_movie_details",
        "{'movie_id': '5'}",
        "{'title': 'Moss', 'budget': 100, 'genres': [{'id': 18, 'name': 'Drama'}], 'revenue': 250, 'vote_average': 7.5, 'release_date': '2001-02-03'}",
    ),
    ("get_movie_details", "{'movie_id': 7}", NOTHING),
    ("get_movie_details", "{'movie_id': '5/../../account'}", NOTHING),
    ("get_movie_details", "{'movie_id': '+5'}", NOTHING),
    ("get_movie_details", "{'movie_id': ''}", NOTHING),
    ("get_movie_details", "{'movie_id': 6}", "ERROR | KeyError('budget')"),
    (
        "get_movie_production_companies",
        "{'movie_id': 5}",
        "{'production_companies': [{'id': 1, 'name': 'Fen'}]}",
    ),
    (
        "get_movie_production_countries",
        "{'movie_id': 5}",
        "{'production_countries': [{'iso_3166_1': 'NL', 'name': 'Netherlands'}]}",
    ),
    ("get_movie_cast", "{'movie_id': 5}", "{'cast': [{'id': 8, 'name': 'Ann Fell', 'character': 'Fern'}]}"),
    (
        "get_movie_crew",
        "{'movie_id': 5}",
        "{'crew': [{'id': 8, 'name': 'Ann Fell', 'job': 'Director'}, {'id': 9, 'name': 'Bo Ash', 'job': 'Editor'}]}",
    ),
    ("get_movie_keywords", "{'movie_id': 5}", "{'keywords': ['bog', 'rain']}"),
    (
        "get_movie_alternative_titles",
        "{'movie_id': 5}",
        "{'id': 5, 'titles': [{'iso_3166_1': 'NL', 'title': 'Mos', 'type': ''}]}",
    ),
    (
        "get_movie_translation",
        "{'movie_id': 5}",
        "{'id': 5, 'translations': [{'iso_3166_1': 'NL', 'iso_639_1': 'nl', 'data': {'overview': 'Het is groen.'}}]}",
    ),
    ("get_search_person", "{'person_name': 'Ann'}", "[{'id': 8, 'name': 'Ann Fell'}]"),
    ("get_search_person", "{'person_name': 'Di'}", "[]"),
    (
        "get_person_details",
        "{'person_id': 8}",
        "{'name': 'Ann Fell', 'biography': '', 'birthday': None, 'place_of_birth': None}",
    ),
    ("get_person_cast", "{'person_id': 8}", "{'cast': [{'id': 5, 'title': 'Moss', 'character': 'Fern'}]}"),
    ("get_person_crew", "{'person_id': 8}", "{'crew': [{'id': 5, 'title': 'Moss', 'job': 'Director'}]}"),
    (
        "get_person_external_ids",
        "{'person_id': 8}",
        "{'imdb_id': 'nm1', 'facebook_id': None, 'instagram_id': '', 'twitter_id': 'ann'}",
    ),
    (
        "post_review",
        "{'movie_id': 5, 'text': 'Green indeed.'}",
        "{'message': 'The review was published.', 'movie_id': 5}",
    ),
    ("fly", "{}", "ERROR | Invalid action: fly."),
];

fn action(name: &str, input: &str) -> String {
    format!("Thought: so.\n\nAction: {name} with Action Input: {input}")
}

/// Plays what is in [`SEEN`], then finishes.
fn play_all(world: &mut dyn Environment) {
    for (name, input, seen) in SEEN {
        let step = world.step(&action(name, input));
        assert_eq!(step.observation, format!("Observation: {seen}\nGive me one action."), "{name} {input}");
        assert_eq!((step.reward, step.done), (0.0, false), "{name} {input}");
    }
    let step = world.step(&action("finish", "{'answer': ['rain', 'bog']}"));
    assert_eq!(step.observation, "Observation: ['bog', 'rain']\nGive me one action.");
    assert_eq!((step.reward, step.done, world.reward()), (1.0, true, 1.0));
}

#[test]
fn speaks_as_the_original_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = Movie.open(0, 0, &settings(folder.path())).unwrap();
    assert!(
        world.observation().starts_with(
            "Now new trial starts.\nYou should perform actions to accomplish the goal: What are"
        )
    );
    let valid = world.step(&action("check_valid_actions", "{}")).observation;
    assert!(
        valid.contains("['get_search_movie', 'get_movie_details',")
            && valid.contains("'finish', 'post_review']"),
        "{valid}"
    );
    assert!(!world.waits() && !Movie.waits(&settings(folder.path())));
    play_all(world.as_mut());
}

#[test]
fn native_results_fit_their_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let ids = json!({"movie_id": "5", "movie_name": "Moss", "person_id": 8, "person_name": "Ann", "text": "x", "answer": 1});
    let mut world = Movie.open(0, 0, &settings).unwrap();
    for tool in world.tools() {
        let names = tool.input["required"].as_array().unwrap();
        let arguments: Value = names
            .iter()
            .map(|name| (name.as_str().unwrap().to_owned(), ids[name.as_str().unwrap()].clone()))
            .collect();
        let reply = world.call(tool.name, &arguments);
        assert!(!reply.failed, "{}: {}", tool.name, reply.text);
        for (name, schema) in tool.output["properties"].as_object().unwrap() {
            let member = &reply.structured[name];
            let kind = match member {
                Value::Null => "null",
                Value::String(_) => "string",
                Value::Number(number) if number.is_f64() => "number",
                Value::Number(_) => "integer",
                Value::Array(_) => "array",
                _ => "object",
            };
            let types = schema["type"].to_string();
            assert!(
                schema["type"].is_null() || types.contains(&format!("\"{kind}\"")),
                "{} {name}: {kind}, not {types}",
                tool.name
            );
        }
    }
}

/// Calls that look a question up say enough to answer it: the texts of the answer stand in what came back.
#[test]
fn our_questions_can_be_answered_by_looking() {
    let (mut asked, mut answers) = (BTreeSet::new(), [0, 0]);
    for index in 0..Movie.tasks(&Value::Null).unwrap() {
        for seed in [0, 5, 6] {
            let mut world = Movie.open(index, seed, &Value::Null).unwrap();
            let calls = world.solution(Shape::Native).calls;
            let (finish, looks) = calls.split_last().unwrap();
            let mut seen = String::new();
            for act in looks {
                let reply = world.call(&act.tool, &act.arguments);
                assert!(!reply.failed, "{index} {act:?}: {}", reply.text);
                // An id that is used has been seen before.
                for id in ["movie_id", "person_id"].iter().filter_map(|name| act.arguments[name].as_str()) {
                    assert!(seen.contains(&format!("\"id\":{id},")), "{index}: {id}");
                }
                seen.push_str(&reply.text);
            }
            let answer = &finish.arguments["answer"];
            let parts = answer.as_array().cloned().unwrap_or_else(|| vec![answer.clone()]);
            for part in parts {
                match part.as_str() {
                    Some("Yes") => answers[0] += 1,
                    Some("No") => answers[1] += 1,
                    Some(part) => assert!(seen.contains(part), "{index}: {part}: {}", world.task().prompt),
                    None => assert!(part.is_u64()),
                }
            }
            assert_eq!(world.reward(), 0.0);
            asked.insert((seed, world.task().prompt.clone()));
        }
    }
    assert_eq!(asked.len(), 288, "no question is asked twice under one seed");
    assert!(answers[0] * 2 > answers[1] && answers[1] * 2 > answers[0], "{answers:?}");
}

/// Nobody but the file knows how its questions are looked up; the solution says the answer all the same.
#[test]
fn questions_of_the_original_have_solutions() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    for settings in [json!({"tasks": settings["tasks"]}), settings] {
        for shape in [Shape::Native, Shape::AgentGym] {
            let mut world = Movie.open(0, 0, &settings).unwrap();
            for act in world.solution(shape).calls {
                match shape {
                    Shape::Native => drop(world.call(&act.tool, &act.arguments)),
                    Shape::AgentGym => drop(world.step(act.arguments["action"].as_str().unwrap())),
                }
            }
            assert_eq!((world.reward(), world.done()), (1.0, true), "{shape:?}");
        }
    }
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut world = Movie.open(3, 0, &Value::Null).unwrap();
    let before = world.state();
    for (tool, arguments) in [
        ("get_movie_details", json!({"movie_id": "1"})),
        ("get_person_cast", json!({"person_id": -1})),
        ("get_search_movie", json!({"movie_name": "no such film"})),
        ("post_review", json!({"movie_id": 1, "text": "x"})),
        ("post_review", json!({"movie_id": "all", "text": "x"})),
        ("finish", json!({})),
        ("nothing", json!({})),
    ] {
        assert!(world.call(tool, &arguments).failed, "{tool}");
        assert_eq!(world.state(), before, "{tool}");
    }
}

/// A server on this machine that answers from the records, or as told, and keeps what it was asked.
struct Fake {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Fake {
    fn serve(answer: impl Fn(&str) -> (u16, String) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/3/", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut bytes = [0; 8192];
                let length = stream.read(&mut bytes).unwrap();
                let request = String::from_utf8_lossy(bytes.get(..length).unwrap()).into_owned();
                let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                kept.lock().unwrap().push(request);
                let (status, body) = answer(&path);
                let head = format!(
                    "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                stream.write_all((head + &body).as_bytes()).unwrap();
            }
        });
        Self { url, asked }
    }

    /// The key is a variable that the test runner sets.
    fn settings(&self, folder: &Path) -> Value {
        let tasks = settings(folder).get("tasks").cloned();
        json!({"tasks": tasks, "live": {"key_env": "CARGO_PKG_NAME", "url": self.url, "timeout": 5}})
    }
}

#[test]
fn a_live_database_is_asked() {
    let fake = Fake::serve(|path| {
        let path = path.trim_start_matches("/3/").replace("&include_adult=false&language=en-US&page=1", "");
        match records().get(&path) {
            Some(answer) => (200, answer.to_string()),
            None => (404, r#"{"success":false,"status_code":34}"#.to_owned()),
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let settings = fake.settings(folder.path());
    assert!(Movie.waits(&settings) && !Movie.waits(&Value::Null));
    let mut world = Movie.open(0, 0, &settings).unwrap();
    assert!(world.waits() && fake.asked.lock().unwrap().is_empty(), "opening asks nothing");
    play_all(world.as_mut());
    assert_eq!((world.fault(), world.sent()), (None, vec!["Green indeed.".to_owned()]));
    let asked = fake.asked.lock().unwrap();
    assert_eq!(asked.len(), 18, "ids that are none, and reviews, do not leave the program");
    assert!(asked.iter().all(|request| request.starts_with("GET /3/")
        && request.contains("authorization: Bearer safemcp-environments")));
}

#[test]
fn trouble_outside_is_a_fault_and_no_failure_of_the_agent() {
    for (status, body, words) in [
        (
            401,
            r#"{"status_message":"Invalid API key"}"#,
            "status 401: {\"status_message\":\"Invalid API key\"}",
        ),
        (429, "slow down", "/3/movie/5 answered with status 429: slow down"),
        (403, "safemcp-environments may not", "status 403: (key) may not"),
        (500, "", "status 500"),
        (200, "<html>", "no JSON"),
        (302, "", "status 302"),
    ] {
        let fake = Fake::serve(move |_| (status, body.to_owned()));
        let folder = tempfile::tempdir().unwrap();
        let mut world = Movie.open(0, 0, &fake.settings(folder.path())).unwrap();
        let before = world.state();
        let reply = world.call("get_movie_details", &json!({"movie_id": 5}));
        assert!(reply.failed && reply.text.contains("Try again later"), "{}", reply.text);
        assert_eq!(world.state(), before);
        let fault = world.fault().unwrap();
        assert!(fault.contains(words) && !fault.contains("safemcp"), "{fault}");
    }
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let good = settings(folder.path());
    let (tasks, records) = (good["tasks"].clone(), good["records"].clone());
    let live = |member: &str, value: Value| {
        let mut live = json!({"key_env": "CARGO_PKG_NAME", "url": "http://127.0.0.1:1"});
        live[member] = value;
        json!({"tasks": tasks, "live": live})
    };
    for (settings, words) in [
        (json!({"tasks": tasks, "records": records, "live": {}}), "name one of them"),
        (json!({"records": records}), "a file of other `tasks`"),
        (json!({"live": {}}), "a file of other `tasks`"),
        (json!({"tasks": "/nowhere"}), "/nowhere"),
        (json!({"tasks": tasks, "records": "/nowhere"}), "/nowhere"),
        (json!({"tasks": tasks, "records": tasks}), "line 1"),
        (json!({"colour": 1}), "`tasks` and `records`"),
        (live("key", json!("x")), "`key_env`, `url`"),
        (live("key_env", json!("SAFEMCP_NO_SUCH_VARIABLE")), "SAFEMCP_NO_SUCH_VARIABLE"),
        (live("timeout", json!(0)), "above 0"),
        (live("timeout", json!(-1)), "above 0"),
    ] {
        let settings =
            if words == "line 1" { json!({"tasks": records, "records": records}) } else { settings };
        let error = Movie.open(0, 0, &settings).err().unwrap();
        let known = matches!(error, EnvironmentError::Data { .. } | EnvironmentError::Settings { .. });
        assert!(known && error.to_string().contains(words), "{words}: {error}");
    }
    assert_eq!(
        Movie.tasks(&json!({"tasks": tasks})).unwrap(),
        1,
        "other questions may be asked of our films"
    );
    let error = Movie
        .open(0, 0, &live("url", json!("nonsense")))
        .unwrap()
        .call("get_search_movie", &json!({"movie_name": "a"}));
    assert!(error.failed);
}
