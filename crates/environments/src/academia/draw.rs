//! Subjects of questions, drawn from our library, and how someone looks them up.

use super::archive::{Archive, Author, Paper};
use super::library::Net;
use crate::agentboard::Call;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::collections::BTreeMap;

/// Most partners and most joint papers of an author whose papers must all be looked up.
const MODEST: usize = 6;

/// A library with what chance says of it.
pub(super) struct Draw<'a> {
    archive: &'a Archive,
    random: ChaCha8Rng,
    /// Tossed once: tossed again for each subject, the side that fits more often would win.
    coin: bool,
}

impl<'a> Draw<'a> {
    /// Draws from this library; the key says what.
    pub(super) fn new(archive: &'a Archive, key: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(key);
        let coin = random.random();
        Self { archive, random, coin }
    }

    /// Heads or tails: what the answer to a question of yes or no shall be.
    pub(super) fn coin(&self) -> bool {
        self.coin
    }

    /// Any paper.
    pub(super) fn paper(&mut self) -> Option<&'a Paper> {
        self.archive.papers().choose(&mut self.random)
    }

    /// Two papers of about the same time.
    pub(super) fn close_papers(&mut self) -> Option<(&'a Paper, &'a Paper)> {
        let papers = self.archive.papers();
        let first = self.random.random_range(0..papers.len().max(1));
        let second = first + self.random.random_range(1..200);
        papers.get(first).zip(papers.get(second))
    }

    /// Any author.
    pub(super) fn author(&mut self) -> Option<&'a Author> {
        self.archive.authors().choose(&mut self.random)
    }

    /// Some one of several.
    pub(super) fn one<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        items.choose(&mut self.random).copied()
    }

    /// An author with a few partners and a few joint papers.
    pub(super) fn modest_author(&mut self) -> Option<&'a Author> {
        let author = self.author()?;
        let partners = author.partners.len();
        ((2..=MODEST).contains(&partners) && self.joint(author).len() <= MODEST).then_some(author)
    }

    /// The papers that an author wrote with others, oldest first.
    pub(super) fn joint(&self, author: &Author) -> Vec<&'a Paper> {
        let mut places: Vec<usize> =
            author.partners.iter().flat_map(|(_, papers)| papers.iter().copied()).collect();
        places.sort_unstable();
        places.dedup();
        self.papers(&places)
    }

    /// Papers by their places.
    pub(super) fn papers(&self, places: &[usize]) -> Vec<&'a Paper> {
        places.iter().filter_map(|place| self.archive.papers().get(*place)).collect()
    }

    /// Authors by their places.
    pub(super) fn authors(&self, places: &[usize]) -> Vec<&'a Author> {
        places.iter().filter_map(|place| self.archive.authors().get(*place)).collect()
    }

    /// An author's partners.
    pub(super) fn partners(&self, author: &Author) -> Vec<&'a Author> {
        let places: Vec<usize> = author.partners.iter().map(|(place, _)| *place).collect();
        self.authors(&places)
    }

    /// Looking through everything that an author wrote with others: partners, edges, papers.
    pub(super) fn survey(&self, author: &Author) -> Vec<Call> {
        let mut looks = self.edges(author);
        looks.push(load(Net::Papers));
        looks.extend(self.joint(author).into_iter().map(read));
        looks
    }

    /// Looking through an author's partners and what was written with each.
    pub(super) fn edges(&self, author: &Author) -> Vec<Call> {
        let mut looks = vec![load(Net::Authors), neighbors(Net::Authors, &author.name)];
        looks.extend(self.partners(author).into_iter().map(|partner| edge(author, partner)));
        looks
    }
}

/// How often each text comes up.
pub(super) fn counts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<(&'t str, usize)> {
    let mut counts = BTreeMap::new();
    texts.into_iter().for_each(|text| *counts.entry(text).or_default() += 1);
    counts.into_iter().collect()
}

/// Loading a graph.
pub(super) fn load(net: Net) -> Call {
    let name = match net {
        Net::Papers => "load_paper_net",
        Net::Authors => "load_author_net",
    };
    (name.to_owned(), json!({}))
}

/// Looking at a node's neighbors.
pub(super) fn neighbors(net: Net, name: &str) -> Call {
    ("neighbour_check".to_owned(), json!({"graph": net.name(), "node": name}))
}

/// Looking at a paper.
pub(super) fn read(paper: &Paper) -> Call {
    ("paper_node_check".to_owned(), json!({"node": paper.title}))
}

/// Looking at an author.
pub(super) fn meet(author: &Author) -> Call {
    ("author_node_check".to_owned(), json!({"node": author.name}))
}

/// Looking at what two authors wrote together.
pub(super) fn edge(one: &Author, other: &Author) -> Call {
    ("author_edge_check".to_owned(), json!({"node1": one.name, "node2": other.name}))
}

/// Loading the papers, then looking at some.
pub(super) fn read_all(papers: &[&Paper]) -> Vec<Call> {
    [load(Net::Papers)].into_iter().chain(papers.iter().copied().map(read)).collect()
}

/// Loading the authors, then looking at some.
pub(super) fn meet_all(authors: &[&Author]) -> Vec<Call> {
    [load(Net::Authors)].into_iter().chain(authors.iter().copied().map(meet)).collect()
}
