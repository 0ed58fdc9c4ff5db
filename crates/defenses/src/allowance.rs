//! What a session may cost beyond its use.
//!
//! What it would cost without an attack is known to nobody. What is known is a lower bound that grows with the work: the
//! opening, definitions that were listed once, and calls that no service asked for, with their results. Whatever a loop
//! is made of is weighed against that, before it is let through.

/// Less than this no session weighs that opens, lists tools and calls one, in bytes.
const LEAST: usize = 1024;

/// Calls and bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    calls: usize,
    bytes: usize,
}

impl Cost {
    fn add(&mut self, calls: usize, bytes: usize) {
        self.calls = self.calls.saturating_add(calls);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

/// The account of a session, over all services.
#[derive(Debug)]
pub(crate) struct Allowance {
    /// How much may be spent for each byte or call of use; `None` for no bound.
    surplus: Option<f64>,
    useful: Cost,
    extra: Cost,
}

impl Allowance {
    pub(crate) fn new(surplus: Option<f64>) -> Self {
        Self { surplus, useful: Cost::default(), extra: Cost::default() }
    }

    /// What the work itself costs.
    pub(crate) fn use_up(&mut self, calls: usize, bytes: usize) {
        self.useful.add(calls, bytes);
    }

    /// What comes on top.
    pub(crate) fn spend(&mut self, calls: usize, bytes: usize) {
        self.extra.add(calls, bytes);
    }

    /// Whether so much may come on top.
    pub(crate) fn affords(&self, calls: usize, bytes: usize) -> bool {
        let Some(surplus) = self.surplus else { return true };
        let fits = |extra: usize, more: usize, useful: usize| {
            more == 0 || extra.saturating_add(more) as f64 <= surplus * useful as f64
        };
        fits(self.extra.calls, calls, self.useful.calls.max(1))
            && fits(self.extra.bytes, bytes, self.useful.bytes.max(LEAST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn work_makes_room() {
        let mut allowance = Allowance::new(Some(1.0));
        assert!(allowance.affords(1, LEAST) && !allowance.affords(2, 0) && !allowance.affords(0, LEAST + 1));
        allowance.spend(1, 1000);
        assert!(!allowance.affords(1, 0));
        allowance.use_up(2, 5000);
        assert!(allowance.affords(1, 4000) && !allowance.affords(1, 4001));
        assert!(Allowance::new(None).affords(usize::MAX, usize::MAX));
    }

    proptest! {
        #[test]
        fn what_is_asked_for_first_never_exceeds_the_bound(steps in prop::collection::vec((any::<bool>(), 0..2000_usize), 0..60)) {
            let mut allowance = Allowance::new(Some(1.0));
            for (useful, bytes) in steps {
                if useful {
                    allowance.use_up(1, bytes);
                } else if allowance.affords(1, bytes) {
                    allowance.spend(1, bytes);
                }
                prop_assert!(allowance.extra.calls <= allowance.useful.calls.max(1));
                prop_assert!(allowance.extra.bytes <= allowance.useful.bytes.max(LEAST));
            }
        }
    }
}
