//! From what happened to a record.

use super::cause::settled;
use super::world::{Aftermath, World};
use agents::Ending;
use attacks::Goal;
use chain::{Ladder, Outcome, Trace};
use judge::{Baseline, Evidence, Grade, JudgeError, judge, measure};
use std::time::Duration;
use store::{Cell, Finished, Key, Trial};

/// A trial that is over.
pub(super) struct Played {
    /// Where it was played; `None` when it never began.
    pub(super) world: Option<World>,
    /// What the attacker wanted.
    pub(super) goal: Option<Goal>,
    /// How it ended.
    pub(super) ending: Ending,
    /// What a judge of its own said, if one was asked.
    pub(super) grade: Option<Result<Grade, JudgeError>>,
}

/// Judges a trial and writes it up.
pub(super) fn conclude(
    key: Key,
    cell: Cell,
    trace: &Trace,
    played: Played,
    baseline: Option<Baseline>,
    took: Duration,
) -> Finished {
    let metrics = measure(trace);
    let Played { world, goal, ending, grade } = played;
    let settled = settled(ending.outcome, trace, goal.is_some(), baseline.as_ref());
    let (mut outcome, mut note) = (settled, ending.note);
    // Where a trial failed by itself, that is the reason: a judgment that fails too is only its consequence.
    let mut fail = |why: String| {
        if outcome.counts() {
            (outcome, note) = (Outcome::JudgeFailed, why);
        }
    };
    let after = match world.as_ref().map(|world| world.aftermath(trace, &ending.answer)) {
        Some(Ok(after)) => after,
        Some(Err(fault)) => {
            fail(fault.to_string());
            nothing()
        }
        None => nothing(),
    };
    let (grade, ungraded) = match grade.transpose() {
        Ok(grade) => (grade, None),
        Err(error) => (None, Some(error)),
    };
    let score = grade.map(|grade| grade.score);
    let ladder = goal.map(|goal| {
        let evidence = Evidence {
            goal: &goal,
            trace,
            answer: &ending.answer,
            utility: after.utility,
            metrics: &metrics,
            sent: after.sent.as_deref(),
            baseline,
            facts: after.facts.as_ref(),
            harm: after.harm.as_deref(),
            grade,
        };
        ungraded.map_or_else(|| judge(&evidence), Err).unwrap_or_else(|error| {
            fail(error.to_string());
            Ladder::default()
        })
    });
    // A trial that failed before its attack was armed is still a hostile one.
    let ladder = ladder.or_else(|| (cell.attack != "none").then(Ladder::default));
    let neutral = |text: String| match &world {
        Some(world) => world.neutral(text),
        None => text,
    };
    let (text, note) = (neutral(trace.to_json_lines()), kept(&neutral(note)));
    let utility = after.utility;
    let trial = Trial { key, cell, outcome, ladder, queries: None, score, utility, metrics, note };
    Finished { trial, trace: text, took: Some(took) }
}

/// What is left where nothing can be known.
fn nothing() -> Aftermath {
    Aftermath { utility: 0.0, sent: None, facts: None, harm: None }
}

/// A reason as it is kept: escaped, and of a long one the beginning and the end, where a process's last words stand.
fn kept(note: &str) -> String {
    const SHOWN: usize = 400;
    let length = note.chars().count();
    if length <= 2 * SHOWN {
        return wire::escaped(note);
    }
    let (first, last): (String, String) =
        (note.chars().take(SHOWN).collect(), note.chars().skip(length - SHOWN).collect());
    format!("{} ... {}", wire::escaped(&first), wire::escaped(&last))
}
