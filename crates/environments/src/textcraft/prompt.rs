//! The commands that a task shows.

use super::book::Book;
use super::recipe::Recipe;
use crate::python::{Random, StringSet};
use std::collections::BTreeSet;

/// The seed of the original's prompts; a seed of our own is added to it, so that seed 0 is the original.
const SEED: u64 = 42;
/// How many commands are shown that the goal does not need, and how many uses of one ingredient are drawn for them.
const DISTRACTORS: usize = 10;

/// The commands shown for a goal: every recipe of its tree, and some that only look useful, shuffled.
pub(super) fn commands(book: &Book, goal: &str, seed: u64) -> Vec<String> {
    let mut random = Random::new(SEED.wrapping_add(seed));
    let mut needed = Vec::new();
    collect(book, goal, &BTreeSet::new(), &mut needed);
    let uses = book.uses();
    let mut drawn = Vec::new();
    for input in needed.iter().flat_map(|recipe| &recipe.inputs) {
        if let Some(recipes) = uses.get(input.name.as_str()) {
            drawn.extend(random.sample(recipes, DISTRACTORS));
        }
    }
    let mut tree = StringSet::new();
    for recipe in &needed {
        tree.add(&recipe.command(book.namespace()));
    }
    let mut others = StringSet::new();
    for command in drawn.iter().map(|recipe| recipe.command(book.namespace())) {
        if !tree.contains(&command) {
            others.add(&command);
        }
    }
    let mut commands = tree.list();
    commands.extend(random.sample(&others.list(), DISTRACTORS));
    random.shuffle(&mut commands);
    commands
}

/// All recipes for `name`, then those for what each of them takes. The original's order, repetitions included: the
/// draws above depend on it.
fn collect<'b>(book: &'b Book, name: &str, above: &BTreeSet<&str>, found: &mut Vec<&'b Recipe>) {
    if above.contains(name) {
        return;
    }
    let recipes: Vec<&Recipe> = book.recipes_for(name).collect();
    found.extend(&recipes);
    let mut above = above.clone();
    above.insert(name);
    for input in recipes.iter().flat_map(|recipe| &recipe.inputs) {
        collect(book, &input.name, &above, found);
    }
}
