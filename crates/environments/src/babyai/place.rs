//! Places and directions.

/// A cell: column and row, counted from 0 at the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) x: i32,
    pub(super) y: i32,
}

impl Place {
    /// Where what is in no cell is said to be.
    pub(super) const NOWHERE: Self = Self { x: -1, y: -1 };

    /// The cell in this column and row; it may lie outside of every grid.
    pub(super) fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    /// The cell so many steps away.
    pub(super) fn toward(self, facing: Facing, steps: i32) -> Self {
        let (x, y) = facing.vector();
        Self { x: self.x + x * steps, y: self.y + y * steps }
    }

    /// Distance in steps along rows and columns.
    pub(super) fn distance(self, other: Self) -> i32 {
        (self.x - other.x).abs() + (self.y - other.y).abs()
    }

    /// How far this lies ahead of somebody who stands at `from`.
    pub(super) fn ahead(self, from: Self, facing: Facing) -> i32 {
        let (x, y) = facing.vector();
        (self.x - from.x) * x + (self.y - from.y) * y
    }

    /// How far this lies to the right of somebody who stands at `from`.
    pub(super) fn aside(self, from: Self, facing: Facing) -> i32 {
        self.ahead(from, facing.right())
    }
}

/// A direction, in the original's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Facing {
    Right,
    Down,
    Left,
    Up,
}

impl Facing {
    /// In the order of their numbers.
    pub(super) const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    /// The original's number, 0 to 3.
    pub(super) fn code(self) -> usize {
        match self {
            Self::Right => 0,
            Self::Down => 1,
            Self::Left => 2,
            Self::Up => 3,
        }
    }

    /// Columns and rows of one step.
    pub(super) fn vector(self) -> (i32, i32) {
        match self {
            Self::Right => (1, 0),
            Self::Down => (0, 1),
            Self::Left => (-1, 0),
            Self::Up => (0, -1),
        }
    }

    /// After a turn to the right.
    pub(super) fn right(self) -> Self {
        match self {
            Self::Right => Self::Down,
            Self::Down => Self::Left,
            Self::Left => Self::Up,
            Self::Up => Self::Right,
        }
    }

    /// After a turn around.
    pub(super) fn back(self) -> Self {
        self.right().right()
    }

    /// After a turn to the left.
    pub(super) fn left(self) -> Self {
        self.back().right()
    }
}
