//! Which recipe makes and which uses what, by numbers: what the commands of a task are drawn from.

use super::book::Book;
use super::names::{Name, Names};
use crate::python;
use std::collections::BTreeMap;

/// The recipes of a book, by numbers.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Each text once, with Python's hash of it.
    commands: Vec<(u64, String)>,
    recipes: Vec<Entry>,
    /// By name: what makes it.
    makers: Vec<Vec<usize>>,
    /// By name: what uses it.
    users: Vec<Vec<usize>>,
}

#[derive(Debug)]
struct Entry {
    command: usize,
    inputs: Vec<Name>,
}

impl Listing {
    /// The listing of a book that is complete.
    pub(super) fn new(book: &Book, names: &Names) -> Self {
        let mut listing = Self::default();
        let mut known = BTreeMap::new();
        for recipe in book.recipes() {
            let text = recipe.command(book.namespace());
            let command = *known.entry(text.clone()).or_insert(listing.commands.len());
            if command == listing.commands.len() {
                listing.commands.push((python::hash(&text), text));
            }
            let inputs = recipe.inputs.iter().filter_map(|input| names.of(&input.name)).collect();
            listing.recipes.push(Entry { command, inputs });
        }
        listing.makers = names.all().map(|name| book.places_for(names.id(name)).to_vec()).collect();
        listing.users = vec![Vec::new(); listing.makers.len()];
        for place in book.places() {
            let inputs = listing.recipes.get(place).map(|entry| entry.inputs.as_slice()).unwrap_or_default();
            for input in inputs {
                if let Some(users) = listing.users.get_mut(input.place()) {
                    users.push(place);
                }
            }
        }
        listing
    }

    /// Recipes that make this item; if it is no such item, recipes that make an item of this tag.
    pub(super) fn makers(&self, name: Name) -> &[usize] {
        self.makers.get(name.place()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Recipes that use this; one that makes a tagged item stands there twice, as in the original.
    pub(super) fn users(&self, name: Name) -> &[usize] {
        self.users.get(name.place()).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a recipe takes.
    pub(super) fn inputs(&self, recipe: usize) -> &[Name] {
        self.recipes.get(recipe).map(|entry| entry.inputs.as_slice()).unwrap_or_default()
    }

    /// Python's hash of a recipe's command, and the command's number; recipes with one text share it.
    pub(super) fn command(&self, recipe: usize) -> Option<(u64, usize)> {
        let command = self.recipes.get(recipe)?.command;
        Some((self.commands.get(command)?.0, command))
    }

    /// The text of a command.
    pub(super) fn text(&self, command: usize) -> &str {
        self.commands.get(command).map(|(_, text)| text.as_str()).unwrap_or_default()
    }
}
