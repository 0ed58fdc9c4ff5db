//! Our own tasks: a user, a day and a few places drawn from a seed, and a question whose answer our climate gives.

use super::climate::Span;
use super::place::{NAMESAKES, Place, SINGLES};
use super::position::Position;
use super::question::ask;
use super::sky::{Day, Sky};
use super::terrain::Ground;
use super::world::Question;
use crate::agentboard::Call;
use crate::agentboard::calendar::date;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Kinds of question.
pub(super) const KINDS: usize = 21;
/// How many tasks there are: each kind of question in turn.
pub(super) const TASKS: usize = 5 * KINDS;
/// Scenes that are drawn before a question is given up.
const TRIES: usize = 2_000;

/// Opens a task: the user's day and town, and the question. The index says which kind of question it is, index and seed
/// together whom and what it is about.
pub(super) fn open(index: usize, seed: u64) -> (i64, String, Question) {
    let key = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64);
    let mut random = ChaCha8Rng::seed_from_u64(key);
    let sky = Sky::new(seed);
    // A question must have one answer, which not every scene has.
    let mut tries = (0..TRIES).filter_map(|_| Scene::draw(&mut random, &sky));
    let found = tries.find_map(|scene| Some((ask(&scene, index % KINDS)?, scene)));
    let Some((question, scene)) = found else { return (0, String::new(), Question::default()) };
    (scene.today, scene.here.name.clone(), question)
}

/// A user on a day, and places to ask about.
pub(super) struct Scene<'s> {
    sky: &'s Sky,
    pub(super) today: i64,
    /// Where the user is.
    pub(super) here: &'static Place,
    /// Other places. None of these four shares its name with another place.
    pub(super) there: &'static Place,
    pub(super) other: &'static Place,
    pub(super) third: &'static Place,
    /// A place that shares its name with another.
    pub(super) namesake: &'static Place,
    /// A number of days, 5 to 14.
    pub(super) span: i64,
}

impl<'s> Scene<'s> {
    fn draw(random: &mut ChaCha8Rng, sky: &'s Sky) -> Option<Self> {
        let today = 19_000 + random.random_range(0..1_500);
        let span = random.random_range(5..=14);
        let mut draw = |from: &[&'static Place]| from.get(random.random_range(0..from.len().max(1))).copied();
        let places = [draw(&SINGLES)?, draw(&SINGLES)?, draw(&SINGLES)?, draw(&SINGLES)?];
        let [here, there, other, third] = places;
        let namesake = draw(&NAMESAKES)?;
        let names: BTreeSet<&str> = places.iter().map(|place| place.name.as_str()).collect();
        (names.len() == places.len()).then_some(Self {
            sky,
            today,
            here,
            there,
            other,
            third,
            namesake,
            span,
        })
    }

    /// The weather of a place, day by day.
    pub(super) fn days(&self, place: &Place, span: Span) -> Vec<Day> {
        let ground = Ground::at(place.position);
        span.days().map(|day| self.sky.day(&ground, day)).collect()
    }

    /// The weather of a place on one day.
    pub(super) fn day(&self, place: &Place, day: i64) -> Day {
        self.sky.day(&Ground::at(place.position), day)
    }

    /// So many days before today.
    pub(super) fn past(&self, days: i64) -> Span {
        Span { first: self.today - days, last: self.today - 1 }
    }

    /// So many days after today.
    pub(super) fn next(&self, days: i64) -> Span {
        Span { first: self.today + 1, last: self.today + days }
    }
}

/// Asking for the user's date.
pub(super) fn today() -> Call {
    ("get_user_current_date".to_owned(), json!({}))
}

/// Asking for the user's town.
pub(super) fn here() -> Call {
    ("get_user_current_location".to_owned(), json!({}))
}

/// Asking where a place is.
pub(super) fn locate(place: &Place) -> Call {
    ("get_latitude_longitude".to_owned(), json!({"name": place.name}))
}

/// Asking for days at a place.
pub(super) fn over(tool: &str, place: &Place, span: Span) -> Call {
    let Position { latitude, longitude } = place.position;
    let (start, end) = (date(span.first), date(span.last));
    let input = json!({"latitude": latitude, "longitude": longitude, "start_date": start, "end_date": end});
    (tool.to_owned(), input)
}

/// Asking for one day at a place.
pub(super) fn on(tool: &str, place: &Place, day: i64) -> Call {
    let Position { latitude, longitude } = place.position;
    (tool.to_owned(), json!({"latitude": latitude, "longitude": longitude, "current_date": date(day)}))
}

/// A question with its answer.
pub(super) fn question(text: String, answer: impl Into<Value>, looks: Vec<Call>) -> Question {
    Question { text, subgoals: vec![answer.into()], looks }
}

/// The only day on which a value is the greatest, and by a margin that is seen; `None` when it is not the only one.
pub(super) fn peak(days: &[Day], span: Span, value: impl Fn(&Day) -> f64) -> Option<String> {
    let best = days.iter().map(&value).max_by(f64::total_cmp)?;
    let mut at = span.days().zip(days).filter(|(_, day)| value(day) > best - 0.05);
    match (at.next(), at.next()) {
        (Some((day, _)), None) => Some(date(day)),
        _ => None,
    }
}

/// A sum of decimal fractions without the errors of addition.
pub(super) fn total(days: &[Day], value: impl Fn(&Day) -> f64) -> f64 {
    (days.iter().map(value).sum::<f64>() * 100.0).round() / 100.0
}

/// How many days are so.
pub(super) fn count(days: &[Day], is: impl Fn(&Day) -> bool) -> usize {
    days.iter().filter(|day| is(day)).count()
}

/// A number that is whole, as one.
#[expect(clippy::cast_possible_truncation, reason = "meters and kilometers on earth are few")]
pub(super) fn whole(number: f64) -> Value {
    (number.round() as i64).into()
}
