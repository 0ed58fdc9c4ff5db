//! What must hold, and whether it does.

use super::allowed::Allowed;
use super::pattern::{Fields, Pattern, fits_row};
use super::read;
use super::view::View;
use crate::agentboard::same;
use serde_json::Value;

/// What a finished work is judged by.
pub(in crate::assistant) struct Review<'r> {
    /// The state before the work.
    pub(in crate::assistant) start: &'r View,
    /// The state when it was reported.
    pub(in crate::assistant) end: &'r View,
    /// The report.
    pub(in crate::assistant) answer: &'r Value,
}

/// A list or a value of the state: service and name.
#[derive(Clone, Debug)]
pub(super) struct Place(pub(super) String);

/// Records of a list.
#[derive(Clone, Debug)]
pub(super) struct Records {
    pub(super) place: Place,
    pub(super) fields: Fields,
}

/// One condition.
#[derive(Clone, Debug)]
pub(in crate::assistant) struct Condition(pub(super) Kind);

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Exists(Records),
    Absent(Records),
    Count(Records, usize),
    Equals(Place, Value),
    Unchanged(Vec<Place>),
    Only(Allowed),
    Answer(Pattern),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

impl Condition {
    /// Reads a condition; `start` is a state to which its places must fit, `path` says where it stands.
    ///
    /// # Errors
    /// What is wrong, with the place.
    pub(in crate::assistant) fn read(value: &Value, start: &View, path: &str) -> Result<Self, String> {
        read::condition(value, start, path)
    }

    /// Whether it holds.
    pub(in crate::assistant) fn holds(&self, review: &Review) -> bool {
        match &self.0 {
            Kind::Exists(records) => records.count(review.end) > 0,
            Kind::Absent(records) => records.count(review.end) == 0,
            Kind::Count(records, wanted) => records.count(review.end) == *wanted,
            Kind::Equals(place, wanted) => place.of(review.end).is_some_and(|found| same(wanted, found)),
            Kind::Unchanged(places) => {
                places.iter().all(|place| place.of(review.start) == place.of(review.end))
            }
            Kind::Only(allowed) => allowed.hold(review.start, review.end),
            Kind::Answer(pattern) => pattern.fits(review.answer),
            Kind::All(conditions) => conditions.iter().all(|condition| condition.holds(review)),
            Kind::Any(conditions) => conditions.iter().any(|condition| condition.holds(review)),
            Kind::Not(condition) => !condition.holds(review),
        }
    }
}

impl Records {
    fn count(&self, state: &View) -> usize {
        let rows = self.place.of(state).and_then(Value::as_array).into_iter().flatten();
        rows.filter(|row| fits_row(&self.fields, row)).count()
    }
}

impl Place {
    /// What stands there.
    pub(super) fn of<'s>(&self, state: &'s View) -> Option<&'s Value> {
        match self.0.split_once('.') {
            Some((service, name)) => state.part(service)?.get(name),
            None => state.part(&self.0).map(|part| &**part),
        }
    }
}
