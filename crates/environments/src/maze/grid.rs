//! Cells, walls and ways.

use std::collections::{BTreeMap, VecDeque};

/// A cell: row and column, counted from 0 at the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) row: usize,
    pub(super) column: usize,
}

/// A way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Right,
    Left,
    Up,
    Down,
}

impl Direction {
    /// In the order in which the original names walls.
    pub(super) const ALL: [Self; 4] = [Self::Right, Self::Left, Self::Up, Self::Down];

    /// The direction as a move names it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Left => "left",
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// Reads [`Direction::word`].
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.word() == word)
    }

    /// Where a wall in this direction is.
    fn seen(self) -> &'static str {
        match self {
            Self::Right => "to your right",
            Self::Left => "to your left",
            Self::Up => "above you",
            Self::Down => "below you",
        }
    }
}

impl Place {
    /// The place `steps` cells away; `None` beyond the top and the left edge.
    pub(super) fn toward(self, direction: Direction, steps: usize) -> Option<Self> {
        let Self { row, column } = self;
        Some(match direction {
            Direction::Right => Self { row, column: column.checked_add(steps)? },
            Direction::Left => Self { row, column: column.checked_sub(steps)? },
            Direction::Up => Self { row: row.checked_sub(steps)?, column },
            Direction::Down => Self { row: row.checked_add(steps)?, column },
        })
    }
}

/// A maze: which cells are open. Everything outside is wall.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    open: Vec<Vec<bool>>,
}

impl Grid {
    /// A maze of these rows.
    pub(super) fn new(open: Vec<Vec<bool>>) -> Self {
        Self { open }
    }

    pub(super) fn is_open(&self, place: Place) -> bool {
        self.open.get(place.row).and_then(|row| row.get(place.column)).copied().unwrap_or_default()
    }

    /// Opens a cell; a place outside stays wall.
    pub(super) fn carve(&mut self, place: Place) {
        if let Some(cell) = self.open.get_mut(place.row).and_then(|row| row.get_mut(place.column)) {
            *cell = true;
        }
    }

    /// The cell that one step leads to; `None` when there is a wall.
    pub(super) fn step(&self, from: Place, direction: Direction) -> Option<Place> {
        from.toward(direction, 1).filter(|place| self.is_open(*place))
    }

    /// The directions that are walled off.
    pub(super) fn walls(&self, place: Place) -> impl Iterator<Item = Direction> {
        Direction::ALL.into_iter().filter(move |direction| self.step(place, *direction).is_none())
    }

    /// The walls around a place, in the original's words.
    pub(super) fn around(&self, place: Place) -> String {
        let walls: Vec<&str> = self.walls(place).map(Direction::seen).collect();
        match walls.as_slice() {
            [] => "There are no walls near you.".to_owned(),
            [one] => format!("There is a wall {one}."),
            more => format!("There are walls {}.", more.join(", ")),
        }
    }

    /// Every cell that is connected to the goal, by row and column, with its distance in steps and the direction in
    /// which the goal comes nearer; at the goal itself that direction means nothing.
    pub(super) fn ways(&self, goal: Place) -> BTreeMap<Place, (usize, Direction)> {
        let mut ways = BTreeMap::new();
        let mut front = VecDeque::new();
        if self.is_open(goal) {
            ways.insert(goal, (0, Direction::Up));
            front.push_back((goal, 0));
        }
        while let Some((place, distance)) = front.pop_front() {
            for (there, back) in [
                (Direction::Right, Direction::Left),
                (Direction::Left, Direction::Right),
                (Direction::Up, Direction::Down),
                (Direction::Down, Direction::Up),
            ] {
                let Some(next) = self.step(place, there).filter(|next| !ways.contains_key(next)) else {
                    continue;
                };
                ways.insert(next, (distance + 1, back));
                front.push_back((next, distance + 1));
            }
        }
        ways
    }

    /// A shortest way; empty when there is none.
    pub(super) fn path(&self, start: Place, goal: Place) -> Vec<Direction> {
        let ways = self.ways(goal);
        let (mut place, mut path) = (start, Vec::new());
        while place != goal
            && let Some((_, direction)) = ways.get(&place)
            && let Some(next) = self.step(place, *direction)
        {
            path.push(*direction);
            place = next;
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, Grid, Place};

    /// Rows of `#` and `.`.
    fn grid(rows: &[&str]) -> Grid {
        Grid::new(rows.iter().map(|row| row.chars().map(|cell| cell == '.').collect()).collect())
    }

    fn check(rows: &[&str], start: (usize, usize), around: &str, path: &[Direction]) {
        let (grid, start) = (grid(rows), Place { row: start.0, column: start.1 });
        assert_eq!(grid.around(start), around, "{rows:?}");
        assert_eq!(grid.path(start, Place { row: 1, column: 1 }), path, "{rows:?}");
    }

    #[test]
    fn sees_walls_and_finds_the_shortest_way() {
        use Direction::{Left, Up};
        check(&["...", "...", "..."], (1, 1), "There are no walls near you.", &[]);
        check(&["...", "...", "..#"], (1, 2), "There are walls to your right, below you.", &[Left]);
        check(
            &["###", "#..", "##."],
            (2, 2),
            "There are walls to your right, to your left, below you.",
            &[Up, Left],
        );
        check(&["####", "#...", "...."], (2, 2), "There is a wall below you.", &[Up, Left]);
        check(
            &["####", "#.#.", "####"],
            (1, 3),
            "There are walls to your right, to your left, above you, below you.",
            &[],
        );
    }
}
