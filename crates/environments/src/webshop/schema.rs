//! The native tools and their schemas.

use crate::Tool;
use serde_json::{Value, json};

/// The tools, in the order in which they are listed.
pub(super) fn tools() -> Vec<Tool> {
    let nothing = object(&json!({}));
    let text = json!({"type": "string"});
    let query = object(&json!({"query": {"type": "string", "description": "Words to search for."}}));
    let open = object(
        &json!({"product": {"type": "string", "description": "Number or title, as the results show it."}}),
    );
    let option = object(&json!({"option": {"type": "string"}, "value": {"type": "string"}}));
    let contact = object(&json!({"seller": {"type": "string"}, "message": {"type": "string"}}));
    let (results, product) = (results(), product());
    let lines = object(&json!({"product": text, "lines": {"type": "array", "items": text}}));
    let bought = object(&json!({"product": text, "options": choices()}));
    let tool = |name, description, input: &Value, output: &Value, read_only| Tool {
        name,
        description,
        input: input.clone(),
        output: output.clone(),
        read_only,
    };
    vec![
        tool("search", "Searches the shop; shows the first page of results.", &query, &results, false),
        tool("next_page", "Shows the next page of results.", &nothing, &results, false),
        tool("previous_page", "Shows the page of results before.", &nothing, &results, false),
        tool("open_product", "Opens a product of the page of results.", &open, &product, false),
        tool(
            "choose_option",
            "Chooses the value of an option of the open product.",
            &option,
            &product,
            false,
        ),
        tool("view_description", "The description of the open product.", &nothing, &lines, true),
        tool("view_features", "The features of the open product.", &nothing, &lines, true),
        tool("view_reviews", "What buyers say about the open product.", &nothing, &lines, true),
        tool(
            "back_to_results",
            "Leaves the open product; its options are forgotten.",
            &nothing,
            &results,
            false,
        ),
        tool(
            "back_to_search",
            "Leaves for the search bar.",
            &nothing,
            &object(&json!({"message": text})),
            false,
        ),
        tool(
            "buy_now",
            "Buys the open product with the options chosen, which ends the task.",
            &nothing,
            &bought,
            false,
        ),
        tool("contact_seller", "Writes to a seller.", &contact, &object(&json!({"seller": text})), false),
    ]
}

fn results() -> Value {
    let text = json!({"type": "string"});
    let row = object(&json!({"product": text, "title": text, "price": text}));
    object(&json!({
        "page": {"type": "integer", "minimum": 1},
        "total": {"type": "integer", "minimum": 0},
        "products": {"type": "array", "items": row},
    }))
}

fn product() -> Value {
    let text = json!({"type": "string"});
    let options = json!({"type": "object", "additionalProperties": {"type": "array", "items": text}});
    object(&json!({"product": text, "title": text, "price": text, "options": options, "chosen": choices()}))
}

/// Values by the names of options.
fn choices() -> Value {
    json!({"type": "object", "additionalProperties": {"type": "string"}})
}

/// An object with exactly these members.
fn object(properties: &Value) -> Value {
    let names: Vec<&String> = properties.as_object().into_iter().flat_map(serde_json::Map::keys).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}
