//! Hosts that others wrote play a task of an environment over HTTP, their model scripted.

use crate::model::Model;
use crate::server::{Server, program, run};
use environments::{Shape, Solution, family};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use testkit::installed;
use tokio::process::Command;

/// A task of several calls.
const INDEX: usize = 100;
const PATIENCE: Duration = Duration::from_secs(180);

/// What a call is answered: for the model, and for programs.
type Answer = (String, Value);

/// How TextCraft's task is solved in this shape, and what each call of it is answered.
fn script(shape: Shape) -> (Solution, Vec<Answer>) {
    let family = family("textcraft").unwrap();
    let mut world = family.open(INDEX, 0, &Value::Null).unwrap();
    let solution = world.solution(shape);
    let answer = |act: &environments::Act| match shape {
        Shape::Native => {
            let reply = world.call(&act.tool, &act.arguments);
            (reply.text, reply.structured)
        }
        Shape::AgentGym => {
            let step = world.step(act.arguments["action"].as_str().unwrap());
            (step.observation.clone(), json!(step))
        }
    };
    let answers = solution.calls.iter().map(answer).collect();
    assert_eq!((world.reward(), world.done()), (1.0, true));
    (solution, answers)
}

async fn serve(shape: Shape) -> Server {
    let shape = if shape == Shape::Native { "native" } else { "agentgym" };
    Server::start(&["textcraft", "--index", &INDEX.to_string(), "--shape", shape]).await
}

/// Every result reached the model as the world gave it: as text, or as the structured result alone.
fn check(host: &str, said: &str, model: &Model, solution: &Solution, expected: &[Answer]) {
    let results = model.results.lock().unwrap();
    assert_eq!(results.len(), expected.len(), "{host}: {results:?}\n{said}");
    for (result, (text, structured)) in results.iter().zip(expected) {
        let same = serde_json::from_str::<Value>(result).is_ok_and(|result| result == *structured);
        assert!(same || result.contains(text), "{host}: {result} instead of {text}");
    }
    assert!(said.contains(&solution.answer), "{host}: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pydantic_ai_plays() {
    let Some(python) = installed("python/bin/python") else { return };
    for shape in [Shape::Native, Shape::AgentGym] {
        let (solution, expected) = script(shape);
        let (server, model) = (serve(shape).await, Model::playing(solution.clone()).await);
        let player = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/player.py");
        let mut command = program(&python);
        command.args([player, &model.url, &server.url, "Craft what is asked for."]);
        let (said, well) = run(&mut command, PATIENCE).await;
        assert!(well, "{said}");
        check("pydantic-ai", &said, &model, &solution, &expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn opencode_plays() {
    let Some(opencode) = installed("npm/node_modules/opencode-linux-x64/bin/opencode") else { return };
    let (solution, expected) = script(Shape::Native);
    let (server, model) = (serve(Shape::Native).await, Model::playing(solution.clone()).await);
    let home = tempfile::tempdir().unwrap();
    let work = home.path().join("work");
    std::fs::create_dir(&work).unwrap();
    std::fs::write(work.join("opencode.json"), settings(&model, &server).to_string()).unwrap();
    let (said, _) = run(&mut command(&opencode, home.path(), &work), PATIENCE).await;
    check("opencode", &said, &model, &solution, &expected);
}

fn settings(model: &Model, server: &Server) -> Value {
    let limits = json!({"context": 100_000, "output": 8_000});
    let models = json!({"scripted": {"name": "scripted", "tool_call": true, "limit": limits}});
    let options = json!({"baseURL": model.url, "apiKey": "none"});
    json!({
        "autoupdate": false,
        "share": "disabled",
        "model": "local/scripted",
        "small_model": "local/scripted",
        "provider": {"local": {"npm": "@ai-sdk/openai-compatible", "name": "local", "options": options, "models": models}},
        "mcp": {"textcraft": {"type": "remote", "url": server.url, "enabled": true, "timeout": 30_000}},
        "permission": {"*": "allow"},
    })
}

/// Away from the user's own settings, and with nothing to fetch.
fn command(opencode: &str, home: &Path, work: &Path) -> Command {
    let mut command = program(opencode);
    command.args(["run", "--format", "json", "Craft what is asked for."]).current_dir(work).env("HOME", home);
    for name in ["CONFIG", "DATA", "CACHE", "STATE"] {
        command.env(format!("XDG_{name}_HOME"), home.join(name));
    }
    for name in ["DISABLE_AUTOUPDATE", "DISABLE_MODELS_FETCH", "DISABLE_LSP_DOWNLOAD"] {
        command.env(format!("OPENCODE_{name}"), "1");
    }
    command
}
