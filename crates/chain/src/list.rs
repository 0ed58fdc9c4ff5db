//! A list of layers.

use crate::{Cx, Direction, Flow, Layer, LayerError, Recorder};
use wire::Message;

/// Layers in order, from the host (first) to the service (last).
pub struct Chain {
    layers: Vec<Box<dyn Layer>>,
    recorder: Recorder,
}

/// A message on its way: it stands in the gap before this layer (counted from the host).
struct Travel {
    gap: usize,
    direction: Direction,
    message: Message,
}

impl Chain {
    /// Most hops that one message and all that comes of it may take: layers that answer each other must not spin
    /// for ever.
    const MOST_HOPS: usize = 10_000;

    /// What is said of such layers.
    const RUNAWAY: &str = "one message took more than 10,000 hops, new messages of layers included";

    /// A chain of these layers, host side first.
    pub fn new(layers: Vec<Box<dyn Layer>>, recorder: Recorder) -> Self {
        Self { layers, recorder }
    }

    /// The chain that does nothing.
    pub fn empty() -> Self {
        Self::new(vec![], Recorder::default())
    }

    /// Number of layers.
    pub fn len(&self) -> usize {
        self.layers.len()
    }

    /// Whether it has no layers.
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }

    /// Carries one message through, and answers every message that left the chain, in order, with the end it left
    /// at: [`Direction::ToServer`] left at the service's end.
    ///
    /// # Errors
    /// The first [`LayerError`] of a layer, or one for layers that keep making messages. What was under way is gone:
    /// the session is over.
    pub async fn carry(
        &mut self,
        direction: Direction,
        message: Message,
    ) -> Result<Vec<(Direction, Message)>, LayerError> {
        let gap = match direction {
            Direction::ToServer => 0,
            Direction::ToHost => self.layers.len(),
        };
        let mut out = Vec::new();
        let mut stack = vec![Travel { gap, direction, message }];
        let mut emitted = Vec::new();
        let mut scanned = None;
        let mut hops = 0;
        while let Some(travel) = stack.pop() {
            let Travel { gap, direction, message } = travel;
            let index = match direction {
                Direction::ToServer => Some(gap),
                Direction::ToHost => gap.checked_sub(1),
            };
            let Some((index, layer)) = index.and_then(|index| Some((index, self.layers.get_mut(index)?)))
            else {
                out.push((direction, message));
                continue;
            };
            hops += 1;
            if hops > Self::MOST_HOPS {
                return Err(LayerError::new(layer.name(), Self::RUNAWAY));
            }
            let mut cx = Cx::new(&self.recorder, &mut emitted, &mut scanned);
            let flow = layer.pass(direction, message, &mut cx).await?;
            // Depth first: what came of the message itself leaves before what was added after it.
            stack.extend(emitted.drain(..).rev().map(|(way, extra)| beyond(index, way, extra)));
            stack.extend(match flow {
                Flow::Pass(message) => Some(beyond(index, direction, message)),
                Flow::Answer(message) => Some(beyond(index, direction.reversed(), message)),
                Flow::Drop => None,
            });
        }
        Ok(out)
    }
}

/// A message that leaves a layer this way stands in the gap on the layer's far side.
fn beyond(layer: usize, direction: Direction, message: Message) -> Travel {
    let gap = match direction {
        Direction::ToServer => layer + 1,
        Direction::ToHost => layer,
    };
    Travel { gap, direction, message }
}
