//! Our own questions. In the words and in the query, `{}` stands for a value that the third text, a query, lists.

mod clinic;
mod library;
mod rail;
mod shop;

use super::data;
use super::database::Database;
use super::value::Datum;
use super::world::Question;
use crate::EnvironmentError;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::Arc;

/// Words, the query that answers them, and a query for the values that may stand in both.
type Template = (&'static str, &'static str, &'static str);

/// Where nothing varies.
const FIXED: &str = "";
/// Questions on each database.
const EACH: usize = 16;
/// How many tasks there are.
pub(super) const TASKS: usize = 4 * EACH;

/// The questions on each database.
const ALL: [(&str, &[Template; EACH]); 4] = [
    ("library", &library::TEMPLATES),
    ("clinic", &clinic::TEMPLATES),
    ("shop", &shop::TEMPLATES),
    ("rail", &rail::TEMPLATES),
];

/// Opens a task, or nothing past the last: the index says which question on which database, index and seed together the
/// value in it.
///
/// # Errors
/// When a database cannot be built.
pub(super) fn open(index: usize, seed: u64) -> Result<Option<(Arc<Database>, Question)>, EnvironmentError> {
    let found =
        ALL.get(index % ALL.len()).and_then(|(name, list)| Some((*name, list.get(index / ALL.len())?)));
    let Some((name, (text, gold, values))) = found else { return Ok(None) };
    let broken = |what: String| EnvironmentError::Data { family: "sqlgym", path: name.to_owned(), what };
    let database = data::database(name).map_err(broken)?;
    let mut value = String::new();
    if *values != FIXED {
        let list = database.run(values).map_err(broken)?.rows;
        let key = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64);
        let at = ChaCha8Rng::seed_from_u64(key).random_range(0..list.len().max(1));
        value = match list.get(at).and_then(|row| row.first()) {
            Some(Datum::Text(text)) => text.clone(),
            Some(Datum::Integer(number)) => number.to_string(),
            _ => String::new(),
        };
    }
    let question = Question {
        text: text.replace("{}", &value),
        hint: String::new(),
        gold: gold.replace("{}", &value.replace('\'', "''")),
    };
    Ok(Some((database, question)))
}
