//! Our own database: what it says to each question.

use super::film::{Film, Person};
use super::shapes;
use super::source::{Ask, Source, Trouble};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Results of a search on one page.
const PAGE: usize = 20;
/// No title or name is as long as this, in bytes.
const TOO_LONG: usize = 200;

/// Films and people, by their places and otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Database {
    films: Vec<Film>,
    people: Vec<Person>,
    by_film: BTreeMap<u64, usize>,
    by_person: BTreeMap<u64, usize>,
    titles: Index,
    names: Index,
}

/// Texts to search.
#[derive(Clone, Debug, Default)]
struct Index {
    /// As they are compared, by their places.
    plain: Vec<String>,
    exact: BTreeMap<String, Vec<usize>>,
}

impl Database {
    /// Puts films and people in order.
    pub(super) fn new(films: Vec<Film>, mut people: Vec<Person>) -> Self {
        for (place, film) in films.iter().enumerate() {
            for (person, _) in &film.cast {
                people.get_mut(*person).into_iter().for_each(|person| person.cast.push(place));
            }
            for (person, job) in &film.crew {
                people.get_mut(*person).into_iter().for_each(|person| person.crew.push((place, job)));
            }
        }
        Self {
            by_film: films.iter().enumerate().map(|(place, film)| (film.id, place)).collect(),
            by_person: people.iter().enumerate().map(|(place, person)| (person.id, place)).collect(),
            titles: films.iter().map(|film| film.title.as_str()).collect(),
            names: people.iter().map(|person| person.name.as_str()).collect(),
            films,
            people,
        }
    }

    /// All films.
    pub(super) fn films(&self) -> &[Film] {
        &self.films
    }

    /// All people.
    pub(super) fn people(&self) -> &[Person] {
        &self.people
    }

    fn film(&self, id: u64) -> Result<&Film, Trouble> {
        self.by_film.get(&id).and_then(|place| self.films.get(*place)).ok_or(Trouble::NotFound)
    }

    fn person(&self, id: u64) -> Result<&Person, Trouble> {
        self.by_person.get(&id).and_then(|place| self.people.get(*place)).ok_or(Trouble::NotFound)
    }
}

impl<'t> FromIterator<&'t str> for Index {
    fn from_iter<I: IntoIterator<Item = &'t str>>(texts: I) -> Self {
        let plain: Vec<String> = texts.into_iter().map(plain).collect();
        let mut exact: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, text) in plain.iter().enumerate() {
            exact.entry(text.clone()).or_default().push(place);
        }
        Self { plain, exact }
    }
}

impl Index {
    /// The texts that are the query; where there are none, those that hold all its words.
    fn find(&self, query: &str) -> Vec<usize> {
        if query.len() > TOO_LONG {
            return Vec::new();
        }
        let query = plain(query);
        if let Some(places) = self.exact.get(&query) {
            return places.clone();
        }
        let words: Vec<&str> = query.split(' ').filter(|word| !word.is_empty()).collect();
        let holds =
            |(_, text): &(usize, &String)| !words.is_empty() && words.iter().all(|word| text.contains(word));
        self.plain.iter().enumerate().filter(holds).map(|(place, _)| place).collect()
    }
}

/// A text as it is compared: small letters and digits, other characters as single spaces.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A page of results, what most voted on or worked on first.
fn page<T>(
    items: &[T],
    mut places: Vec<usize>,
    weight: impl Fn(&T) -> u64,
    show: impl Fn(&T) -> Value,
) -> Value {
    let total = places.len();
    places.sort_by_key(|place| std::cmp::Reverse(items.get(*place).map(&weight)));
    let results: Vec<Value> =
        places.iter().take(PAGE).filter_map(|place| items.get(*place)).map(show).collect();
    json!({"page": 1, "results": results, "total_pages": total.div_ceil(PAGE), "total_results": total})
}

impl Source for Database {
    fn ask(&self, ask: Ask<'_>) -> Result<Value, Trouble> {
        Ok(match ask {
            Ask::SearchMovie(query) => {
                page(&self.films, self.titles.find(query), |film| film.votes, shapes::found_film)
            }
            Ask::SearchPerson(query) => {
                let weight = |person: &Person| (person.cast.len() + person.crew.len()) as u64;
                page(&self.people, self.names.find(query), weight, shapes::found_person)
            }
            Ask::Movie(id) => shapes::film(self.film(id)?),
            Ask::MovieCredits(id) => shapes::credits(self.film(id)?, &self.people),
            Ask::MovieKeywords(id) => shapes::keywords(self.film(id)?),
            Ask::MovieTitles(id) => shapes::titles(self.film(id)?),
            Ask::MovieTranslations(id) => shapes::translations(self.film(id)?),
            Ask::Person(id) => shapes::person(self.person(id)?),
            Ask::PersonCredits(id) => {
                let place = self.by_person.get(&id).ok_or(Trouble::NotFound)?;
                shapes::work(self.person(id)?, *place, &self.films)
            }
            Ask::PersonIds(id) => shapes::names(self.person(id)?),
        })
    }

    fn has_film(&self, id: u64) -> bool {
        self.by_film.contains_key(&id)
    }

    fn some_film(&self) -> u64 {
        self.films.first().map_or(1, |film| film.id)
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, plain};

    #[test]
    fn finds_what_is_meant() {
        let index: Index = ["The Paper Kite", "Paper Kite Season", "A Glass Ladder"].into_iter().collect();
        for (query, expected) in [
            ("the paper kite", vec![0]),
            ("Paper: Kite", vec![0, 1]),
            ("ladder glass", vec![2]),
            ("moon", vec![]),
            ("", vec![]),
            ("?!", vec![]),
        ] {
            assert_eq!(index.find(query), expected, "{query}");
        }
        assert!(index.find(&"paper ".repeat(100)).is_empty());
        assert_eq!(plain("  Æon's-End "), "æon s end");
    }
}
