//! Graph files of the user's, as networkx writes them with `node_link_data`.

use super::library::{Library, Net};
use crate::EnvironmentError;
use crate::python::text;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;

/// A file: `{"directed": bool, "nodes": [{"id": ..., ...}], "links": [{"source": ..., "target": ..., ...}]}`.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    directed: bool,
    nodes: Vec<Map<String, Value>>,
    #[serde(alias = "edges")]
    links: Vec<Map<String, Value>>,
}

/// One graph, by the names of its nodes.
#[derive(Default)]
struct Graph {
    /// Names in the order of the file.
    names: Vec<String>,
    by_name: BTreeMap<String, Node>,
    by_id: BTreeMap<String, String>,
}

#[derive(Default)]
struct Node {
    known: Map<String, Value>,
    /// Neighbors by name, with what is known of the edge.
    edges: Vec<(String, Map<String, Value>)>,
}

/// Both graphs of the user's.
pub(super) struct Files {
    papers: Graph,
    authors: Graph,
}

impl Files {
    /// Reads both files.
    ///
    /// # Errors
    /// The file, and what is wrong with it.
    pub(super) fn read(papers: &str, authors: &str) -> Result<Self, EnvironmentError> {
        let papers = graph(papers, "title")?;
        let mut authors = graph(authors, "name")?;
        // Edges between authors name papers by id.
        for (_, known) in authors.by_name.values_mut().flat_map(|node| &mut node.edges) {
            rename(known, &papers);
        }
        Ok(Self { papers, authors })
    }

    fn graph(&self, net: Net) -> &Graph {
        match net {
            Net::Papers => &self.papers,
            Net::Authors => &self.authors,
        }
    }
}

/// Puts titles where an edge has ids of papers.
fn rename(known: &mut Map<String, Value>, papers: &Graph) {
    for name in ["collaborative_papers", "papers"] {
        for id in known.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(title) = papers.by_id.get(&text(id)) {
                *id = title.as_str().into();
            }
        }
    }
}

fn graph(path: &str, named: &str) -> Result<Graph, EnvironmentError> {
    let unusable = |what: String| EnvironmentError::Data { family: "academia", path: path.to_owned(), what };
    let text = fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
    let file: File = serde_json::from_str(&text).map_err(|error| {
        unusable(format!("{error}; a graph is an object with `nodes` and `links`, as networkx writes it"))
    })?;
    Graph::new(file, named).map_err(unusable)
}

impl Graph {
    fn new(file: File, named: &str) -> Result<Self, String> {
        let mut graph = Self::default();
        for (number, node) in file.nodes.into_iter().enumerate() {
            graph.add(node, named).ok_or_else(|| format!("node {} has no `id`", number + 1))?;
        }
        for (number, link) in file.links.into_iter().enumerate() {
            let joined = graph.join(link, file.directed);
            joined.ok_or_else(|| {
                format!("link {} has no `source` or no `target` among the nodes", number + 1)
            })?;
        }
        if graph.names.is_empty() { Err("it has no nodes".to_owned()) } else { Ok(graph) }
    }

    /// A node is called as its title or name says, else as its id. Of several nodes with one name the second gets `_2`,
    /// and so on.
    fn add(&mut self, mut known: Map<String, Value>, named: &str) -> Option<()> {
        let id = text(&known.shift_remove("id")?);
        let base = known.get(named).and_then(Value::as_str).unwrap_or(&id).to_owned();
        let mut name = base.clone();
        let mut number = 2;
        while self.by_name.contains_key(&name) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.names.push(name.clone());
        self.by_id.insert(id, name.clone());
        self.by_name.insert(name, Node { known, edges: Vec::new() });
        Some(())
    }

    fn join(&mut self, mut known: Map<String, Value>, directed: bool) -> Option<()> {
        let source = self.by_id.get(&text(&known.shift_remove("source")?))?.clone();
        let target = self.by_id.get(&text(&known.shift_remove("target")?))?.clone();
        known.shift_remove("key");
        if !directed && source != target {
            self.by_name.get_mut(&target)?.edges.push((source.clone(), known.clone()));
        }
        self.by_name.get_mut(&source)?.edges.push((target, known));
        Some(())
    }
}

impl Library for Files {
    fn has(&self, net: Net, name: &str) -> bool {
        self.graph(net).by_name.contains_key(name)
    }

    fn node(&self, net: Net, name: &str) -> Option<Value> {
        self.graph(net).by_name.get(name).map(|node| node.known.clone().into())
    }

    fn neighbors(&self, net: Net, name: &str) -> Option<Vec<String>> {
        let node = self.graph(net).by_name.get(name)?;
        Some(node.edges.iter().map(|(other, _)| other.clone()).collect())
    }

    fn edge(&self, net: Net, one: &str, other: &str) -> Option<Value> {
        let node = self.graph(net).by_name.get(one)?;
        node.edges.iter().find(|(name, _)| name == other).map(|(_, known)| known.clone().into())
    }

    fn someone(&self) -> String {
        self.authors.names.first().cloned().unwrap_or_default()
    }
}
