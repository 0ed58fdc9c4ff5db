//! The page as a whole.

use super::engine::{SCRIPT, STYLE, engine, policy};
use super::sample::{Sampling, plan, samples};
use super::view::PageView;
use crate::{ReportError, Results};
use minijinja::context;
use minijinja::value::{Serde, Value};
use store::Run;

/// Writes the page of a run.
///
/// # Errors
/// [`ReportError`] when the run cannot be read; a template that fails would be a mistake of ours.
pub fn page(run: &Run, results: &Results, sampling: Sampling) -> Result<String, ReportError> {
    let engine = engine()?;
    let samples = samples(run, &engine, &results.varied(), sampling)?;
    let mut view = PageView::of(results);
    view.digest = run.logical_digest()?.to_string();
    view.samples_left_out = samples.left_out;
    let page = engine.get_template("page.html")?.render(context! {
        run => Serde(view),
        plan => plan(run),
        samples => samples.markup,
        policy => Value::from_safe_string(policy()),
        style => Value::from_safe_string(STYLE.to_owned()),
        script => Value::from_safe_string(SCRIPT.to_owned()),
    })?;
    Ok(page)
}
