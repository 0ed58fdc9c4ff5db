//! The people of our own database.

use super::film::Person;
use super::generate::{date, pick};
use super::words::{COUNTRIES, FAMILY, FIRST, THINGS, TOWNS};
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// The number of the first person, and the most by which the next one is greater.
const FIRST_PERSON: u64 = 50_000;
const GAP: u64 = 30;

/// As many people, no two of one name. They have no work yet.
pub(super) fn people(random: &mut ChaCha8Rng, count: usize) -> Vec<Person> {
    let mut names: Vec<(&str, &str)> =
        FIRST.iter().flat_map(|first| FAMILY.iter().map(move |family| (*first, *family))).collect();
    // Where there are more people than names, the others have a middle letter.
    let letters = ["", "B. ", "K. "];
    names.shuffle(random);
    let names =
        letters.iter().flat_map(|letter| names.iter().map(move |(first, family)| (*first, *letter, *family)));
    let names: Vec<(&str, &str, &str)> = names.take(count).collect();
    let mut id = FIRST_PERSON;
    let mut people = Vec::new();
    for (first, letter, family) in names {
        id += random.random_range(1..GAP);
        people.push(person(random, id, first, &format!("{letter}{family}")));
    }
    people
}

fn person(random: &mut ChaCha8Rng, id: u64, first: &str, rest: &str) -> Person {
    let name = format!("{first} {rest}");
    let birthday = date(random, 1925..2001);
    let country = COUNTRIES.get(random.random_range(0..COUNTRIES.len())).map_or("", |(_, name)| *name);
    let birthplace = format!("{}, {country}", pick(random, &TOWNS));
    let thing = pick(random, &THINGS).to_lowercase();
    let biography = format!(
        "{name} was born in {birthplace} and first stood before an audience at a school play about a {thing}. \
         After {} years of small jobs in theaters came the first film.",
        random.random_range(2..15)
    );
    let plain: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let handles = [format!("{plain}.page"), format!("{plain}_pictures"), format!("the{plain}")];
    let [facebook, instagram, twitter] = handles.map(|handle| random.random_bool(0.7).then_some(handle));
    let imdb = Some(format!("nm{:07}", id * 13 % 10_000_000));
    Person {
        id,
        name,
        birthday,
        birthplace,
        biography,
        names: [imdb, facebook, instagram, twitter],
        cast: Vec::new(),
        crew: Vec::new(),
    }
}
