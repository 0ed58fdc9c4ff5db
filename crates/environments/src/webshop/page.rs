//! Pages as text: what is seen on them, top to bottom, with the original's mark between.

use super::session::{Page, Part, Session};
use super::shop::Shop;

const MARK: &str = " [SEP] ";

/// The page that a customer with this request sees; `reward` is shown after a purchase.
pub(super) fn text(session: &Session, shop: &Shop, request: &str, reward: f64) -> String {
    let mut seen = vec!["Instruction:".to_owned(), request.to_owned()];
    match session.page {
        Page::Search => {
            seen.insert(0, "WebShop".to_owned());
            seen.push("Search".to_owned());
        }
        Page::Results => results(&mut seen, session, shop),
        Page::Product => product(&mut seen, session, shop),
        Page::Part(part) => {
            seen.extend(["Back to Search", "< Prev"].map(str::to_owned));
            seen.extend(lines(session, shop, part));
        }
        Page::Thanks => seen = thanks(session, shop, reward),
    }
    seen.join(MARK)
}

/// What can be read about the product, line by line.
pub(super) fn lines(session: &Session, shop: &Shop, part: Part) -> Vec<String> {
    let product = session.product(shop);
    let lines = product.map(|product| match part {
        Part::Description => vec![product.description.clone()],
        Part::Features => product.features.clone(),
        Part::Reviews => Vec::new(),
    });
    lines
        .unwrap_or_default()
        .iter()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn results(seen: &mut Vec<String>, session: &Session, shop: &Shop) {
    let count = format!("Page {} (Total results: {})", session.number, session.hits.len());
    seen.extend(["Back to Search".to_owned(), count]);
    if session.number > 1 {
        seen.push("< Prev".to_owned());
    }
    seen.push("Next >".to_owned());
    for product in session.shown().filter_map(|place| shop.product(place)) {
        seen.extend([product.asin.clone(), product.name.clone(), product.tag.clone()]);
    }
}

fn product(seen: &mut Vec<String>, session: &Session, shop: &Shop) {
    let Some(product) = session.product(shop) else { return };
    seen.extend(["Back to Search", "< Prev"].map(str::to_owned));
    for (name, values) in &product.options {
        seen.push(name.clone());
        seen.extend_from_slice(values);
    }
    seen.extend([product.name.clone(), format!("Price: {}", product.tag)]);
    seen.extend(["Rating: N.A.", "Description", "Features", "Reviews", "Buy Now"].map(str::to_owned));
}

fn thanks(session: &Session, shop: &Shop, reward: f64) -> Vec<String> {
    let options = session.options.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value)));
    let options = format!("{{{}}}", options.collect::<Vec<_>>().join(", "));
    let asin = session.product(shop).map_or("", |product| &product.asin);
    let reward = format!("{reward:?}");
    // The names of the last page are the original's, a misspelled one among them.
    let seen = [
        "Thank you for shopping with us!",
        "Your code:",
        "None",
        "(Paste it in your MTurk interface.)",
        "Purchased",
        "asin",
        asin,
        "options",
        &options,
        "attrs",
        "None",
        "category",
        "None",
        "query",
        "None",
        "product category",
        "None",
        "Target",
        "asin",
        "options",
        "attrs",
        "price upper",
        "instuction text",
        "category",
        "product category",
        "query",
        "Goal",
        "None",
        "Reward",
        "Your score (min 0.0, max 1.0)",
        &reward,
        "Reward Details",
        "None",
    ];
    seen.map(str::to_owned).into()
}

/// A string as the original's page writes it: JSON in ASCII, safe inside HTML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '<' | '>' | '&' | '\'' | '\0'..='\u{1f}' | '\u{7f}'.. => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    quoted.push_str(&format!("\\u{unit:04x}"));
                }
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
