//! The tools of all services, under names that a provider accepts.

use models::ToolSpec;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use wire::Message;

/// A tool on offer and where its calls go.
#[derive(Clone, Debug)]
pub(crate) struct Tool {
    /// As the model sees it.
    pub(crate) spec: ToolSpec,
    /// Which service.
    pub(crate) service: usize,
    /// The name that the service gave it.
    pub(crate) name: Arc<str>,
}

/// The tools of one page, and the cursor of the next.
type Page = (Vec<Tool>, Option<String>);

/// The page that was read last. Thousands of trials in one process are answered with the very same message; they
/// share its texts instead of reading it again.
static LAST: Mutex<Option<(Message, Page)>> = Mutex::new(None);

/// Reads the tools of one `tools/list` page. A definition that cannot be read is left out, as hosts do.
pub(crate) fn read_page(answer: &Message, service: usize) -> Page {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let page = match &*last {
        Some((known, page)) if known.same(answer) => page.clone(),
        _ => {
            let page = read_result(answer.result_json().unwrap_or("{}"));
            *last = Some((answer.clone(), page.clone()));
            page
        }
    };
    let (mut tools, next) = page;
    tools.iter_mut().for_each(|tool| tool.service = service);
    (tools, next)
}

fn read_result(result: &str) -> Page {
    let Some(members) = members(result) else { return (vec![], None) };
    let tools = members.get("tools").and_then(|raw| serde_json::from_str::<Vec<&RawValue>>(raw.get()).ok());
    let next = members.get("nextCursor").and_then(|raw| serde_json::from_str(raw.get()).ok()).flatten();
    let tools = tools.unwrap_or_default();
    (tools.iter().filter_map(|raw| read_tool(raw.get())).collect(), next)
}

fn read_tool(raw: &str) -> Option<Tool> {
    let members = members(raw)?;
    let word = |key: &str| members.get(key).map(|raw| serde_json::from_str::<Option<String>>(raw.get()));
    let name = word("name")?.ok()??;
    let description = word("description").transpose().ok()?.flatten().unwrap_or_default();
    let schema = members.get("inputSchema").map_or("null", |raw| raw.get());
    let parameters = if schema == "null" { r#"{"type":"object"}"# } else { schema };
    let spec = ToolSpec {
        name: acceptable(&name).into(),
        description: description.into(),
        parameters: parameters.into(),
    };
    Some(Tool { spec, service: 0, name: name.into() })
}

/// The members of an object, the last of those with the same name: as most hosts read it.
pub(crate) fn members(raw: &str) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_str(raw).ok()
}

/// Longest name that every provider accepts.
const LONGEST: usize = 64;

/// Providers accept `[A-Za-z0-9_-]{1,64}`.
fn acceptable(name: &str) -> String {
    let plain =
        |char: char| if char.is_ascii_alphanumeric() || char == '-' || char == '_' { char } else { '_' };
    let name: String = name.chars().map(plain).take(LONGEST).collect();
    if name.is_empty() { "_".into() } else { name }
}

/// Gives tools of the same name their service's label, and a number where that does not tell them apart either, so
/// that none shadows another and no provider sees a name twice.
pub(crate) fn disambiguate(tools: &mut [Tool], labels: &[String]) {
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<Arc<str>> = tools
        .iter()
        .map(|tool| Arc::clone(&tool.spec.name))
        .filter(|name| !seen.insert(Arc::clone(name)))
        .collect();
    let mut taken: BTreeSet<Arc<str>> = seen.difference(&twice).cloned().collect();
    for tool in tools.iter_mut().filter(|tool| twice.contains(&tool.spec.name)) {
        let label = labels.get(tool.service).map_or("service", String::as_str);
        tool.spec.name = free(&acceptable(&format!("{label}__{}", tool.spec.name)), &taken);
        taken.insert(Arc::clone(&tool.spec.name));
    }
}

/// The name, or the first of `NAME_2`, `NAME_3`, ... that nobody has.
fn free(name: &str, taken: &BTreeSet<Arc<str>>) -> Arc<str> {
    let numbered = (2..).map(|number: u32| {
        let end = format!("_{number}");
        format!("{}{end}", name.get(..name.len().min(LONGEST - end.len())).unwrap_or_default())
    });
    std::iter::once(name.to_owned())
        .chain(numbered)
        .find(|name| !taken.contains(name.as_str()))
        .unwrap_or_default()
        .into()
}
