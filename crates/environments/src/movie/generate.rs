//! Our own database: the same for everybody, drawn from a fixed seed.

use super::database::Database;
use super::film::{Film, JOBS};
use super::overview::Overview;
use super::people::people;
use super::words::{COMPANIES, COUNTRIES, FAMILY, FIRST, GENRES, KEYWORDS, QUALITIES, RANKS, THINGS, TOWNS};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// The seed of the database: with another it would be another one.
const SEED: u64 = 1895;
const FILMS: usize = 2400;
/// How many people act, and how many do each of the jobs.
const ACTORS: usize = 2400;
const EACH_JOB: [usize; 6] = [620, 240, 360, 160, 160, 160];
/// The number of the first film, and the most by which the next one is greater.
const FIRST_FILM: u64 = 10_000;
const GAP: u64 = 40;

/// The database that comes with the program.
pub(super) fn database() -> Database {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let count = ACTORS + EACH_JOB.iter().sum::<usize>();
    let people = people(&mut random, count);
    let (mut titles, mut id) = (BTreeSet::new(), FIRST_FILM);
    let films = (0..FILMS).map(|_| {
        id += random.random_range(1..GAP);
        film(&mut random, id, &mut titles)
    });
    let films = films.collect();
    Database::new(films, people)
}

fn film(random: &mut ChaCha8Rng, id: u64, titles: &mut BTreeSet<String>) -> Film {
    let title = loop {
        let title = title(random);
        if titles.insert(title.clone()) {
            break title;
        }
    };
    let budget = random.random_range(2..180) * 500_000 + random.random_range(0..500) * 1000;
    // Every second film loses money.
    let revenue = budget / 100 * random.random_range(20..=100) * if random.random() { 1 } else { 4 };
    let companies = some(random, COMPANIES.len(), 1..4);
    let mut film = Film {
        id,
        other_titles: other_titles(random, &title),
        title,
        date: date(random, 1962..2026),
        genres: some(random, GENRES.len(), 1..4),
        budget,
        revenue: revenue + random.random_range(0..1000),
        vote: random.random_range(3200..8900),
        votes: random.random_range(20..30_000),
        overview: Overview {
            who: random.random_range(0..8),
            town: pick(random, &TOWNS),
            what: random.random_range(0..8),
        },
        keywords: some(random, KEYWORDS.len(), 2..7)
            .into_iter()
            .filter_map(|at| KEYWORDS.get(at).copied())
            .collect(),
        countries: homes(&companies),
        companies,
        cast: Vec::new(),
        crew: crew(random),
    };
    film.cast = cast(random);
    film
}

/// The countries of some companies, each once.
fn homes(companies: &[usize]) -> Vec<&'static str> {
    let mut homes = Vec::new();
    for (_, home) in companies.iter().filter_map(|place| COMPANIES.get(*place)) {
        let code = COUNTRIES.get(*home).map(|(code, _)| *code);
        homes.extend(code.filter(|code| !homes.contains(code)));
    }
    homes
}

fn title(random: &mut ChaCha8Rng) -> String {
    let (quality, thing, other) = (pick(random, &QUALITIES), pick(random, &THINGS), pick(random, &THINGS));
    let town = pick(random, &TOWNS);
    match random.random_range(0..6) {
        0 => format!("The {quality} {thing}"),
        1 => format!("The {thing} of {town}"),
        2 if thing != other => format!("{thing} and {other}"),
        3 => format!("{} {thing} in {town}", article(thing)),
        4 => format!("{town}: The {quality} {thing}"),
        _ => format!("{quality} {thing}"),
    }
}

fn article(thing: &str) -> &'static str {
    if thing.starts_with(['A', 'E', 'I', 'O', 'U']) { "An" } else { "A" }
}

fn other_titles(random: &mut ChaCha8Rng, title: &str) -> Vec<(&'static str, String, &'static str)> {
    let plain = ["The ", "An ", "A "].iter().find_map(|article| title.strip_prefix(article)).unwrap_or(title);
    let all = [
        ("US", format!("Project {}", pick(random, &THINGS)), "working title"),
        ("GB", format!("{plain}, Actually"), ""),
        ("CA", format!("{plain}: The Long Version"), "extended cut"),
        ("US", format!("{} {plain}", pick(random, &QUALITIES)), "festival title"),
    ];
    let chosen = some(random, all.len(), 0..4);
    all.into_iter().enumerate().filter(|(at, _)| chosen.contains(at)).map(|(_, title)| title).collect()
}

/// Who plays whom: no one twice, no role twice. Some are cast far more often than others.
fn cast(random: &mut ChaCha8Rng) -> Vec<(usize, String)> {
    let mut cast: Vec<(usize, String)> = Vec::new();
    for _ in 0..random.random_range(5..12) {
        let most = if random.random_bool(0.3) { ACTORS / 8 } else { ACTORS };
        let (actor, role) = (random.random_range(0..most), role(random));
        if !cast.iter().any(|(known, taken)| *known == actor || *taken == role) {
            cast.push((actor, role));
        }
    }
    cast
}

fn role(random: &mut ChaCha8Rng) -> String {
    let family = pick(random, &FAMILY);
    let before = if random.random_bool(0.3) { pick(random, &RANKS) } else { pick(random, &FIRST) };
    format!("{before} {family}")
}

/// One for each job, at times two producers or writers; a director may write.
fn crew(random: &mut ChaCha8Rng) -> Vec<(usize, &'static str)> {
    let (mut crew, mut first) = (Vec::new(), ACTORS);
    let mut director = 0;
    for ((job, _), count) in JOBS.iter().zip(EACH_JOB) {
        let one = first + random.random_range(0..count);
        match *job {
            "Director" => {
                director = one;
                crew.push((one, *job));
            }
            "Writer" if random.random_bool(0.3) => crew.push((director, *job)),
            "Producer" | "Writer" if random.random_bool(0.4) => {
                let other = first + random.random_range(0..count);
                crew.push((one, *job));
                crew.extend((other != one).then_some((other, *job)));
            }
            _ => crew.push((one, *job)),
        }
        first += count;
    }
    crew
}

/// A day of one of these years; no month has more than 28 days here.
pub(super) fn date(random: &mut ChaCha8Rng, years: std::ops::Range<u32>) -> String {
    let (year, month, day) =
        (random.random_range(years), random.random_range(1..=12), random.random_range(1..=28));
    format!("{year}-{month:02}-{day:02}")
}

/// One of several words.
pub(super) fn pick(random: &mut ChaCha8Rng, words: &[&'static str]) -> &'static str {
    words.choose(random).copied().unwrap_or_default()
}

/// Some of as many places, in order.
fn some(random: &mut ChaCha8Rng, places: usize, counts: std::ops::Range<usize>) -> Vec<usize> {
    let count = random.random_range(counts);
    let mut chosen = rand::seq::index::sample(random, places, count.min(places)).into_vec();
    chosen.sort_unstable();
    chosen
}
