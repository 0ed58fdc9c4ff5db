//! Subjects of questions, drawn from our database, and how someone looks them up.

use super::database::Database;
use super::film::{Film, Person};
use crate::agentboard::Call;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

/// Entries of lists that an agent sees.
const SEEN: usize = 10;

/// A database with what chance says of it.
pub(super) struct Draw<'a> {
    database: &'a Database,
    random: ChaCha8Rng,
    coin: bool,
}

impl<'a> Draw<'a> {
    /// Draws from this database; the key says what.
    pub(super) fn new(database: &'a Database, key: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(key);
        let coin = random.random();
        Self { database, random, coin }
    }

    /// Heads or tails: what the answer to a question of yes or no shall be.
    pub(super) fn coin(&self) -> bool {
        self.coin
    }

    /// A number below this one.
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.random.random_range(0..count.max(1))
    }

    /// Some one of several.
    pub(super) fn one<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        items.choose(&mut self.random).copied()
    }

    /// Any film.
    pub(super) fn film(&mut self) -> Option<&'a Film> {
        self.database.films().choose(&mut self.random)
    }

    /// Two films, not the same.
    pub(super) fn two_films(&mut self) -> Option<[&'a Film; 2]> {
        let pair = [self.film()?, self.film()?];
        (pair[0].id != pair[1].id).then_some(pair)
    }

    /// Films by their places.
    pub(super) fn films(&self, places: &[usize]) -> Vec<&'a Film> {
        places.iter().filter_map(|place| self.database.films().get(*place)).collect()
    }

    /// A person by place.
    pub(super) fn person(&self, place: usize) -> Option<&'a Person> {
        self.database.people().get(place)
    }

    /// The film's only director, with place.
    pub(super) fn director(&self, film: &Film) -> Option<(usize, &'a Person)> {
        let [place] = *film.doing("Director").as_slice() else { return None };
        Some((place, self.person(place)?))
    }

    /// Someone of a film's cast whom an agent sees there: place, person and role.
    pub(super) fn actor<'f>(&mut self, film: &'f Film) -> Option<(usize, &'a Person, &'f str)> {
        let seen = film.cast.get(..film.cast.len().min(SEEN))?;
        let (place, role) = seen.choose(&mut self.random)?;
        Some((*place, self.person(*place)?, role))
    }
}

/// Whether an agent sees all the films in which someone acted.
pub(super) fn all_acting_seen(person: &Person) -> bool {
    person.cast.len() <= SEEN
}

/// Whether an agent sees all the films on which someone worked.
pub(super) fn all_work_seen(person: &Person) -> bool {
    person.crew.len() <= SEEN
}

/// Whether an agent sees someone in a film's cast.
pub(super) fn is_seen(film: &Film, place: usize) -> bool {
    film.cast.iter().take(SEEN).any(|(actor, _)| *actor == place)
}

/// Searching a film.
pub(super) fn search(film: &Film) -> Call {
    ("get_search_movie".to_owned(), json!({"movie_name": film.title}))
}

/// Searching a person.
pub(super) fn search_person(person: &Person) -> Call {
    ("get_search_person".to_owned(), json!({"person_name": person.name}))
}

/// Looking at one side of a film: `details`, `cast`, ...
pub(super) fn look(film: &Film, side: &str) -> Call {
    (format!("get_movie_{side}"), json!({"movie_id": film.id.to_string()}))
}

/// Looking at one side of a person: `details`, `cast`, ...
pub(super) fn look_at(person: &Person, side: &str) -> Call {
    (format!("get_person_{side}"), json!({"person_id": person.id.to_string()}))
}

/// Searching films and looking at one side of each.
pub(super) fn look_each(films: &[&Film], side: &str) -> Vec<Call> {
    films.iter().flat_map(|film| [search(film), look(film, side)]).collect()
}
