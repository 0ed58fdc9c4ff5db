//! Trials for tests: each a function of its number, so that what is read can be compared with what was written.

use chain::{Ladder, Metrics, Outcome};
use store::{Cell, Finished, Key, Run, Trial, Writer};

/// The plan of all test runs that do not care.
pub(crate) fn plan() -> serde_json::Value {
    serde_json::json!({"grid": {"seeds": 3}})
}

/// Key of the trial with this number: spread, as real ones are.
pub(crate) fn key(number: u64) -> Key {
    Key(*blake3::hash(&number.to_le_bytes()).as_bytes().first_chunk().unwrap())
}

/// Trace of the trial with this number.
pub(crate) fn trace(number: u64) -> String {
    let said =
        format!("I will look at file {number} now, then {}", "answer. ".repeat((number % 17) as usize));
    let mut lines = String::new();
    for turn in 0..number % 5 {
        lines.push_str(&format!(
            r#"{{"event":"said","said":{{"text":"{said}","calls":[["read","{{\"turn\":{turn}}}"]],"input_tokens":1,"output_tokens":2}}}}"#
        ));
        lines.push('\n');
    }
    lines
}

/// The trial with this number. Every third one is clean, every seventh one fails.
pub(crate) fn finished(number: u64) -> Finished {
    let clean = number.is_multiple_of(3);
    let rung = |step: u64| number % 11 >= step;
    let attack = if clean { "none".to_owned() } else { format!("TL0{}/direct", number % 4) };
    let cell = Cell {
        environment: format!("environment-{}", number % 5),
        task: (number % 100).to_string(),
        attack,
        surface: if clean { String::new() } else { format!("TL0{}", number % 4) },
        defense: format!("defense-{}", number % 2),
        model: "scripted".into(),
        seed: number.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        ..Cell::default()
    };
    let ladder = Ladder {
        planted: rung(0),
        delivered: rung(2),
        exposed: rung(4),
        attempted: rung(6),
        executed: rung(8),
        harmed: rung(10),
    };
    let trial = Trial {
        key: key(number),
        cell,
        outcome: if number.is_multiple_of(7) { Outcome::HarnessError } else { Outcome::Completed },
        ladder: (!clean).then_some(ladder),
        queries: None,
        score: number.is_multiple_of(5).then_some((number % 25 / 5) as u8 + 1),
        utility: (number % 3) as f64 / 2.0,
        metrics: Metrics { model_calls: number % 4, bytes_to_host: number, ..Metrics::default() },
        note: if number.is_multiple_of(7) { "the provider hung up".into() } else { String::new() },
    };
    Finished { trial, trace: trace(number), took: None }
}

/// Stores trials in this order, each confirmed.
pub(crate) fn store(run: &Run, numbers: impl IntoIterator<Item = u64>) {
    let writer = Writer::start(run).unwrap();
    let receipts: Vec<_> =
        numbers.into_iter().map(|number| writer.put_blocking(finished(number)).unwrap()).collect();
    receipts.into_iter().for_each(|receipt| receipt.wait().unwrap());
    writer.close().unwrap();
}
