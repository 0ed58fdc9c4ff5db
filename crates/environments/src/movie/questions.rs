//! Our own questions: the index says which kind it is, index and seed together what it is about.

use super::database::Database;
use super::draw::Draw;
use super::{careers, facts};
use crate::agentboard::{Question, key};

/// Draws a question of one kind, or finds that what was drawn does not lend itself to it.
type Kind = fn(&mut Draw<'_>) -> Option<Question>;

const KINDS: [Kind; 24] = [
    careers::director_birthplace,
    facts::better_rated,
    careers::role,
    facts::profit,
    careers::same_director,
    facts::budget,
    careers::other_role,
    facts::share_genre,
    careers::imdb,
    facts::genres,
    careers::films_directed,
    facts::overview,
    careers::composer,
    facts::made_by,
    careers::films_together,
    facts::other_titles,
    careers::born_earlier,
    facts::keywords,
    careers::most_earning,
    facts::released_earlier,
    careers::handle,
    facts::earned_more,
    facts::same_countries,
    facts::shared_keywords,
];

/// How many questions there are: each kind in turn.
pub(super) const TASKS: usize = KINDS.len() * 4;
/// How often subjects are drawn before giving up; a few dozen draws are enough for every kind.
const DRAWS: usize = 20_000;

/// A question; `None` past the last.
pub(super) fn question(database: &Database, index: usize, seed: u64) -> Option<Question> {
    let kind = KINDS.get(index % KINDS.len()).filter(|_| index < TASKS)?;
    let mut draw = Draw::new(database, key(index, seed));
    (0..DRAWS).find_map(|_| kind(&mut draw))
}
