//! Our own library as data.

use super::library::{Library, Net};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A paper; others are named by their place among the papers, people by theirs among the authors.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) title: String,
    pub(super) year: u32,
    pub(super) venue: &'static str,
    /// Whether it appeared in a journal.
    pub(super) journal: bool,
    pub(super) keywords: Vec<&'static str>,
    pub(super) authors: Vec<usize>,
    /// The papers that it cites, all of them older.
    pub(super) cites: Vec<usize>,
    /// How many papers cite it.
    pub(super) cited: usize,
}

/// Someone who writes papers.
#[derive(Clone, Debug)]
pub(super) struct Author {
    pub(super) name: String,
    pub(super) organization: &'static str,
    /// With whom and in which papers, in the order in which they met.
    pub(super) partners: Vec<(usize, Vec<usize>)>,
}

/// Papers and authors.
#[derive(Clone, Debug, Default)]
pub(super) struct Archive {
    papers: Vec<Paper>,
    authors: Vec<Author>,
    by_title: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Archive {
    /// Puts the papers in order; works out who worked with whom, and how often each paper is cited. Titles and names are
    /// taken to be different from one another.
    pub(super) fn new(mut papers: Vec<Paper>, mut authors: Vec<Author>) -> Self {
        let cited: Vec<usize> = papers.iter().flat_map(|paper| paper.cites.iter().copied()).collect();
        for place in cited {
            papers.get_mut(place).into_iter().for_each(|paper| paper.cited += 1);
        }
        for (place, paper) in papers.iter().enumerate() {
            for (one, other) in
                paper.authors.iter().flat_map(|one| paper.authors.iter().map(move |other| (*one, *other)))
            {
                if let Some(author) = authors.get_mut(one).filter(|_| one != other) {
                    author.meet(other, place);
                }
            }
        }
        let by_title = papers.iter().enumerate().map(|(place, paper)| (paper.title.clone(), place)).collect();
        let by_name =
            authors.iter().enumerate().map(|(place, author)| (author.name.clone(), place)).collect();
        Self { papers, authors, by_title, by_name }
    }

    /// All papers, oldest first.
    pub(super) fn papers(&self) -> &[Paper] {
        &self.papers
    }

    /// All authors.
    pub(super) fn authors(&self) -> &[Author] {
        &self.authors
    }

    fn paper_named(&self, title: &str) -> Option<&Paper> {
        self.papers.get(*self.by_title.get(title)?)
    }

    fn author_named(&self, name: &str) -> Option<&Author> {
        self.authors.get(*self.by_name.get(name)?)
    }

    fn shown(&self, paper: &Paper) -> Value {
        let authors = paper.authors.iter().filter_map(|place| self.authors.get(*place));
        let authors: Vec<Value> =
            authors.map(|author| json!({"name": author.name, "org": author.organization})).collect();
        json!({
            "authors": authors,
            "year": paper.year,
            "venue": paper.venue,
            "n_citation": paper.cited,
            "keywords": paper.keywords,
            "doc_type": if paper.journal { "Journal" } else { "Conference" },
        })
    }

    fn titles(&self, places: &[usize]) -> Vec<String> {
        places.iter().filter_map(|place| self.papers.get(*place)).map(|paper| paper.title.clone()).collect()
    }
}

impl Author {
    fn meet(&mut self, other: usize, paper: usize) {
        match self.partners.iter_mut().find(|(partner, _)| *partner == other) {
            Some((_, papers)) => papers.push(paper),
            None => self.partners.push((other, vec![paper])),
        }
    }
}

impl Library for Archive {
    fn has(&self, net: Net, name: &str) -> bool {
        match net {
            Net::Papers => self.by_title.contains_key(name),
            Net::Authors => self.by_name.contains_key(name),
        }
    }

    fn node(&self, net: Net, name: &str) -> Option<Value> {
        match net {
            Net::Papers => self.paper_named(name).map(|paper| self.shown(paper)),
            Net::Authors => {
                self.author_named(name).map(|author| json!({"name": author.name, "org": author.organization}))
            }
        }
    }

    fn neighbors(&self, net: Net, name: &str) -> Option<Vec<String>> {
        match net {
            Net::Papers => Some(self.titles(&self.paper_named(name)?.cites)),
            Net::Authors => {
                let partners = self.author_named(name)?.partners.iter();
                let partners = partners.filter_map(|(place, _)| self.authors.get(*place));
                Some(partners.map(|partner| partner.name.clone()).collect())
            }
        }
    }

    fn edge(&self, net: Net, one: &str, other: &str) -> Option<Value> {
        match net {
            Net::Papers => {
                let cited = self.by_title.get(other)?;
                self.paper_named(one)?.cites.contains(cited).then(|| json!({"weight": 1}))
            }
            Net::Authors => {
                let partner = self.by_name.get(other)?;
                let (_, papers) =
                    self.author_named(one)?.partners.iter().find(|(place, _)| place == partner)?;
                Some(json!({"weight": papers.len(), "collaborative_papers": self.titles(papers)}))
            }
        }
    }

    fn someone(&self) -> String {
        self.authors.first().map(|author| author.name.clone()).unwrap_or_default()
    }
}
