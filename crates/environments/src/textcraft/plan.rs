//! How a goal is reached.

use super::action::Action;
use super::book::Book;
use super::recipe::{Ingredient, Recipe};
use std::collections::BTreeMap;

/// More of one thing than any sensible recipe book asks for: such a goal has no plan.
const MOST: u64 = 10_000;

/// The actions that lead from nothing to the goal: fetch everything, then craft from the bottom up, each recipe as often
/// as all that stands above it needs. Batches are whole, so something may be left over. Empty when there is no way.
pub(super) fn plan<'b>(book: &'b Book, goal: &str) -> Vec<Action<'b>> {
    let mut order = Vec::new();
    if !visit(book, goal, &mut Vec::new(), &mut order) {
        return Vec::new();
    }
    let batches = batches(book, goal, &order);
    if batches.values().any(|times| *times > MOST) {
        return Vec::new();
    }
    let count = |item: &str| batches.get(item).copied().unwrap_or_default();
    let names = book.rules().names();
    let name = |item: &str| names.of(item).map(|name| names.said(name)).unwrap_or_default();
    let (crafted, fetched): (Vec<&str>, Vec<&str>) =
        order.iter().map(String::as_str).partition(|item| choose(book, item).is_some());
    let mut actions: Vec<Action<'_>> =
        fetched.into_iter().map(|item| Action::Get((count(item), name(item)))).collect();
    for (item, recipe) in crafted.iter().filter_map(|item| Some((item, choose(book, item)?))) {
        let inputs = inputs(book, recipe).map(|(count, item)| (count, name(&item))).collect();
        let craft = Action::Craft { output: (recipe.count, name(item)), inputs };
        actions.extend((0..count(item)).map(|_| craft.clone()));
    }
    actions
}

/// Lists an item after everything that goes into it; `false` when it goes into itself.
fn visit(book: &Book, item: &str, above: &mut Vec<String>, order: &mut Vec<String>) -> bool {
    if order.iter().any(|done| done == item) {
        return true;
    }
    if above.iter().any(|name| name == item) {
        return false;
    }
    above.push(item.to_owned());
    let below = choose(book, item).into_iter().flat_map(|recipe| inputs(book, recipe));
    let fine = below.into_iter().all(|(_, input)| visit(book, &input, above, order));
    above.pop();
    order.push(item.to_owned());
    fine
}

/// How often each item must be crafted, or how many of it fetched, from the top down.
fn batches(book: &Book, goal: &str, order: &[String]) -> BTreeMap<String, u64> {
    let mut needed = BTreeMap::from([(goal.to_owned(), 1u64)]);
    for item in order.iter().rev() {
        let Some(recipe) = choose(book, item) else { continue };
        let times = needed.get(item).copied().unwrap_or_default().div_ceil(recipe.count);
        needed.insert(item.clone(), times);
        for (count, input) in inputs(book, recipe) {
            let sum = needed.entry(input).or_default();
            *sum = sum.saturating_add(count.saturating_mul(times));
        }
    }
    needed
}

/// The shallowest recipe of an item; of equals the first.
fn choose<'b>(book: &'b Book, item: &str) -> Option<&'b Recipe> {
    let depth = |recipe: &&Recipe| recipe.inputs.iter().map(|input| book.depth(&input.name)).max();
    book.recipes_of(item).min_by_key(depth)
}

/// The ingredients of a recipe, with an item chosen for each tag.
fn inputs<'b>(book: &'b Book, recipe: &'b Recipe) -> impl Iterator<Item = (u64, String)> {
    recipe.inputs.iter().map(|input| (input.count, concrete(book, input)))
}

fn concrete(book: &Book, input: &Ingredient) -> String {
    if !input.tag {
        return input.name.clone();
    }
    let members =
        book.recipes_for(&input.name).map(|recipe| &recipe.output).filter(|item| book.fits(input, item));
    members.min_by_key(|item| book.depth(item)).unwrap_or(&input.name).clone()
}
