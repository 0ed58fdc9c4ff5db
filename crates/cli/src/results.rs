//! `safemcp results`.

use crate::args::ResultsArgs;
use crate::exit::{Failure, Verdict, say};
use crate::place;
use report::{Choice, Results, TextOptions};
use std::borrow::Cow;

/// Shows the results of a run.
pub(crate) fn results(args: &ResultsArgs) -> Verdict {
    let run = place::open(&args.runs, &args.run)?;
    if args.digest {
        return say(&format!("{}\n", run.logical_digest()?));
    }
    let results = Results::read(&run).map_err(Failure::harness)?;
    if args.json {
        return say(&summed(&results, args).to_json().map_err(Failure::harness)?);
    }
    if args.csv {
        return say(&summed(&results, args).to_csv());
    }
    let width = args.width.unwrap_or_else(width);
    let headline = results.headline(width);
    if args.headline {
        return say(&headline);
    }
    let text = results.to_text(&TextOptions { width, given_before: args.conditional, choice: choice(args) });
    let adaptive = results.adaptive_text(width);
    let apart = if adaptive.is_empty() { "" } else { "\n" };
    say(&format!("{text}\nBy model and defense\n\n{headline}{apart}{adaptive}"))
}

fn choice(args: &ResultsArgs) -> Choice {
    match args.by.as_slice() {
        [] if args.all => Choice::Every,
        [] => Choice::Fitting,
        axes => Choice::By(axes.to_vec()),
    }
}

fn summed<'r>(results: &'r Results, args: &ResultsArgs) -> Cow<'r, Results> {
    if args.by.is_empty() { Cow::Borrowed(results) } else { Cow::Owned(results.by(&args.by)) }
}

/// Characters in a line of the terminal: 80 when that is not known.
pub(crate) fn width() -> usize {
    console::Term::stdout().size_checked().map_or(80, |(_, columns)| usize::from(columns)).clamp(60, 200)
}
