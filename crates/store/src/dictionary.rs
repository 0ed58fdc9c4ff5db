//! What traces have in common, learned from the first of them.

use crate::StoreError;
use crate::folder::{DICTIONARY, Folder};

/// Traces to learn from, and how many pass by for one that is learned from: neighbors in a plan are much alike, and a
/// dictionary of one corner of a grid is of little use in the others. A run of fewer than 2,048 trials is small anyway.
const ENOUGH: usize = 64;
const ONE_IN: usize = 32;
/// Most that one trace teaches: a single long one must not be all there is to learn from.
const SAMPLE: usize = 16 * 1024;
/// Size of the dictionary.
const SIZE: usize = 64 * 1024;

/// Reads a run's dictionary; `None` when it has none yet.
pub(crate) fn read(folder: &Folder) -> Result<Option<Vec<u8>>, StoreError> {
    if folder.has(DICTIONARY) { folder.read(DICTIONARY).map(Some) } else { Ok(None) }
}

/// Keeps a dictionary for good. It must be on disk before the first frame that needs it.
pub(crate) fn write(folder: &Folder, dictionary: &[u8]) -> Result<(), StoreError> {
    folder.write_whole(DICTIONARY, dictionary)
}

/// Collects samples until there is enough to learn from.
#[derive(Debug, Default)]
pub(crate) struct Lessons {
    samples: Vec<u8>,
    sizes: Vec<usize>,
    seen: usize,
}

impl Lessons {
    /// Takes one more trace; answers the dictionary when it was the last one needed. Samples that teach nothing, for
    /// example because they are all alike, give an empty one: do without.
    pub(crate) fn learn(&mut self, trace: &str) -> Option<Vec<u8>> {
        self.seen += 1;
        if !self.seen.is_multiple_of(ONE_IN) {
            return None;
        }
        let sample = trace.as_bytes().get(..SAMPLE).unwrap_or(trace.as_bytes());
        self.samples.extend_from_slice(sample);
        self.sizes.push(sample.len());
        if self.sizes.len() < ENOUGH {
            return None;
        }
        let dictionary = zstd::dict::from_continuous(&self.samples, &self.sizes, SIZE).unwrap_or_default();
        *self = Self::default();
        Some(dictionary)
    }
}
