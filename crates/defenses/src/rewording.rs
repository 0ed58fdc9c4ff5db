//! A layer that words texts of the service anew.

use crate::texts::Places;
use async_trait::async_trait;
use chain::{Cx, Direction, Flow, Layer, LayerError};
use wire::Message;

/// What becomes of a text; `None` to leave it.
type Word = Box<dyn Fn(&str) -> Option<String> + Send>;

/// The layer: places, and what becomes of the texts there, one after the other.
pub(crate) struct Rewording {
    id: &'static str,
    steps: Vec<(Places, Word)>,
}

impl Rewording {
    /// A layer of this defense that changes nothing yet.
    pub(crate) fn new(id: &'static str) -> Self {
        Self { id, steps: Vec::new() }
    }

    /// The same, and it words the texts at these paths anew.
    pub(crate) fn at(
        mut self,
        paths: &[&str],
        word: impl Fn(&str) -> Option<String> + Send + 'static,
    ) -> Self {
        self.steps.push((Places::new(paths), Box::new(word)));
        self
    }
}

#[async_trait]
impl Layer for Rewording {
    fn name(&self) -> &str {
        self.id
    }

    async fn pass(&mut self, way: Direction, message: Message, _: &mut Cx<'_>) -> Result<Flow, LayerError> {
        if way == Direction::ToServer {
            return Ok(Flow::Pass(message));
        }
        let mut message = message;
        for (places, word) in &self.steps {
            message = places.rewrite(self.id, message, word)?;
        }
        Ok(Flow::Pass(message))
    }
}
