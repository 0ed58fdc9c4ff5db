//! Questions about rain and snow.

use crate::agentboard::calendar::date;
use crate::weather::scene::{Scene, count, here, locate, over, question, today, total};
use crate::weather::world::Question;
use serde_json::json;

/// How many days had rain.
pub(super) fn rainy_days(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.there, scene.past(scene.span));
    let answer = count(&scene.days(place, span), |day| day.rain > 0.0);
    let text = format!(
        "On how many of the {} days before today did it rain in {}? Please answer with a number.",
        scene.span, place.name
    );
    Some(question(text, answer, vec![today(), locate(place), over("get_historical_rain", place, span)]))
}

/// How much it will rain.
pub(super) fn total_rain(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.here, scene.next(scene.span));
    let answer = Some(total(&scene.days(place, span), |day| day.rain)).filter(|rain| *rain > 0.0)?;
    let text = format!(
        "How much rain in all is expected where I am over the next {} days, from tomorrow on? Please answer in \
         millimeters as a number.",
        scene.span
    );
    Some(question(text, answer, vec![today(), here(), locate(place), over("get_rain_forecast", place, span)]))
}

/// Whether it will rain tomorrow.
pub(super) fn umbrella(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.there, scene.next(1));
    let rain = scene.day(place, span.first).rain;
    let text =
        format!("I travel to {} tomorrow. Will it rain there? Please answer with 'Yes' or 'No'.", place.name);
    let answer = if rain > 0.0 { "Yes" } else { "No" };
    Some(question(text, answer, vec![today(), locate(place), over("get_rain_forecast", place, span)]))
}

/// How much snow fell.
pub(super) fn snowfall(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.there, scene.past(scene.span));
    let answer = Some(total(&scene.days(place, span), |day| day.snow)).filter(|snow| *snow > 0.0)?;
    let text = format!(
        "How much snow in all fell in {} over the {} days before today? Please answer in centimeters as a number.",
        place.name, scene.span
    );
    Some(question(text, answer, vec![today(), locate(place), over("get_historical_snow", place, span)]))
}

/// How long the longest time without rain was.
pub(super) fn dry_spell(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.here, scene.past(21));
    let days = scene.days(place, span);
    let answer =
        days.split(|day| day.rain > 0.0).map(<[_]>::len).max().filter(|long| (1..21).contains(long))?;
    let text = "How long was the longest run of days without rain where I am, within the 21 days before today? Please \
                answer with a number of days."
        .to_owned();
    let looks = vec![today(), here(), locate(place), over("get_historical_rain", place, span)];
    Some(question(text, answer, looks))
}

/// Which days will have rain and no snow.
pub(super) fn wet_dates(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.there, scene.next(scene.span));
    let days = scene.days(place, span);
    let wet = span.days().zip(&days).filter(|(_, day)| day.rain > 0.0 && day.snow == 0.0);
    let dates: Vec<String> = wet.map(|(day, _)| date(day)).collect();
    if dates.is_empty() || dates.len() > 6 {
        return None;
    }
    let text = format!(
        "Which of the next {} days, from tomorrow on, will have rain but no snow in {}? Please answer with a list of dates \
         in the format YYYY-MM-DD.",
        scene.span, place.name
    );
    let looks = vec![
        today(),
        locate(place),
        over("get_rain_forecast", place, span),
        over("get_snow_forecast", place, span),
    ];
    Some(question(text, json!(dates), looks))
}
