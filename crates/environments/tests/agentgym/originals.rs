//! The originals, where there is a checkout; what they said once, everywhere.
//!
//! `SAFEMCP_AGENTGYM` is the folder of a checkout of AgentGym and `SAFEMCP_PYTHON` a Python that can run its TextCraft
//! and BabyAI (fastapi, uvicorn, gym, gymnasium 0.29.1, minigrid 2.3.1, matplotlib, pillow) and its clients (requests).

use crate::{Ours, open};
use environments::{AgentGymLimits, AgentGymOffer, Environment, Family, Shape, TextCraft};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use testkit::{Double, Said};

/// The folder of a checkout; `None`, said loudly, where there is none.
fn checkout(what: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SAFEMCP_AGENTGYM").map(PathBuf::from);
    if folder.is_none() {
        skipped(&format!(
            "{what}; set SAFEMCP_AGENTGYM to a checkout of AgentGym and SAFEMCP_PYTHON to a Python that can run it. What \
             it said once is replayed instead"
        ));
    }
    folder
}

#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn skipped(what: &str) {
    eprintln!("SKIPPED: {what}");
}

#[expect(clippy::disallowed_methods, reason = "the original is a program of the user's own")]
fn python() -> Command {
    Command::new(std::env::var_os("SAFEMCP_PYTHON").unwrap_or_else(|| "python3".into()))
}

/// A server of the original.
struct Original {
    url: String,
    process: Child,
}

impl Original {
    fn start(folder: PathBuf, application: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let port = free.port().to_string();
        let mut command = python();
        command.args([
            "-m",
            "uvicorn",
            application,
            "--host",
            "127.0.0.1",
            "--port",
            &port,
            "--log-level",
            "error",
        ]);
        let process = command.current_dir(folder).stdout(Stdio::null()).spawn().unwrap();
        // Its libraries take seconds to load.
        for _ in 0..600 {
            if TcpStream::connect(free).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Self { url: format!("http://{free}"), process }
    }
}

impl Drop for Original {
    fn drop(&mut self) {
        let _gone = self.process.kill();
        let _gone = self.process.wait();
    }
}

fn action(world: &mut dyn Environment, action: &Value) {
    world.step(action.as_str().unwrap());
}

#[test]
fn goals_of_the_original_textcraft_are_reached() {
    let Some(folder) = checkout("the original TextCraft") else { return };
    let original = Original::start(folder.join("agentenv-textcraft"), "agentenv_textcraft:app");
    let recipes = json!({"recipes": folder.join("agentenv-textcraft/agentenv_textcraft/recipes")});
    let goals = TextCraft.goals_by_index(&recipes).unwrap();
    // The original's order of goals is that of its folder, so the goal is found by its name.
    let places: BTreeMap<String, usize> = goals
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(place, goal)| {
            (goal[0].as_str().unwrap().trim_start_matches("minecraft:").replace('_', " "), place)
        })
        .collect();
    for index in (0..544).step_by(9) {
        let mut world = open(&original.url, "textcraft", index);
        let first = world.observation();
        let goal = first.rsplit("Goal: craft ").next().unwrap().trim_end_matches('.').to_owned();
        let twin = TextCraft.open(places[&goal], 0, &recipes).unwrap();
        for act in twin.solution(Shape::AgentGym).calls {
            assert!(!world.done());
            action(world.as_mut(), &act.arguments["action"]);
        }
        assert_eq!((world.reward(), world.done(), world.fault()), (1.0, true, None), "{index} {goal}");
    }
}

#[test]
fn recorded_episodes_of_the_original_babyai_are_the_same_through_our_client() {
    let Some(folder) = checkout("the original BabyAI") else { return };
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("SAFEMCP_SHARED").map_or(shared, PathBuf::from).join("golden/babyai.jsonl");
    let Ok(lines) = std::fs::read_to_string(&shared) else {
        return skipped(&format!(
            "there is no {}; set SAFEMCP_SHARED to replay recordings",
            shared.display()
        ));
    };
    let original = Original::start(folder.join("agentenv-babyai"), "agentenv_babyai.server:app");
    let mut world: Option<Box<dyn Environment>> = None;
    let (mut episodes, mut steps) = (0, 0);
    for line in lines.lines().skip(1) {
        let line: Value = serde_json::from_str(line).unwrap();
        let (index, place) = (line["index"].as_u64().unwrap(), format!("{} {}", line["index"], line["t"]));
        if line["action"].is_null() {
            let opened = open(&original.url, "babyai", usize::try_from(index).unwrap());
            assert_eq!(opened.observation(), line["observation"].as_str().unwrap(), "{place}");
            world = Some(opened);
            episodes += 1;
            continue;
        }
        let step = world.as_mut().unwrap().step(line["action"].as_str().unwrap());
        assert_eq!(step.observation, line["observation"].as_str().unwrap(), "{place}");
        assert_eq!(json!([step.reward, step.done]), json!([line["score"].as_f64(), line["done"]]), "{place}");
        steps += 1;
    }
    assert!(episodes >= 60 && steps > 1000, "{episodes} {steps}");
}

/// Plays a recorded episode with a double that says what the original said.
fn check(environment: &str, reward: f64) {
    let recorded: Value = serde_json::from_str(include_str!("recorded.json")).unwrap();
    let recorded = &recorded[environment];
    let exchanges = recorded["exchanges"].as_array().unwrap();
    let double = Double::start(exchanges.iter().map(|exchange| Said::Json(exchange[2].clone())).collect());
    let mut world =
        open(&double.url, environment, usize::try_from(recorded["index"].as_u64().unwrap()).unwrap());
    assert_eq!(json!(world.observation()), exchanges[1][2]["observation"]);
    for exchange in exchanges.iter().filter(|exchange| exchange[0] == "POST /step") {
        let step = world.step(exchange[1]["action"].as_str().unwrap());
        assert_eq!(
            json!([step.observation, step.done]),
            json!([exchange[2]["observation"], exchange[2]["done"]])
        );
    }
    assert_eq!((world.reward(), world.done(), world.fault()), (reward, true, None), "{environment}");
    drop(world);
    let asked: Vec<Value> =
        double.asked().into_iter().map(|(request, body)| json!([request, body])).collect();
    let expected: Vec<Value> = exchanges.iter().map(|exchange| json!([exchange[0], exchange[1]])).collect();
    assert_eq!(asked, expected, "{environment}");
}

#[test]
fn episodes_as_the_originals_said_them() {
    check("textcraft", 1.0);
    check("babyai", 0.901_562_5);
}

/// The original's clients without the libraries for models, which they import and do not use here.
const CLIENTS: &str = r"
import os, sys, types
def stub(name):
    module = types.ModuleType(name)
    module.__path__ = []
    call = lambda self, *given, **named: given[0] if given else self
    module.__getattr__ = lambda member: type(member, (), {'__call__': call})
    sys.modules[name] = module
for name in ['torch', 'torch.nn', 'torch.nn.parallel', 'transformers', 'transformers.generation',
             'transformers.generation.utils', 'openai']:
    stub(name)
sys.path.insert(0, os.path.join(sys.argv[1], 'agentenv'))
import json
import agentenv.envs as envs
spoken = sys.stdout
sys.stdout = sys.stderr
for name, kind, index, actions in json.loads(sys.argv[3]):
    client = getattr(envs, kind)(sys.argv[2] + '/' + name, data_len=10)
    client.reset(index)
    for action in actions:
        last = client.step(action)
    spoken.write(json.dumps([name, index, last.reward, last.done]) + '\n')
";

#[test]
fn clients_of_the_original_play_on_our_server() {
    let Some(folder) = checkout("the original's clients") else { return };
    let ours = Ours::start(&AgentGymOffer::default(), AgentGymLimits::default());
    let mut plays = Vec::new();
    for (name, id, kind) in [
        ("textcraft", "textcraft", "TextCraftEnvClient"),
        ("alfworld", "alfworld", "AlfWorldEnvClient"),
        ("maze", "maze", "MazeEnvClient"),
        ("wordle", "wordle", "WordleEnvClient"),
        ("webshop", "webshop", "WebshopEnvClient"),
        ("todo", "todolist", "TodoEnvClient"),
    ] {
        for index in [0, 7, 20] {
            let world = environments::family(id).unwrap().open(index, 0, &Value::Null).unwrap();
            let calls = world.solution(Shape::AgentGym).calls.into_iter();
            let said = calls.map(|act| match name {
                // Its client sends the whole text.
                "todo" => act.arguments["action"].clone(),
                _ => json!(format!(
                    "Thought:\nI know.\n\nAction:\n{}",
                    act.arguments["action"].as_str().unwrap()
                )),
            });
            plays.push(json!([name, kind, index, said.collect::<Vec<_>>()]));
        }
    }
    let mut clients = python();
    clients.arg("-c").arg(CLIENTS).arg(&folder).arg(&ours.url).arg(json!(plays).to_string());
    let output = clients.output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{lines}\n{}", String::from_utf8_lossy(&output.stderr));
    for (line, play) in lines.lines().zip(&plays) {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!((line[2].as_f64(), line[3].as_bool()), (Some(1.0), Some(true)), "{line} {play}");
    }
    assert_eq!(lines.lines().count(), plays.len());
    ours.close();
}
