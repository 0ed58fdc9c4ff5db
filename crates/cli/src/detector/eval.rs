//! `safemcp detector eval`.

use super::error::DetectorError;
use super::labelled::{self, Labelled};
use super::measure::{Group, Scored, Speed, groups};
use super::{data, model, split, table};
use crate::args::EvalArgs;
use crate::exit::{Failure, Verdict, say};
use detect::injection::{Model, THRESHOLD};
use serde::Serialize;
use std::time::Instant;

/// What `--json` prints.
#[derive(Serialize)]
struct Document {
    format: &'static str,
    threshold: f32,
    speed: Option<Speed>,
    groups: Vec<Group>,
}

/// Scores labelled texts, and tells recall, false positives and speed.
pub(super) fn eval(args: &EvalArgs) -> Verdict {
    let texts = texts(args)?;
    let model = model(args.weights.as_deref())?;
    let scored = measured(&model, &texts);
    let speed = Speed::of(scored.iter());
    if args.json {
        let document =
            Document { format: "safemcp.detector/1", threshold: THRESHOLD, speed, groups: groups(&scored) };
        let text = serde_json::to_string_pretty(&document).map_err(Failure::harness)?;
        return say(&format!("{text}\n"));
    }
    let title = if args.files.is_empty() { "held-out texts" } else { "labelled texts" };
    let spoken = speed.map(|speed| {
        format!(
            "\nThe shipped threshold is {THRESHOLD}. {:.1} MB scored in {:.2} s: {:.1} MB/s on one core.\n",
            speed.bytes as f64 / 1e6,
            speed.seconds,
            speed.megabytes_per_second
        )
    });
    say(&(table::text(title, &scored) + &spoken.unwrap_or_default()))
}

/// The texts of the files that are named, or those that the split holds out.
fn texts(args: &EvalArgs) -> Result<Vec<Labelled>, DetectorError> {
    let texts = if args.files.is_empty() {
        split::held_out(&data(args.data.as_deref())?)?
    } else {
        let read = args.files.iter().map(|file| labelled::read(file)).collect::<Result<Vec<_>, _>>()?;
        read.concat()
    };
    let malicious = texts.iter().filter(|text| text.malicious).count();
    match texts.len() {
        all if malicious == all => Err(DetectorError::OneClass { texts: all, label: "malicious" }),
        all if malicious == 0 => Err(DetectorError::OneClass { texts: all, label: "benign" }),
        _ => Ok(texts),
    }
}

/// Scores and the time that each took; the first text warms up what is compiled on first use.
fn measured(model: &Model, texts: &[Labelled]) -> Vec<Scored> {
    if let Some(first) = texts.first() {
        model.score(&first.text);
    }
    let odds = |score: f32| f64::from(score) - f64::from(THRESHOLD);
    let scored = |text: &Labelled| {
        let started = Instant::now();
        let score = model.score(&text.text).score;
        Scored::new(text, odds(score), Some(started.elapsed()))
    };
    texts.iter().map(scored).collect()
}
