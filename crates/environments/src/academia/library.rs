//! What can be looked up, whoever keeps it.

use serde_json::Value;

/// One of the two graphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Net {
    /// Papers, with an edge from each to those that it cites.
    Papers,
    /// Authors, with an edge between those who wrote together.
    Authors,
}

impl Net {
    /// Its name in the tools: `PaperNet`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Papers => "PaperNet",
            Self::Authors => "AuthorNet",
        }
    }
}

/// Who keeps papers and authors. Nodes go by titles and names.
pub(super) trait Library: Send + Sync {
    /// Whether there is such a node.
    fn has(&self, net: Net, name: &str) -> bool;
    /// What is known of a node; `None` where there is no such node.
    fn node(&self, net: Net, name: &str) -> Option<Value>;
    /// The names of a node's neighbors, in the order of the graph; `None` where there is no such node.
    fn neighbors(&self, net: Net, name: &str) -> Option<Vec<String>>;
    /// What is known of an edge; `None` where there is none.
    fn edge(&self, net: Net, one: &str, other: &str) -> Option<Value>;
    /// The name of the first author; empty where there is no author.
    fn someone(&self) -> String;
}
