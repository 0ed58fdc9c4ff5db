//! Places in messages, and the texts there worded anew.

use chain::LayerError;
use wire::json::{Path, Shape, encode};
use wire::{Kind, Message};

/// Places in a message.
#[derive(Debug)]
pub(crate) struct Places {
    single: Vec<Path>,
    batch: Vec<Path>,
}

impl Places {
    /// The places that these paths name, in a message or in each message of a batch.
    pub(crate) fn new(paths: &[&str]) -> Self {
        let single = paths.iter().filter_map(|path| path.parse().ok()).collect();
        let batch = paths.iter().filter_map(|path| format!("[*].{path}").parse().ok()).collect();
        Self { single, batch }
    }

    /// Rewrites the strings at these places; `edit` answers the new text, or `None` to leave it. A message in which
    /// nothing changes comes back as the very same one.
    pub(crate) fn rewrite(
        &self,
        layer: &str,
        message: Message,
        edit: impl Fn(&str) -> Option<String>,
    ) -> Result<Message, LayerError> {
        let paths = if message.kind() == Kind::Batch { &self.batch } else { &self.single };
        let (text, tape) = (message.as_str(), message.tape());
        let mut edits = Vec::new();
        for id in paths.iter().flat_map(|path| tape.select_all(text, path)) {
            let Some(node) = tape.node(id).filter(|node| node.shape == Shape::String) else { continue };
            edits.extend(edit(&tape.text(text, id)).map(|new| (node.span, encode(&new))));
        }
        if edits.is_empty() {
            return Ok(message);
        }
        message.splice(edits).map_err(|error| LayerError::new(layer, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{ASIDES, DATA, DESCRIPTIONS, OFFERS};

    #[test]
    fn every_path_can_be_read() {
        for paths in [DATA, ASIDES, DESCRIPTIONS, OFFERS] {
            let places = Places::new(paths);
            assert_eq!((places.single.len(), places.batch.len()), (paths.len(), paths.len()));
        }
    }
}
