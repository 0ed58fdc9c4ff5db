//! Definitions of tools: trusted where they are the pinned ones, otherwise bare.

use super::data::Screen;
use super::ledger::{Known, Ledger};
use super::settings::Texts;
use crate::removal;
use std::collections::BTreeSet;
use wire::json::{NodeId, Path, Segment, Shape, Span, Tape, encode};

/// Longest word of a definition that is not the pinned one.
const WORD: usize = 64;

/// How the definitions of a service stand to its pin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// They are the pinned ones: somebody endorsed them.
    Pinned,
    /// They are others.
    Changed,
    /// Nothing is pinned: nobody can tell.
    Unknown,
}

/// The lists of tools in a message.
pub(super) fn lists(text: &str, tape: &Tape) -> Vec<NodeId> {
    let path = Path::from(vec![Segment::Key("result".into()), Segment::Key("tools".into())]);
    let is_list = |id: &NodeId| tape.node(*id).is_some_and(|node| node.shape == Shape::Array);
    tape.select_all(text, &path).into_iter().filter(is_list).collect()
}

/// Notes every tool, and answers the edits that leave only what is trusted.
pub(super) fn screened(
    text: &str,
    tape: &Tape,
    lists: &[NodeId],
    trust: Trust,
    ledger: &mut Ledger,
    screen: &Screen<'_>,
) -> Vec<(Span, String)> {
    let mut edits = Vec::new();
    for &list in lists {
        let mut gone = BTreeSet::new();
        for tool in tape.children(list) {
            let (name, known) = read(text, tape, tool);
            let bare = trust == Trust::Changed && screen.texts != Texts::Pass;
            let wordy = || !(is_word(&name) && keys(text, tape, tool).all(|key| is_word(&key)));
            if ledger.usurps(screen.service, &name) || (bare && wordy()) {
                gone.insert(tool);
                continue;
            }
            ledger.defined(
                screen.service,
                &name,
                Known { reads: known.reads && trust == Trust::Pinned, ..known },
            );
            let strings = below(tape, tool).filter(|&id| is_string(tape, id));
            edits.extend(strings.filter_map(|id| {
                let value = tape.text(text, id);
                if trust != Trust::Pinned {
                    screen.heed(&value, ledger);
                }
                let new = match trust {
                    Trust::Pinned => None,
                    Trust::Changed => (bare && !is_word(&value)).then(String::new),
                    Trust::Unknown => screen.definition(&value),
                };
                Some((tape.node(id)?.span, encode(&new?)))
            }));
        }
        if !gone.is_empty() {
            let within = |span: &Span| {
                gone.iter()
                    .filter_map(|id| tape.node(*id))
                    .any(|node| node.span.start <= span.start && span.end <= node.span.end)
            };
            edits.retain(|(span, _)| !within(span));
            edits.extend(removal::items(tape, list, &gone));
        }
    }
    edits
}

/// Name and hints of a tool.
fn read(text: &str, tape: &Tape, tool: NodeId) -> (String, Known) {
    let member = |of: NodeId, name: &str| tape.children(of).filter(|&id| tape.key(text, id) == name).last();
    let name = member(tool, "name").map(|id| tape.text(text, id).into_owned()).unwrap_or_default();
    let hints = member(tool, "annotations");
    let hint = |name: &str| {
        let hint = hints.and_then(|hints| tape.node(member(hints, name)?));
        hint.is_some_and(|node| node.span.of(text) == "true")
    };
    (name, Known { reads: hint("readOnlyHint"), risky: hint("openWorldHint") || hint("destructiveHint") })
}

fn below(tape: &Tape, id: NodeId) -> impl Iterator<Item = NodeId> {
    let end = tape.node(id).map_or(0, |node| node.span.end);
    (id..tape.nodes().len()).take_while(move |&id| tape.node(id).is_some_and(|node| node.span.start < end))
}

fn keys(text: &str, tape: &Tape, tool: NodeId) -> impl Iterator<Item = String> {
    below(tape, tool)
        .filter(|&id| tape.node(id).is_some_and(|node| node.key.is_some()))
        .map(move |id| tape.key(text, id).into_owned())
}

fn is_string(tape: &Tape, id: NodeId) -> bool {
    tape.node(id).is_some_and(|node| node.shape == Shape::String)
}

/// Whether a text is one word, as names and types are: no sentence can be written in it.
fn is_word(text: &str) -> bool {
    text.len() <= WORD && text.chars().all(|char| char.is_ascii_alphanumeric() || "_-./:#$@+".contains(char))
}
