//! Products, index and goals: what all tasks of a catalogue share.

use super::goal::Goal;
use super::nouns::{Nouns, Unlisted};
use super::product::Product;
use crate::text::Index;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many products a search finds at most.
pub(super) const HITS: usize = 50;

/// A shop that is open.
#[derive(Clone, Debug)]
pub(super) struct Shop {
    stock: Arc<Stock>,
    goals: Arc<Vec<Goal>>,
    nouns: Arc<dyn Nouns>,
}

#[derive(Debug)]
struct Stock {
    products: Vec<Product>,
    places: BTreeMap<String, usize>,
    index: Index,
}

impl Shop {
    /// Opens a shop. Of products with the same number the first is kept.
    pub(super) fn new(mut products: Vec<Product>, goals: Vec<Goal>) -> Self {
        let (mut index, mut places) = (Index::default(), BTreeMap::new());
        products.retain(|product| {
            let place = places.len();
            let new = !places.contains_key(&product.asin);
            if new {
                places.insert(product.asin.clone(), place);
                index.add(&product.asin, &product.searched());
            }
            new
        });
        let stock = Arc::new(Stock { products, places, index });
        Self { stock, goals: Arc::new(goals), nouns: Arc::new(Unlisted::default()) }
    }

    /// The same shop with another rule for nouns.
    pub(super) fn with_nouns(self, nouns: impl Nouns + 'static) -> Self {
        Self { nouns: Arc::new(nouns), ..self }
    }

    /// The goals by index.
    pub(super) fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// The rule for nouns.
    pub(super) fn nouns(&self) -> &dyn Nouns {
        self.nouns.as_ref()
    }

    /// The product at a place of the catalogue.
    pub(super) fn product(&self, place: usize) -> Option<&Product> {
        self.stock.products.get(place)
    }

    /// The place of the product with this number.
    pub(super) fn place(&self, asin: &str) -> Option<usize> {
        self.stock.places.get(asin).copied()
    }

    /// The places of the products that a search finds, best first.
    pub(super) fn search(&self, query: &str) -> Vec<usize> {
        self.stock.index.search(query, HITS).into_iter().map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{generate, reader};
    use serde_json::Value;
    use std::path::PathBuf;

    #[test]
    fn the_search_scores_as_lucene_does() {
        let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let folder = std::env::var_os("SAFEMCP_SHARED").map_or(beside, PathBuf::from).join("golden");
        let Ok(vectors) = std::fs::read_to_string(folder.join("webshop_bm25.json")) else {
            eprintln!("SKIPPED: there are no search vectors in {}; set SAFEMCP_SHARED", folder.display());
            return;
        };
        let catalogue = std::fs::read_to_string(folder.join("webshop_catalogue.json")).unwrap();
        let (shop, vectors) =
            (reader::read(&catalogue).unwrap(), serde_json::from_str::<Value>(&vectors).unwrap());
        let queries = vectors["queries"].as_array().unwrap();
        assert_eq!(queries.len(), 10);
        for vector in queries {
            let query = vector["query"].as_str().unwrap();
            let ours = shop.stock.index.search(query, super::HITS);
            let hits = vector["hits"].as_array().unwrap();
            assert_eq!(ours.len(), hits.len(), "{query}");
            for ((place, score), hit) in ours.into_iter().zip(hits) {
                assert_eq!(shop.product(place).unwrap().asin, hit[0].as_str().unwrap(), "{query}");
                assert!(
                    (f64::from(score) - hit[1].as_f64().unwrap()).abs() < 0.000_1,
                    "{query} {hit} {score}"
                );
            }
        }
    }

    #[test]
    fn our_shop_is_well_stocked() {
        let shop = generate::shop();
        assert!(shop.stock.products.len() >= 1_000 && shop.goals().len() >= 200);
        for product in &shop.stock.products {
            let mut values: Vec<_> = product.options.iter().flat_map(|(_, values)| values).collect();
            let all = values.len();
            values.sort_unstable();
            values.dedup();
            assert_eq!(values.len(), all, "{}: two options share a value", product.name);
            assert!(product.asin.len() == 10 && product.price > 0.0, "{}", product.name);
        }
        let mut texts: Vec<_> = shop.goals().iter().map(|goal| &goal.text).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), shop.goals().len(), "two requests are the same");
        let (first, second) = (format!("{:?}", generate::shop()), format!("{shop:?}"));
        assert!(first == second, "the shop is always the same");
    }
}
