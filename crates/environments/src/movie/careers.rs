//! Questions about those who act and work in films. Each gives `None` where what was drawn does not lend itself to it.

use super::draw::{
    Draw, all_acting_seen, all_work_seen, is_seen, look, look_at, look_each, search, search_person,
};
use crate::agentboard::{Question, highest, yes};
use serde_json::json;

/// Most films that an agent must look at one by one.
const MANY: usize = 6;

pub(super) fn director_birthplace(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let (_, director) = draw.director(film)?;
    let text = format!("Where was the director of '{}' born? Please answer with the place.", film.title);
    let looks = vec![search(film), look(film, "crew"), look_at(director, "details")];
    Some(Question::new(text, &json!(director.birthplace), looks))
}

pub(super) fn same_director(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let (place, director) = draw.director(film)?;
    let other = if draw.coin() { draw.one(&draw.films(&director.doing("Director")))? } else { draw.film()? };
    let truth = draw.director(other)?.0 == place;
    let text = format!(
        "Were '{}' and '{}' directed by the same person? Please answer 'Yes' or 'No'.",
        film.title, other.title
    );
    let fits = film.id != other.id && truth == draw.coin();
    fits.then(|| Question::new(text, &yes(truth), look_each(&[film, other], "crew")))
}

pub(super) fn role(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let (_, actor, role) = draw.actor(film)?;
    let text = format!(
        "Whom does {} play in '{}'? Please answer with the character's name.",
        actor.name, film.title
    );
    Some(Question::new(text, &json!(role), look_each(&[film], "cast")))
}

pub(super) fn other_role(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let (place, actor, role) = draw.actor(film)?;
    let other = draw.one(&draw.films(&actor.cast))?;
    if other.id == film.id || !is_seen(other, place) {
        return None;
    }
    let text = format!(
        "Whom does the performer of {role} in '{}' play in '{}'? Please answer with the character's name.",
        film.title, other.title
    );
    Some(Question::new(text, &json!(other.role_of(place)?), look_each(&[film, other], "cast")))
}

pub(super) fn imdb(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let (_, actor, role) = draw.actor(film)?;
    let id = actor.names.first()?.as_ref()?;
    let text = format!("What is the IMDb id of the performer of {role} in '{}'?", film.title);
    let looks = vec![search(film), look(film, "cast"), look_at(actor, "external_ids")];
    Some(Question::new(text, &json!(id), looks))
}

pub(super) fn handle(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let (_, director) = draw.director(film)?;
    let [_, facebook, instagram, twitter] = &director.names;
    let (site, handle) =
        draw.one(&[("Facebook", facebook), ("Instagram", instagram), ("Twitter", twitter)])?;
    let handle = handle.as_ref()?;
    let text = format!("Under which id can the director of '{}' be found on {site}?", film.title);
    let looks = vec![search(film), look(film, "crew"), look_at(director, "external_ids")];
    Some(Question::new(text, &json!(handle), looks))
}

pub(super) fn composer(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let [place] = *film.doing("Original Music Composer").as_slice() else { return None };
    let name = &draw.person(place)?.name;
    let text = format!("Who composed the music of '{}'? Please answer with the name.", film.title);
    Some(Question::new(text, &json!(name), look_each(&[film], "crew")))
}

pub(super) fn films_directed(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let (_, director) = draw.director(film)?;
    let count = director.doing("Director").len();
    let text = format!("How many films has {} directed? Please answer with a number.", director.name);
    let looks = vec![search_person(director), look_at(director, "crew")];
    (count > 1 && all_work_seen(director)).then(|| Question::new(text, &json!(count), looks))
}

pub(super) fn films_together(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let ((_, one, _), (_, other, _)) = (draw.actor(film)?, draw.actor(film)?);
    let both: Vec<usize> = one.cast.iter().copied().filter(|place| other.cast.contains(place)).collect();
    let titles: Vec<&str> = draw.films(&both).into_iter().map(|film| film.title.as_str()).collect();
    let text = format!(
        "In which films do both {} and {} act? Please answer with a list of titles.",
        one.name, other.name
    );
    let looks = [one, other].into_iter().flat_map(|person| [search_person(person), look_at(person, "cast")]);
    let fits = one.id != other.id && all_acting_seen(one) && all_acting_seen(other);
    fits.then(|| Question::new(text, &json!(titles), looks.collect()))
}

pub(super) fn born_earlier(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let ((_, one, _), (_, other, _)) = (draw.actor(film)?, draw.actor(film)?);
    let pair = [one, other];
    let elder = highest(&pair, |person| std::cmp::Reverse(person.birthday.as_str()))?;
    let text = format!("Who was born earlier, {} or {}? Please answer with the name.", one.name, other.name);
    let looks = pair.into_iter().flat_map(|person| [search_person(person), look_at(person, "details")]);
    (one.id != other.id).then(|| Question::new(text, &json!(elder.name), looks.collect()))
}

pub(super) fn most_earning(draw: &mut Draw<'_>) -> Option<Question> {
    let film = draw.film()?;
    let (_, director) = draw.director(film)?;
    let films = draw.films(&director.doing("Director"));
    if !(2..=MANY).contains(&films.len()) || !all_work_seen(director) {
        return None;
    }
    let best = highest(&films, |film| film.revenue)?;
    let text = format!(
        "Which of the films directed by {} had the highest revenue? Please answer with its title.",
        director.name
    );
    let mut looks = vec![search_person(director), look_at(director, "crew")];
    looks.extend(films.iter().map(|film| look(film, "details")));
    Some(Question::new(text, &json!(best.title), looks))
}
