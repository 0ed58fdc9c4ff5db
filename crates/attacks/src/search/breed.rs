//! Where new wordings come from.

use super::Wording;
use super::pool::{AFTER, BEFORE, SYNONYMS};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Most sentences on either side of the demand.
const MOST: usize = 4;

/// One in so many words is exchanged for a synonym, one in so many sentences for another.
const WORDS: u32 = 6;
const SENTENCES: u32 = 5;

/// A wording of sentences from the pool.
pub(super) fn random(rng: &mut ChaCha8Rng) -> Wording {
    let mut some = |pool: &[&str]| {
        let count = rng.random_range(0..3);
        (0..count).filter_map(|_| pick(pool, rng)).map(|sentence| (*sentence).to_owned()).collect()
    };
    Wording { before: some(&BEFORE), after: some(&AFTER) }
}

/// A child of two of these parents, the fittest first.
pub(super) fn child(parents: &[&Wording], rng: &mut ChaCha8Rng) -> Wording {
    let (Some(one), Some(other)) = (parent(parents, rng), parent(parents, rng)) else { return random(rng) };
    Wording {
        before: mutated(crossed(&one.before, &other.before, rng), &BEFORE, rng),
        after: mutated(crossed(&one.after, &other.after, rng), &AFTER, rng),
    }
}

/// The fitter of two drawn at random.
fn parent<'p>(parents: &[&'p Wording], rng: &mut ChaCha8Rng) -> Option<&'p Wording> {
    let place = rng.random_range(0..parents.len().max(1)).min(rng.random_range(0..parents.len().max(1)));
    parents.get(place).copied()
}

/// Sentence by sentence from either parent; where both have one with the same number of words, word by word.
fn crossed(one: &[String], other: &[String], rng: &mut ChaCha8Rng) -> Vec<String> {
    let mut child = Vec::new();
    for at in 0..one.len().max(other.len()) {
        match (one.get(at), other.get(at)) {
            (Some(one), Some(other)) if one.split(' ').count() == other.split(' ').count() => {
                let words = one.split(' ').zip(other.split(' '));
                let words = words.map(|(one, other)| if rng.random() { one } else { other });
                child.push(words.collect::<Vec<_>>().join(" "));
            }
            (one, other) => child.extend(if rng.random() { one } else { other }.cloned()),
        }
    }
    child
}

fn mutated(sentences: Vec<String>, pool: &[&str], rng: &mut ChaCha8Rng) -> Vec<String> {
    let mut child: Vec<String> = Vec::new();
    for sentence in sentences {
        match rng.random_range(0..2 * SENTENCES) {
            0 => {}
            1 | 2 => child.extend(pick(pool, rng).map(|sentence| (*sentence).to_owned())),
            _ => child.push(reworded(&sentence, rng)),
        }
    }
    if child.len() < MOST && rng.random_ratio(1, SENTENCES) {
        let place = rng.random_range(0..=child.len());
        if let Some(sentence) = pick(pool, rng) {
            child.insert(place, (*sentence).to_owned());
        }
    }
    child
}

/// Some words exchanged for synonyms; marks that hang on a word stay.
fn reworded(sentence: &str, rng: &mut ChaCha8Rng) -> String {
    let mut words = sentence.split(' ').map(|word| {
        let (bare, marks) = word.split_at(word.trim_end_matches(['.', ',', ';', ':']).len());
        let group = SYNONYMS.iter().find(|group| group.contains(&bare));
        let other = group.filter(|_| rng.random_ratio(1, WORDS)).and_then(|group| pick(group, rng));
        other.map_or_else(|| word.to_owned(), |other| format!("{other}{marks}"))
    });
    let mut out = words.next().unwrap_or_default();
    words.for_each(|word| {
        out.push(' ');
        out.push_str(&word);
    });
    out
}

fn pick<'p, T>(pool: &'p [T], rng: &mut ChaCha8Rng) -> Option<&'p T> {
    pool.get(rng.random_range(0..pool.len().max(1)))
}
