//! Defense `parity`: guard, user and model read the same result (PARITY).
//!
//! ## What it does
//! Where a result, be it that of a task, has both texts and `structuredContent`, and they do not say the same, puts the structured value's
//! JSON in the place of the texts (`view: "structured"`), takes the structured value out (`"text"`), or answers the call
//! with an error (`"refuse"`). They say the same when the texts are the value's JSON, or the value is `{"result": ...}`
//! around the texts. Of content for another audience than the model it takes out the annotation, so that everybody
//! reads it (`audience: "drop"`), or the content itself (`"enforce"`); `"leave"` leaves both.
//!
//! ## Why it works
//! Some hosts show the model the texts, others the structured value; whoever checks one is told nothing about the other.
//! It does nothing about what the one view says.
//!
//! ## Example
//! ```text
//! settings: {"view": "structured"}
//! before: {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"Sunny."}],"structuredContent":{"sky":"rain"}}}
//! after: {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{\"sky\":\"rain\"}"}],"structuredContent":{"sky":"rain"}}}
//! ```
//!
//! ## References
//! - MCP 2025-06-18 (structured content, serialized into a text as well; audience); surfaces TR06, TR07.

use crate::draft::{Draft, View};
use crate::edits::{Edit, Edits};
use crate::fingerprint::canonical_json;
use crate::texts::RESULTS_AT;
use crate::{Armed, Defense, DefenseError, Entry, Kind, Setting, settings};
use chain::{Action, Cx};
use serde::Deserialize;
use std::collections::BTreeSet;
use wire::json::{NodeId, Shape, Tape};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "parity",
    summary: "Text and structured content of a result say the same, to every audience.",
    kind: Kind::Passive,
    source: "PARITY; MCP 2025-06-18; surfaces TR06, TR07",
    settings: r#"{"view": "structured", "audience": "drop"}"#,
    open: |settings| Ok(Box::new(Parity { settings: settings::read(&ENTRY, settings)? })),
};

const SPLIT: &str = "text and structured content that differ";
const REFUSAL: &str = "the result was withheld: its text and its structured content differ";

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    view: Canonical,
    audience: Audience,
}

/// Which of two contents counts.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Canonical {
    #[default]
    Structured,
    Text,
    Refuse,
}

/// What becomes of content for another audience than the model.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Audience {
    #[default]
    Drop,
    Enforce,
    Leave,
}

struct Parity {
    settings: Settings,
}

impl Defense for Parity {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        Ok(Armed::each(setting, |_| Edits::new(ENTRY.id, OneView { settings: self.settings })))
    }
}

/// What the layer does.
struct OneView {
    settings: Settings,
}

impl Edit for OneView {
    fn edit(&self, draft: &mut Draft, cx: &mut Cx<'_>) -> Result<(), &'static str> {
        let view = draft.view.clone();
        for root in view.roots() {
            for result in RESULTS_AT.iter().flat_map(|path| view.along(root, path)) {
                if self.contents(draft, result, cx) {
                    return Err(REFUSAL);
                }
                self.audience(draft, result, cx);
            }
        }
        Ok(())
    }
}

impl OneView {
    /// Makes one view of two; answers whether the result is to be refused.
    fn contents(&self, draft: &mut Draft, result: NodeId, cx: &mut Cx<'_>) -> bool {
        let view = draft.view.clone();
        let structured: Vec<NodeId> = view.all(result, "structuredContent").collect();
        let content: Vec<NodeId> = view.all(result, "content").collect();
        let texts: Vec<NodeId> = content
            .iter()
            .flat_map(|&content| view.children(content))
            .filter(|&item| view.word(item, "type").as_deref() == Some("text"))
            .collect();
        let ([value], false) = (&structured[..], content.is_empty()) else { return structured.len() > 1 };
        if view.is(*value, Shape::Null) || texts.is_empty() || says(&view, &texts, *value) {
            return false;
        }
        let action = if self.settings.view == Canonical::Refuse { Action::Block } else { Action::Redact };
        draft.find(cx, SPLIT, *value, action);
        match self.settings.view {
            Canonical::Refuse => return true,
            Canonical::Text => draft.drop_from(result, &structured.into_iter().collect()),
            Canonical::Structured => {
                let first = texts.first().and_then(|&item| view.member(item, "text"));
                first.into_iter().for_each(|text| draft.say(text, view.raw(*value)));
                for &list in &content {
                    let others = texts.iter().skip(1).copied();
                    let gone =
                        others.filter(|&id| view.node(id).is_some_and(|node| node.parent == Some(list)));
                    draft.drop_from(list, &gone.collect());
                }
            }
        }
        false
    }

    fn audience(&self, draft: &mut Draft, result: NodeId, cx: &mut Cx<'_>) {
        if self.settings.audience == Audience::Leave {
            return;
        }
        let view = draft.view.clone();
        for list in view.all(result, "content").collect::<Vec<_>>() {
            let mut gone = BTreeSet::new();
            for item in view.children(list) {
                for annotations in view.all(item, "annotations").collect::<Vec<_>>() {
                    let others = |id: &NodeId| !is_for_the_model(&view, *id);
                    let others: BTreeSet<NodeId> = view.all(annotations, "audience").filter(others).collect();
                    let Some(&first) = others.first() else { continue };
                    draft.find(cx, "content for another audience", first, Action::Redact);
                    if self.settings.audience == Audience::Enforce {
                        gone.insert(item);
                    } else {
                        draft.drop_from(annotations, &others);
                    }
                }
            }
            draft.drop_from(list, &gone);
        }
    }
}

fn is_for_the_model(view: &View, audience: NodeId) -> bool {
    view.children(audience).any(|id| view.string(id).as_deref() == Some("assistant"))
}

/// Whether texts and value say the same.
fn says(view: &View, texts: &[NodeId], value: NodeId) -> bool {
    let text = |item: NodeId| view.word(item, "text").unwrap_or_default();
    let json = canonical_json(view.tape(), view.text(), value);
    if let [one] = texts
        && canonical_of(&text(*one)).is_some_and(|text| text == json)
    {
        return true;
    }
    let wrapped = view.children(value).collect::<Vec<_>>();
    let inner = match wrapped[..] {
        [inner] if view.is(value, Shape::Object) && view.key(inner) == "result" => inner,
        _ => return false,
    };
    let same = |item: NodeId, part: NodeId| match view.string(part) {
        Some(part) => part == text(item),
        None => canonical_of(&text(item))
            .is_some_and(|text| text == canonical_json(view.tape(), view.text(), part)),
    };
    let parts: Vec<NodeId> = view.children(inner).collect();
    let listed = view.is(inner, Shape::Array)
        && parts.len() == texts.len()
        && texts.iter().zip(&parts).all(|(&item, &part)| same(item, part));
    listed || matches!(texts, [one] if same(*one, inner))
}

/// A text's JSON in its canonical form.
fn canonical_of(text: &str) -> Option<String> {
    let tape = Tape::parse(text, 128).ok()?;
    Some(canonical_json(&tape, text, 0))
}
