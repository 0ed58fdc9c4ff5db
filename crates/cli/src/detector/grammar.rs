//! Texts of our own, from templates: benign ones of many kinds, and demands with their frames.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::BTreeMap;

/// Slots may stand in slots, but not deeper than this.
const DEPTH: usize = 4;

/// Blocks of a file: a name in brackets, then one entry a line; `\n` stands for a line's end.
pub(crate) fn blocks(text: &'static str) -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut blocks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(found) if found.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') => {
                name = found;
            }
            _ => blocks.entry(name).or_default().push(line),
        }
    }
    blocks
}

/// Fills the slots of templates, by chance from a seed.
pub(crate) struct Filler {
    slots: BTreeMap<&'static str, Vec<&'static str>>,
    chance: ChaCha8Rng,
}

impl Filler {
    pub(crate) fn new(seed: u64) -> Self {
        let blocks = blocks(include_str!("texts/slots.txt"));
        let slots = blocks
            .into_iter()
            .map(|(name, lines)| (name, lines.iter().flat_map(|line| line.split('|')).collect()));
        Self { slots: slots.collect(), chance: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// The template with every `{slot}` filled. `\-` stands for nothing: it parts what the layout check looks for.
    pub(crate) fn fill(&mut self, template: &str) -> String {
        let mut text = template.replace("\\n", "\n");
        for _ in 0..DEPTH {
            text = self.once(&text);
        }
        text.replace("\\-", "")
    }

    fn once(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, after) = rest.split_at(open);
            out.push_str(before);
            let name = after.get(1..).and_then(|inner| inner.split_once('}')).map(|(name, _)| name);
            let choices = name.and_then(|name| self.slots.get(name)).cloned().unwrap_or_default();
            match (name, self.pick(&choices)) {
                (Some(name), Some(value)) => {
                    out.push_str(value);
                    rest = after.get(name.len() + 2..).unwrap_or_default();
                }
                _ => {
                    out.push('{');
                    rest = after.get(1..).unwrap_or_default();
                }
            }
        }
        out + rest
    }

    /// One of several, by chance.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let at = self.below(items.len())?;
        items.get(at).copied()
    }

    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> Option<usize> {
        let drawn = usize::try_from(self.chance.next_u32()).unwrap_or_default();
        drawn.checked_rem(limit)
    }
}
