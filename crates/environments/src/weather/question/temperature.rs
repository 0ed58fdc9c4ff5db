//! Questions about temperature.

use crate::agentboard::calendar::{date, day};
use crate::weather::climate::Span;
use crate::weather::scene::{Scene, count, here, locate, on, over, peak, question, today};
use crate::weather::world::Question;
use serde_json::json;

/// Which day was the hottest somewhere else.
pub(super) fn hottest(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.there, scene.past(scene.span));
    let answer = peak(&scene.days(place, span), span, |day| day.max)?;
    let text = format!(
        "Which of the {} days before today had the highest maximum temperature in {}? Please answer with a date in the \
         format YYYY-MM-DD.",
        scene.span, place.name
    );
    Some(question(text, answer, vec![today(), locate(place), over("get_historical_temp", place, span)]))
}

/// Which day will be the coldest here.
pub(super) fn coldest(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.here, scene.next(scene.span));
    let answer = peak(&scene.days(place, span), span, |day| -day.min)?;
    let text = format!(
        "On which of the next {} days, from tomorrow on, will it get coldest where I am? Please answer with a date in the \
         format YYYY-MM-DD.",
        scene.span
    );
    Some(question(text, answer, vec![today(), here(), locate(place), over("get_temp_forecast", place, span)]))
}

/// Which of two towns will be warmer.
pub(super) fn warmer_town(scene: &Scene<'_>) -> Option<Question> {
    let (one, other, span) = (scene.there, scene.other, scene.next(1));
    let highest = |place| scene.day(place, span.first).max;
    if (highest(one) - highest(other)).abs() < 0.05 {
        return None;
    }
    let warmer = if highest(one) > highest(other) { one } else { other };
    let text = format!(
        "Where will the maximum temperature be higher tomorrow: in {} or in {}? Please answer with the name of the town.",
        one.name, other.name
    );
    let mut looks = vec![today()];
    looks.extend(
        [one, other].into_iter().flat_map(|place| [locate(place), over("get_temp_forecast", place, span)]),
    );
    Some(question(text, warmer.name.as_str(), looks))
}

/// The average of a week; with seven days in tenths no average lies between two tenths.
#[expect(clippy::cast_precision_loss, reason = "a week has seven days")]
pub(super) fn average(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.there, scene.next(7));
    let days = scene.days(place, span);
    let tenths: f64 = days.iter().map(|day| (day.mean * 10.0).round()).sum();
    let answer = (tenths / days.len() as f64).round() / 10.0 + 0.0;
    let text = format!(
        "What will the average of the daily mean temperatures in {} be over the next 7 days, from tomorrow on? Please \
         answer in degrees Celsius as a number, rounded to one decimal.",
        place.name
    );
    Some(question(text, answer, vec![today(), locate(place), over("get_temp_forecast", place, span)]))
}

/// The lowest and the highest temperature.
pub(super) fn range(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.here, scene.past(scene.span));
    let days = scene.days(place, span);
    let lowest = days.iter().map(|day| day.min).min_by(f64::total_cmp)?;
    let highest = days.iter().map(|day| day.max).max_by(f64::total_cmp)?;
    let text = format!(
        "What were the lowest and the highest temperature where I am over the {} days before today? Please answer in \
         degrees Celsius as a list of two numbers.",
        scene.span
    );
    let looks = vec![today(), here(), locate(place), over("get_historical_temp", place, span)];
    Some(question(text, json!([lowest, highest]), looks))
}

/// Whether today is warmer than the same day a year ago.
pub(super) fn year_ago(scene: &Scene<'_>) -> Option<Question> {
    let written = date(scene.today);
    let (year, rest) = written.split_once('-')?;
    let before = day(&format!("{}-{rest}", year.parse::<i64>().ok()? - 1))?;
    let place = scene.here;
    let (now, then) = (scene.day(place, scene.today).mean, scene.day(place, before).mean);
    if (now - then).abs() < 0.05 {
        return None;
    }
    let text = "Is the mean temperature where I am higher today than on the same date last year? Please answer with 'Yes' \
                or 'No'."
        .to_owned();
    let past = Span { first: before, last: before };
    let looks = vec![
        today(),
        here(),
        locate(place),
        on("get_current_temp", place, scene.today),
        over("get_historical_temp", place, past),
    ];
    Some(question(text, if now > then { "Yes" } else { "No" }, looks))
}

/// How many days will have frost.
pub(super) fn frosts(scene: &Scene<'_>) -> Option<Question> {
    let (place, span) = (scene.there, scene.next(scene.span));
    let days = scene.days(place, span);
    let frosts = count(&days, |day| day.min < 0.0);
    if frosts == 0 || frosts == days.len() {
        return None;
    }
    let text = format!(
        "On how many of the next {} days, from tomorrow on, will the minimum temperature in {} be below 0 degrees \
         Celsius? Please answer with a number.",
        scene.span, place.name
    );
    Some(question(text, frosts, vec![today(), locate(place), over("get_temp_forecast", place, span)]))
}
