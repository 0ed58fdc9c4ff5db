//! Our own questions: the index says which kind it is, index and seed together what it is about.

use super::archive::Archive;
use super::draw::Draw;
use super::{people, works};
use crate::agentboard::{Question, key};

/// Draws a question of one kind, or finds that what was drawn does not lend itself to it.
type Kind = fn(&mut Draw<'_>) -> Option<Question>;

const KINDS: [Kind; 24] = [
    people::mutual_partners,
    people::most_cited_paper,
    works::organizations,
    people::partners_in_most_cited,
    works::shared_author,
    people::favorite_venue,
    works::citations,
    people::citations_of_pair,
    works::authors,
    people::closest_partner,
    works::more_cited,
    people::favorite_keyword,
    people::organization,
    works::earlier,
    people::papers_of_pair,
    works::same_venue_and_year,
    people::same_organization,
    works::most_cited_source,
    people::partners_at_home,
    works::cites,
    works::shared_sources,
    people::partners_elsewhere,
    works::both_in_journals,
    works::shared_keywords,
];

/// How many questions there are: each kind in turn.
pub(super) const TASKS: usize = KINDS.len() * 4;
/// How often subjects are drawn before giving up; a few dozen draws are enough for every kind.
const DRAWS: usize = 20_000;

/// A question; `None` past the last.
pub(super) fn question(archive: &Archive, index: usize, seed: u64) -> Option<Question> {
    let kind = KINDS.get(index % KINDS.len()).filter(|_| index < TASKS)?;
    let mut draw = Draw::new(archive, key(index, seed));
    (0..DRAWS).find_map(|_| kind(&mut draw))
}
