//! `safemcp run`.

use crate::args::RunArgs;
use crate::exit::{Done, Failure, Verdict, say};
use crate::progress::Bar;
use crate::results::width;
use lab::{Experiment, Lab, PILOT, Plan, Progress, Quiet, RunEnd, Source, Summary};
use report::Results;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Runs an experiment.
pub(crate) fn run(args: &RunArgs) -> Verdict {
    let mut plan = plan(args.experiment.as_deref())?;
    if let Some(name) = &args.name {
        plan = plan.named(name)?;
    }
    plan.concurrency = args.concurrency.or(plan.concurrency);
    let summary = plan.summary();
    if args.plan || !args.quiet {
        say(&announced(&plan.name, &summary))?;
    }
    if args.plan {
        return Ok(Done::Well);
    }
    let folder = args.runs.join(&plan.name);
    let lab = Lab::open(plan, &folder)?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    if let Some(workers) = args.workers {
        runtime.worker_threads(workers.max(1));
    }
    let runtime =
        runtime.enable_all().build().map_err(|error| Failure::harness(format!("cannot start: {error}")))?;
    let bar = (!args.quiet).then(|| Arc::new(Bar::new()));
    let progress: Arc<dyn Progress> = bar.clone().map_or_else(|| Arc::new(Quiet) as _, |bar| bar as _);
    let end = runtime.block_on(until_interrupted(&lab, progress))?;
    if let Some(bar) = bar {
        bar.finish();
    }
    if end == RunEnd::Stopped {
        say(&format!(
            "Stopped. The same command continues; what is done is kept in {}.\n",
            folder.display()
        ))?;
        return Ok(Done::Interrupted);
    }
    conclude(args, &lab, &folder.display().to_string())
}

/// The plan of an experiment file, or of the built-in pilot.
fn plan(file: Option<&Path>) -> Result<Plan, Failure> {
    let (file, text, experiment): (String, String, Experiment) = match file {
        None => (
            "the built-in pilot".into(),
            PILOT.into(),
            lab::read("the built-in pilot", PILOT).map_err(lab::LabError::from)?,
        ),
        Some(path) => {
            let experiment = lab::read_file(path).map_err(lab::LabError::from)?;
            (path.display().to_string(), std::fs::read_to_string(path).unwrap_or_default(), experiment)
        }
    };
    planned(&experiment, &Source::new(&file, &text))
}

/// The plan of an experiment, with keys from the environment.
pub(crate) fn planned(experiment: &Experiment, source: &Source<'_>) -> Result<Plan, Failure> {
    let lookup = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    Ok(Plan::new(experiment, source, &lookup)?)
}

async fn until_interrupted(lab: &Lab, progress: Arc<dyn Progress>) -> Result<RunEnd, Failure> {
    let (ask, stop) = watch::channel(false);
    let failed = |error| Failure::harness(format!("cannot wait for signals: {error}"));
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    // What schedulers and containers send. Dying of it would leave servers behind that do not mind losing their input.
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let watcher = tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        // Nobody listens any more once the run is over.
        let _over = ask.send(true);
        std::future::pending::<()>().await;
    });
    let end = lab.run(progress, stop).await;
    watcher.abort();
    Ok(end?)
}

fn announced(name: &str, summary: &Summary) -> String {
    // Names come from an experiment file, which may be a stranger's.
    let line = |list: &[String]| report::show::line(&list.join(", "));
    let mut out = format!(
        "Run `{}`: {}, {} clean and {} hostile, each of these with a clean twin.\n",
        report::show::line(name),
        report::counted(summary.trials as u64, "trial"),
        summary.clean,
        summary.pairs
    );
    let subjects: Vec<_> = summary.subjects.iter().map(|(name, tasks)| format!("{name} ({tasks})")).collect();
    for (what, list) in
        [("tasks in", &subjects), ("defenses", &summary.defenses), ("models", &summary.models)]
    {
        let _ = writeln!(out, "  {what:<9} {}", line(list));
    }
    let _ = writeln!(out, "  {:<9} {}", "attacks", summary.attacks);
    if summary.behaviors > 0 {
        let judge = summary.judge.as_ref().map_or("a rule", String::as_str);
        let judged = report::show::line(&format!("{} of the file, judged by {judge}", summary.behaviors));
        let _ = writeln!(out, "  {:<9} {judged}", "behaviors");
    }
    if let Some(author) = &summary.author {
        let _ = writeln!(out, "  {:<9} worded by {}", "demands", report::show::line(author));
    }
    if summary.queries > 0 {
        let _ = writeln!(out, "  {:<9} at most {} by attackers that search", "queries", summary.queries);
    }
    for (what, left) in [("attack", &summary.attacks_left_out), ("trial", &summary.trials_left_out)] {
        for (count, why) in left.reasons().into_iter().take(MOST_REASONS) {
            let left = report::show::line(&format!("{}: {why}", report::counted(count as u64, what)));
            let _ = writeln!(out, "  {:<9} {left}", "left out");
        }
        if left.reasons().len() > MOST_REASONS {
            let all = report::counted(left.count() as u64, what);
            let _ = writeln!(out, "  {:<9} {all} in all, for {} reasons", "left out", left.reasons().len());
        }
    }
    for reach in &summary.reaches {
        let verb = if reach.contains("://") { "connects" } else { "starts" };
        let _ = writeln!(out, "  {verb:<9} {}", report::show::line(reach));
    }
    out
}

/// Most reasons for what is left out that are told one by one.
const MOST_REASONS: usize = 5;

/// Shows the summary, and says where to look next.
fn conclude(args: &RunArgs, lab: &Lab, folder: &str) -> Verdict {
    let results = Results::read(lab.store()).map_err(Failure::harness)?;
    let searches = results.adaptive.iter().map(|count| count.searches - count.counted);
    let failed: u64 = results.rows.iter().map(|row| row.counts.uncounted()).chain(searches).sum();
    if !args.quiet {
        let (headline, adaptive) = (results.headline(width()), results.adaptive_text(width()));
        say(&format!("\n{headline}\n{adaptive}{}", if adaptive.is_empty() { "" } else { "\n" }))?;
        say(&format!(
            "The whole table: safemcp results {folder}\nAs a page:       safemcp report {folder}\n"
        ))?;
    }
    if failed > 0 {
        let trials = report::counted(failed, "trial");
        let them = if failed == 1 { "it" } else { "them" };
        say(&format!(
            "{trials} did not come to a verdict:\n{}`safemcp results` counts {them} beside every rate; the same command \
             tries {them} again.\n",
            results.reasons_text(width())
        ))?;
        return Ok(Done::Harness);
    }
    Ok(Done::Well)
}
