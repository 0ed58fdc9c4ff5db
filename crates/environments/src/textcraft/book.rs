//! All recipes of a world.

use super::listing::Listing;
use super::reader;
use super::recipe::{Ingredient, Recipe};
use super::rules::Rules;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A depth that no craftable item has: the item's recipes lead back to itself.
const ENDLESS: u32 = u32::MAX / 2;

/// Recipes by name, in the order in which the names came.
#[derive(Debug, Default)]
struct Table {
    order: Vec<String>,
    places: BTreeMap<String, Vec<usize>>,
}

/// The recipe book.
#[derive(Debug, Default)]
pub(super) struct Book {
    namespace: String,
    recipes: Vec<Recipe>,
    by_item: Table,
    by_tag: Table,
    tags: BTreeSet<String>,
    items: BTreeSet<String>,
    tag_of: BTreeMap<String, String>,
    depths: BTreeMap<String, u32>,
    reach: BTreeMap<String, BTreeSet<String>>,
    goals: Vec<(String, u32)>,
    rules: Rules,
    listing: Listing,
}

impl Book {
    /// Reads a book out of recipe files, in their order; each comes with a name for errors.
    ///
    /// # Errors
    /// The name of the first file that cannot be used, and why.
    pub(super) fn read<'v>(
        files: impl Iterator<Item = (String, &'v Value)>,
    ) -> Result<Self, (String, String)> {
        let mut book = Self::default();
        for (name, value) in files {
            match reader::read(value) {
                Ok(Some((namespace, recipe))) => book.add(namespace, recipe),
                Ok(None) => {}
                Err(what) => return Err((name, what)),
            }
        }
        book.settle_tags();
        book.reach.clear();
        let names: Vec<String> = book.by_item.order.iter().chain(&book.by_tag.order).cloned().collect();
        for name in &names {
            book.measure(name);
        }
        book.goals = book.find_goals();
        let names: BTreeSet<&String> = book.items.iter().chain(&book.tags).chain(&names).collect();
        book.rules = Rules::new(&book, names.into_iter());
        book.listing = Listing::new(&book, book.rules.names());
        Ok(book)
    }

    /// The part of ids before the colon.
    pub(super) fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Items that can be crafted, shallow ones first, with their depths; the index of a task is a place in this list.
    pub(super) fn goals(&self) -> &[(String, u32)] {
        &self.goals
    }

    /// The same by numbers, for playing.
    pub(super) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Steps from raw materials to this item or tag, by the shortest way; 0 for what is not crafted.
    pub(super) fn depth(&self, name: &str) -> u32 {
        self.depths.get(name).copied().unwrap_or_default()
    }

    /// Recipes that make this item; if it is no such item, recipes that make an item of this tag.
    pub(super) fn recipes_for(&self, name: &str) -> impl Iterator<Item = &Recipe> {
        self.at(self.places_for(name))
    }

    /// Recipes that make exactly this item.
    pub(super) fn recipes_of(&self, item: &str) -> impl Iterator<Item = &Recipe> {
        self.at(self.by_item.places.get(item).map(Vec::as_slice).unwrap_or_default())
    }

    /// All recipes; a place is one's place in this list.
    pub(super) fn recipes(&self) -> &[Recipe] {
        &self.recipes
    }

    /// The places of all recipes by item, then of those that make a tagged item by tag.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        let of = |table: &'_ Table| -> Vec<usize> {
            table.order.iter().filter_map(|name| table.places.get(name)).flatten().copied().collect()
        };
        of(&self.by_item).into_iter().chain(of(&self.by_tag))
    }

    /// The places of the recipes that make this item; if it is no such item, of those that make an item of this tag.
    pub(super) fn places_for(&self, name: &str) -> &[usize] {
        let places = self.by_item.places.get(name).or_else(|| self.by_tag.places.get(name));
        places.map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether something by this name is crafted.
    pub(super) fn is_craftable(&self, name: &str) -> bool {
        self.by_item.places.contains_key(name) || self.by_tag.places.contains_key(name)
    }

    /// Whether the name is a tag's.
    pub(super) fn is_tag(&self, name: &str) -> bool {
        self.tags.contains(name)
    }

    /// Whether there is such an item.
    pub(super) fn is_item(&self, id: &str) -> bool {
        self.items.contains(id)
    }

    /// Whether an item will do for an ingredient.
    pub(super) fn fits(&self, ingredient: &Ingredient, item: &str) -> bool {
        if ingredient.tag { self.tag_of.get(item) == Some(&ingredient.name) } else { ingredient.name == item }
    }

    /// The tag of an item.
    pub(super) fn tag_of(&self, item: &str) -> Option<&str> {
        self.tag_of.get(item).map(String::as_str)
    }

    /// The same by numbers, for prompts.
    pub(super) fn listing(&self) -> &Listing {
        &self.listing
    }

    fn find_goals(&self) -> Vec<(String, u32)> {
        let goals = self.by_item.order.iter().map(|item| (item.clone(), self.depth(item)));
        let mut goals: Vec<_> = goals.filter(|(_, depth)| (1..ENDLESS).contains(depth)).collect();
        goals.sort_by_key(|(_, depth)| *depth);
        goals
    }

    fn at<'b>(&'b self, places: &'b [usize]) -> impl Iterator<Item = &'b Recipe> {
        places.iter().filter_map(|place| self.recipes.get(*place))
    }

    fn add(&mut self, namespace: String, recipe: Recipe) {
        if self.namespace.is_empty() {
            self.namespace = namespace;
        }
        for input in &recipe.inputs {
            if input.tag { &mut self.tags } else { &mut self.items }.insert(input.name.clone());
        }
        self.items.insert(recipe.output.clone());
        // Taking a block apart is no progress: the original drops what is made of one kind of block alone.
        if matches!(recipe.inputs.as_slice(), [only] if only.name.ends_with("_block")) {
            return;
        }
        // The group of some recipes is the item itself.
        if let Some(tag) = recipe.tag.as_ref().filter(|tag| **tag != recipe.output) {
            self.tags.insert(tag.clone());
            self.tag_of.insert(recipe.output.clone(), tag.clone());
        }
        if !self.leads_back(&recipe) {
            self.keep(recipe);
        }
    }

    /// Whether the recipe's output goes into one of its own ingredients.
    fn leads_back(&mut self, recipe: &Recipe) -> bool {
        self.reach.entry(recipe.output.clone()).or_default();
        let reaches = |input: &Ingredient| {
            self.reach.get(&input.name).is_some_and(|reach| reach.contains(&recipe.output))
        };
        recipe.inputs.iter().any(reaches)
    }

    fn keep(&mut self, recipe: Recipe) {
        for input in &recipe.inputs {
            let further = self.reach.get(&input.name).cloned().unwrap_or_default();
            let reach = self.reach.entry(recipe.output.clone()).or_default();
            reach.insert(input.name.clone());
            reach.extend(further);
        }
        let place = self.recipes.len();
        self.by_item.push(&recipe.output, place);
        if let Some(tag) = &recipe.tag {
            self.by_tag.push(tag, place);
        }
        self.recipes.push(recipe);
    }

    /// A tag of which nothing can be crafted is taken for an item, to be fetched.
    fn settle_tags(&mut self) {
        let craftable = |tag: &String| {
            self.tag_of.iter().any(|(item, of)| of == tag && self.by_item.places.contains_key(item))
        };
        let asked = self.recipes.iter().flat_map(|recipe| &recipe.inputs).filter(|input| input.tag);
        let plain: BTreeSet<String> =
            asked.map(|input| &input.name).filter(|tag| !craftable(tag)).cloned().collect();
        for input in self.recipes.iter_mut().flat_map(|recipe| &mut recipe.inputs) {
            input.tag = input.tag && !plain.contains(&input.name);
        }
        self.tags.retain(|tag| !plain.contains(tag));
        self.items.extend(plain);
    }

    /// Notes the depth of an item or tag and of everything below it.
    fn measure(&mut self, name: &str) -> u32 {
        if let Some(depth) = self.depths.get(name) {
            return *depth;
        }
        // Met again below itself, the name would lead in a circle.
        self.depths.insert(name.to_owned(), ENDLESS);
        let needs: Vec<Vec<String>> = self
            .recipes_for(name)
            .map(|recipe| recipe.inputs.iter().map(|input| input.name.clone()).collect())
            .collect();
        let deepest = |book: &mut Self, inputs: &[String]| {
            inputs.iter().map(|input| book.measure(input).saturating_add(1)).max().unwrap_or_default()
        };
        let depth = needs.iter().map(|inputs| deepest(self, inputs)).min().unwrap_or_default().min(ENDLESS);
        self.depths.insert(name.to_owned(), depth);
        depth
    }
}

impl Table {
    fn push(&mut self, name: &str, place: usize) {
        if !self.places.contains_key(name) {
            self.order.push(name.to_owned());
        }
        self.places.entry(name.to_owned()).or_default().push(place);
    }
}
