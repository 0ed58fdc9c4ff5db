//! The commands that a task shows.

use super::listing::Listing;
use super::names::Name;
use crate::python::{Random, Set};

/// The seed of the original's prompts; a seed of our own is added to it, so that seed 0 is the original.
const SEED: u64 = 42;
/// How many commands are shown that the goal does not need, and how many uses of one ingredient are drawn for them.
const DISTRACTORS: usize = 10;

/// The commands shown for a goal: every recipe of its tree, and some that only look useful, shuffled.
pub(super) fn commands(listing: &Listing, goal: Name, seed: u64) -> Vec<String> {
    let mut random = Random::new(SEED.wrapping_add(seed));
    let mut needed = Vec::new();
    collect(listing, goal, &mut Vec::new(), &mut needed);
    let mut drawn = Vec::new();
    for input in needed.iter().flat_map(|recipe| listing.inputs(*recipe)) {
        drawn.extend(random.sample(listing.users(*input), DISTRACTORS));
    }
    let mut tree = Set::new();
    for (hash, command) in needed.iter().filter_map(|recipe| listing.command(*recipe)) {
        tree.add(hash, command);
    }
    let mut others = Set::new();
    for (hash, command) in drawn.iter().filter_map(|recipe| listing.command(*recipe)) {
        if !tree.contains(hash, &command) {
            others.add(hash, command);
        }
    }
    let mut commands = tree.list();
    commands.extend(random.sample(&others.list(), DISTRACTORS));
    random.shuffle(&mut commands);
    commands.into_iter().map(|command| listing.text(command).to_owned()).collect()
}

/// All recipes for `name`, then those for what each of them takes. The original's order, repetitions included: the
/// draws above depend on it. `above` is what the name is needed for.
fn collect(listing: &Listing, name: Name, above: &mut Vec<Name>, found: &mut Vec<usize>) {
    if above.contains(&name) {
        return;
    }
    let recipes = listing.makers(name);
    found.extend(recipes);
    above.push(name);
    for input in recipes.iter().flat_map(|recipe| listing.inputs(*recipe)) {
        collect(listing, *input, above, found);
    }
    above.pop();
}
