//! Time by the clock and by the processor.

use rustix::time::{ClockId, clock_gettime};
use std::ops::AddAssign;
use std::time::{Duration, Instant};

/// Time that something took.
#[derive(Clone, Copy, Default)]
pub(crate) struct Spent {
    pub(crate) clock: Duration,
    /// What this process worked meanwhile.
    pub(crate) processor: Duration,
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.clock += other.clock;
        self.processor += other.processor;
    }
}

/// A running watch.
pub(crate) struct Watch {
    started: Instant,
    worked: Duration,
}

impl Watch {
    pub(crate) fn start() -> Self {
        Self { worked: worked(), started: Instant::now() }
    }

    pub(crate) fn spent(self) -> Spent {
        let clock = self.started.elapsed();
        Spent { clock, processor: worked().saturating_sub(self.worked) }
    }
}

fn worked() -> Duration {
    clock_gettime(ClockId::ProcessCPUTime).try_into().unwrap_or_default()
}
