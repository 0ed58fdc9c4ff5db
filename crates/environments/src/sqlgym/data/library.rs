//! A town library with branches.

use super::draw::{Draw, TOWNS, day, nth, person, pick, stored};
use rand::RngExt;
use rusqlite::{Connection, Error};

const TABLES: &str = "
CREATE TABLE branch (branch_id INTEGER PRIMARY KEY, name TEXT, town TEXT, opened_year INTEGER);
CREATE TABLE book (book_id INTEGER PRIMARY KEY, title TEXT, author TEXT, genre TEXT, year INTEGER, pages INTEGER);
CREATE TABLE copy (copy_id INTEGER PRIMARY KEY, book_id INTEGER REFERENCES book(book_id),
  branch_id INTEGER REFERENCES branch(branch_id), condition TEXT);
CREATE TABLE member (member_id INTEGER PRIMARY KEY, name TEXT, town TEXT, joined_year INTEGER);
CREATE TABLE loan (loan_id INTEGER PRIMARY KEY, copy_id INTEGER REFERENCES copy(copy_id),
  member_id INTEGER REFERENCES member(member_id), day_out TEXT, day_back TEXT);";

const BRANCHES: [&str; 5] = ["Canal House", "Old Mill", "Station Row", "Hillside", "Market Hall"];
const GENRES: [&str; 5] = ["novel", "history", "travel", "cooking", "nature"];
const OPENINGS: [&str; 6] =
    ["The Silent", "A Brief", "Beyond the", "Under the", "The Last", "A Guide to the"];
const ENDINGS: [&str; 7] = ["Harbor", "Orchard", "Lighthouse", "Meadow", "Kitchen", "Glacier", "Railway"];

/// Builds the database.
pub(super) fn build() -> Result<Connection, Error> {
    let mut draw = Draw::new(11, TABLES)?;
    draw.fill("branch", 5, |random, number| {
        let year = random.random_range(1890..2020);
        vec![stored(number), stored(nth(&BRANCHES, number)), stored(nth(&TOWNS, number)), stored(year)]
    })?;
    draw.fill("book", 42, |random, number| {
        let title = format!("{} {}", nth(&OPENINGS, number), nth(&ENDINGS, number));
        let author = person(random.random_range(1..=14));
        let (year, pages) = (random.random_range(1921..2030), random.random_range(90..720));
        vec![
            stored(number),
            stored(title),
            stored(author),
            stored(pick(random, &GENRES)),
            stored(year),
            stored(pages),
        ]
    })?;
    draw.fill("copy", 110, |random, number| {
        let condition = pick(random, &["new", "good", "worn"]);
        let (book, branch) = (random.random_range(1..=40), random.random_range(1..=5));
        vec![stored(number), stored(book), stored(branch), stored(condition)]
    })?;
    draw.fill("member", 48, |random, number| {
        let year = random.random_range(2015..2031);
        vec![stored(number), stored(person(number + 20)), stored(pick(random, &TOWNS)), stored(year)]
    })?;
    draw.fill("loan", 260, |random, number| {
        let out = day(random);
        let back = random.random_bool(0.8).then(|| later(&out));
        let (copy, member) = (random.random_range(1..=110), random.random_range(1..=45));
        vec![stored(number), stored(copy), stored(member), stored(out), stored(back)]
    })?;
    Ok(draw.connection)
}

/// A day in the month after.
fn later(day: &str) -> String {
    let month: u32 = day.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
    let rest = day.get(8..).unwrap_or("01");
    if month == 12 { format!("2032-01-{rest}") } else { format!("2031-{:02}-{rest}", month + 1) }
}
