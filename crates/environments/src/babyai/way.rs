//! Ways through what is seen, as the original's wrapper plans them.

use super::instruction::Move;
use super::place::{Facing, Place};
use super::sight::Sight;
use std::collections::VecDeque;
use std::ops::RangeInclusive;

/// Places in one row of the table: the view and one row behind the agent.
const SPAN: usize = 8;
/// Places in the table.
const CELLS: usize = SPAN * SPAN;

/// A place in the table and a direction: four numbers for each place.
type Stand = usize;

/// Every stand that can be reached, and how.
pub(super) struct Ways {
    columns: RangeInclusive<i32>,
    rows: RangeInclusive<i32>,
    start: Stand,
    /// The stand and the move before.
    from: [Option<(Stand, Move)>; CELLS * 4],
    /// The first stand in each place.
    within: [Option<Stand>; CELLS],
    /// The first stand that faces each place.
    facing: [Option<Stand>; CELLS],
}

impl Ways {
    /// Searches breadth first. What is unseen counts as free, and so do doors. A stand that is found again before its turn
    /// comes remembers the later way, which may be the longer one.
    pub(super) fn of(sight: &Sight) -> Self {
        let (columns, rows) = ranges(sight.agent, sight.facing);
        let mut ways = Self {
            columns,
            rows,
            start: 0,
            from: [None; CELLS * 4],
            within: [None; CELLS],
            facing: [None; CELLS],
        };
        let mut free = [true; CELLS];
        for seen in sight.seen.iter().filter(|seen| seen.blocks()) {
            if let Some(slot) = ways.cell(seen.place).and_then(|cell| free.get_mut(cell)) {
                *slot = false;
            }
        }
        if let Some(cell) = ways.cell(sight.agent) {
            ways.start = cell * 4 + sight.facing.code();
            ways.search(&free);
        }
        ways
    }

    fn search(&mut self, free: &[bool; CELLS]) {
        let mut visited = [false; CELLS * 4];
        let mut queue = VecDeque::from([self.start]);
        while let Some(stand) = queue.pop_front() {
            let (cell, facing) = (stand / 4, stand % 4);
            let ahead = self.ahead(cell, facing);
            if let Some(mark) = visited.get_mut(stand).filter(|mark| !**mark) {
                *mark = true;
                note(&mut self.within, Some(cell), stand);
                note(&mut self.facing, ahead, stand);
            }
            let forward = ahead.filter(|cell| free.get(*cell) == Some(&true));
            for (next, made) in [
                (forward.map(|cell| cell * 4 + facing), Move::Forward),
                (Some(cell * 4 + (facing + 3) % 4), Move::Left),
                (Some(cell * 4 + (facing + 1) % 4), Move::Right),
            ] {
                let Some(next) = next.filter(|next| visited.get(*next) == Some(&false)) else { continue };
                if let Some(slot) = self.from.get_mut(next) {
                    *slot = Some((stand, made));
                }
                queue.push_back(next);
            }
        }
    }

    fn cell(&self, place: Place) -> Option<usize> {
        if !self.columns.contains(&place.x) || !self.rows.contains(&place.y) {
            return None;
        }
        let column = usize::try_from(place.x - self.columns.start()).ok()?;
        usize::try_from(place.y - self.rows.start()).ok().map(|row| row * SPAN + column)
    }

    /// The cell ahead, inside of the table.
    fn ahead(&self, cell: usize, facing: usize) -> Option<usize> {
        let size =
            |range: &RangeInclusive<i32>| usize::try_from(range.end() - range.start()).unwrap_or_default();
        let (column, row) = (cell % SPAN, cell / SPAN);
        match facing {
            0 => (column < size(&self.columns)).then_some(cell + 1),
            1 => (row < size(&self.rows)).then_some(cell + SPAN),
            2 => (column > 0).then(|| cell - 1),
            _ => (row > 0).then(|| cell - SPAN),
        }
    }

    /// The moves that lead before a place, facing it.
    pub(super) fn before(&self, target: Place) -> Option<Vec<Move>> {
        self.cell(target).and_then(|cell| *self.facing.get(cell)?).map(|end| self.back(end))
    }

    /// The moves that lead into a place.
    pub(super) fn into(&self, target: Place) -> Option<Vec<Move>> {
        self.cell(target).and_then(|cell| *self.within.get(cell)?).map(|end| self.back(end))
    }

    fn back(&self, end: Stand) -> Vec<Move> {
        let (mut stand, mut moves) = (end, Vec::new());
        while stand != self.start
            && let Some(Some((before, made))) = self.from.get(stand)
        {
            moves.push(*made);
            stand = *before;
        }
        moves.reverse();
        moves
    }
}

/// Notes a stand where none is noted yet.
fn note(table: &mut [Option<Stand>; CELLS], cell: Option<usize>, stand: Stand) {
    if let Some(slot) = cell.and_then(|cell| table.get_mut(cell)).filter(|slot| slot.is_none()) {
        *slot = Some(stand);
    }
}

/// Columns and rows of the view. On one of its sides the original takes in one row more.
fn ranges(agent: Place, facing: Facing) -> (RangeInclusive<i32>, RangeInclusive<i32>) {
    let corner = agent.toward(facing, 6).toward(facing.left(), 3);
    let end = corner.toward(facing.back(), 7).toward(facing.right(), 7);
    let range = |from: i32, to: i32| if to < from { to..=from } else { from..=to - 1 };
    (range(corner.x, end.x), range(corner.y, end.y))
}
