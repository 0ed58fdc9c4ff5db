//! A walk over one schema.

use super::Settings;
use super::keyword::{Holds, OPTIONAL, holds, is_local, is_name, is_word};
use crate::draft::View;
use std::collections::{BTreeMap, BTreeSet};
use wire::http::is_token;
use wire::json::{NodeId, Shape};

/// Why a tool may not stay, and where that stands.
type Refusal = (NodeId, &'static str);

/// What a walk found.
pub(super) struct Walk<'w> {
    view: &'w View,
    settings: &'w Settings,
    /// Whether requests for headers may stay.
    headers: bool,
    /// Schemas so far.
    schemas: usize,
    /// Headers so far, in lower case.
    named: BTreeSet<String>,
    /// Members to take out, by the object that they stand in.
    pub(super) gone: BTreeMap<NodeId, BTreeSet<NodeId>>,
    /// Texts to put in the place of longer ones.
    pub(super) cut: Vec<(NodeId, String)>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(view: &'w View, settings: &'w Settings, headers: bool) -> Self {
        let (gone, named) = (BTreeMap::new(), BTreeSet::new());
        Self { view, settings, headers, schemas: 0, named, gone, cut: Vec::new() }
    }

    /// Walks a schema at this depth. `direct` says that only `properties` lead to it from the root.
    pub(super) fn schema(&mut self, id: NodeId, depth: usize, direct: bool) -> Result<(), Refusal> {
        self.schemas += 1;
        if depth > self.settings.depth {
            return Err((id, "a schema that is nested too deep"));
        }
        if self.schemas > self.settings.schemas {
            return Err((id, "too many schemas"));
        }
        if self.view.is(id, Shape::Object) {
            let view = self.view;
            return view.children(id).try_for_each(|member| self.keyword(id, member, depth, direct));
        }
        let boolean = self.view.is(id, Shape::Bool);
        if boolean { Ok(()) } else { Err((id, "a schema that is none")) }
    }

    fn keyword(&mut self, at: NodeId, id: NodeId, depth: usize, direct: bool) -> Result<(), Refusal> {
        let (view, name) = (self.view, self.view.key(id));
        let Some(holds) = holds(&name).filter(|_| self.stays(&name)) else {
            self.gone.entry(at).or_default().insert(id);
            return Ok(());
        };
        match holds {
            Holds::Schemas if view.is(id, Shape::Array) => {
                view.children(id).try_for_each(|child| self.schema(child, depth + 1, false))
            }
            Holds::Schemas => self.schema(id, depth + 1, false),
            Holds::Properties | Holds::Named => {
                let property = holds == Holds::Properties;
                view.children(id).try_for_each(|child| {
                    self.name(child, property)?;
                    self.schema(child, depth + 1, direct && property)
                })
            }
            Holds::Values => self.values(id),
            Holds::Reference if !view.string(id).is_some_and(|text| is_local(&name, &text)) => {
                Err((id, "a reference to something outside the schema"))
            }
            Holds::Header if direct && depth > 1 => self.header(at, id),
            Holds::Header => Err((id, "a header that is asked for where it may not be")),
            Holds::Text if view.is(id, Shape::String) => {
                self.text(id);
                Ok(())
            }
            Holds::Demand if view.raw(id).parse::<u64>().is_ok_and(|least| least <= self.settings.least) => {
                Ok(())
            }
            Holds::Text | Holds::Demand => {
                self.gone.entry(at).or_default().insert(id);
                Ok(())
            }
            Holds::Reference => Ok(()),
            Holds::Pattern | Holds::Rule => self.rule(id, holds == Holds::Pattern),
        }
    }

    /// Whether the settings keep a known keyword.
    fn stays(&self, name: &str) -> bool {
        let kept = !OPTIONAL.contains(&name) || self.settings.keep.iter().any(|keep| keep == name);
        kept && (name != "x-mcp-header" || self.headers)
    }

    fn name(&self, id: NodeId, property: bool) -> Result<(), Refusal> {
        let name = self.view.key(id);
        let fits = if property { is_name(&name) } else { is_word(&name) };
        let short = name.chars().count() <= self.settings.key;
        if fits && short { Ok(()) } else { Err((id, "a property with a name that is none")) }
    }

    /// Text is cut where it may be cut without another meaning.
    fn text(&mut self, id: NodeId) {
        let Some(text) = self.view.string(id) else { return };
        if text.chars().nth(self.settings.text).is_some() {
            let cut: String = text.chars().take(self.settings.text).collect();
            self.cut.push((id, cut));
        }
    }

    /// Values mean what they say, so that they cannot be cut.
    fn values(&self, id: NodeId) -> Result<(), Refusal> {
        let all: Vec<NodeId> = self.view.tape().below(id).collect();
        if all.len() > self.settings.values + 1 {
            return Err((id, "more values than there may be"));
        }
        let long = |&id: &NodeId| {
            self.view.node(id).is_some_and(|node| node.span.of(self.view.text()).len() > self.settings.text)
                && self.view.string(id).is_some_and(|text| text.chars().count() > self.settings.text)
                || self.view.key(id).chars().count() > self.settings.text
        };
        all.into_iter().find(long).map_or(Ok(()), |id| Err((id, "a value longer than it may be")))
    }

    /// Words for the validator, names of properties among them; a pattern may be any short text.
    fn rule(&self, id: NodeId, pattern: bool) -> Result<(), Refusal> {
        let view = self.view;
        let wild = |&id: &NodeId| {
            let name = view.key(id);
            let word = |text: &str| is_name(text) && text.len() <= self.settings.key;
            let fits = |text: &str| if pattern { text.len() <= MOST_PATTERN } else { word(text) };
            !is_name(&name) && !name.is_empty() || view.string(id).is_some_and(|text| !fits(&text))
        };
        let mut all = view.tape().below(id);
        all.find(wild).map_or(Ok(()), |id| Err((id, "a rule that is no word for a validator")))
    }

    /// A header must be asked for once, by a token, for a value that fits into one.
    fn header(&mut self, at: NodeId, id: NodeId) -> Result<(), Refusal> {
        let primitive = self
            .view
            .word(at, "type")
            .is_some_and(|kind| matches!(&*kind, "string" | "integer" | "number" | "boolean"));
        let name = self.view.string(id).filter(|name| is_token(name) && primitive);
        match name {
            Some(name) if self.named.insert(name.to_ascii_lowercase()) => Ok(()),
            _ => Err((id, "a header that is not allowed")),
        }
    }
}

/// Longest pattern that may be kept, in bytes.
const MOST_PATTERN: usize = 200;
