//! Things that are there to be mistaken for others.

use super::site::{Rejected, Site};
use super::thing::{Color, Id, Kind};

impl Site {
    /// Puts so many things into one room or, without `room`, into any. `unique`: none of a kind and color that is there
    /// already.
    pub(super) fn distract(
        &mut self,
        room: Option<(i32, i32)>,
        count: usize,
        unique: bool,
    ) -> Result<Vec<Id>, Rejected> {
        let known = self.rooms().iter().flat_map(|room| &room.things);
        let mut names: Vec<(Kind, Color)> =
            known.filter_map(|id| self.scene.thing(*id).map(|thing| (thing.kind, thing.color))).collect();
        let mut added = Vec::with_capacity(count);
        while added.len() < count {
            let color = self.color()?;
            let kind = self.pick(&Kind::PLACED)?;
            if unique && names.contains(&(kind, color)) {
                continue;
            }
            let (column, row) = match room {
                Some(room) => room,
                None => (self.number(0, self.layout.columns), self.number(0, self.layout.rows)),
            };
            added.push(self.add(column, row, Some(kind), Some(color))?);
            names.push((kind, color));
        }
        Ok(added)
    }
}
