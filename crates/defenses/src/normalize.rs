//! Defense `normalize`: what stands in a text is what a reader sees of it (NORM).
//!
//! ## What it does
//! Escapes (`escape`) or takes out (`strip`) what cannot be seen in any string or key that a service sends: control
//! characters and terminal sequences, bidirectional controls, zero-width characters, tags, variation selectors, soft hyphens,
//! fillers. Where such characters are spelling they stay: joiners in Arabic and Indic words and in pictures, marks of
//! direction in right-to-left text, a picture's selector. A tool whose name hides something, mixes scripts or passes
//! for an ASCII name is taken off the list (`names: "refuse"`), or offered under the name that it passes for
//! (`"fold"`), and calls are then translated back.
//!
//! ## Why it works
//! Smuggled text works because the model reads characters that the user, a log or a review does not see. It does
//! nothing against instructions in plain letters.
//!
//! ## Example
//! ```text
//! settings: {"action": "strip"}
//! before: {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"Sunny.\u200b\ud83d\ude42\udb40\udc70\udb40\udc61\udb40\udc79 21\u00b0"}]}}
//! after: {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"Sunny.🙂 21°"}]}}
//! ```
//!
//! ## References
//! - SAFE-T1402 (hidden text); Unicode Technical Standard 39 (confusables), Technical Report 36.
//! - Boucher and Anderson, arXiv 2111.00169 (bidirectional controls in source code).

use crate::draft::Draft;
use crate::hidden::{Manner, cleaned, plain};
use crate::{Armed, Defense, DefenseError, Entry, Kind, Setting, settings};
use async_trait::async_trait;
use chain::{Action, Cx, Direction, Flow, Layer, LayerError};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_security::{MixedScript, skeleton};
use wire::json::{NodeId, Shape, decode};
use wire::{Kind as Shaped, Message};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "normalize",
    summary: "Invisible and deceptive characters are escaped or taken out; look-alike tool names are refused.",
    kind: Kind::Passive,
    source: "NORM; SAFE-T1402; Unicode TS 39",
    settings: r#"{"action": "escape", "names": "refuse"}"#,
    open: |settings| Ok(Box::new(Normalize { settings: settings::read(&ENTRY, settings)? })),
};

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    action: Treatment,
    names: Names,
}

/// What becomes of a hidden character.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Treatment {
    #[default]
    Escape,
    Strip,
}

/// What becomes of a tool whose name looks like another.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Names {
    #[default]
    Refuse,
    Fold,
}

struct Normalize {
    settings: Settings,
}

impl Defense for Normalize {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        Ok(Armed::each(setting, |_| Clean { settings: self.settings, folded: BTreeMap::new() }))
    }
}

/// The layer.
struct Clean {
    settings: Settings,
    /// Names as the host knows them, and as the service does.
    folded: BTreeMap<String, String>,
}

#[async_trait]
impl Layer for Clean {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        if way == Direction::ToServer {
            return self.back(message, cx).map(Flow::Pass);
        }
        if clear(message.as_str()) {
            return Ok(Flow::Pass(message));
        }
        let mut draft = Draft::new(ENTRY.id, &message, cx);
        let named = self.names(&mut draft, cx);
        self.texts(&mut draft, &named, cx);
        draft.done().map(Flow::Pass)
    }
}

/// Whether nothing in a message needs a second look, escapes included.
fn clear(text: &str) -> bool {
    let bytes = text.as_bytes();
    let hides = |at: usize| matches!(bytes.get(at + 1), Some(b'u' | b'b' | b'f'));
    bytes.iter().all(|&byte| plain(byte)) && !memchr::memchr_iter(b'\\', bytes).any(hides)
}

impl Clean {
    /// Every string and key but the names that were dealt with.
    fn texts(&self, draft: &mut Draft, named: &BTreeSet<NodeId>, cx: &mut Cx<'_>) {
        let manner = match self.settings.action {
            Treatment::Escape => Manner::Escape,
            Treatment::Strip => Manner::Strip,
        };
        let view = draft.view.clone();
        let fixed: BTreeSet<NodeId> = view
            .roots()
            .into_iter()
            .flat_map(|root| view.children(root).filter(|&id| is_fixed(&view.key(id))).collect::<Vec<_>>())
            .collect();
        for (id, node) in view.tape().nodes().iter().enumerate() {
            let value = (node.shape == Shape::String && !fixed.contains(&id) && !named.contains(&id))
                .then_some(node.span);
            for span in node.key.into_iter().chain(value) {
                if let Some(clean) = cleaned(&decode(span.of(view.text())), manner) {
                    draft.write(span, &clean);
                    draft.find(cx, "characters that cannot be seen", id, Action::Redact);
                }
            }
        }
    }

    /// Deals with tools whose names deceive; answers the names that are to be left as they are.
    fn names(&mut self, draft: &mut Draft, cx: &mut Cx<'_>) -> BTreeSet<NodeId> {
        let view = draft.view.clone();
        let mut named = BTreeSet::new();
        for list in view.roots().into_iter().flat_map(|root| view.along(root, &["result", "tools"])) {
            let mut gone = BTreeSet::new();
            let taken: BTreeSet<String> = view
                .children(list)
                .filter_map(|tool| view.word(tool, "name").map(std::borrow::Cow::into_owned))
                .collect();
            for tool in view.children(list) {
                for id in view.all(tool, "name").collect::<Vec<_>>() {
                    let Some(name) = view.string(id).filter(|name| deceives(name)) else { continue };
                    let plain = passes_for(&name).filter(|plain| !taken.contains(plain));
                    match plain.filter(|_| self.settings.names == Names::Fold) {
                        Some(plain) => {
                            draft.say(id, &plain);
                            draft.find(cx, "a name that passes for another", id, Action::Redact);
                            named.insert(id);
                            self.folded.insert(plain, name.into_owned());
                        }
                        None => {
                            draft.find(cx, "a name that passes for another", id, Action::Block);
                            gone.insert(tool);
                        }
                    }
                }
            }
            draft.drop_from(list, &gone);
        }
        named
    }

    /// A call of a folded name goes to the tool that has it.
    fn back(&self, message: Message, cx: &mut Cx<'_>) -> Result<Message, LayerError> {
        let calls = message.kind() == Shaped::Batch || message.method().as_deref() == Some("tools/call");
        if self.folded.is_empty() || !calls {
            return Ok(message);
        }
        let mut draft = Draft::new(ENTRY.id, &message, cx);
        let view = draft.view.clone();
        for id in view.roots().into_iter().flat_map(|root| view.along(root, &["params", "name"])) {
            let name = view.string(id).and_then(|name| self.folded.get(&*name));
            if let Some(name) = name {
                draft.say(id, name);
            }
        }
        draft.done()
    }
}

/// Members of the protocol itself, which answers are matched by.
fn is_fixed(key: &str) -> bool {
    matches!(key, "jsonrpc" | "id" | "method")
}

/// Whether a name hides something, mixes scripts, or passes for a name in ASCII.
fn deceives(name: &str) -> bool {
    !name.is_ascii() && (!name.is_single_script() || passes_for(name).is_some())
        || cleaned(name, Manner::Strip).is_some()
}

/// The name in ASCII that a reader takes it for.
fn passes_for(name: &str) -> Option<String> {
    let clean = cleaned(name, Manner::Strip);
    let clean = clean.as_deref().unwrap_or(name);
    let compatible: String = clean.nfkc().collect();
    let seen: String = compatible.chars().flat_map(likeness).collect();
    (seen.is_ascii() && !seen.is_empty() && seen != name).then_some(seen)
}

/// A character as it looks. ASCII looks like itself, although the standard has `rn` for `m`.
fn likeness(char: char) -> Vec<char> {
    if char.is_ascii() { vec![char] } else { skeleton(char.encode_utf8(&mut [0; 4])).collect() }
}
