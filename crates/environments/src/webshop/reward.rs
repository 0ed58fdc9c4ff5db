//! What a purchase is worth.

use super::color::{is_color, reduced};
use super::goal::Goal;
use super::likeness::likeness;
use super::nouns::Nouns;
use super::product::Product;
use std::collections::BTreeSet;

/// Texts that are more alike than this count as the same, in percent.
const ALIKE: u32 = 85;

/// The reward, 0 to 1, for buying `product` with these options: the share of fulfilled wishes, less for another kind of
/// thing.
pub(super) fn reward(product: &Product, options: &[(String, String)], goal: &Goal, nouns: &dyn Nouns) -> f64 {
    let attributes = goal.attributes.iter().filter(|wanted| has_attribute(product, wanted)).count();
    let chosen = goal.options().filter(|wanted| is_chosen(options, *wanted)).count();
    let affordable = usize::from(goal.price_upper > 0.0 && product.price <= goal.price_upper);
    let wishes = goal.attributes.len() + goal.options.len() + 1;
    let share = (attributes + chosen + affordable) as f64 / wishes as f64;
    share * kind(product, goal, nouns)
}

fn has_attribute(product: &Product, wanted: &str) -> bool {
    let said = |text: &str| text.to_lowercase().contains(wanted);
    product.attributes.iter().any(|attribute| likeness(attribute, wanted) > ALIKE)
        || said(&product.name)
        || said(&product.features.join(" "))
        || said(&product.description)
}

fn is_chosen(options: &[(String, String)], (name, value): (&str, &str)) -> bool {
    // The original compares with name and value together, written as a pair, unless the value is a color as it stands.
    let pair = format!("{name} {value}");
    let wanted = if is_color(value) { value } else { &pair };
    options.iter().any(|(_, chosen)| likeness(reduced(chosen), wanted) > ALIKE)
}

/// How far the product is of the kind that was asked for: 0, 0.1, 0.5 or 1.
fn kind(product: &Product, goal: &Goal, nouns: &dyn Nouns) -> f64 {
    let title = title(&nouns.nouns(&product.name), &nouns.nouns(&goal.name));
    let wanted: BTreeSet<&str> = goal.product_category.split('›').map(str::trim).collect();
    let found: BTreeSet<&str> = product.departments.iter().map(String::as_str).collect();
    if title <= 0.0 {
        0.0
    } else if title < 0.1 {
        0.1
    } else if title > 0.2 || product.query == goal.query || found.intersection(&wanted).count() >= 2 {
        1.0
    } else {
        0.5
    }
}

/// The share of the wanted title's nouns that the title has.
fn title(found: &[String], wanted: &[String]) -> f64 {
    if wanted.is_empty() {
        return 0.2;
    }
    let found: BTreeSet<&String> = found.iter().collect();
    let both: BTreeSet<&String> = wanted.iter().filter(|noun| found.contains(noun)).collect();
    both.len() as f64 / wanted.len() as f64
}
