//! The book by numbers: what a step looks at.

use super::action::{Action, Ingredients};
use super::book::Book;
use super::command::{Craft, Made};
use super::names::{Name, Names};
use super::recipe::{Ingredient, Recipe};
use super::table::{Span, Table};
use smallvec::{SmallVec, smallvec};

/// What the book says of each name.
#[derive(Debug, Default)]
pub(super) struct Rules {
    names: Names,
    kinds: Vec<Kind>,
    /// By name: whether it is an item that nobody crafts.
    fetched: Vec<bool>,
    /// Crafts by the whole command, as tasks show it.
    commands: Table<Craft>,
    /// What the world says when something is crafted, for all rules.
    answers: String,
}

/// How many of what.
pub(super) type Named = SmallVec<[(u64, Name); 4]>;

/// Kinds of items that may do for one part of a recipe. Of a recipe for which there are more ways to fill its parts than
/// this, no command is kept: each is then read word by word.
const MOST: usize = 64;

/// What the book says of one name.
#[derive(Debug)]
struct Kind {
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
    pub(super) made: Made,
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
        let mut answers = String::new();
        let kinds = names.all().map(|name| Kind::new(book, &names, names.id(name), &mut answers)).collect();
        let fetched = |id: &str| book.is_item(id) && !book.is_tag(id) && !book.is_craftable(id);
        let fetched = names.all().map(|name| fetched(names.id(name))).collect();
        let mut rules = Self { names, kinds, fetched, commands: Table::default(), answers };
        let commands: Vec<_> = rules.names.all().flat_map(|name| rules.commands_for(name)).collect();
        rules.commands = Table::new(commands.into_iter());
        rules
    }

    /// The craft that a command asks for, word for word as the book has it.
    pub(super) fn command(&self, text: &str) -> Option<&Craft> {
        self.commands.get(text)
    }

    /// What the world says to a craft.
    pub(super) fn answer(&self, made: &Made) -> &str {
        made.answer.of(&self.answers)
    }

    /// Every command that makes this, with what it asks for.
    fn commands_for(&self, output: Name) -> Vec<(String, Craft)> {
        let ways = self.ways(output).iter();
        let filled = ways.flat_map(|rule| self.filled(rule).into_iter().map(move |inputs| (rule, inputs)));
        let command = |(rule, inputs): (&Rule, Named)| {
            let said =
                |name: Name| Some(self.names.said(name)).filter(|said| self.names.spoken(said) == Some(name));
            let made = (rule.made.count, said(output)?);
            let used = inputs.iter().map(|(count, name)| Some((*count, said(*name)?)));
            let used: Ingredients<'_> = used.collect::<Option<_>>()?;
            let text = Action::Craft { output: made, inputs: used.clone() }.words();
            // A name may look like a part of the grammar.
            let is_read = matches!(Action::parse(&text), Ok(Action::Craft { output, inputs })
                if output == made && inputs[..] == used[..]);
            if !is_read {
                return None;
            }
            // An earlier way may take the same.
            Some((text, Craft::new(&inputs, self.find(output, &inputs)?.made)?))
        };
        filled.filter_map(command).collect()
    }

    /// What a rule can use up.
    fn filled(&self, rule: &Rule) -> Vec<Named> {
        let mut filled = vec![Named::new()];
        for part in &rule.parts {
            let fit: Vec<Name> = self.names.all().filter(|name| self.will_do(part, *name)).collect();
            if filled.len() * fit.len() > MOST {
                return Vec::new();
            }
            let with =
                |inputs: &Named, name: &Name| inputs.iter().copied().chain([(part.count, *name)]).collect();
            filled =
                filled.iter().flat_map(|inputs| fit.iter().map(move |name| with(inputs, name))).collect();
        }
        filled
    }

    fn ways(&self, output: Name) -> &[Rule] {
        self.kinds.get(output.place()).map(|kind| kind.rules.as_slice()).unwrap_or_default()
    }

    /// The names.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// Whether there is such an item and nobody crafts it.
    pub(super) fn is_fetched(&self, name: Name) -> bool {
        self.fetched.get(name.place()).copied().unwrap_or_default()
    }

    /// The first way to craft an item from exactly these ingredients, each in its exact count.
    pub(super) fn find(&self, output: Name, inputs: &[(u64, Name)]) -> Option<&Rule> {
        self.ways(output).iter().find(|rule| self.is_met(rule, inputs))
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
    fn new(book: &Book, names: &Names, id: &str, answers: &mut String) -> Self {
        let recipes = book.recipes_of(id).filter(|_| !book.is_tag(id));
        let rules = recipes.filter_map(|recipe| Rule::new(recipe, names, answers)).collect();
        Self { tag: book.tag_of(id).and_then(|tag| names.of(tag)), rules }
    }
}

impl Rule {
    fn new(recipe: &Recipe, names: &Names, answers: &mut String) -> Option<Self> {
        let part = |input: &Ingredient| {
            Some(Part { name: names.of(&input.name)?, tag: input.tag, count: input.count })
        };
        let parts = recipe.inputs.iter().map(part).collect::<Option<_>>()?;
        let (count, item) = (recipe.count, names.of(&recipe.output)?);
        let answer = Span::push(&format!("Crafted {count} {}", recipe.output), answers)?;
        Some(Self { parts, made: Made { item, count, answer } })
    }
}
