//! BM25 search as Lucene computes it, with Anserini's k1 0.9 and b 0.4.

use super::token::terms;
use std::cmp::Ordering;
use std::collections::BTreeMap;

const K1: f32 = 0.9;
const B: f32 = 0.4;

/// An inverted index; documents are numbered in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Index {
    ids: Vec<String>,
    lengths: Vec<usize>,
    total: usize,
    postings: BTreeMap<String, Vec<(usize, f32)>>,
}

impl Index {
    /// Adds a document; `id` decides between equal scores.
    pub(crate) fn add(&mut self, id: &str, text: &str) {
        let document = self.ids.len();
        let mut counts: BTreeMap<String, f32> = BTreeMap::new();
        let terms = terms(text);
        self.ids.push(id.to_owned());
        self.lengths.push(terms.len());
        self.total += terms.len();
        for term in terms {
            *counts.entry(term).or_default() += 1.0;
        }
        for (term, count) in counts {
            self.postings.entry(term).or_default().push((document, count));
        }
    }

    /// The best documents with their scores, best first.
    pub(crate) fn search(&self, query: &str, most: usize) -> Vec<(usize, f32)> {
        let mut counts: BTreeMap<String, f32> = BTreeMap::new();
        for term in terms(query) {
            *counts.entry(term).or_default() += 1.0;
        }
        let mut scores = vec![0.0; self.ids.len()];
        for (term, times) in &counts {
            for (document, score) in self.scores(term) {
                if let Some(sum) = scores.get_mut(document) {
                    *sum += f64::from(score * times);
                }
            }
        }
        // Every shared term scores above zero, so what scored nothing shares none.
        let found = scores.into_iter().enumerate().filter(|(_, score)| *score > 0.0);
        let mut hits: Vec<(usize, f32)> =
            found.map(|(document, score): (usize, f64)| (document, score as f32)).collect();
        hits.sort_by(|first, second| self.order(*first, *second));
        hits.truncate(most);
        hits
    }

    fn scores(&self, term: &str) -> impl Iterator<Item = (usize, f32)> {
        let postings = self.postings.get(term).map_or(&[][..], Vec::as_slice);
        let (all, found) = (self.ids.len() as f64, postings.len() as f64);
        let rarity = (1.0 + (all - found + 0.5) / (found + 0.5)).ln() as f32;
        let average = (self.total as f64 / all) as f32;
        postings.iter().map(move |(document, count)| {
            let length = self.lengths.get(*document).map_or(0.0, |length| rounded(*length) as f32);
            let norm = K1 * ((1.0 - B) + B * length / average);
            (*document, rarity * (count / (count + norm)))
        })
    }

    fn order(&self, first: (usize, f32), second: (usize, f32)) -> Ordering {
        second.1.total_cmp(&first.1).then_with(|| self.ids.get(first.0).cmp(&self.ids.get(second.0)))
    }
}

/// A length as Lucene's one-byte code keeps it: exact below 40, then with four significant bits of what is above 24.
fn rounded(length: usize) -> usize {
    let Some(above) = length.checked_sub(24) else { return length };
    let bits = usize::BITS - above.leading_zeros();
    let shift = bits.saturating_sub(4);
    24 + ((above >> shift) << shift)
}

#[cfg(test)]
mod tests {
    use super::{Index, rounded};

    #[test]
    fn lengths_are_as_one_byte_keeps_them() {
        for (length, expected) in
            [(0, 0), (24, 24), (39, 39), (40, 40), (41, 40), (42, 42), (57, 56), (100, 96)]
        {
            assert_eq!(rounded(length), expected, "{length}");
        }
    }

    #[test]
    fn equal_scores_go_by_id() {
        let mut index = Index::default();
        assert_eq!(index.search("kettle", 5), []);
        for id in ["b", "a", "c"] {
            index.add(id, "a red kettle");
        }
        let order = |most| index.search("kettles", most).into_iter().map(|hit| hit.0).collect::<Vec<_>>();
        assert_eq!(order(5), [1, 0, 2]);
        assert_eq!(order(2), [1, 0]);
    }
}
