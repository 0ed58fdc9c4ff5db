//! A list of layers.

use crate::{Cx, Direction, Flow, Layer, LayerError, Recorder};
use tokio::time::Instant;
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
        self.travel(vec![Travel { gap, direction, message }]).await
    }

    /// The earliest moment at which a layer wants a [`Chain::tick`]; `None` where none does.
    pub fn deadline(&self) -> Option<Instant> {
        self.layers.iter().filter_map(|layer| layer.deadline()).min()
    }

    /// Tells every layer whose deadline lies no later than `now`, host side first, and answers what left the chain because
    /// of that, as [`Chain::carry`] does.
    ///
    /// # Errors
    /// As [`Chain::carry`]; and for a layer that wants the same moment again.
    pub async fn tick(&mut self, now: Instant) -> Result<Vec<(Direction, Message)>, LayerError> {
        let mut out = Vec::new();
        for index in 0..self.layers.len() {
            let due = self.layers.get_mut(index).filter(|layer| layer.deadline().is_some_and(|at| at <= now));
            let Some(layer) = due else { continue };
            let (mut emitted, mut scanned) = (Vec::new(), None);
            layer.tick(&mut Cx::new(&self.recorder, &mut emitted, &mut scanned)).await?;
            if layer.deadline().is_some_and(|at| at <= now) {
                return Err(LayerError::new(layer.name(), "its deadline has passed and does not move"));
            }
            let travels = emitted.into_iter().rev().map(|(way, extra)| beyond(index, way, extra));
            out.extend(self.travel(travels.collect()).await?);
        }
        Ok(out)
    }

    /// Carries what is under way, the last first, until it has left the chain.
    async fn travel(&mut self, mut stack: Vec<Travel>) -> Result<Vec<(Direction, Message)>, LayerError> {
        let mut out = Vec::new();
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
