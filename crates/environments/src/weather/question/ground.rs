//! Questions about where places are and how high.

use crate::agentboard::Call;
use crate::weather::place::{Place, find};
use crate::weather::position::Position;
use crate::weather::scene::{Scene, here, locate, question, whole};
use crate::weather::terrain::Ground;
use crate::weather::world::Question;
use serde_json::json;

/// How far a town is.
pub(super) fn distance(scene: &Scene<'_>) -> Option<Question> {
    let (one, other) = (scene.here, scene.there);
    let answer = whole(one.position.distance(other.position));
    let text = format!(
        "How far is {} from where I am? Please answer in kilometers as a number, rounded to whole kilometers.",
        other.name
    );
    Some(question(text, answer, vec![here(), locate(one), locate(other), between(one, other)]))
}

/// How much higher a town is.
pub(super) fn climb(scene: &Scene<'_>) -> Option<Question> {
    let (one, other) = (scene.here, scene.there);
    let answer = height(other) - height(one);
    if answer < 1.0 {
        return None;
    }
    let text = format!(
        "How many meters higher than where I am does {} lie? Please answer with a number.",
        other.name
    );
    let looks = vec![here(), locate(one), locate(other), elevation(one), elevation(other)];
    Some(question(text, whole(answer), looks))
}

/// Which of three towns is the highest.
pub(super) fn highest(scene: &Scene<'_>) -> Option<Question> {
    let places = [scene.there, scene.other, scene.third];
    let best = places.into_iter().max_by(|one, other| height(one).total_cmp(&height(other)))?;
    if places.iter().any(|place| place.name != best.name && height(place) > height(best) - 1.0) {
        return None;
    }
    let text =
        format!("Which town lies highest: {}? Please answer with the name of the town.", names(&places));
    let looks = places.into_iter().flat_map(|place| [locate(place), elevation(place)]);
    Some(question(text, best.name.as_str(), looks.collect()))
}

/// Which of three towns is the nearest.
pub(super) fn nearest(scene: &Scene<'_>) -> Option<Question> {
    let places = [scene.there, scene.other, scene.third];
    let away = |place: &Place| place.position.distance(scene.here.position);
    let best = places.into_iter().min_by(|one, other| away(one).total_cmp(&away(other)))?;
    let text = format!(
        "Which town is nearest to where I am: {}? Please answer with the name of the town.",
        names(&places)
    );
    let mut looks = vec![here(), locate(scene.here)];
    looks.extend(places.into_iter().flat_map(|place| [locate(place), between(scene.here, place)]));
    Some(question(text, best.name.as_str(), looks))
}

/// How high one of several towns of a name is.
pub(super) fn namesake(scene: &Scene<'_>) -> Option<Question> {
    let place = scene.namesake;
    let hits = find(&place.name);
    let there = hits.iter().filter(|hit| hit.country == place.country).count();
    if hits.len() < 2 || there != 1 || !hits.iter().any(|hit| hit.position == place.position) {
        return None;
    }
    let text = format!(
        "There are several places called {}. How high above the sea is the one in the country with the code {}? Please \
         answer in meters as a number.",
        place.name, place.country
    );
    Some(question(text, whole(height(place)), vec![locate(place), elevation(place)]))
}

fn height(place: &Place) -> f64 {
    Ground::at(place.position).elevation
}

fn names(places: &[&Place; 3]) -> String {
    let [one, two, three] = places.map(|place| place.name.as_str());
    format!("{one}, {two} or {three}")
}

fn elevation(place: &Place) -> Call {
    let Position { latitude, longitude } = place.position;
    ("get_elevation".to_owned(), json!({"latitude": latitude, "longitude": longitude}))
}

fn between(one: &Place, other: &Place) -> Call {
    let (from, to) = (one.position, other.position);
    let input = json!({
        "latitude1": from.latitude,
        "longitude1": from.longitude,
        "latitude2": to.latitude,
        "longitude2": to.longitude,
    });
    ("get_distance".to_owned(), input)
}
