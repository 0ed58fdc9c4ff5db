//! Our own library: the same for everybody, drawn from a fixed seed.

use super::archive::{Archive, Author, Paper};
use super::words::{FAMILY, FIELDS, FIRST, Field, METHODS, ORGANIZATIONS, QUALITIES};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// The seed of the library: with another it would be another one.
const SEED: u64 = 2024;
const PAPERS: usize = 6000;
/// Groups that write together, each in one organization and one field.
const GROUPS: usize = 80;
/// Members of a group.
const MEMBERS: usize = 25;
/// The years in which papers appeared: the first, and how many.
const YEARS: (u32, usize) = (1998, 28);

/// The library that comes with the program.
pub(super) fn archive() -> Archive {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let authors = authors(&mut random);
    let mut writer =
        Writer { titles: BTreeSet::new(), of_field: vec![Vec::new(); FIELDS.len()], papers: Vec::new() };
    for number in 0..PAPERS {
        writer.write(&mut random, number);
    }
    Archive::new(writer.papers, authors)
}

fn authors(random: &mut ChaCha8Rng) -> Vec<Author> {
    let mut names: Vec<String> =
        FIRST.iter().flat_map(|first| FAMILY.iter().map(move |family| format!("{first} {family}"))).collect();
    names.shuffle(random);
    let organizations: Vec<&str> = (0..GROUPS).map(|_| pick(random, &ORGANIZATIONS)).collect();
    let author = |(number, name): (usize, String)| {
        let organization = organizations.get(number / MEMBERS).copied().unwrap_or_default();
        Author { name, organization, partners: Vec::new() }
    };
    names.into_iter().take(GROUPS * MEMBERS).enumerate().map(author).collect()
}

/// What has been written so far.
struct Writer {
    titles: BTreeSet<String>,
    /// The papers of each field by their places.
    of_field: Vec<Vec<usize>>,
    papers: Vec<Paper>,
}

impl Writer {
    fn write(&mut self, random: &mut ChaCha8Rng, number: usize) {
        let group = random.random_range(0..GROUPS);
        let place = group % FIELDS.len();
        let Some(field) = FIELDS.get(place) else { return };
        let (title, problem) = loop {
            let (title, problem) = title(random, field);
            if self.titles.insert(title.clone()) {
                break (title, problem);
            }
        };
        let venue = random.random_range(0..field.venues.len());
        let years = u32::try_from(number * YEARS.1 / PAPERS).unwrap_or_default();
        let mut keywords: Vec<&str> = field.keywords.sample(random, 3).copied().collect();
        keywords.push(problem);
        let paper = Paper {
            title,
            year: YEARS.0 + years,
            venue: field.venues.get(venue).copied().unwrap_or_default(),
            journal: venue == 2,
            keywords,
            authors: team(random, group),
            cites: self.citations(random, place),
            cited: 0,
        };
        self.of_field.get_mut(place).into_iter().for_each(|papers| papers.push(number));
        self.papers.push(paper);
    }

    /// Older papers, most of them of the same field. What others cite is cited again, so few papers get much.
    fn citations(&self, random: &mut ChaCha8Rng, field: usize) -> Vec<usize> {
        let mut cites = Vec::new();
        for _ in 0..random.random_range(2..12) {
            let near = self.of_field.get(field).filter(|papers| papers.len() > 8 && random.random_bool(0.85));
            let found = match near {
                Some(papers) => papers.choose(random).copied(),
                None => (!self.papers.is_empty()).then(|| random.random_range(0..self.papers.len())),
            };
            let copied = found.filter(|_| random.random_bool(0.6)).and_then(|place| self.papers.get(place));
            let place = copied.and_then(|paper| paper.cites.choose(random).copied()).or(found);
            cites.extend(place.filter(|place| !cites.contains(place)));
        }
        cites
    }
}

/// Who writes a paper: one to five of the group, most often its first members, and at times someone from a group of the
/// same field.
fn team(random: &mut ChaCha8Rng, group: usize) -> Vec<usize> {
    let mut team = Vec::new();
    let member = |random: &mut ChaCha8Rng, group: usize| {
        let most = random.random_range(1..=MEMBERS);
        group * MEMBERS + random.random_range(0..most)
    };
    for _ in 0..random.random_range(1..=5) {
        let guest = random.random_bool(0.12);
        let from = if guest { (group + FIELDS.len() * random.random_range(1..4)) % GROUPS } else { group };
        let author = member(random, from);
        if !team.contains(&author) {
            team.push(author);
        }
    }
    team
}

/// A title, and the problem that it is about.
fn title(random: &mut ChaCha8Rng, field: &Field) -> (String, &'static str) {
    let (problem, other) = (pick(random, &field.problems), pick(random, &field.problems));
    let (method, quality) = (pick(random, &METHODS), pick(random, &QUALITIES));
    let title = match random.random_range(0..6) {
        0 => format!("{quality} {problem} with {method}"),
        1 => format!("{method} for {quality} {problem}"),
        2 => format!("On the Limits of {method} in {problem}"),
        3 if other != problem => format!("From {other} to {problem}: A Case for {method}"),
        4 => format!("{problem} Revisited: {quality} {method}"),
        _ => format!("Toward {quality} {problem}: {method} in Practice"),
    };
    (title, problem)
}

fn pick(random: &mut ChaCha8Rng, words: &[&'static str]) -> &'static str {
    words.choose(random).copied().unwrap_or_default()
}
