//! `safemcp trace`.

use crate::args::TraceArgs;
use crate::exit::{Failure, Verdict, say};
use crate::place;
use report::render_trace_text;
use report::show::line;

/// JSON lines with everything outside ASCII as an escape: the same content for a program, and harmless on a terminal.
fn plain(lines: &str) -> String {
    let mut plain = String::with_capacity(lines.len());
    for char in lines.chars() {
        if char == '\n' || (char.is_ascii() && !char.is_ascii_control()) {
            plain.push(char);
        } else {
            plain.extend(char.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    plain
}

/// Shows what happened in one trial, hostile text made harmless.
pub(crate) fn trace(args: &TraceArgs) -> Verdict {
    let run = place::open(&args.runs, &args.run)?;
    let wanted = args.key.as_deref().unwrap_or_default().to_lowercase();
    let found = run.done()?.into_iter().find(|key| key.to_string().starts_with(&wanted));
    let key = found
        .ok_or_else(|| Failure::usage(format!("the run has no trial whose key begins with `{wanted}`")))?;
    if args.raw {
        return say(&plain(&run.trace_text(key)?));
    }
    let trial = run.trial(key)?.ok_or_else(|| Failure::harness("the trial is gone"))?;
    let cell = &trial.cell;
    let head = format!(
        "{} task {}, attack {}, defense {}, model {}, seed {}: {}",
        cell.environment,
        cell.task,
        cell.attack,
        cell.defense,
        cell.model,
        cell.seed,
        trial.outcome.name()
    );
    let score = trial.score.map_or_else(String::new, |score| format!(", score {score} of 5"));
    let head = head + &score;
    let note = if trial.note.is_empty() { String::new() } else { format!("{}\n", line(&trial.note)) };
    say(&format!("{key}\n{}\n{note}\n{}", line(&head), render_trace_text(&run.trace(key)?)))
}
