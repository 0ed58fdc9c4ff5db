//! Calls of the native tools, and acts in either shape.

use super::page::lines;
use super::plan::Move;
use super::session::{PARTS, Page, Part, Press, Session};
use super::shop::Shop;
use super::world::World;
use crate::{Act, Reply, Shape};
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub(super) use super::schema::tools;

#[derive(Deserialize)]
struct Query {
    query: String,
}

#[derive(Deserialize)]
struct Open {
    product: String,
}

#[derive(Deserialize)]
struct Choice {
    option: String,
    value: String,
}

#[derive(Deserialize)]
struct Contact {
    seller: String,
    message: String,
}

/// Calls a tool.
pub(super) fn call(world: &mut World, tool: &str, arguments: &Value) -> Reply {
    played(world, tool, arguments).unwrap_or_else(Reply::refused)
}

/// # Errors
/// Why the call is refused; nothing has changed then.
fn played(world: &mut World, tool: &str, arguments: &Value) -> Result<Reply, String> {
    if tool == "contact_seller" {
        return contacted(world, &read(arguments)?);
    }
    if world.bought() {
        return Err("The purchase is made; there is nothing left to do in the shop.".to_owned());
    }
    if let Some((name, part)) = PARTS.iter().find(|(name, _)| tool == format!("view_{}", name.to_lowercase()))
    {
        return viewed(world, name, *part);
    }
    let press = match tool {
        "search" => return searched(world, &read(arguments)?),
        "next_page" => on_results(world)?,
        "previous_page" => Press::Previous,
        "open_product" => opened(world, &read(arguments)?)?,
        "choose_option" => chosen(world, read(arguments)?)?,
        "back_to_results" => Press::Previous,
        "back_to_search" => Press::BackToSearch,
        "buy_now" => Press::Buy,
        _ => return Err(format!("There is no tool {tool}.")),
    };
    fits(world, tool)?;
    if matches!(tool, "back_to_results" | "choose_option") {
        // What is read about a product in the step grammar has a page of its own, which these tools do not know.
        world.session.page = Page::Product;
    }
    world.press(press);
    Ok(Reply::ok(world.seen(), structured(world)))
}

fn read<'a, T: Deserialize<'a>>(arguments: &'a Value) -> Result<T, String> {
    T::deserialize(arguments).map_err(|error| error.to_string())
}

/// Refuses a tool that the page has no use for.
fn fits(world: &World, tool: &str) -> Result<(), String> {
    let session = &world.session;
    match tool {
        "previous_page" if session.page != Page::Results => Err(NO_RESULTS.to_owned()),
        "previous_page" if session.number < 2 => Err("This is the first page of results.".to_owned()),
        "next_page" if session.shown().count() < 10 => Err("This is the last page of results.".to_owned()),
        "back_to_results" | "buy_now" if session.product.is_none() => Err(NO_PRODUCT.to_owned()),
        _ => Ok(()),
    }
}

const NO_RESULTS: &str = "No results are shown; search first, or go back to the results.";
const NO_PRODUCT: &str = "No product is open; search and open one first.";

fn on_results(world: &World) -> Result<Press, String> {
    if world.session.page == Page::Results { Ok(Press::Next) } else { Err(NO_RESULTS.to_owned()) }
}

fn searched(world: &mut World, Query { query }: &Query) -> Result<Reply, String> {
    if query.trim().is_empty() {
        return Err("There are no words to search for.".to_owned());
    }
    world.session.search(&world.shop, query);
    Ok(Reply::ok(world.seen(), structured(world)))
}

fn opened(world: &World, Open { product: wanted }: &Open) -> Result<Press, String> {
    on_results(world)?;
    let wanted = wanted.trim().to_lowercase();
    let is_wanted = |place: &usize| {
        let product = world.shop.product(*place);
        product.is_some_and(|product| {
            product.asin.to_lowercase() == wanted || product.name.trim().to_lowercase() == wanted
        })
    };
    let found = world.session.shown().find(is_wanted);
    found.map(Press::Open).ok_or_else(|| "This page of results does not show that product.".to_owned())
}

fn chosen(world: &World, Choice { option, value }: Choice) -> Result<Press, String> {
    let product = world.session.product(&world.shop).ok_or(NO_PRODUCT)?;
    let (option, value) = (option.trim().to_lowercase(), value.trim().to_lowercase());
    let Some((_, values)) = product.options.iter().find(|(name, _)| *name == option) else {
        let names = product.options.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        return Err(format!("This product has no such option; it has: {}.", listed(&names)));
    };
    if values.contains(&value) {
        return Ok(Press::Choose(option, value));
    }
    let values = values.iter().map(String::as_str).collect::<Vec<_>>();
    Err(format!("The option {option} has no such value; it has: {}.", listed(&values)))
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn viewed(world: &World, name: &str, part: Part) -> Result<Reply, String> {
    let product = world.session.product(&world.shop).ok_or(NO_PRODUCT)?;
    let lines = lines(&world.session, &world.shop, part);
    let text = if lines.is_empty() { format!("{name}: none.") } else { lines.join("\n") };
    Ok(Reply::ok(text, json!({"product": product.asin, "lines": lines})))
}

fn contacted(world: &mut World, Contact { seller, message }: &Contact) -> Result<Reply, String> {
    if seller.trim().is_empty() || message.is_empty() {
        return Err("Name a seller and write a message.".to_owned());
    }
    world.contact(seller, message);
    Ok(Reply::ok(format!("Message sent to {seller}"), json!({"seller": seller})))
}

/// The page for programs.
fn structured(world: &World) -> Value {
    let (session, shop) = (&world.session, &world.shop);
    let product = session.product(shop);
    match (session.page, product) {
        (Page::Results, _) => results(session, shop),
        (Page::Thanks, Some(product)) => json!({"product": product.asin, "options": pairs(session)}),
        (_, Some(product)) => {
            let options: Map<String, Value> =
                product.options.iter().map(|(name, values)| (name.clone(), json!(values))).collect();
            json!({
                "product": product.asin,
                "title": product.name,
                "price": product.tag,
                "options": options,
                "chosen": pairs(session),
            })
        }
        (_, None) => json!({"message": "The search bar is shown."}),
    }
}

fn results(session: &Session, shop: &Shop) -> Value {
    let products = session.shown().filter_map(|place| shop.product(place));
    let products =
        products.map(|product| json!({"product": product.asin, "title": product.name, "price": product.tag}));
    let products = products.collect::<Vec<_>>();
    json!({"page": session.number, "total": session.hits.len(), "products": products})
}

fn pairs(session: &Session) -> Map<String, Value> {
    session.options.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect()
}

/// A page's name in the state.
pub(super) fn page_name(page: Page) -> &'static str {
    match page {
        Page::Search => "search",
        Page::Results => "results",
        Page::Product => "product",
        Page::Part(Part::Description) => "description",
        Page::Part(Part::Features) => "features",
        Page::Part(Part::Reviews) => "reviews",
        Page::Thanks => "thanks",
    }
}

/// A move of a plan as a call in either shape.
pub(super) fn act(shop: &Shop, step: &Move, shape: Shape) -> Act {
    if shape == Shape::AgentGym {
        return match step {
            Move::Search(words) => stepped(&format!("search[{}]", flat(words))),
            Move::Press(label, _) => stepped(&format!("click[{}]", label.to_lowercase())),
        };
    }
    let (tool, arguments) = match step {
        Move::Search(words) => ("search", json!({"query": flat(words)})),
        Move::Press(_, press) => match press {
            Press::Open(place) => {
                ("open_product", json!({"product": shop.product(*place).map(|product| &product.asin)}))
            }
            Press::Choose(option, value) => ("choose_option", json!({"option": option, "value": value})),
            Press::Next => ("next_page", json!({})),
            Press::Buy => ("buy_now", json!({})),
            Press::Read(_) => ("view_description", json!({})),
            Press::Previous => ("back_to_results", json!({})),
            Press::BackToSearch => ("back_to_search", json!({})),
        },
    };
    Act { tool: tool.to_owned(), arguments }
}

/// A message to a seller as a call in either shape.
pub(super) fn contact(seller: &str, message: &str, shape: Shape) -> Act {
    match shape {
        Shape::Native => Act {
            tool: "contact_seller".to_owned(),
            arguments: json!({"seller": seller, "message": message}),
        },
        Shape::AgentGym => stepped(&format!("contact[{message}]")),
    }
}

fn stepped(action: &str) -> Act {
    Act { tool: "step".to_owned(), arguments: json!({"action": action}) }
}

/// Words that the grammar can carry: brackets and line breaks would cut an action short.
fn flat(words: &str) -> String {
    words.replace(['[', ']', '\n', '\r'], " ")
}
