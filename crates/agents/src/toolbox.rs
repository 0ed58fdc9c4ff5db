//! The tools of all services, under names that a provider accepts.

use models::ToolSpec;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A tool on offer and where its calls go.
#[derive(Clone, Debug)]
pub(crate) struct Tool {
    /// As the model sees it.
    pub(crate) spec: ToolSpec,
    /// Which service.
    pub(crate) service: usize,
    /// The name that the service gave it.
    pub(crate) name: String,
}

#[derive(Deserialize)]
struct Definition<'m> {
    #[serde(borrow)]
    name: Cow<'m, str>,
    #[serde(borrow, default)]
    description: Option<Cow<'m, str>>,
    #[serde(borrow, default, rename = "inputSchema")]
    input_schema: Option<&'m RawValue>,
}

/// Reads the tools of one `tools/list` page. A definition that cannot be read is left out, as hosts do.
pub(crate) fn read_page(result: &str, service: usize) -> (Vec<Tool>, Option<String>) {
    #[derive(Deserialize)]
    struct Page<'m> {
        #[serde(borrow, default)]
        tools: Vec<&'m RawValue>,
        #[serde(default, rename = "nextCursor")]
        next_cursor: Option<String>,
    }
    let Ok(page) = serde_json::from_str::<Page<'_>>(result) else { return (vec![], None) };
    let tools = page.tools.iter().filter_map(|raw| read_tool(raw.get(), service)).collect();
    (tools, page.next_cursor)
}

fn read_tool(raw: &str, service: usize) -> Option<Tool> {
    let definition: Definition<'_> = serde_json::from_str(raw).ok()?;
    let parameters = definition.input_schema.map_or(r#"{"type":"object"}"#, RawValue::get);
    let spec = ToolSpec {
        name: acceptable(&definition.name).into(),
        description: definition.description.unwrap_or_default().into(),
        parameters: parameters.into(),
    };
    Some(Tool { spec, service, name: definition.name.into_owned() })
}

/// Providers accept `[A-Za-z0-9_-]{1,64}`.
fn acceptable(name: &str) -> String {
    let plain = |char: char| if char.is_ascii_alphanumeric() || char == '-' || char == '_' { char } else { '_' };
    let name: String = name.chars().map(plain).take(64).collect();
    if name.is_empty() { "_".into() } else { name }
}

/// Gives tools of the same name their service's label, so that none shadows another.
pub(crate) fn disambiguate(tools: &mut [Tool], labels: &[String]) {
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<Arc<str>> =
        tools.iter().filter(|tool| !seen.insert(Arc::clone(&tool.spec.name))).map(|tool| Arc::clone(&tool.spec.name)).collect();
    for tool in tools.iter_mut().filter(|tool| twice.contains(&tool.spec.name)) {
        let label = labels.get(tool.service).map_or("service", String::as_str);
        tool.spec.name = acceptable(&format!("{label}__{}", tool.spec.name)).into();
    }
}
