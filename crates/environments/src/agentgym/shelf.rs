//! The environments of one family that clients have created.

use super::live::Game;
use super::server::AgentGymLimits;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// An environment, not yet opened or opened at some index. Its own lock, so that a slow one holds up nobody else.
pub(super) type Place = Arc<Mutex<Option<Game>>>;

struct Kept {
    place: Place,
    used: Instant,
}

/// Environments by number. Numbers are not used again.
#[derive(Default)]
pub(super) struct Shelf {
    next: i64,
    kept: BTreeMap<i64, Kept>,
}

impl Shelf {
    /// Makes room, dropping what has been idle for too long, and the longest idle if there are too many; a new number
    /// and its place.
    pub(super) fn create(&mut self, limits: &AgentGymLimits) -> (i64, Place) {
        let now = Instant::now();
        self.kept.retain(|_, kept| now.duration_since(kept.used) < limits.idle);
        while self.kept.len() >= limits.environments.max(1) {
            let oldest = self.kept.iter().min_by_key(|(id, kept)| (kept.used, **id)).map(|(id, _)| *id);
            self.kept.remove(&oldest.unwrap_or_default());
        }
        let (id, place) = (self.next, Place::default());
        self.next += 1;
        self.kept.insert(id, Kept { place: Arc::clone(&place), used: now });
        (id, place)
    }

    /// The place with this number.
    pub(super) fn find(&mut self, id: i64) -> Option<Place> {
        let kept = self.kept.get_mut(&id)?;
        kept.used = Instant::now();
        Some(Arc::clone(&kept.place))
    }

    /// Drops an environment; whether there was one.
    pub(super) fn close(&mut self, id: i64) -> bool {
        self.kept.remove(&id).is_some()
    }

    /// The numbers in use.
    pub(super) fn ids(&self) -> Vec<i64> {
        self.kept.keys().copied().collect()
    }
}
