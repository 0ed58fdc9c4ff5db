//! The web shop's rules, in both shapes.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{Environment, Family, Shape, WebShop};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

/// Four products: the one that is wanted, one alike, one of another department, and one with nothing in common.
fn settings(folder: &Path) -> Value {
    let item = |asin: &str, name: &str, query: &str, departments: &str, price: &str| {
        json!({
            "asin": asin, "name": name, "query": query, "product_category": departments, "pricing": price,
            "full_description": format!("A <b>{query}</b> for every day."), "small_description": ["Made of tin"],
            "customization_options": {
                "Color": [{"value": "dark red/black"}, {"value": "white"}], "Size": [{"value": "Small"}, {"value": "Large"}],
            },
            "brand": "Tinnery",
        })
    };
    let file = folder.join("catalogue.json");
    let catalogue = json!({
        "items": [
            item("B000000001", "Tinnery Kettle Whistling", "kettles", "Home › Kitchen › Kettles", "$21.50"),
            item("B000000002", "Tinnery Kettle", "kettles", "Home › Kitchen › Kettles", "$99.00"),
            item("B000000003", "Tinnery Whistle Toy", "toys", "Play › Toys", "$5.00"),
            item("B000000004", "Rope", "ropes", "Sport › Ropes", ""),
        ],
        "attributes": {
            "B000000001": {"attributes": ["easy pour", "rust free"], "instruction": "Find me easy pour kettles", "instruction_attributes": ["easy pour", "made of tin"]},
        },
    });
    std::fs::write(&file, catalogue.to_string()).unwrap();
    json!({"catalogue": file})
}

/// Opens the task that wants a dark red and black, small kettle.
fn open(settings: &Value) -> Box<dyn Environment> {
    let wanted = |world: &dyn Environment| {
        let prompt = &world.task().prompt;
        prompt.contains("color: dark red | black, and size: small")
    };
    let mut worlds =
        (0..WebShop.tasks(settings).unwrap()).map(|index| WebShop.open(index, 0, settings).unwrap());
    worlds.find(|world| wanted(world.as_ref())).unwrap()
}

fn check(settings: &Value, actions: &[&str], reward: f64) {
    let mut world = open(settings);
    let mut last = 0.0;
    for action in actions {
        last = world.step(action).reward;
    }
    assert!((last - reward).abs() < 1e-12, "{actions:?}: {last}, not {reward}");
    assert!((world.reward() - reward).abs() < 1e-12 && world.done(), "{actions:?}");
}

#[test]
fn a_purchase_is_worth_what_it_fulfills() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    assert_eq!(WebShop.tasks(&settings).unwrap(), 4, "one task for each combination of options");
    let first = "click[B000000001]";
    check(
        &settings,
        &["search[kettle]", first, "click[dark red | black]", "click[small]", "click[buy now]"],
        1.0,
    );
    // Two attributes, two options and the price are wished for.
    check(&settings, &["search[kettle]", first, "click[Buy Now]"], 0.6);
    check(&settings, &["search[kettle]", first, "click[white]", "click[small]", "click[Buy Now]"], 0.8);
    check(
        &settings,
        &["search[kettle]", first, "click[small]", "click[< Prev]", first, "click[Buy Now]"],
        0.6,
    );
    // Tin, but neither the other attribute nor the price.
    check(&settings, &["search[kettle]", "click[b000000002]", "click[Buy Now]"], 0.2);
    // Tin and the price; one noun in three is shared.
    check(&settings, &["search[toy]", "click[b000000003]", "click[Buy Now]"], 0.4);
    // Nothing in common with the title.
    check(&settings, &["search[rope]", "click[b000000004]", "click[small]", "click[Buy Now]"], 0.0);
}

#[test]
fn buttons_of_other_pages_do_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let mut world = open(&settings);
    let nothing = |world: &mut dyn Environment, action: &str| {
        let (before, step) = (world.state(), world.step(action));
        assert_eq!((world.state(), step.reward), (before, 0.0), "{action}");
    };
    for action in ["click[Buy Now]", "click[b000000001]", "click[search]", "buy", "", "click[]", "search[]"] {
        nothing(world.as_mut(), action);
    }
    world.step("search[kettle]");
    nothing(world.as_mut(), "click[< Prev]");
    nothing(world.as_mut(), "click[small]");
    world.step("click[b000000001]");
    let page = world.step("click[Description]").observation;
    assert!(page.ends_with("Back to Search [SEP] < Prev [SEP] A <b>kettles</b> for every day."), "{page}");
    nothing(world.as_mut(), "click[Buy Now]");
    world.step("click[< Prev]");
    assert!(world.step("click[Buy Now]").done);
    for action in ["search[kettle]", "click[Back to Search]", "click[Buy Now]"] {
        nothing(world.as_mut(), action);
    }
}

#[test]
fn tools_refuse_what_the_page_does_not_offer() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let mut world = open(&settings);
    for (tool, arguments, refusal) in [
        ("buy_now", json!({}), Some("No product is open")),
        ("next_page", json!({}), Some("No results are shown")),
        ("view_reviews", json!({}), Some("No product is open")),
        ("open_product", json!({"product": "Rope"}), Some("No results are shown")),
        ("search", json!({"query": " "}), Some("no words")),
        ("search", json!({"query": "whistling kettle"}), None),
        ("next_page", json!({}), Some("last page")),
        ("previous_page", json!({}), Some("first page")),
        ("open_product", json!({"product": "Rope"}), Some("does not show")),
        ("open_product", json!({"product": "tinnery kettle whistling"}), None),
        ("choose_option", json!({"option": "shape", "value": "round"}), Some("it has: color, size")),
        (
            "choose_option",
            json!({"option": "color", "value": "pink"}),
            Some("it has: dark red | black, white"),
        ),
        ("choose_option", json!({"option": "Color", "value": "dark red | black"}), None),
        ("back_to_results", json!({}), None),
        ("open_product", json!({"product": "b000000001"}), None),
        ("view_features", json!({}), None),
        ("contact_seller", json!({"seller": "", "message": "hi"}), Some("Name a seller")),
        ("contact_seller", json!({"seller": "Tinnery", "message": "hi"}), None),
        ("buy_now", json!({}), None),
        ("search", json!({"query": "kettle"}), Some("purchase is made")),
    ] {
        let (before, reply) = (world.state(), world.call(tool, &arguments));
        assert_eq!(reply.failed, refusal.is_some(), "{tool} {arguments}: {}", reply.text);
        if let Some(refusal) = refusal {
            assert!(reply.text.contains(refusal), "{tool} {arguments}: {}", reply.text);
            assert_eq!(world.state(), before, "{tool} {arguments}");
        }
    }
    assert!((world.reward() - 0.6).abs() < 1e-12, "options are forgotten on the way back");
    assert_eq!(world.sent(), ["hi"]);
}

#[test]
fn results_fit_their_schemas() {
    let mut world = WebShop.open(3, 0, &Value::Null).unwrap();
    let tools = world.tools();
    for act in world.solution(Shape::Native).calls {
        let reply = world.call(&act.tool, &act.arguments);
        let tool = tools.iter().find(|tool| tool.name == act.tool).unwrap();
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&reply.structured), names(&tool.output["properties"]), "{}", act.tool);
    }
}

#[test]
fn a_catalogue_that_cannot_be_used_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let goal = json!({
        "asin": "B1", "query": "", "name": "", "product_category": "", "instruction_text": "", "attributes": [],
        "price_upper": 1.0, "goal_options": {},
    });
    for (name, text, why) in [
        ("a", "[".to_owned(), "a catalogue is an object"),
        ("b", json!({"items": [], "attributes": {}}).to_string(), "there is no goal"),
        ("c", json!({"items": [], "attributes": {}, "goals": [goal]}).to_string(), "the product B1"),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        let error = WebShop.tasks(&json!({"catalogue": file})).unwrap_err().to_string();
        assert!(error.contains(why) && error.contains(file.to_str().unwrap()), "{error}");
    }
    let error = WebShop.tasks(&json!({"catalogue": folder.path().join("none")})).unwrap_err().to_string();
    assert!(error.contains("none"), "{error}");
}

/// Actions of the grammar with labels that pages have, so that random walks go deep.
fn action() -> impl Strategy<Value = String> {
    const LABELS: [&str; 16] = [
        "Back to Search",
        "Next >",
        "< Prev",
        "Description",
        "Features",
        "Reviews",
        "Buy Now",
        "b000000001",
        "b000000002",
        "b000000004",
        "white",
        "small",
        "dark red | black",
        "search",
        "[",
        "",
    ];
    prop_oneof![
        6 => prop::sample::select(&LABELS[..]).prop_map(|label| format!("click[{label}]")),
        2 => prop::sample::select(&["kettle", "rope toy tin", "zzz", "the"][..]).prop_map(|words| format!("search[{words}]")),
        1 => any::<String>().prop_map(|words| format!("search[{words}]")),
        1 => any::<String>().prop_map(|words| format!("contact[{words}]")),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_walks_stay_in_the_shop(actions in prop::collection::vec(action(), 60)) {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(folder.path());
        let (mut world, mut again) = (open(&settings), open(&settings));
        for action in &actions {
            let before = world.state();
            let step = world.step(action);
            prop_assert!((0.0..=1.0).contains(&step.reward) && (0.0..=1.0).contains(&world.reward()));
            prop_assert_eq!(step.done, world.done());
            if !action.contains('[') {
                prop_assert_eq!(&world.state(), &before);
            }
            prop_assert_eq!(step, again.step(action));
        }
        prop_assert_eq!(world.state(), again.state());
    }
}
