//! `safemcp env check`.

use super::named;
use crate::exit::{Done, Failure, Verdict, say};
use environments::{FAMILIES, Family};
use lab::{Lab, Plan, Quiet, RunEnd, Source};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;
use store::Run;
use tokio::sync::watch;

/// Unsolved tasks that are named; of the others only the number is told.
const NAMED: usize = 20;

/// What the count of BabyAI must be read with.
const BABYAI: &str = "
babyai: the original's own actions cannot solve KeyInBox (22 of the 900 tasks), because none opens a box, nor tasks
246 (GoToImpUnlock) and 566 (Unlock), whose key lies behind the door that it opens. Ours offers `open box`, and draws
those two again; the setting {\"as_original\": true} takes both back.
";

/// How one environment did in one shape.
#[derive(Default)]
struct Score {
    tasks: u64,
    solved: u64,
    failures: Vec<String>,
}

/// Lets the faithful reference model play every task of these environments in both shapes, through the same host,
/// chain and judge as any experiment, and counts the top rewards.
pub(super) fn check(names: &[String], all: bool, json: bool) -> Verdict {
    let families = match (names, all) {
        ([], false) => {
            return Err(Failure::usage("name environments to check, or give --all; see `safemcp env list`"));
        }
        (_, true) => FAMILIES.to_vec(),
        (names, false) => names.iter().map(|name| named(name)).collect::<Result<_, _>>()?,
    };
    let started = Instant::now();
    let scores = play(&families)?;
    let seconds = started.elapsed().as_secs_f64();
    let solved = scores.values().all(|score| score.solved == score.tasks);
    say(&if json { document(&scores) } else { table(&families, &scores, seconds) })?;
    Ok(if solved { Done::Well } else { Done::Gate })
}

/// Both shapes of every family by the label that the lab gives them.
fn play(families: &[&dyn Family]) -> Result<BTreeMap<String, Score>, Failure> {
    let text = experiment(families)?;
    let source = Source::new("the check", &text);
    let experiment = lab::read("the check", &text).map_err(lab::LabError::from)?;
    let plan = Plan::new(&experiment, &source, &|_| None)?;
    let folder =
        tempfile::tempdir().map_err(|error| Failure::harness(format!("no temporary folder: {error}")))?;
    let lab = Lab::open(plan, &folder.path().join("check"))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::harness(format!("cannot start: {error}")))?;
    let (_go_on, stop) = watch::channel(false);
    match runtime.block_on(lab.run(Arc::new(Quiet), stop))? {
        RunEnd::Complete => scores(lab.store()),
        RunEnd::Stopped => Err(Failure::harness("the check was stopped")),
    }
}

fn experiment(families: &[&dyn Family]) -> Result<String, Failure> {
    let mut environments = Vec::new();
    for family in families {
        let tasks = family.tasks(&Value::Null).map_err(Failure::harness)?;
        for shape in ["native", "agentgym"] {
            environments.push(json!({family.id(): {"tasks": tasks, "shape": shape}}));
        }
    }
    // JSON is YAML.
    let budget = json!({"steps": 10_000, "tokens": 1_000_000_000});
    Ok(json!({"name": "check", "environments": environments, "models": ["reference/faithful"], "budget": budget})
        .to_string())
}

fn scores(run: &Run) -> Result<BTreeMap<String, Score>, Failure> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    run.trials(|trial| {
        let score = scores.entry(trial.cell.environment.clone()).or_default();
        score.tasks += 1;
        if trial.utility >= 1.0 {
            score.solved += 1;
        } else {
            let why = if trial.note.is_empty() { format!("reward {}", trial.utility) } else { trial.note };
            score.failures.push(format!("task {}: {why}", trial.cell.task));
        }
    })?;
    Ok(scores)
}

fn table(families: &[&dyn Family], scores: &BTreeMap<String, Score>, seconds: f64) -> String {
    let mut out = format!("{:<12} {:>6} {:>15} {:>15}\n", "environment", "tasks", "native", "agentgym");
    let none = Score::default();
    let (mut total, mut solved) = (0, 0);
    for family in families {
        let score = |label: &str| scores.get(label).unwrap_or(&none);
        let (native, agentgym) = (score(family.id()), score(&format!("{}/agentgym", family.id())));
        let shown = |score: &Score| format!("{} solved", score.solved);
        total += native.tasks + agentgym.tasks;
        solved += native.solved + agentgym.solved;
        let _ = writeln!(
            out,
            "{:<12} {:>6} {:>15} {:>15}",
            family.id(),
            native.tasks,
            shown(native),
            shown(agentgym)
        );
    }
    for (label, score) in scores.iter().filter(|(_, score)| !score.failures.is_empty()) {
        let _ = writeln!(out, "\n{label}: {} tasks are not solved", score.failures.len());
        for failure in score.failures.iter().take(NAMED) {
            let _ = writeln!(out, "  {}", report::show::line(failure));
        }
    }
    let _ = writeln!(
        out,
        "\nreference/faithful reaches the top reward in {solved} of {total} (tasks x shapes), in {seconds:.1} s."
    );
    if families.iter().any(|family| family.id() == "babyai") {
        out.push_str(BABYAI);
    }
    out
}

fn document(scores: &BTreeMap<String, Score>) -> String {
    let rows: Vec<Value> = scores
        .iter()
        .map(|(label, score)| {
            json!({"environment": label, "tasks": score.tasks, "solved": score.solved, "failures": score.failures})
        })
        .collect();
    format!("{:#}\n", json!({"format": "safemcp.check/1", "environments": rows}))
}
