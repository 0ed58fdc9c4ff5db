//! Films and people as The Movie Database shows them, as far as anyone looks.

use super::film::{Film, JOBS, Person};
use super::overview::LANGUAGES;
use super::words::{COMPANIES, COUNTRIES, GENRES};
use serde_json::{Value, json};

/// The number of the first company.
const FIRST_COMPANY: usize = 7001;
/// The number of the first keyword.
const FIRST_KEYWORD: usize = 3001;

/// A film among a search's results.
pub(super) fn found_film(film: &Film) -> Value {
    json!({
        "id": film.id,
        "overview": film.overview.english(),
        "release_date": film.date,
        "title": film.title,
        "vote_average": vote(film),
        "vote_count": film.votes,
    })
}

/// A person among a search's results.
pub(super) fn found_person(person: &Person) -> Value {
    json!({"id": person.id, "name": person.name, "known_for_department": department(person)})
}

/// A film.
pub(super) fn film(film: &Film) -> Value {
    let genres = film.genres.iter().filter_map(|place| GENRES.get(*place));
    let genres: Vec<Value> = genres.map(|(id, name)| json!({"id": id, "name": name})).collect();
    json!({
        "budget": film.budget,
        "genres": genres,
        "id": film.id,
        "overview": film.overview.english(),
        "production_companies": companies(film),
        "production_countries": countries(film),
        "release_date": film.date,
        "revenue": film.revenue,
        "status": "Released",
        "title": film.title,
        "vote_average": vote(film),
        "vote_count": film.votes,
    })
}

#[expect(clippy::cast_precision_loss, reason = "votes are thousandths up to ten")]
fn vote(film: &Film) -> f64 {
    film.vote as f64 / 1000.0
}

fn companies(film: &Film) -> Vec<Value> {
    let shown = film.companies.iter().filter_map(|place| {
        let (name, home) = COMPANIES.get(*place)?;
        let (country, _) = COUNTRIES.get(*home)?;
        Some(json!({"id": FIRST_COMPANY + place, "logo_path": null, "name": name, "origin_country": country}))
    });
    shown.collect()
}

fn countries(film: &Film) -> Vec<Value> {
    let shown = film.countries.iter().filter_map(|code| COUNTRIES.iter().find(|(known, _)| known == code));
    shown.map(|(code, name)| json!({"iso_3166_1": code, "name": name})).collect()
}

/// Who acts and works in a film.
pub(super) fn credits(film: &Film, people: &[Person]) -> Value {
    let cast = film.cast.iter().enumerate().filter_map(|(order, (place, role))| {
        let person = people.get(*place)?;
        Some(json!({"id": person.id, "name": person.name, "character": role, "order": order}))
    });
    let crew = film.crew.iter().filter_map(|(place, job)| {
        let person = people.get(*place)?;
        Some(json!({"id": person.id, "name": person.name, "department": department_of(job), "job": job}))
    });
    json!({"id": film.id, "cast": cast.collect::<Vec<_>>(), "crew": crew.collect::<Vec<_>>()})
}

/// A film's keywords.
pub(super) fn keywords(film: &Film) -> Value {
    let known =
        |word: &str| super::words::KEYWORDS.iter().position(|keyword| *keyword == word).unwrap_or_default();
    let keywords = film.keywords.iter().map(|word| json!({"id": FIRST_KEYWORD + known(word), "name": word}));
    json!({"id": film.id, "keywords": keywords.collect::<Vec<_>>()})
}

/// A film's other titles.
pub(super) fn titles(film: &Film) -> Value {
    let titles = film.other_titles.iter();
    let titles =
        titles.map(|(country, title, kind)| json!({"iso_3166_1": country, "title": title, "type": kind}));
    json!({"id": film.id, "titles": titles.collect::<Vec<_>>()})
}

/// A film's overview in every language.
pub(super) fn translations(film: &Film) -> Value {
    let translations = LANGUAGES.iter().map(|language| {
        let overview = film.overview.told(language);
        json!({
            "iso_3166_1": language.codes.0,
            "iso_639_1": language.codes.1,
            "name": language.names.0,
            "english_name": language.names.1,
            "data": {"homepage": "", "overview": overview, "runtime": 0, "tagline": "", "title": film.title},
        })
    });
    json!({"id": film.id, "translations": translations.collect::<Vec<_>>()})
}

/// A person.
pub(super) fn person(person: &Person) -> Value {
    json!({
        "biography": person.biography,
        "birthday": person.birthday,
        "deathday": null,
        "id": person.id,
        "known_for_department": department(person),
        "name": person.name,
        "place_of_birth": person.birthplace,
    })
}

/// The films in which the person at this place acts and works.
pub(super) fn work(person: &Person, place: usize, films: &[Film]) -> Value {
    let cast = person.cast.iter().filter_map(|film| {
        let film = films.get(*film)?;
        let role = film.role_of(place).unwrap_or_default();
        Some(json!({"id": film.id, "title": film.title, "character": role, "release_date": film.date}))
    });
    let crew = person.crew.iter().filter_map(|(film, job)| {
        let film = films.get(*film)?;
        Some(json!({"id": film.id, "title": film.title, "department": department_of(job), "job": job}))
    });
    json!({"id": person.id, "cast": cast.collect::<Vec<_>>(), "crew": crew.collect::<Vec<_>>()})
}

/// A person's names elsewhere.
pub(super) fn names(person: &Person) -> Value {
    let [imdb, facebook, instagram, twitter] = &person.names;
    json!({
        "id": person.id,
        "imdb_id": imdb,
        "facebook_id": facebook,
        "instagram_id": instagram,
        "twitter_id": twitter,
    })
}

fn department(person: &Person) -> &'static str {
    if person.cast.len() >= person.crew.len() {
        return "Acting";
    }
    person.crew.first().map_or("Acting", |(_, job)| department_of(job))
}

fn department_of(job: &str) -> &'static str {
    JOBS.iter().find(|(name, _)| *name == job).map_or("Crew", |(_, department)| department)
}
