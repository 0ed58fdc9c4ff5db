//! A product, read from the original's schema.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What a product costs when the catalogue does not say.
const NO_PRICE: f64 = 100.0;

/// One product of the shop.
#[derive(Clone, Debug, Default)]
pub(super) struct Product {
    /// The shop's number for it, in upper case.
    pub(super) asin: String,
    /// Its title.
    pub(super) name: String,
    /// The query under which it was filed.
    pub(super) query: String,
    /// The path of its department, from the widest to the narrowest.
    pub(super) departments: Vec<String>,
    /// A few sentences.
    pub(super) description: String,
    /// Short lines.
    pub(super) features: Vec<String>,
    /// The price as pages show it.
    pub(super) tag: String,
    /// What it costs, in dollars.
    pub(super) price: f64,
    /// Options by name, with their values, in the order in which pages show them.
    pub(super) options: Vec<(String, Vec<String>)>,
    /// What is true of it.
    pub(super) attributes: Vec<String>,
    /// Who sells it.
    pub(super) seller: String,
}

/// A product in the original's schema.
#[derive(Deserialize)]
pub(super) struct Raw {
    asin: String,
    name: String,
    #[serde(default)]
    query: String,
    #[serde(default)]
    product_category: String,
    #[serde(default)]
    full_description: Option<String>,
    #[serde(default)]
    small_description: Option<Lines>,
    #[serde(default)]
    pricing: Option<String>,
    #[serde(default)]
    customization_options: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(default)]
    brand: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Lines {
    Many(Vec<String>),
    One(String),
}

impl Product {
    /// Reads a product. `prices` says what a product with a range of prices costs; without it that is the middle.
    pub(super) fn read(raw: Raw, attributes: Vec<String>, prices: &BTreeMap<String, f64>) -> Self {
        let (tag, price) = price(raw.pricing.as_deref().unwrap_or_default());
        let price = prices.get(&raw.asin).copied().unwrap_or(price);
        let departments = raw.product_category.split('›').map(|step| step.trim().to_owned()).collect();
        let features = match raw.small_description {
            None => Vec::new(),
            Some(Lines::Many(lines)) => lines,
            Some(Lines::One(line)) => vec![line],
        };
        Self {
            asin: raw.asin.to_uppercase(),
            name: raw.name,
            query: raw.query.trim().to_lowercase(),
            departments,
            description: raw.full_description.unwrap_or_default(),
            features,
            tag,
            price,
            options: options(raw.customization_options.unwrap_or_default()),
            attributes,
            seller: raw.brand.filter(|brand| !brand.is_empty()).unwrap_or_else(|| "WebShop".to_owned()),
        }
    }

    /// What the search looks at.
    pub(super) fn searched(&self) -> String {
        let options = self.options.iter().map(|(name, values)| format!("{name}: {}", values.join(", ")));
        let options = options.collect::<Vec<_>>().join(", and ");
        let feature = self.features.first().map_or("", String::as_str);
        format!("{} {} {feature} {options}", self.name, self.description).to_lowercase()
    }
}

fn options(raw: serde_json::Map<String, serde_json::Value>) -> Vec<(String, Vec<String>)> {
    let named = raw.into_iter().map(|(name, values)| {
        let values = values.as_array().into_iter().flatten();
        let values = values.filter_map(|value| value.get("value")?.as_str());
        let values = values.map(|value| value.trim().replace('/', " | ").to_lowercase());
        (name.to_lowercase(), values.collect::<Vec<_>>())
    });
    named.filter(|(_, values)| !values.is_empty()).collect()
}

/// The price tag and the price of `$1.50`, `$1.50 to $3.00` or nothing.
fn price(text: &str) -> (String, f64) {
    let number = |part: &str| -> Option<f64> {
        let digits: String =
            part.chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
        digits.parse().ok()
    };
    let mut prices = text.split('$').skip(1).filter_map(number);
    match (prices.next(), prices.next()) {
        (None, _) => (format!("${NO_PRICE:?}"), NO_PRICE),
        (Some(only), None) => (format!("${only:?}"), only),
        (Some(low), Some(high)) => (format!("${low:?} to ${high:?}"), f64::midpoint(low, high)),
    }
}

#[cfg(test)]
mod tests {
    use super::price;

    #[test]
    fn prices_are_shown_as_numbers() {
        for (text, tag, dollars) in [
            ("", "$100.0", 100.0),
            ("$76.40", "$76.4", 76.4),
            ("$1,059.00", "$1059.0", 1059.0),
            ("$1.50 to $3.50", "$1.5 to $3.5", 2.5),
            ("cheap", "$100.0", 100.0),
        ] {
            assert_eq!(price(text), (tag.to_owned(), dollars), "{text}");
        }
    }
}
