//! What a command of the book does, by numbers.

use super::names::Name;
use super::table::Span;

/// A craft by names, as small as it goes: it is looked up at every step.
#[derive(Clone, Debug)]
pub(super) struct Craft {
    inputs: [(u32, Name); Craft::PARTS],
    parts: usize,
    /// What it makes.
    pub(super) made: Made,
}

/// What a craft brings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    /// The item.
    pub(super) item: Name,
    /// How many.
    pub(super) count: u64,
    /// What the world says.
    pub(super) answer: Span,
}

impl Craft {
    /// Kinds of items that it can use up; of recipes that take more, no command is kept.
    pub(super) const PARTS: usize = 4;

    /// `None` where that is too much to be kept, or an item is taken in two parts.
    pub(super) fn new(inputs: &[(u64, Name)], made: Made) -> Option<Self> {
        let mut kept = [(0, made.item); Self::PARTS];
        for (nth, (count, item)) in inputs.iter().enumerate() {
            if inputs.iter().take(nth).any(|(_, before)| before == item) {
                return None;
            }
            *kept.get_mut(nth)? = (u32::try_from(*count).ok()?, *item);
        }
        Some(Self { inputs: kept, parts: inputs.len(), made })
    }

    /// What it uses up, each item once.
    pub(super) fn inputs(&self) -> &[(u32, Name)] {
        self.inputs.get(..self.parts).unwrap_or_default()
    }
}
