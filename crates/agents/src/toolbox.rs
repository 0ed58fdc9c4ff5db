//! The tools of all services, under names that a provider accepts.

use crate::copies::Copies;
use crate::words::{description, members, plain, strip};
use crate::{Collision, Field, Profile};
use models::ToolSpec;
use serde_json::Value;
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
    /// What the host makes of the rest of its definition.
    pub(crate) facts: Arc<Facts>,
}

/// What a host makes of a definition.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// What a screen calls it: `title`, else `annotations.title` (surfaces TL02, TL15).
    pub(crate) title: Option<String>,
    /// `annotations.readOnlyHint` (TL14).
    pub(crate) read_only: bool,
    /// Whether it can only be called as a task (TL18).
    pub(crate) task: bool,
    /// `outputSchema` (TL13).
    pub(crate) output: Option<Value>,
    /// Arguments that it wants copied into headers (TL12).
    pub(crate) copies: Copies,
    /// Addresses that a host may be made to fetch, with the row that holds them (TL10, TL16).
    pub(crate) addresses: Vec<(&'static str, String)>,
}

/// One page of `tools/list`.
#[derive(Clone, Default)]
pub(crate) struct Page {
    /// Its tools.
    pub(crate) tools: Vec<Tool>,
    /// The cursor of the next page.
    pub(crate) next: Option<String>,
    /// Whether it may be kept.
    pub(crate) kept: bool,
    /// Its other members in words, where the profile forwards them.
    pub(crate) rest: Arc<str>,
}

/// The page that was read last. Thousands of trials in one process are answered with the very same message; they
/// share its texts instead of reading it again.
static LAST: Mutex<Option<(Message, &'static Profile, Page)>> = Mutex::new(None);

/// Reads the tools of one `tools/list` page. A definition that cannot be read is left out, as hosts do.
pub(crate) fn read_page(answer: &Message, service: usize, profile: &'static Profile) -> Page {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let mut page = match &*last {
        Some((known, of, page)) if known.same(answer) && std::ptr::eq(*of, profile) => page.clone(),
        _ => {
            let page = read_result(answer.result_json().unwrap_or("{}"), profile);
            *last = Some((answer.clone(), profile, page.clone()));
            page
        }
    };
    page.tools.iter_mut().for_each(|tool| tool.service = service);
    page
}

fn read_result(result: &str, profile: &Profile) -> Page {
    let Some(members) = members(result) else { return Page::default() };
    let tools = members.get("tools").and_then(|raw| serde_json::from_str::<Vec<&RawValue>>(raw.get()).ok());
    let next = members.get("nextCursor").and_then(|raw| serde_json::from_str(raw.get()).ok()).flatten();
    let time = members.get("ttlMs").and_then(|raw| serde_json::from_str::<f64>(raw.get()).ok());
    let rest = members.iter().filter(|(key, _)| profile.forwards(Field::ListRest) && *key != "tools");
    let rest: Vec<_> = rest.map(|(key, raw)| format!("{key}: {}", plain(raw.get()))).collect();
    Page {
        tools: tools.unwrap_or_default().iter().filter_map(|raw| read_tool(raw.get(), profile)).collect(),
        next,
        kept: time.is_some_and(|time| time > 0.0),
        rest: rest.join("\n").into(),
    }
}

fn read_tool(raw: &str, profile: &Profile) -> Option<Tool> {
    let members = members(raw)?;
    let word = |key: &str| members.get(key).map(|raw| serde_json::from_str::<Option<String>>(raw.get()));
    let name = word("name")?.ok()??;
    let text = word("description").transpose().ok()?.flatten().unwrap_or_default();
    let schema = members.get("inputSchema").map_or("null", |raw| raw.get());
    let parameters = if schema == "null" { r#"{"type":"object"}"# } else { schema };
    let spec = ToolSpec {
        name: acceptable(&name).into(),
        description: description(text, &members, profile).into(),
        parameters: strip(parameters, profile).into(),
    };
    Some(Tool { spec, service: 0, name: name.into(), facts: Arc::new(facts(&members)) })
}

fn facts(members: &BTreeMap<String, &RawValue>) -> Facts {
    let value = |key: &str| {
        let raw = members.get(key)?;
        serde_json::from_str::<Value>(raw.get()).ok().filter(|value| !value.is_null())
    };
    let within = |outer: &str, inner: &str| value(outer).and_then(|value| value.get(inner).cloned());
    let title = value("title").or_else(|| within("annotations", "title"));
    let mut addresses = Vec::new();
    for (row, member, key) in [
        ("TL10", "inputSchema", "$ref"),
        ("TL10", "inputSchema", "$schema"),
        ("TL10", "outputSchema", "$ref"),
        ("TL10", "outputSchema", "$schema"),
        ("TL16", "icons", "src"),
    ] {
        let value = members.get(member).filter(|raw| raw.get().contains("://")).and_then(|_| value(member));
        collect(&value.unwrap_or_default(), key, &mut |address| {
            if !address.contains(DIALECTS) {
                addresses.push((row, address.to_owned()));
            }
        });
    }
    Facts {
        title: title.and_then(|title| title.as_str().map(str::to_owned)),
        read_only: within("annotations", "readOnlyHint") == Some(Value::Bool(true)),
        task: within("execution", "taskSupport").is_some_and(|support| support == "required"),
        output: value("outputSchema"),
        copies: members.get("inputSchema").map(|raw| Copies::of(raw.get())).unwrap_or_default(),
        addresses,
    }
}

/// Where the dialects are defined that every reader of schemas knows by heart.
const DIALECTS: &str = "://json-schema.org/";

/// Network addresses that stand under a key, however deep.
pub(crate) fn collect(value: &Value, key: &str, found: &mut impl FnMut(&str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, key, found)),
        Value::Object(map) => map.iter().for_each(|(name, value)| match value {
            Value::String(text) if name == key && text.contains("://") => found(text),
            value => collect(value, key, found),
        }),
        _ => {}
    }
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

/// Puts the profile's prefix before the names, with the service's label in it, then does about tools of the same name what
/// the profile does: one of them shadows the others, or each gets its label, and a number where that does not tell them
/// apart either. No provider sees a name twice.
pub(crate) fn distinguish(tools: &mut Vec<Tool>, labels: &[String], profile: &Profile) {
    let prefix = profile.conduct.prefix;
    if !prefix.is_empty() {
        for tool in tools.iter_mut() {
            let label = labels.get(tool.service).map_or("service", String::as_str);
            tool.spec.name = acceptable(&format!("{}{}", prefix.replace("{}", label), tool.spec.name)).into();
        }
    }
    match profile.conduct.collision {
        Collision::Labelled => {}
        Collision::First => keep_first(tools),
        Collision::Last => {
            tools.reverse();
            keep_first(tools);
            tools.reverse();
        }
    }
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

/// Of tools with one name, only the first stays.
fn keep_first(tools: &mut Vec<Tool>) {
    let mut seen = BTreeSet::new();
    tools.retain(|tool| seen.insert(Arc::clone(&tool.spec.name)));
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
