//! How long a host waits where the attacker's model takes its time.
//!
//! A layer that asks a model holds up the message at hand, and the host's clock goes on. What the attacker thinks must not
//! be taken for a service that does not answer, nor for an agent that is slow: the host is given that much more time.

use agents::Budget;
use std::time::Duration;
use wire::Limits;

/// Most time for one answer, retries included. Three answers at most are asked for a wording.
pub(super) const ANSWER: Duration = Duration::from_secs(180);

/// Most time for one wording, and a minute.
const WORDING: u64 = 10 * 60;

/// Wordings that a session is given time for.
const WORDINGS: u64 = 6;

/// The bounds of a host that waits for the attacker's model as well.
pub(super) fn patient(mut limits: Limits, mut budget: Budget) -> (Limits, Budget) {
    let wording = WORDING * 1_000;
    limits.start_ms = limits.start_ms.saturating_add(wording);
    limits.request_ms = limits.request_ms.saturating_add(wording);
    limits.total_ms = limits.total_ms.saturating_add(wording * WORDINGS);
    budget.seconds = budget.seconds.saturating_add(WORDING * WORDINGS);
    (limits, budget)
}
