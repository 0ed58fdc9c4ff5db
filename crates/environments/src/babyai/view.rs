//! What the agent sees: a square of seven by seven cells ahead of it, behind no wall and no closed door.

use super::place::Place;
use super::scene::{Cell, Scene};
use super::thing::{Kind, Latch, Thing};

/// Cells on each side of the view.
pub(super) const SIDE: usize = 7;

/// The original's image: for each cell its three numbers, zeros where nothing is seen. Columns from left to right, rows
/// from the farthest to the agent's own; the agent stands in the middle of the last row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct View {
    cells: [[[u8; 3]; SIDE]; SIDE],
}

/// The place that a cell of the view shows.
pub(super) fn place(scene: &Scene, column: usize, row: usize) -> Place {
    let half = SIDE / 2;
    let step = |count: usize| i32::try_from(count).unwrap_or_default();
    scene
        .agent
        .toward(scene.facing, step(SIDE - 1) - step(row))
        .toward(scene.facing.right(), step(column) - step(half))
}

impl View {
    /// What the agent sees now, and in its own cell what it carries.
    pub(super) fn of(scene: &Scene) -> Self {
        let seen = seen(scene);
        let code = |column: usize, row: usize| {
            if (column, row) == (SIDE / 2, SIDE - 1) {
                return scene.held().map_or([1, 0, 0], Thing::code);
            }
            let visible = seen.get(column).and_then(|rows| rows.get(row)).copied().unwrap_or_default();
            if visible { scene.code(place(scene, column, row)) } else { [0; 3] }
        };
        Self { cells: std::array::from_fn(|column| std::array::from_fn(|row| code(column, row))) }
    }

    /// The three numbers of a cell.
    pub(super) fn code(&self, column: usize, row: usize) -> [u8; 3] {
        self.cells.get(column).and_then(|rows| rows.get(row)).copied().unwrap_or_default()
    }
}

type Mask = [[bool; SIDE]; SIDE];

/// Which cells are seen: sight spreads from the agent row by row, first to the right and then to the left, and on to the
/// row ahead.
fn seen(scene: &Scene) -> Mask {
    let mut mask: Mask = [[false; SIDE]; SIDE];
    mark(&mut mask, SIDE / 2, SIDE - 1);
    for row in (0..SIDE).rev() {
        for column in 0..SIDE - 1 {
            spread(scene, &mut mask, column, row, column + 1);
        }
        for column in (1..SIDE).rev() {
            spread(scene, &mut mask, column, row, column - 1);
        }
    }
    mask
}

fn spread(scene: &Scene, mask: &mut Mask, column: usize, row: usize, next: usize) {
    let visible = mask.get(column).and_then(|rows| rows.get(row)).copied().unwrap_or_default();
    if !visible || blocks(scene, place(scene, column, row)) {
        return;
    }
    mark(mask, next, row);
    if let Some(ahead) = row.checked_sub(1) {
        mark(mask, next, ahead);
        mark(mask, column, ahead);
    }
}

fn mark(mask: &mut Mask, column: usize, row: usize) {
    if let Some(cell) = mask.get_mut(column).and_then(|rows| rows.get_mut(row)) {
        *cell = true;
    }
}

fn blocks(scene: &Scene, place: Place) -> bool {
    match scene.cell(place) {
        Cell::Empty => false,
        Cell::Wall => true,
        Cell::Thing(id) => {
            scene.thing(id).is_some_and(|thing| thing.kind == Kind::Door && thing.latch != Latch::Open)
        }
    }
}
