//! `safemcp report`.

use crate::args::ReportArgs;
use crate::exit::{Failure, Verdict, say};
use crate::place;
use report::{Results, Sampling, page};

/// Writes the results of a run as one HTML page.
pub(crate) fn report(args: &ReportArgs) -> Verdict {
    let run = place::open(&args.runs, &args.run)?;
    let results = Results::read(&run).map_err(Failure::harness)?;
    let html = page(&run, &results, Sampling::default()).map_err(Failure::harness)?;
    let output = args.output.clone().unwrap_or_else(|| run.folder().join("report.html"));
    std::fs::write(&output, html)
        .map_err(|error| Failure::harness(format!("cannot write `{}`: {error}", output.display())))?;
    say(&format!("Wrote {}\n", output.display()))
}
