//! Our own catalogue: the same for everybody, drawn from a fixed seed.

use super::goal::{Goal, goals};
use super::product::Product;
use super::shop::Shop;
use super::words::{BRANDS, KINDS, Kind, LINES, PROMISES, TRAITS};
use rand::{
    RngExt, SeedableRng,
    seq::{IndexedRandom, SliceRandom},
};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// The seed of the catalogue: with another it would be another shop.
const SEED: u64 = 2022;
/// Products of each kind.
const EACH: usize = 45;
/// How many tasks there are, each about another product and in other words.
const TASKS: usize = 240;

/// The shop that comes with the program.
pub(super) fn shop() -> Shop {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut products = Vec::new();
    for _ in 0..EACH {
        for kind in &KINDS {
            let number = products.len();
            products.push(product(&mut random, kind, number));
        }
    }
    let mut wanted: Vec<&Product> = products.iter().collect();
    wanted.shuffle(&mut random);
    let mut texts = BTreeSet::new();
    let goals = wanted.into_iter().filter_map(|product| goal(&mut random, product));
    let goals = goals.filter(|goal| texts.insert(goal.text.clone())).take(TASKS).collect();
    Shop::new(products, goals)
}

fn product(random: &mut ChaCha8Rng, kind: &Kind, number: usize) -> Product {
    let brand = pick(random, &BRANDS);
    let count = random.random_range(3..=5);
    let attributes: Vec<String> = some(random, &kind.attributes, count);
    let named =
        attributes.iter().take(2).map(|attribute| titled(attribute)).collect::<Vec<_>>().join(" and ");
    let (quality, line) = (pick(random, &TRAITS), pick(random, &LINES));
    let noun = kind.noun.to_lowercase();
    let (tag, price) = price(random, kind.prices);
    let mut features: Vec<String> =
        attributes.iter().map(|attribute| format!("{} {noun}", capital(attribute))).collect();
    features.push(pick(random, &PROMISES).to_owned());
    Product {
        asin: asin(random, number),
        name: format!("{brand} {line} {quality} {}, {named}", kind.noun),
        query: kind.query.to_owned(),
        departments: kind.departments.map(str::to_owned).into(),
        description: format!(
            "{brand} made the {line} {noun} for {}. What sets it apart: {}.",
            kind.purpose,
            attributes.join(", ")
        ),
        features,
        tag,
        price,
        options: options(random, kind),
        attributes,
        seller: brand.to_owned(),
    }
}

/// The product's number: letters and digits, with its place among them so that no two are equal.
fn asin(random: &mut ChaCha8Rng, number: usize) -> String {
    let letters: String = (0..4)
        .filter_map(|_| b"BCDFGHJKLMNPQRSTVWXZ".choose(random).map(|letter| char::from(*letter)))
        .collect();
    format!("B0{letters}{number:04}")
}

/// One price, or for one product in four a range, of which the product costs the middle.
fn price(random: &mut ChaCha8Rng, (least, most): (u32, u32)) -> (String, f64) {
    let cents = f64::from(random.random_range(least * 100..most * 100)) / 100.0;
    if random.random_range(0..4) > 0 {
        return (format!("${cents:?}"), cents);
    }
    let spread = f64::from(random.random_range(2..12u32));
    (format!("${cents:?} to ${:?}", (cents * 100.0 + spread * 100.0).round() / 100.0), cents + spread / 2.0)
}

fn options(random: &mut ChaCha8Rng, kind: &Kind) -> Vec<(String, Vec<String>)> {
    let drawn = kind.options.iter().map(|(name, values)| {
        let count = random.random_range(2..=values.len());
        ((*name).to_owned(), some(random, values, count))
    });
    drawn.collect()
}

fn goal(random: &mut ChaCha8Rng, product: &Product) -> Option<Goal> {
    let mut attributes = product.attributes.clone();
    attributes.shuffle(random);
    attributes.truncate(2);
    let request = format!("Find me {} {}", attributes.join(", "), product.query);
    goals(product, &request, &attributes, random.random()).choose(random).cloned()
}

fn pick(random: &mut ChaCha8Rng, words: &[&'static str]) -> &'static str {
    words.choose(random).copied().unwrap_or_default()
}

/// Some of the words, in the order in which they are listed.
fn some(random: &mut ChaCha8Rng, words: &[&str], count: usize) -> Vec<String> {
    let mut places: Vec<usize> = (0..words.len()).collect();
    places.shuffle(random);
    places.truncate(count);
    places.sort_unstable();
    places.into_iter().filter_map(|place| words.get(place)).map(|word| (*word).to_owned()).collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn titled(words: &str) -> String {
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}
