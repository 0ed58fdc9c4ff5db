//! Which behaviors of a file are asked for.

use super::{Behaviors, read};
use crate::experiment::{BehaviorsSpec, ExperimentError, glob};
use crate::plan::Place;
use crate::{At, OneOrMany};
use attacks::Behavior;
use std::path::Path;
use std::sync::Arc;

/// Reads the file and chooses from it. `here` is the folder of the experiment file.
///
/// # Errors
/// [`ExperimentError`] in the file of behaviors, or at the entry of the experiment that matches none of them.
pub(crate) fn choose(
    spec: &At<BehaviorsSpec>,
    here: &Path,
    place: &Place<'_>,
) -> Result<Behaviors, ExperimentError> {
    let BehaviorsSpec { file, only, category, limit, seed, threshold } = &spec.value;
    let mut list = read(&here.join(file))?;
    let nothing = |what: &str, word: &str| {
        let what = format!("the file has no behavior whose {what} is `{}`", wire::excerpt(word));
        place.error(what, "`*` stands for any text; a file without ids numbers its behaviors from 1")
    };
    keep(&mut list, only.as_ref(), |behavior| &behavior.id, |word| nothing("id", word))?;
    keep(&mut list, category.as_ref(), category_of, |word| nothing("category", word))?;
    if let Some(limit) = limit {
        list = match seed {
            Some(seed) => drawn(list, limit.get(), *seed),
            None => spaced(&list, limit.get()),
        };
    }
    Ok(Behaviors { list, threshold: *threshold })
}

/// Keeps what matches one of the words; each of these has to match something.
fn keep(
    list: &mut Vec<Arc<Behavior>>,
    words: Option<&OneOrMany>,
    of: fn(&Behavior) -> &str,
    unmatched: impl Fn(&str) -> ExperimentError,
) -> Result<(), ExperimentError> {
    let Some(OneOrMany(words)) = words else { return Ok(()) };
    let fits = |word: &String, behavior: &Behavior| glob(word, of(behavior));
    if let Some(word) = words.iter().find(|word| !list.iter().any(|behavior| fits(word, behavior))) {
        return Err(unmatched(word));
    }
    list.retain(|behavior| words.iter().any(|word| fits(word, behavior)));
    Ok(())
}

fn category_of(behavior: &Behavior) -> &str {
    behavior.category.as_deref().unwrap_or_default()
}

/// So many of a list, evenly spaced.
fn spaced(list: &[Arc<Behavior>], limit: usize) -> Vec<Arc<Behavior>> {
    let count = limit.min(list.len());
    (0..count).filter_map(|nth| list.get(nth * list.len() / count.max(1)).cloned()).collect()
}

/// So many of a list, in its order, drawn by the seed: whether one is among them depends on nothing but the seed and the
/// ids.
fn drawn(list: Vec<Arc<Behavior>>, limit: usize, seed: u64) -> Vec<Arc<Behavior>> {
    let lot = |behavior: &Behavior| {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&seed.to_le_bytes()).update(behavior.id.as_bytes());
        *hasher.finalize().as_bytes()
    };
    let mut lots: Vec<_> = list.iter().map(|behavior| lot(behavior)).collect();
    lots.sort_unstable();
    lots.truncate(limit);
    list.into_iter().filter(|behavior| lots.binary_search(&lot(behavior)).is_ok()).collect()
}
