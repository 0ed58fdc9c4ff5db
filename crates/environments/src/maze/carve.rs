//! Mazes of our own.

use super::grid::{Direction, Grid, Place};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Rows, walls included: odd, because rooms and walls alternate.
const ROWS: usize = 11;
/// Columns, likewise.
const COLUMNS: usize = 13;
/// Walls that are broken through after the maze is carved, so that some of them have more than one way.
const BREACHES: usize = 3;
/// Length of the shortest way from start to goal, in steps. Of the 30 rooms at most 17 lie within two rooms of any one,
/// hence some start is always far enough.
const WAY: std::ops::RangeInclusive<usize> = 6..=30;

/// A maze with start and goal.
pub(super) struct Course {
    pub(super) grid: Grid,
    pub(super) start: Place,
    pub(super) goal: Place,
}

/// The maze of this index and seed. Its start lies 6 to 30 steps away from its goal.
pub(super) fn course(index: usize, seed: u64) -> Course {
    let key = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64);
    let mut random = ChaCha8Rng::seed_from_u64(key);
    let goal = room(&mut random);
    let grid = maze(&mut random, goal);
    let ways = grid.ways(goal);
    let starts = ways.iter().filter(|(_, (distance, _))| WAY.contains(distance)).map(|(place, _)| *place);
    let starts: Vec<Place> = starts.collect();
    let start = pick(&mut random, &starts).unwrap_or(goal);
    Course { grid, start, goal }
}

/// Carves rooms from `first` on: from the latest room with an untouched neighbor into that neighbor, until none is left.
fn maze(random: &mut ChaCha8Rng, first: Place) -> Grid {
    let mut grid = Grid::new(vec![vec![false; COLUMNS]; ROWS]);
    grid.carve(first);
    let mut trail = vec![first];
    while let Some(here) = trail.last().copied() {
        let fresh: Vec<(Place, Place)> = neighbors(here).filter(|(_, there)| !grid.is_open(*there)).collect();
        let Some((between, there)) = pick(random, &fresh) else {
            trail.pop();
            continue;
        };
        grid.carve(between);
        grid.carve(there);
        trail.push(there);
    }
    for _ in 0..BREACHES {
        let walls: Vec<(Place, Place)> = neighbors(room(random)).collect();
        if let Some((between, _)) = pick(random, &walls) {
            grid.carve(between);
        }
    }
    grid
}

/// The rooms next to a room, each with the wall between.
fn neighbors(room: Place) -> impl Iterator<Item = (Place, Place)> {
    let inside = |place: &Place| place.row < ROWS && place.column < COLUMNS;
    Direction::ALL
        .into_iter()
        .filter_map(move |direction| Some((room.toward(direction, 1)?, room.toward(direction, 2)?)))
        .filter(move |(_, there)| inside(there))
}

fn room(random: &mut ChaCha8Rng) -> Place {
    let row = random.random_range(0..ROWS / 2) * 2 + 1;
    Place { row, column: random.random_range(0..COLUMNS / 2) * 2 + 1 }
}

fn pick<T: Copy>(random: &mut ChaCha8Rng, items: &[T]) -> Option<T> {
    if items.is_empty() {
        return None;
    }
    items.get(random.random_range(0..items.len())).copied()
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, ROWS, WAY, course};
    use crate::maze::grid::Place;

    #[test]
    fn every_maze_has_a_border_and_a_way_of_fair_length() {
        for key in 0..2000 {
            let course = course(key % 64, (key / 64) as u64);
            let way = course.grid.path(course.start, course.goal).len();
            assert!(WAY.contains(&way), "{key}: {way}");
            let open = |row, column| course.grid.is_open(Place { row, column });
            assert!((0..ROWS).all(|row| !open(row, 0) && !open(row, COLUMNS - 1)), "{key}");
            assert!((0..COLUMNS).all(|column| !open(0, column) && !open(ROWS - 1, column)), "{key}");
            let rooms = course.grid.ways(course.goal);
            assert!(rooms.len() >= 59, "{key}: 30 rooms and 29 passages at least are connected");
        }
    }
}
