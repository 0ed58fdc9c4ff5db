//! The catalogue entry.

use super::nouns::Unlisted;
use super::shop::Shop;
use super::world::World;
use super::{generate, reader};
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Our own shop, made once.
static SHOP: LazyLock<Shop> = LazyLock::new(generate::shop);
/// Shops of catalogue files by path, read once.
static READ: Mutex<BTreeMap<String, Shop>> = Mutex::new(BTreeMap::new());

/// The family of shopping tasks. Settings: `{"catalogue": "FILE"}` for a catalogue in the original's schema, and
/// `{"not_nouns": ["WORD"]}` for the words of titles that are no nouns, all others being nouns. A seed changes nothing:
/// shop and requests are the same for everybody.
#[derive(Clone, Copy, Debug)]
pub struct WebShop;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    catalogue: Option<String>,
    #[serde(default)]
    not_nouns: Option<Vec<String>>,
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "webshop",
    summary: "Find a product that fits a request, choose its options and buy it.",
    original: "Pages, actions, search and the formula of the reward.",
    ours: "Products and requests, the native tools, and messages to sellers.",
    source: "WebShop (Yao et al. 2022, MIT) as served by AgentGym (MIT)",
};

impl Family for WebShop {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Ok(self.shop(settings)?.goals().len())
    }

    fn open(
        &self,
        index: usize,
        _seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let shop = self.shop(settings)?;
        let last = shop.goals().len().saturating_sub(1);
        let goal = shop.goals().get(index).cloned();
        let goal = goal.ok_or(EnvironmentError::Index { family: self.id(), index, last })?;
        Ok(Box::new(World::new(shop, index, goal)))
    }
}

impl WebShop {
    fn shop(self, settings: &Value) -> Result<Shop, EnvironmentError> {
        let settings =
            Option::<Settings>::deserialize(settings).map_err(|error| EnvironmentError::Settings {
                family: self.id(),
                what: format!(
                    "{error}; the settings are `catalogue`, a file, and `not_nouns`, a list of words"
                ),
            })?;
        let settings = settings.unwrap_or_default();
        let shop = match &settings.catalogue {
            None => SHOP.clone(),
            Some(path) => load(path)?,
        };
        Ok(match settings.not_nouns {
            None => shop,
            Some(words) => shop.with_nouns(Unlisted::new(words)),
        })
    }
}

fn load(path: &str) -> Result<Shop, EnvironmentError> {
    let unfit = |what: String| EnvironmentError::Data { family: "webshop", path: path.to_owned(), what };
    let mut shops = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(shop) = shops.get(path) {
        return Ok(shop.clone());
    }
    let text = fs::read_to_string(path).map_err(|error| unfit(error.to_string()))?;
    let shop = reader::read(&text).map_err(unfit)?;
    shops.insert(path.to_owned(), shop.clone());
    Ok(shop)
}
