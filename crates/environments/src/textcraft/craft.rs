//! Inventory and crafting.

use super::action::{Counted, Ingredients};
use super::book::Book;
use super::command::{Craft, Made};
use super::names::{Name, Names};
use super::recipe::id;
use super::rules::Named;
use crate::python::quote;
use smallvec::SmallVec;

/// More than anyone carries; a larger count is refused, where the original would go on counting.
const MOST: u64 = 1_000_000_000;

/// What the player carries, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inventory {
    /// What a usual task takes has room in place.
    items: SmallVec<[(Name, u64); 8]>,
}

impl Inventory {
    /// Nothing.
    pub(super) fn new() -> Self {
        Self { items: SmallVec::new() }
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
        let name = book.rules().names().spoken(item).filter(|name| self.fetch(book, *name, count));
        name.ok_or_else(|| format!("Could not find {item}"))
    }

    /// Fetches an item, if nobody crafts it and anyone can carry so many.
    pub(super) fn fetch(&mut self, book: &Book, item: Name, count: u64) -> bool {
        if !book.rules().is_fetched(item) {
            return false;
        }
        match self.items.iter_mut().find(|(known, _)| *known == item) {
            Some((_, carried)) if carried.saturating_add(count) <= MOST => *carried += count,
            None if count <= MOST => self.items.push((item, count)),
            _ => return false,
        }
        true
    }

    /// Crafts once by the rule that these ingredients fit. The count asked for is not looked at, as in the original.
    ///
    /// # Errors
    /// What the world says when something is missing or no recipe fits.
    pub(super) fn craft(
        &mut self,
        book: &Book,
        output: Counted<'_>,
        inputs: &Ingredients<'_>,
    ) -> Result<Made, String> {
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
        let made = rule.ok_or_else(|| no_recipe(book, output))?.made;
        for (count, item) in &named {
            self.remove(*item, *count);
        }
        self.add(made.item, made.count);
        Ok(made)
    }

    /// Crafts once what a command of the book asks for.
    ///
    /// # Errors
    /// As [`Self::craft`].
    pub(super) fn command(&mut self, book: &Book, craft: &Craft) -> Result<(), String> {
        let inputs = craft.inputs();
        let mut places = [0; Craft::PARTS];
        for ((count, item), place) in inputs.iter().zip(&mut places) {
            let found = self.items.iter().position(|(known, _)| known == item);
            let carried = found.and_then(|at| self.items.get(at)).map_or(0, |(_, carried)| *carried);
            match found {
                Some(at) if carried >= u64::from(*count) => *place = at,
                _ => return Err(too_few(book, book.rules().names().said(craft.made.item))),
            }
        }
        let mut empty = false;
        for ((count, _), place) in inputs.iter().zip(places) {
            if let Some((_, carried)) = self.items.get_mut(place) {
                *carried -= u64::from(*count);
                empty |= *carried == 0;
            }
        }
        if empty {
            // Of what nothing was taken, none may be carried as well: it stays.
            let used = |item: &Name| inputs.iter().any(|(_, used)| used == item);
            self.items.retain(|(item, carried)| *carried > 0 || !used(item));
        }
        self.add(craft.made.item, craft.made.count);
        Ok(())
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
