//! Servers of AgentGym's under `services`.

use crate::support::{plan, plan_of, run_on, try_plan};
use environments::{AgentGymLimits, AgentGymOffer, AgentGymServer};
use lab::{LabError, Plan};
use serde_json::{Value, json};
use std::path::Path;
use testkit::{Double, Said};

/// Clean trials on a server with settings of its own.
fn experiment(url: &str, settings: &str) -> String {
    format!("models: [reference/faithful]\nservices:\n  - {{agentgym: \"{url}\", {settings}}}\n")
}

/// Name and task of each trial.
fn named(plan: &Plan) -> Vec<(String, String)> {
    let cells = plan.trials.iter().map(|trial| plan.cell(trial));
    cells.map(|cell| (cell.environment, cell.task)).collect()
}

/// A server of ours is followed by a twin, so that its tasks have solutions.
#[test]
fn a_server_is_played_to_the_top() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let offer = AgentGymOffer { environment: Some("textcraft".to_owned()), ..AgentGymOffer::default() };
    let bound = AgentGymServer::bind(([127, 0, 0, 1], 0).into(), &offer, AgentGymLimits::default());
    let mut server = runtime.block_on(bound).unwrap();
    let yaml = experiment(&server.url(), "name: craft, environment: textcraft, tasks: [0, 7]");
    let ran = run_on(2, plan(&yaml));
    runtime.block_on(server.close());
    assert_eq!(ran.trials.len(), 2);
    for trial in &ran.trials {
        assert_eq!((trial.cell.environment.as_str(), trial.utility), ("craft", 1.0), "{trial:?}");
    }
}

/// What the original TextCraft server said, said again.
#[test]
fn an_original_server_is_asked_as_its_own_client_asks_it() {
    let recorded = include_str!("../../../environments/tests/agentgym/recorded.json");
    let recorded: Value = serde_json::from_str(recorded).unwrap();
    let exchanges = recorded["textcraft"]["exchanges"].as_array().unwrap();
    let opening = exchanges[..2].iter().map(|exchange| exchange[2].clone());
    let double = Double::start(opening.chain([json!(true)]).map(Said::Json).collect());
    let ran = run_on(1, plan(&experiment(&double.url, "environment: textcraft, tasks: [7], timeout: 20")));
    let [trial] = ran.trials.as_slice() else { panic!("{:?}", ran.trials) };
    // Nobody knows a way there, so the reference model does nothing, and that solves nothing.
    assert_eq!((trial.outcome, trial.utility), (chain::Outcome::Completed, 0.0), "{trial:?}");
    assert_eq!((trial.cell.environment.as_str(), trial.cell.task.as_str()), ("agentgym", "7"));
    let asked: Vec<String> =
        double.asked().into_iter().map(|(request, body)| format!("{request} {body}")).collect();
    let known = |exchange: &Value| format!("{} {}", exchange[0].as_str().unwrap(), exchange[1]);
    assert_eq!(asked[..2], [known(&exchanges[0]), known(&exchanges[1])]);
}

#[test]
fn it_is_the_environment_by_another_way() {
    let service = plan(&experiment("http://127.0.0.1:9", "name: agentgym, environment: babyai, tasks: 3"));
    let environment = plan(
        "models: [reference/faithful]\nenvironments:\n  - agentgym: {url: \"http://127.0.0.1:9\", environment: babyai, tasks: 3}\n",
    );
    assert_eq!(named(&service), named(&environment));
    assert_eq!(named(&service)[1], ("agentgym".to_owned(), "300".to_owned()));
    // What was written can be written down and read again.
    let yaml = experiment("http://127.0.0.1:9", "dialect: b, tasks: [4]");
    let read = lab::read("test.yaml", &yaml).unwrap();
    let again = lab::read("test.yaml", &serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(named(&plan_of(&again)), named(&plan_of(&read)));
}

fn check(settings: &str, place: (u64, u64), what: &str) {
    let yaml = experiment("http://127.0.0.1:9", settings);
    match try_plan(&yaml, Path::new("."), &[]) {
        Err(LabError::Experiment(error)) => {
            assert_eq!((error.line, error.column), place, "{}", error.what);
            assert!(error.what.contains(what), "{}", error.what);
        }
        other => panic!("{settings}: {:?}", other.map(|plan| plan.trials.len())),
    }
}

#[test]
fn mistakes_have_their_place() {
    check("dialekt: b", (3, 38), "unknown field `dialekt`");
    check("dialect: c", (3, 5), "`c`");
    let two = "tasks: 1}\n  - {agentgym: \"http://127.0.0.1:8\"";
    check(two, (4, 5), "two services `agentgym`");
}
