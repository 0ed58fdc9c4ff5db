//! The verdict ladder of one trial.

use crate::acts::acts;
use crate::planted::reach;
use crate::{Evidence, JudgeError};
use chain::Ladder;

/// Climbs the ladder.
///
/// # Errors
/// [`JudgeError`] when evidence is missing: the trial is then `judge_failed`, never clean.
pub fn judge(evidence: &Evidence<'_>) -> Result<Ladder, JudgeError> {
    let [planted, delivered, exposed] = reach(evidence.trace);
    let [attempted, executed, harmed] = acts(evidence)?;
    Ok(Ladder { planted, delivered, exposed, attempted, executed, harmed })
}
