//! Questions about the air.

use crate::weather::climate::Span;
use crate::weather::office::level as named;
use crate::weather::scene::{Scene, here, locate, on, over, peak, question, today};
use crate::weather::world::Question;
use serde_json::json;

const AIR: &str = "get_current_air_quality_index";

/// The word for today's air.
pub(super) fn level(scene: &Scene<'_>) -> Option<Question> {
    let place = scene.here;
    let index = scene.day(place, scene.today).air;
    let text = "What is the air quality level where I am today? Please answer with the name of the level."
        .to_owned();
    let looks = vec![
        today(),
        here(),
        locate(place),
        on(AIR, place, scene.today),
        ("get_air_quality_level".to_owned(), json!({"air_quality_index": index})),
    ];
    Some(question(text, named(index, false), looks))
}

/// Which day had the worst air.
pub(super) fn worst_day(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.there, scene.past(7));
    let answer = peak(&scene.days(place, span), span, |day| day.air)?;
    let text = format!(
        "Which of the 7 days before today had the highest air quality index in {}? Please answer with a date in the format \
         YYYY-MM-DD.",
        place.name
    );
    let looks = vec![today(), locate(place), over("get_historical_air_quality_index", place, span)];
    Some(question(text, answer, looks))
}

/// Which of two towns has the better air.
pub(super) fn better_town(scene: &Scene<'_>) -> Option<Question> {
    let (one, other) = (scene.there, scene.other);
    let span = Span { first: scene.today, last: scene.today };
    let index = |place| scene.day(place, span.first).air;
    if (index(one) - index(other)).abs() < 0.5 {
        return None;
    }
    let better = if index(one) < index(other) { one } else { other };
    let text = format!(
        "Which town has the better air today, that is the lower air quality index: {} or {}? Please answer with the name \
         of the town.",
        one.name, other.name
    );
    let mut looks = vec![today()];
    looks.extend([one, other].into_iter().flat_map(|place| [locate(place), on(AIR, place, scene.today)]));
    Some(question(text, better.name.as_str(), looks))
}
