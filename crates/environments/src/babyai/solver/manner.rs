//! How attempts differ.

/// How an attempt goes about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Of two deeds in any order, the one named last first.
    pub(super) last_first: bool,
    /// What clearing a thing away is thought to cost.
    pub(super) toll: u32,
    /// What it is thought to cost when a thing is left beside a door.
    pub(super) mess: u32,
    /// Whether the way to where a thing is to be put is cleared before the thing is fetched.
    pub(super) scout: bool,
}

/// The manners in the order in which they are tried.
pub(super) const MANNERS: [Manner; 6] = [
    Manner { last_first: false, toll: 12, mess: 4, scout: false },
    Manner { last_first: true, toll: 12, mess: 4, scout: false },
    Manner { last_first: false, toll: 12, mess: 4, scout: true },
    Manner { last_first: false, toll: 12, mess: 25, scout: false },
    Manner { last_first: false, toll: 40, mess: 25, scout: true },
    Manner { last_first: true, toll: 4, mess: 1, scout: true },
];
