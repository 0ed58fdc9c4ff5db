//! Catalogue files: `items` in the original's schema, and what was derived of them.

use super::goal::{Goal, goals};
use super::product::{Product, Raw};
use super::shop::Shop;
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The seed of the original's own drawing of goals.
const SEED: u64 = 233;

#[derive(Deserialize)]
struct Catalogue {
    items: Vec<Raw>,
    attributes: BTreeMap<String, Attributes>,
    #[serde(default)]
    prices: BTreeMap<String, f64>,
    #[serde(default)]
    goals: Option<Vec<Goal>>,
}

#[derive(Default, Deserialize)]
struct Attributes {
    #[serde(default)]
    attributes: Vec<String>,
    #[serde(default)]
    instruction: Option<String>,
    #[serde(default)]
    instruction_attributes: Vec<String>,
}

/// Opens the shop of a catalogue file's text. Without `goals`, each product with an instruction makes its own.
///
/// # Errors
/// What is wrong with the text.
pub(super) fn read(text: &str) -> Result<Shop, String> {
    let catalogue: Catalogue = serde_json::from_str(text).map_err(|error| {
        format!("{error}; a catalogue is an object with `items` and `attributes`, and perhaps `prices` and `goals`")
    })?;
    let (mut products, mut made) = (Vec::new(), Vec::new());
    for raw in catalogue.items {
        let mut product = Product::read(raw, Vec::new(), &catalogue.prices);
        if let Some(found) = catalogue.attributes.get(&product.asin) {
            product.attributes.clone_from(&found.attributes);
            if let Some(request) = &found.instruction {
                made.extend(goals(
                    &product,
                    request,
                    &found.instruction_attributes,
                    SEED + products.len() as u64,
                ));
            }
        }
        products.push(product);
    }
    made.shuffle(&mut ChaCha8Rng::seed_from_u64(SEED));
    let shop = Shop::new(products, catalogue.goals.unwrap_or(made));
    match shop.goals().iter().find(|goal| shop.place(&goal.asin).is_none()) {
        Some(goal) => Err(format!("a goal is of the product {}, which is not among the items", goal.asin)),
        None if shop.goals().is_empty() => {
            Err("there is no goal: no product has an `instruction`".to_owned())
        }
        None => Ok(shop),
    }
}
