//! What a customer wants, and how it is made of a product.

use super::product::Product;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

/// How many combinations of options of one product become goals, at most.
const COMBINATIONS: usize = 1_000;

/// One request with what it takes to fulfill it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Goal {
    /// The product that it was made of.
    pub(super) asin: String,
    /// That product's query.
    pub(super) query: String,
    /// That product's title.
    pub(super) name: String,
    /// That product's department path, its steps between `›`.
    pub(super) product_category: String,
    /// The request.
    #[serde(rename = "instruction_text")]
    pub(super) text: String,
    /// What must be true of the product bought.
    pub(super) attributes: Vec<String>,
    /// What it may cost at most, in dollars.
    pub(super) price_upper: f64,
    /// The options to choose, values by names.
    #[serde(rename = "goal_options")]
    pub(super) options: serde_json::Map<String, serde_json::Value>,
}

impl Goal {
    /// The options to choose.
    pub(super) fn options(&self) -> impl Iterator<Item = (&str, &str)> {
        self.options.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
    }
}

/// The goals of a product: one for each combination of its options.
pub(super) fn goals(product: &Product, request: &str, attributes: &[String], seed: u64) -> Vec<Goal> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let goal = |options: Vec<(&str, &str)>| {
        let limit = limit(product.price, &mut random);
        let chosen = options.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>();
        let with = if chosen.is_empty() { String::new() } else { format!(" with {}", chosen.join(", and ")) };
        Goal {
            asin: product.asin.clone(),
            query: product.query.clone(),
            name: product.name.clone(),
            product_category: product.departments.join(" › "),
            text: format!("{request}{with}, and price lower than {limit:.2} dollars"),
            attributes: attributes.to_vec(),
            price_upper: limit,
            options: options.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect(),
        }
    };
    combinations(product).into_iter().map(goal).collect()
}

fn combinations(product: &Product) -> Vec<Vec<(&str, &str)>> {
    let mut all = vec![Vec::new()];
    for (name, values) in &product.options {
        let longer = all.iter().flat_map(|begun: &Vec<_>| {
            let with = |value| begun.iter().copied().chain([(name.as_str(), value)]).collect::<Vec<_>>();
            values.iter().map(move |value| with(value.as_str()))
        });
        all = longer.take(COMBINATIONS).collect();
    }
    all
}

/// The larger of two of the next four multiples of ten above a price.
fn limit(price: f64, random: &mut ChaCha8Rng) -> f64 {
    let next = (price / 10.0).floor() * 10.0 + 10.0;
    let (first, second) = (random.random_range(0..4), random.random_range(0..3));
    let second = if second >= first { second + 1 } else { second };
    next + 10.0 * f64::from(first.max(second))
}
