//! Questions about one film or two. Each gives `None` where what was drawn does not lend itself to it.

use super::draw::{Draw, look_each};
use super::film::Film;
use super::overview::LANGUAGES;
use super::words::{COMPANIES, GENRES};
use crate::agentboard::{Question, highest, yes};
use serde_json::json;

const EITHER: &str = "Please answer 'Yes' or 'No'.";
const LIST: &str = "Please answer with a list of texts.";

pub(super) fn better_rated(draw: &mut Draw<'_>) -> Option<Question> {
    let pair = draw.two_films()?;
    which(pair, "has the higher average vote", |film| film.vote)
}

pub(super) fn earned_more(draw: &mut Draw<'_>) -> Option<Question> {
    let pair = draw.two_films()?;
    which(pair, "had the higher revenue", |film| film.revenue)
}

pub(super) fn released_earlier(draw: &mut Draw<'_>) -> Option<Question> {
    let pair = draw.two_films()?;
    which(pair, "was released earlier", |film| std::cmp::Reverse(film.date.as_str()))
}

fn which<'f, M: Ord>(pair: [&'f Film; 2], does: &str, measure: impl Fn(&'f Film) -> M) -> Option<Question> {
    let winner = highest(&pair, measure)?;
    let [one, other] = pair.map(|film| film.title.as_str());
    let text = format!("Which film {does}, '{one}' or '{other}'? Please answer with its title.");
    Some(Question::new(text, &json!(winner.title), look_each(&pair, "details")))
}

pub(super) fn profit(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let text = format!("Did '{}' earn more than it cost? {EITHER}", film.title);
    let truth = film.profit() > 0;
    (truth == draw.coin()).then(|| Question::new(text, &yes(truth), look_each(&[film], "details")))
}

pub(super) fn budget(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let text = format!("How many dollars did it cost to make '{}'? Please answer with a number.", film.title);
    Some(Question::new(text, &json!(film.budget), look_each(&[film], "details")))
}

pub(super) fn genres(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let names: Vec<&str> =
        film.genres.iter().filter_map(|place| GENRES.get(*place)).map(|(_, name)| *name).collect();
    let text = format!("To which genres does '{}' belong? {LIST}", film.title);
    Some(Question::new(text, &json!(names), look_each(&[film], "details")))
}

pub(super) fn share_genre(draw: &mut Draw<'_>) -> Option<Question> {
    let [one, other] = draw.two_films()?;
    let truth = one.genres.iter().any(|genre| other.genres.contains(genre));
    let text =
        format!("Is there a genre to which both '{}' and '{}' belong? {EITHER}", one.title, other.title);
    (truth == draw.coin()).then(|| Question::new(text, &yes(truth), look_each(&[one, other], "details")))
}

pub(super) fn made_by(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let company = if draw.coin() { draw.one(&film.companies)? } else { draw.below(COMPANIES.len()) };
    let (name, _) = COMPANIES.get(company)?;
    let truth = film.companies.contains(&company);
    let text = format!("Is {name} among the companies that produced '{}'? {EITHER}", film.title);
    (truth == draw.coin())
        .then(|| Question::new(text, &yes(truth), look_each(&[film], "production_companies")))
}

pub(super) fn same_countries(draw: &mut Draw<'_>) -> Option<Question> {
    let [one, other] = draw.two_films()?;
    let shared = one.countries.iter().any(|country| other.countries.contains(country));
    let text = format!(
        "Was there a country in which both '{}' and '{}' were produced? {EITHER}",
        one.title, other.title
    );
    let looks = look_each(&[one, other], "production_countries");
    (shared == draw.coin()).then(|| Question::new(text, &yes(shared), looks))
}

pub(super) fn other_titles(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let titles: Vec<&str> = film.other_titles.iter().map(|(_, title, _)| title.as_str()).collect();
    let text = format!("Under which alternative titles is '{}' known? {LIST}", film.title);
    (!titles.is_empty())
        .then(|| Question::new(text, &json!(titles), look_each(&[film], "alternative_titles")))
}

pub(super) fn overview(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    // English comes first, and the last language is one that an agent does not see.
    let language = LANGUAGES.get(1 + draw.below(LANGUAGES.len() - 2))?;
    let text = format!(
        "How does the {} overview of '{}' read? Please answer with its exact words.",
        language.names.1, film.title
    );
    Some(Question::new(text, &json!(film.overview.told(language)), look_each(&[film], "translation")))
}

pub(super) fn keywords(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let text = format!("Which keywords does '{}' have? {LIST}", film.title);
    Some(Question::new(text, &json!(film.keywords), look_each(&[film], "keywords")))
}

pub(super) fn shared_keywords(draw: &mut Draw<'_>) -> Option<Question> {
    let [one, other] = draw.two_films()?;
    let shared: Vec<&str> =
        one.keywords.iter().copied().filter(|keyword| other.keywords.contains(keyword)).collect();
    if shared.is_empty() {
        return None;
    }
    let text = format!("Which keywords do '{}' and '{}' have in common? {LIST}", one.title, other.title);
    Some(Question::new(text, &json!(shared), look_each(&[one, other], "keywords")))
}
