//! `safemcp results`.

use crate::args::ResultsArgs;
use crate::exit::{Failure, Verdict, say};
use crate::place;
use report::{Results, TextOptions};

/// Shows the results of a run.
pub(crate) fn results(args: &ResultsArgs) -> Verdict {
    let run = place::open(&args.runs, &args.run)?;
    if args.digest {
        return say(&format!("{}\n", run.logical_digest()?));
    }
    let results = Results::read(&run).map_err(Failure::harness)?;
    if args.json {
        return say(&results.to_json().map_err(Failure::harness)?);
    }
    if args.csv {
        return say(&results.to_csv());
    }
    let width = args.width.unwrap_or_else(width);
    let headline = results.headline(width);
    if args.headline {
        return say(&headline);
    }
    say(&format!("{}\n{headline}", results.to_text(TextOptions { width, given_before: args.conditional })))
}

/// Characters in a line of the terminal: 80 when that is not known.
pub(crate) fn width() -> usize {
    console::Term::stdout().size_checked().map_or(80, |(_, columns)| usize::from(columns)).clamp(60, 200)
}
