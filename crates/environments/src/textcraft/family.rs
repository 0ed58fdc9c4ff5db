//! The catalogue entry.

use super::book::Book;
use super::world::World;
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The recipe book of the Vale, in parts; each part is an array of recipe files.
const VALE: [&str; 4] = [
    include_str!("../../data/textcraft/wood.json"),
    include_str!("../../data/textcraft/metal.json"),
    include_str!("../../data/textcraft/cloth.json"),
    include_str!("../../data/textcraft/hearth.json"),
];

/// The family of crafting worlds. Settings: `{"recipes": "FOLDER"}` for a folder of recipe files in the original's schema.
#[derive(Clone, Copy, Debug)]
pub struct TextCraft;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    recipes: Option<String>,
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "textcraft",
    summary: "Fetch raw materials and craft by the book until the goal item is made.",
    original: "Rules, action grammar, texts, reward and the way from recipes to goals.",
    ours: "The recipe book, the native tools, and a player to whom one can talk.",
    source: "TextCraft (ADaPT, Prasad et al. 2023, MIT) as served by AgentGym (MIT)",
};

impl Family for TextCraft {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Ok(self.book(settings)?.goals().len())
    }

    /// Items with their depths.
    fn goals_by_index(&self, settings: &Value) -> Result<Value, EnvironmentError> {
        Ok(serde_json::json!(self.book(settings)?.goals()))
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let book = self.book(settings)?;
        let goals = book.goals();
        let out_of_range =
            || EnvironmentError::Index { family: self.id(), index, last: goals.len().saturating_sub(1) };
        let goal =
            goals.get(index).and_then(|(id, _)| book.rules().names().of(id)).ok_or_else(out_of_range)?;
        Ok(Box::new(World::new(book, index, goal, seed)))
    }
}

impl TextCraft {
    fn book(self, settings: &Value) -> Result<Arc<Book>, EnvironmentError> {
        let settings =
            Option::<Settings>::deserialize(settings).map_err(|error| EnvironmentError::Settings {
                family: self.id(),
                what: format!("{error}; the one setting is `recipes`, a folder"),
            })?;
        let recipes = settings.unwrap_or_default().recipes;
        let read = || READ.lock().unwrap_or_else(PoisonError::into_inner);
        let known = read().get(&recipes).cloned();
        if let Some(book) = known {
            return Ok(book);
        }
        let book = Arc::new(recipes.as_ref().map_or_else(vale, |folder| load(Path::new(folder)))?);
        if book.goals().is_empty() {
            return Err(data("recipes", "there is no recipe that can be crafted"));
        }
        read().insert(recipes, Arc::clone(&book));
        Ok(book)
    }
}

/// The books that were read, by their folder: a run has one reading of each. Our own has no folder.
static READ: Mutex<BTreeMap<Option<String>, Arc<Book>>> = Mutex::new(BTreeMap::new());

/// Our own book.
fn vale() -> Result<Book, EnvironmentError> {
    let parts = VALE.iter().map(|part| serde_json::from_str::<Vec<Value>>(part));
    let parts =
        parts.collect::<Result<Vec<_>, _>>().map_err(|error| data("built-in recipes", &error.to_string()))?;
    let recipes = parts.iter().flatten().enumerate().map(|(place, value)| (format!("recipe {place}"), value));
    Book::read(recipes).map_err(|(name, what)| data(&name, &what))
}

/// The recipe files of a folder, by name: the order decides which index is which goal.
fn load(folder: &Path) -> Result<Book, EnvironmentError> {
    let unreadable =
        |path: &Path, error: &dyn std::fmt::Display| data(&path.display().to_string(), &error.to_string());
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut files = Vec::new();
    for path in &paths {
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        let value: Value = serde_json::from_str(&text).map_err(|error| unreadable(path, &error))?;
        files.push((path.display().to_string(), value));
    }
    let files = files.iter().map(|(path, value)| (path.clone(), value));
    Book::read(files).map_err(|(path, what)| data(&path, &what))
}

fn data(path: &str, what: &str) -> EnvironmentError {
    EnvironmentError::Data { family: "textcraft", path: path.to_owned(), what: what.to_owned() }
}
