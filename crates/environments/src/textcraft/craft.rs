//! Inventory and crafting.

use super::action::{Counted, Ingredients};
use super::book::Book;
use super::names::{Name, Names};
use super::recipe::id;
use super::rules::{Craft, Named, Rule};
use crate::python::quote;

/// More than anyone carries; a larger count is refused, where the original would go on counting.
const MOST: u64 = 1_000_000_000;

/// What the player carries, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inventory {
    items: Vec<(Name, u64)>,
}

impl Inventory {
    /// Nothing, with room for what a usual task takes.
    pub(super) fn new() -> Self {
        Self { items: Vec::with_capacity(16) }
    }

    /// Items with counts, oldest first.
    pub(super) fn items(&self) -> &[(Name, u64)] {
        &self.items
    }

    /// Fetches an item that nobody crafts.
    ///
    /// # Errors
    /// What the world says when there is nothing to fetch.
    pub(super) fn get(&mut self, book: &Book, (count, item): Counted<'_>) -> Result<Name, String> {
        let name = book.rules().names().spoken(item);
        let there = |name: &Name| {
            book.rules().is_fetched(*name)
                && self.count(*name).unwrap_or_default().saturating_add(count) <= MOST
        };
        let name = name.filter(there).ok_or_else(|| format!("Could not find {item}"))?;
        self.add(name, count);
        Ok(name)
    }

    /// Crafts once by the rule that these ingredients fit. The count asked for is not looked at, as in the original.
    ///
    /// # Errors
    /// What the world says when something is missing or no recipe fits.
    pub(super) fn craft<'b>(
        &mut self,
        book: &'b Book,
        output: Counted<'_>,
        inputs: &Ingredients<'_>,
    ) -> Result<&'b Rule, String> {
        let names = book.rules().names();
        let mut named = Named::new();
        for (count, item) in inputs {
            // What has no name in the book, nobody carries.
            named.push((*count, names.spoken(item).ok_or_else(|| too_few(book, output.1))?));
        }
        if !self.has(&named) {
            return Err(too_few(book, output.1));
        }
        let rule = names.spoken(output.1).and_then(|wanted| book.rules().find(wanted, &named));
        let rule = rule.ok_or_else(|| no_recipe(book, output))?;
        self.exchange(&named, rule);
        Ok(rule)
    }

    /// Crafts once what a command of the book asks for.
    ///
    /// # Errors
    /// As [`Self::craft`].
    pub(super) fn command(&mut self, book: &Book, craft: &Craft, rule: &Rule) -> Result<(), String> {
        if !self.has(&craft.inputs) {
            return Err(too_few(book, book.rules().names().said(rule.output)));
        }
        self.exchange(&craft.inputs, rule);
        Ok(())
    }

    fn exchange(&mut self, inputs: &[(u64, Name)], rule: &Rule) {
        for (count, item) in inputs {
            self.remove(*item, *count);
        }
        self.add(rule.output, rule.count);
    }

    /// The inventory in the original's words.
    pub(super) fn text(&self, names: &Names) -> String {
        if self.items.is_empty() {
            return "Inventory: You are not carrying anything.".to_owned();
        }
        let shown = |(item, count): &(Name, u64)| format!("[{}] ({count}) ", names.said(*item));
        format!("Inventory: {}", self.items.iter().map(shown).collect::<String>())
    }

    /// Whether all of it is there. An item named twice must be there twice; the original overlooks that.
    fn has(&self, inputs: &[(u64, Name)]) -> bool {
        let mut found = 0;
        for (item, carried) in &self.items {
            let mut asked = 0_u64;
            for (count, _) in inputs.iter().filter(|(_, input)| input == item) {
                asked = asked.saturating_add(*count);
                found += 1;
            }
            if asked > *carried {
                return false;
            }
        }
        found == inputs.len()
    }

    fn count(&self, item: Name) -> Option<u64> {
        self.items.iter().find(|(carried, _)| *carried == item).map(|(_, count)| *count)
    }

    fn add(&mut self, item: Name, count: u64) {
        match self.items.iter_mut().find(|(carried, _)| *carried == item) {
            Some((_, carried)) => *carried = carried.saturating_add(count),
            None => self.items.push((item, count)),
        }
    }

    fn remove(&mut self, item: Name, count: u64) {
        let Some(at) = self.items.iter().position(|(carried, _)| *carried == item) else { return };
        if let Some((_, carried)) = self.items.get_mut(at) {
            *carried = carried.saturating_sub(count);
            if *carried == 0 {
                self.items.remove(at);
            }
        }
    }
}

fn too_few(book: &Book, item: &str) -> String {
    let wanted = id(item, book.namespace());
    let wanted = if book.is_tag(&wanted) { "None" } else { &wanted };
    format!("Could not find enough items to craft {wanted}")
}

fn no_recipe(book: &Book, (count, item): Counted<'_>) -> String {
    let wanted = id(item, book.namespace());
    let quoted = quote(&wanted);
    let tag = if book.is_tag(&wanted) {
        format!("tag={quoted}, item_id=None")
    } else {
        format!("tag=None, item_id={quoted}")
    };
    format!("Could not find a valid recipe for ItemTagWithCount(item_tag=ItemTag({tag}), count={count})")
}
