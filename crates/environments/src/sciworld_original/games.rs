//! Tasks and variations by index.

/// AgentGym's choice of tasks in its order, each with the number of its variations. The index counts through them all.
const TASKS: [(&str, u32); 23] = [
    ("boil", 30),
    ("melt", 30),
    ("freeze", 30),
    ("change-the-state-of-matter-of", 30),
    ("use-thermometer", 540),
    ("measure-melting-point-known-substance", 436),
    ("measure-melting-point-unknown-substance", 300),
    ("power-component", 20),
    ("power-component-renewable-vs-nonrenewable-energy", 20),
    ("test-conductivity", 900),
    ("test-conductivity-of-unknown-substances", 600),
    ("find-living-thing", 300),
    ("find-non-living-thing", 300),
    ("find-plant", 300),
    ("find-animal", 300),
    ("chemistry-mix", 32),
    ("chemistry-mix-paint-secondary-color", 36),
    ("chemistry-mix-paint-tertiary-color", 36),
    ("lifespan-longest-lived", 125),
    ("lifespan-shortest-lived", 125),
    ("lifespan-longest-lived-then-shortest-lived", 125),
    ("identify-life-stages-1", 14),
    ("identify-life-stages-2", 10),
];

/// One task with one of its variations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Game {
    /// The task's name in the simulator.
    pub(super) task: &'static str,
    /// Its variation, from 0.
    pub(super) variation: u32,
}

/// Every game, in the order of the index.
pub(super) fn games() -> impl Iterator<Item = Game> {
    TASKS.iter().flat_map(|&(task, count)| (0..count).map(move |variation| Game { task, variation }))
}

#[cfg(test)]
mod tests {
    use super::{Game, games};

    #[test]
    fn an_index_counts_through_all_variations() {
        assert_eq!(games().count(), 4639);
        for (index, task, variation) in [
            (0, "boil", 0),
            (29, "boil", 29),
            (30, "melt", 0),
            (120, "use-thermometer", 0),
            (1436, "test-conductivity", 0),
            (4204, "chemistry-mix-paint-tertiary-color", 0),
            (4638, "identify-life-stages-2", 9),
        ] {
            assert_eq!(games().nth(index), Some(Game { task, variation }), "{index}");
        }
    }
}
