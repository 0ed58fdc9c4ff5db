//! Inventory and crafting rules.

use super::book::Book;
use super::recipe::{Recipe, id, spoken};
use crate::python::quote;
use std::collections::BTreeMap;

/// More than anyone carries; a larger count is refused, where the original would go on counting.
const MOST: u64 = 1_000_000_000;

/// What the player carries, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inventory {
    items: Vec<(String, u64)>,
}

impl Inventory {
    /// Item ids with counts, oldest first.
    pub(super) fn items(&self) -> &[(String, u64)] {
        &self.items
    }

    /// Fetches an item that nobody crafts.
    ///
    /// # Errors
    /// What the world says when there is nothing to fetch.
    pub(super) fn get(&mut self, book: &Book, count: u64, item: &str) -> Result<String, String> {
        let id = id(item, book.namespace());
        let there = book.is_item(&id) && !book.is_tag(&id) && !book.is_craftable(&id);
        if !there || self.count(&id).saturating_add(count) > MOST {
            return Err(format!("Could not find {item}"));
        }
        self.add(&id, count);
        Ok(id)
    }

    /// Crafts once by the recipe that these ingredients fit. The count asked for is not looked at, as in the original.
    ///
    /// # Errors
    /// What the world says when something is missing or no recipe fits.
    pub(super) fn craft<'b>(
        &mut self,
        book: &'b Book,
        output: &(u64, String),
        inputs: &[(u64, String)],
    ) -> Result<&'b Recipe, String> {
        let wanted = id(&output.1, book.namespace());
        let inputs: Vec<(u64, String)> =
            inputs.iter().map(|(count, item)| (*count, id(item, book.namespace()))).collect();
        if !self.has(book, &inputs) {
            let wanted = if book.is_tag(&wanted) { "None" } else { &wanted };
            return Err(format!("Could not find enough items to craft {wanted}"));
        }
        let fitting = |recipe: &&Recipe| matches(book, recipe, &inputs);
        let recipe = book.recipes_of(&wanted).find(fitting).filter(|_| !book.is_tag(&wanted));
        let recipe = recipe.ok_or_else(|| no_recipe(book, &wanted, output.0))?;
        for (count, item) in &inputs {
            self.remove(item, *count);
        }
        self.add(&recipe.output, recipe.count);
        Ok(recipe)
    }

    /// The inventory in the original's words.
    pub(super) fn text(&self, namespace: &str) -> String {
        if self.items.is_empty() {
            return "Inventory: You are not carrying anything.".to_owned();
        }
        let items = self.items.iter().map(|(id, count)| format!("[{}] ({count}) ", spoken(id, namespace)));
        format!("Inventory: {}", items.collect::<String>())
    }

    /// Whether all of it is there. An item named twice must be there twice; the original overlooks that.
    fn has(&self, book: &Book, inputs: &[(u64, String)]) -> bool {
        let mut total: BTreeMap<&str, u64> = BTreeMap::new();
        for (count, item) in inputs {
            let sum = total.entry(item).or_default();
            *sum = sum.saturating_add(*count);
        }
        total.iter().all(|(item, count)| {
            let carried = self.items.iter().find(|(id, _)| id == item);
            !book.is_tag(item) && carried.is_some_and(|(_, carried)| carried >= count)
        })
    }

    fn count(&self, item: &str) -> u64 {
        self.items.iter().find(|(id, _)| id == item).map(|(_, count)| *count).unwrap_or_default()
    }

    fn add(&mut self, item: &str, count: u64) {
        match self.items.iter_mut().find(|(id, _)| id == item) {
            Some((_, carried)) => *carried = carried.saturating_add(count),
            None => self.items.push((item.to_owned(), count)),
        }
    }

    fn remove(&mut self, item: &str, count: u64) {
        if let Some((_, carried)) = self.items.iter_mut().find(|(id, _)| id == item) {
            *carried = carried.saturating_sub(count);
        }
        self.items.retain(|(id, carried)| id != item || *carried > 0);
    }
}

/// Whether the ingredients given are those of the recipe, each in its exact count, and nothing else.
fn matches(book: &Book, recipe: &Recipe, inputs: &[(u64, String)]) -> bool {
    let mut left: Vec<&(u64, String)> = inputs.iter().collect();
    for ingredient in &recipe.inputs {
        let Some(at) = left.iter().position(|(_, item)| book.fits(ingredient, item)) else { return false };
        if left.remove(at).0 != ingredient.count {
            return false;
        }
    }
    left.is_empty()
}

fn no_recipe(book: &Book, wanted: &str, count: u64) -> String {
    let quoted = quote(wanted);
    let tag = if book.is_tag(wanted) {
        format!("tag={quoted}, item_id=None")
    } else {
        format!("tag=None, item_id={quoted}")
    };
    format!("Could not find a valid recipe for ItemTagWithCount(item_tag=ItemTag({tag}), count={count})")
}
