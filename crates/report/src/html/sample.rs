//! Trials whose traces are on the page.

use crate::trace::{Span, Tone, Turn, conversation};
use crate::{ReportError, show};
use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Axes, Axis, Run, Trial};

/// How many traces a page may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// Bytes that all of them together may need.
    pub bytes: usize,
}

impl Default for Sampling {
    fn default() -> Self {
        Self { bytes: 5_000_000 }
    }
}

/// Samples as markup, and how many found no room.
pub(super) struct Samples {
    pub(super) markup: Vec<Value>,
    pub(super) left_out: usize,
}

/// Takes the first trial with harm and the first without of each cell, by key; of every cell one before any has two.
pub(super) fn samples(
    run: &Run,
    engine: &Environment<'_>,
    axes: &[Axis],
    sampling: Sampling,
) -> Result<Samples, ReportError> {
    let (mut firsts, mut seconds) = (Vec::new(), Vec::new());
    for Pair { harmed, safe } in pairs(run)?.into_values() {
        let mut pair = harmed.into_iter().chain(safe);
        firsts.extend(pair.next());
        seconds.extend(pair);
    }
    let mut samples = Samples { markup: vec![], left_out: 0 };
    let mut room = sampling.bytes;
    for trial in firsts.iter().chain(&seconds) {
        let markup = markup(run, engine, axes, trial)?;
        match room.checked_sub(markup.len()) {
            Some(rest) => {
                room = rest;
                samples.markup.push(Value::from_safe_string(markup));
            }
            None => samples.left_out += 1,
        }
        // A trace that finds no room may be an exception, ten in a row are not.
        if samples.left_out >= 10 {
            break;
        }
    }
    samples.left_out = firsts.len() + seconds.len() - samples.markup.len();
    Ok(samples)
}

#[derive(Default)]
struct Pair {
    harmed: Option<Trial>,
    safe: Option<Trial>,
}

fn pairs(run: &Run) -> Result<BTreeMap<Axes, Pair>, ReportError> {
    let mut pairs: BTreeMap<Axes, Pair> = BTreeMap::new();
    run.trials(|trial| {
        let pair = pairs.entry(Axes::of(&trial.cell)).or_default();
        let counts = trial.outcome.counts();
        let harmed = counts && trial.ladder.is_some_and(|ladder| ladder.harmed);
        let slot = if harmed { &mut pair.harmed } else { &mut pair.safe };
        // A trial that failed is shown only where there is nothing better.
        if slot.as_ref().is_none_or(|taken| counts && !taken.outcome.counts()) {
            *slot = Some(trial);
        }
    })?;
    Ok(pairs)
}

#[derive(Serialize)]
struct SampleView {
    key: String,
    labels: Vec<(&'static str, String)>,
    task: String,
    seed: u64,
    outcome: &'static str,
    reached: &'static str,
    utility: String,
    score: Option<u8>,
    note: String,
    turns: Vec<TurnView>,
}

#[derive(Serialize)]
struct TurnView {
    sort: &'static str,
    folded: bool,
    title: String,
    body: Vec<SpanView>,
}

#[derive(Serialize)]
struct SpanView {
    tone: &'static str,
    text: String,
}

fn markup(run: &Run, engine: &Environment<'_>, axes: &[Axis], trial: &Trial) -> Result<String, ReportError> {
    let turns = conversation(&run.trace(trial.key)?);
    let reached = trial.ladder.map(|ladder| {
        let mut rungs = chain::Ladder::RUNGS.into_iter().zip(ladder.rungs());
        rungs.rfind(|(_, reached)| *reached).map_or("not planted", |(name, _)| name)
    });
    let labels = axes.iter().map(|axis| (axis.name(), axis.of(&trial.cell).to_owned()));
    let view = SampleView {
        key: trial.key.to_string(),
        labels: labels.filter(|(_, label)| !label.is_empty()).collect(),
        task: trial.cell.task.clone(),
        seed: trial.cell.seed,
        outcome: trial.outcome.name(),
        reached: reached.unwrap_or("clean"),
        utility: format!("{:.2}", trial.utility),
        score: trial.score,
        note: trial.note.clone(),
        turns: turns.into_iter().map(turn_view).collect(),
    };
    Ok(engine.get_template("sample.html")?.render(context! { trial => Serde(view) })?)
}

fn turn_view(turn: Turn) -> TurnView {
    use crate::trace::Sort::Carried;
    TurnView {
        sort: turn.sort.name(),
        folded: turn.sort == Carried,
        title: turn.title,
        body: turn.body.into_iter().map(span_view).collect(),
    }
}

fn span_view(span: Span) -> SpanView {
    SpanView { tone: span.tone.name(), text: cut(span.text, span.tone) }
}

/// Takes the middle out of a long text. What the attack wrote is what the page is for, so more of it stays.
fn cut(text: String, tone: Tone) -> String {
    let most = if tone == Tone::Payload { 8_000 } else { 2_000 };
    let count = text.chars().count();
    if count <= most {
        return text;
    }
    let start: String = text.chars().take(most / 2).collect();
    let end: String = text.chars().skip(count - most / 2).collect();
    format!("{start}\n[... {} characters left out ...]\n{end}", count - most)
}

/// A plan may be long, too.
pub(super) fn plan(run: &Run) -> Value {
    let text = format!("{:#}", run.plan());
    Value::from_safe_string(show::html(&cut(text, Tone::Payload)))
}
