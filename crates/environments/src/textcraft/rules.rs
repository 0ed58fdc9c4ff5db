//! The book by numbers: what a step looks at.

use super::book::Book;
use super::names::{Name, Names};
use super::recipe::{Ingredient, Recipe};
use smallvec::{SmallVec, smallvec};

/// What the book says of each name.
#[derive(Debug, Default)]
pub(super) struct Rules {
    names: Names,
    kinds: Vec<Kind>,
}

/// What the book says of one name.
#[derive(Debug)]
struct Kind {
    /// Whether it is an item that nobody crafts.
    fetched: bool,
    /// The tag that will take it.
    tag: Option<Name>,
    /// How it is crafted; for a tag there is no such way.
    rules: Vec<Rule>,
}

/// One way to craft an item.
#[derive(Debug)]
pub(super) struct Rule {
    parts: Vec<Part>,
    /// What it makes.
    pub(super) output: Name,
    /// How many it makes.
    pub(super) count: u64,
    /// What the world says when it is done.
    pub(super) text: String,
}

/// What a rule takes of one kind.
#[derive(Debug)]
struct Part {
    name: Name,
    tag: bool,
    count: u64,
}

impl Rules {
    /// The rules of a book that is complete; its names come in order.
    pub(super) fn new<'b>(book: &'b Book, names: impl Iterator<Item = &'b String>) -> Self {
        let names = Names::new(names, book.namespace());
        let kinds = names.all().map(|name| Kind::new(book, &names, names.id(name))).collect();
        Self { names, kinds }
    }

    /// The names.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// Whether there is such an item and nobody crafts it.
    pub(super) fn is_fetched(&self, name: Name) -> bool {
        self.kinds.get(name.place()).is_some_and(|kind| kind.fetched)
    }

    /// The first way to craft an item from exactly these ingredients, each in its exact count.
    pub(super) fn find(&self, output: Name, inputs: &[(u64, Name)]) -> Option<&Rule> {
        let rules = self.kinds.get(output.place()).map(|kind| kind.rules.as_slice()).unwrap_or_default();
        rules.iter().find(|rule| self.is_met(rule, inputs))
    }

    /// Each part takes the first ingredient that will do and is left, and wants all of it.
    fn is_met(&self, rule: &Rule, inputs: &[(u64, Name)]) -> bool {
        if inputs.len() != rule.parts.len() {
            return false;
        }
        let mut taken: SmallVec<[bool; 8]> = smallvec![false; inputs.len()];
        rule.parts.iter().all(|part| {
            let mut left = inputs.iter().zip(&mut taken).filter(|(_, taken)| !**taken);
            left.find(|((_, name), _)| self.will_do(part, *name)).is_some_and(|((count, _), taken)| {
                *taken = true;
                *count == part.count
            })
        })
    }

    fn will_do(&self, part: &Part, name: Name) -> bool {
        if part.tag {
            self.kinds.get(name.place()).is_some_and(|kind| kind.tag == Some(part.name))
        } else {
            part.name == name
        }
    }
}

impl Kind {
    fn new(book: &Book, names: &Names, id: &str) -> Self {
        let tag = book.is_tag(id);
        let rules = book.recipes_of(id).filter(|_| !tag).filter_map(|recipe| Rule::new(recipe, names));
        Self {
            fetched: book.is_item(id) && !tag && !book.is_craftable(id),
            tag: book.tag_of(id).and_then(|tag| names.of(tag)),
            rules: rules.collect(),
        }
    }
}

impl Rule {
    fn new(recipe: &Recipe, names: &Names) -> Option<Self> {
        let part = |input: &Ingredient| {
            Some(Part { name: names.of(&input.name)?, tag: input.tag, count: input.count })
        };
        Some(Self {
            parts: recipe.inputs.iter().map(part).collect::<Option<_>>()?,
            output: names.of(&recipe.output)?,
            count: recipe.count,
            text: format!("Crafted {} {}", recipe.count, recipe.output),
        })
    }
}
