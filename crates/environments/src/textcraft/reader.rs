//! Recipe files, in the schema of the original's.

use super::recipe::{Ingredient, Recipe};
use serde::Deserialize;
use serde_json::{Map, Value};

/// One recipe file. Members that the rules do not need are left alone.
#[derive(Deserialize)]
struct File {
    r#type: String,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    pattern: Vec<String>,
    #[serde(default)]
    key: Map<String, Value>,
    #[serde(default)]
    ingredients: Vec<Value>,
    #[serde(default)]
    result: Value,
}

/// Reads one recipe. `None` for kinds of recipes that are not crafting (smelting, smithing).
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn read(value: &Value) -> Result<Option<(String, Recipe)>, String> {
    let file = File::deserialize(value).map_err(|error| error.to_string())?;
    let (namespace, kind) = file.r#type.split_once(':').unwrap_or(("", &file.r#type));
    let inputs = match kind {
        "crafting_shaped" => shaped(&file)?,
        "crafting_shapeless" => shapeless(&file)?,
        _ => return Ok(None),
    };
    if inputs.is_empty() {
        return Err("the recipe takes nothing".to_owned());
    }
    let (output, count) = result(&file.result)?;
    let tag = file.group.as_ref().map(|group| format!("{namespace}:{group}"));
    Ok(Some((namespace.to_owned(), Recipe { inputs, output, count, tag })))
}

/// Each key of the pattern is one kind; its count is how often it stands there.
fn shaped(file: &File) -> Result<Vec<Ingredient>, String> {
    let cells = || file.pattern.iter().flat_map(|line| line.chars());
    let count = |key: &str| cells().filter(|cell| key.chars().eq([*cell])).count() as u64;
    file.key.iter().map(|(key, value)| ingredient(value, count(key))).collect()
}

/// The same kind named twice counts twice.
fn shapeless(file: &File) -> Result<Vec<Ingredient>, String> {
    let mut inputs: Vec<Ingredient> = Vec::new();
    for value in &file.ingredients {
        let next = ingredient(value, 1)?;
        match inputs.iter_mut().find(|input| input.name == next.name) {
            Some(input) => input.count += 1,
            None => inputs.push(next),
        }
    }
    Ok(inputs)
}

/// Of alternatives the first counts.
fn ingredient(value: &Value, count: u64) -> Result<Ingredient, String> {
    let first = value.as_array().map_or(Some(value), |alternatives| alternatives.first());
    let member = |name| first.and_then(|value| value.get(name)).and_then(Value::as_str).map(str::to_owned);
    if let Some(name) = member("item") {
        return Ok(Ingredient { name, tag: false, count });
    }
    let name = member("tag").ok_or("an ingredient has neither `item` nor `tag`")?;
    Ok(Ingredient { name, tag: true, count })
}

fn result(value: &Value) -> Result<(String, u64), String> {
    if let Some(item) = value.as_str() {
        return Ok((item.to_owned(), 1));
    }
    let item = value.get("item").and_then(Value::as_str).ok_or("`result` has no `item`")?;
    let count = value.get("count").and_then(Value::as_u64).filter(|count| *count > 0).unwrap_or(1);
    Ok((item.to_owned(), count))
}
