//! Live progress.

use indicatif::{ProgressBar, ProgressStyle};
use lab::Progress;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Cell, Trial};

/// A bar on a terminal; a line now and then elsewhere.
pub(crate) struct Bar {
    bar: ProgressBar,
    total: AtomicU64,
    done: AtomicU64,
    hostile: AtomicU64,
    harmed: AtomicU64,
}

impl Bar {
    /// A bar that is not drawn yet.
    pub(crate) fn new() -> Self {
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  eta {eta}  {msg}");
        let bar = ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, total: 0.into(), done: 0.into(), hostile: 0.into(), harmed: 0.into() }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begins(&self, total: usize, already: usize, queries: u64) {
        self.total.store(total as u64, Ordering::Relaxed);
        self.done.store(already as u64, Ordering::Relaxed);
        self.bar.set_length(total as u64);
        self.bar.set_position(already as u64);
        self.bar.reset_eta();
        let searches = match queries {
            0 => String::new(),
            1 => ", and 1 query of a search that is not over".into(),
            _ => format!(", and {queries} queries of searches that are not over"),
        };
        if already > 0 || queries > 0 {
            note(&self.bar, &format!("Continuing: {already} of {total} trials are done{searches}."));
        }
    }

    fn begins_anew(&self, search: &Cell, difference: &str) {
        let Cell { attack, environment, task, defense, .. } = search;
        // Names come from an experiment file, which may be a stranger's.
        let which = report::show::line(&format!("{attack} on {environment} {task} behind {defense}"));
        let text =
            format!("The search {which} begins anew, because another version recorded it: {difference}.");
        note(&self.bar, &text);
    }

    fn recorded(&self, trial: &Trial) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(ladder) = trial.ladder {
            let hostile = self.hostile.fetch_add(1, Ordering::Relaxed) + 1;
            let harmed =
                self.harmed.fetch_add(u64::from(ladder.harmed), Ordering::Relaxed) + u64::from(ladder.harmed);
            // Words cost more than a trial does; every so often is enough.
            if hostile.is_multiple_of(32) {
                self.bar.set_message(format!("{harmed} of {hostile} harmed"));
            }
        }
        self.bar.inc(1);
        let total = self.total.load(Ordering::Relaxed).max(1);
        if self.bar.is_hidden() && done * 10 / total > (done - 1) * 10 / total {
            note(&self.bar, &format!("{done} of {total} trials"));
        }
    }
}

#[expect(clippy::print_stderr, reason = "the command line speaks here")]
fn note(bar: &ProgressBar, text: &str) {
    if bar.is_hidden() {
        eprintln!("{text}");
    } else {
        bar.println(text);
    }
}
