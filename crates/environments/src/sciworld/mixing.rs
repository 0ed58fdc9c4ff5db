//! What comes of mixing substances.

use super::lab::Lab;
use super::matter::{Matter, Phase};
use super::thing::{Id, Thing};

/// What is mixed, and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Recipe {
    /// Names of substances, in alphabetical order.
    pub(super) parts: &'static [&'static str],
    /// What comes of it.
    pub(super) product: Matter,
}

const fn liquid(parts: &'static [&'static str], name: &'static str) -> Recipe {
    Recipe { parts, product: Matter::steady(name, Phase::Liquid) }
}

const fn solid(parts: &'static [&'static str], name: &'static str) -> Recipe {
    Recipe { parts, product: Matter::steady(name, Phase::Solid) }
}

/// Chemistry and cooking.
pub(super) const RECIPES: [Recipe; 8] = [
    liquid(&["sodium chloride", "water"], "salt water"),
    liquid(&["sugar", "water"], "sugar water"),
    liquid(&["soap", "water"], "soapy water"),
    solid(&["flour", "water"], "dough"),
    solid(&["acetic acid", "sodium bicarbonate"], "sodium acetate"),
    solid(&["iron filings", "water"], "rust"),
    liquid(&["lemon juice", "sugar", "water"], "lemonade"),
    solid(&["calcium oxide", "water"], "calcium hydroxide"),
];

/// Two primary colors of paint.
pub(super) const SECONDARY: [Recipe; 3] = [
    liquid(&["red paint", "yellow paint"], "orange paint"),
    liquid(&["blue paint", "yellow paint"], "green paint"),
    liquid(&["blue paint", "red paint"], "violet paint"),
];

/// A secondary and a primary color of paint.
pub(super) const TERTIARY: [Recipe; 6] = [
    liquid(&["orange paint", "red paint"], "red-orange paint"),
    liquid(&["orange paint", "yellow paint"], "yellow-orange paint"),
    liquid(&["green paint", "yellow paint"], "yellow-green paint"),
    liquid(&["blue paint", "green paint"], "blue-green paint"),
    liquid(&["blue paint", "violet paint"], "blue-violet paint"),
    liquid(&["red paint", "violet paint"], "red-violet paint"),
];

/// The recipe for exactly what is in a vessel.
pub(super) fn recipe(lab: &Lab, vessel: Id) -> Option<&'static Recipe> {
    let contents = &lab.thing(vessel).contents;
    let names: Option<Vec<&str>> =
        contents.iter().map(|id| lab.thing(*id).matter.map(|matter| matter.name)).collect();
    let mut names = names?;
    names.sort_unstable();
    let all = RECIPES.iter().chain(&SECONDARY).chain(&TERTIARY);
    all.into_iter().find(|recipe| recipe.parts == names.as_slice())
}

/// Mixes what is in a vessel by a recipe; the product.
pub(super) fn mix(lab: &mut Lab, vessel: Id, recipe: &Recipe) -> Id {
    let parts = lab.thing(vessel).contents.clone();
    let sum: f64 = parts.iter().map(|id| lab.thing(*id).temperature()).sum();
    for part in &parts {
        lab.put(*part, Lab::NOWHERE);
    }
    let product = lab.add(vessel, Thing::of(recipe.product));
    lab.thing_mut(product).set_temperature(sum / parts.len().max(1) as f64);
    product
}

#[cfg(test)]
mod tests {
    use super::{RECIPES, SECONDARY, TERTIARY, mix, recipe};
    use crate::sciworld::lab::Lab;
    use crate::sciworld::matter::{Matter, Phase, SOIL};
    use crate::sciworld::thing::{Hold, Thing};

    #[test]
    fn exactly_the_parts_make_the_product() {
        for wanted in RECIPES.iter().chain(&SECONDARY).chain(&TERTIARY) {
            let mut lab = Lab::new();
            let cup = lab.add(Lab::NOWHERE, Thing::portable("cup").holding(Hold::Vessel));
            for (count, part) in wanted.parts.iter().enumerate() {
                assert!(recipe(&lab, cup).is_none(), "{count} parts of {}", wanted.product.name);
                let part = lab.add(cup, Thing::of(Matter::steady(part, Phase::Liquid)));
                lab.thing_mut(part).set_temperature(if count == 0 { 10.0 } else { 40.0 });
            }
            assert_eq!(recipe(&lab, cup), Some(wanted));
            let spare = lab.add(cup, Thing::of(SOIL));
            assert_eq!(recipe(&lab, cup), None, "with something else in it");
            lab.put(spare, Lab::NOWHERE);
            let product = mix(&mut lab, cup, wanted);
            assert_eq!(
                (lab.thing(cup).contents.as_slice(), lab.thing(product).name),
                (&[product][..], wanted.product.name)
            );
            let mean = 40.0 - 30.0 / wanted.parts.len() as f64;
            assert!((lab.thing(product).temperature() - mean).abs() < 1e-9);
        }
    }
}
