//! A scanned text as a flat list of nodes.

use super::{JsonError, Path, Segment, Shape, Sink, Span, decode, scan};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Index of a node in its tape. The root is 0.
pub type NodeId = usize;

/// One value of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub shape: Shape,
    /// Where it stands.
    pub span: Span,
    /// Its member name, quotes included, if it is a member of an object.
    pub key: Option<Span>,
    /// The container it stands in; `None` for the root.
    pub parent: Option<NodeId>,
    /// First node after its subtree, in document order.
    after: NodeId,
}

/// Every value of one JSON text, in document order.
///
/// ```
/// use wire::json::{Path, Tape};
/// let text = r#"{"a":[{"b":"x"},{"b":"y"}]}"#;
/// let tape = Tape::parse(text, 128)?;
/// let found = tape.select(text, &"a[*].b".parse()?);
/// assert_eq!(found.iter().map(|&n| tape.text(text, n)).collect::<Vec<_>>(), ["x", "y"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tape {
    nodes: Vec<Node>,
    open: Vec<NodeId>,
}

impl Sink for Tape {
    fn open(&mut self, shape: Shape, key: Option<Span>, start: u32) {
        let id = self.nodes.len();
        let span = Span { start, end: start };
        self.nodes.push(Node { shape, span, key, parent: self.open.last().copied(), after: id });
        self.open.push(id);
    }

    fn close(&mut self, end: u32) {
        let after = self.nodes.len();
        if let Some(node) = self.open.pop().and_then(|id| self.nodes.get_mut(id)) {
            node.span.end = end;
            node.after = after;
        }
    }
}

impl Tape {
    /// Scans `text`.
    ///
    /// # Errors
    /// See [`scan()`].
    pub fn parse(text: &str, max_depth: usize) -> Result<Self, JsonError> {
        let mut tape = Self::default();
        scan(text, max_depth, &mut tape)?;
        Ok(tape)
    }

    /// The node with this index.
    pub fn node(&self, id: NodeId) -> Option<Node> {
        self.nodes.get(id).copied()
    }

    /// All nodes in document order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Direct children of a container, in document order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.node(id).map_or(0, |node| node.after);
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.node(child)?.after;
            Some(child)
        })
    }

    /// A value and everything in it, in document order.
    pub fn below(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        id..self.node(id).map_or(id, |node| node.after)
    }

    /// Member name of a node, decoded; empty for the root and for array items.
    pub fn key<'t>(&self, text: &'t str, id: NodeId) -> Cow<'t, str> {
        self.node(id).and_then(|node| node.key).map_or(Cow::Borrowed(""), |key| decode(key.of(text)))
    }

    /// Decoded text of a string node; the raw text of any other.
    pub fn text<'t>(&self, text: &'t str, id: NodeId) -> Cow<'t, str> {
        match self.node(id) {
            Some(node) if node.shape == Shape::String => decode(node.span.of(text)),
            Some(node) => Cow::Borrowed(node.span.of(text)),
            None => Cow::Borrowed(""),
        }
    }

    /// The nodes that a path names. Of members with the same name only the last one counts.
    pub fn select(&self, text: &str, path: &Path) -> Vec<NodeId> {
        self.walk(text, path, false)
    }

    /// The nodes that a path names, every one of duplicate members included.
    pub fn select_all(&self, text: &str, path: &Path) -> Vec<NodeId> {
        self.walk(text, path, true)
    }

    fn walk(&self, text: &str, path: &Path, duplicates: bool) -> Vec<NodeId> {
        let mut found = if self.nodes.is_empty() { vec![] } else { vec![0] };
        for segment in path.segments() {
            found = found.iter().flat_map(|&id| self.step(text, id, segment, duplicates)).collect();
        }
        found
    }

    fn step(&self, text: &str, id: NodeId, segment: &Segment, duplicates: bool) -> Vec<NodeId> {
        let shape = self.node(id).map(|node| node.shape);
        match segment {
            Segment::Key(name) if shape == Some(Shape::Object) => {
                let mut named: Vec<_> =
                    self.children(id).filter(|&child| self.key(text, child) == **name).collect();
                if !duplicates {
                    named = named.pop().into_iter().collect();
                }
                named
            }
            Segment::AnyKey if shape == Some(Shape::Object) => self.children(id).collect(),
            Segment::Index(index) if shape == Some(Shape::Array) => {
                self.children(id).nth(*index).into_iter().collect()
            }
            Segment::Each if shape == Some(Shape::Array) => self.children(id).collect(),
            Segment::Deep => self.below(id).collect(),
            _ => vec![],
        }
    }

    /// Members whose name stood before in the same object.
    pub fn duplicates(&self, text: &str) -> Vec<NodeId> {
        let mut seen = BTreeSet::new();
        (0..self.nodes.len())
            .filter(|&id| {
                let Some(node) = self.node(id) else { return false };
                node.key.is_some() && !seen.insert((node.parent, self.key(text, id)))
            })
            .collect()
    }

    /// Where a node stands, as a path that selects it: `result.content[0].text`.
    pub fn path_of(&self, text: &str, id: NodeId) -> Path {
        let mut segments = Vec::new();
        let mut at = id;
        while let Some((node, parent)) = self.node(at).and_then(|node| Some((node, node.parent?))) {
            segments.push(match node.key {
                Some(key) => Segment::Key(decode(key.of(text)).into()),
                None => {
                    Segment::Index(self.children(parent).position(|child| child == at).unwrap_or_default())
                }
            });
            at = parent;
        }
        segments.reverse();
        Path::from(segments)
    }
}
