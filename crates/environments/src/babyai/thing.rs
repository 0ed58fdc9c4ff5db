//! What stands in a grid: colors, kinds, and the state of doors.

/// A color, in the alphabetical order in which the original draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Color {
    Blue,
    Green,
    Grey,
    Purple,
    Red,
    Yellow,
}

impl Color {
    /// In the order in which the original draws.
    pub(super) const ALL: [Self; 6] =
        [Self::Blue, Self::Green, Self::Grey, Self::Purple, Self::Red, Self::Yellow];

    /// The word in texts.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Green => "green",
            Self::Grey => "grey",
            Self::Purple => "purple",
            Self::Red => "red",
            Self::Yellow => "yellow",
        }
    }

    /// The original's number.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Red => 0,
            Self::Green => 1,
            Self::Blue => 2,
            Self::Purple => 3,
            Self::Yellow => 4,
            Self::Grey => 5,
        }
    }
}

/// A kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Box,
    Ball,
    Key,
    Door,
}

impl Kind {
    /// In the order in which the original draws descriptions.
    pub(super) const ALL: [Self; 4] = [Self::Box, Self::Ball, Self::Key, Self::Door];
    /// Those that can be carried, in the same order.
    pub(super) const LOOSE: [Self; 3] = [Self::Box, Self::Ball, Self::Key];
    /// Those that can be carried, in the order in which the original draws things.
    pub(super) const PLACED: [Self; 3] = [Self::Key, Self::Ball, Self::Box];

    /// The word in texts.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Ball => "ball",
            Self::Key => "key",
            Self::Door => "door",
        }
    }

    /// The original's number.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Door => 4,
            Self::Key => 5,
            Self::Ball => 6,
            Self::Box => 7,
        }
    }
}

/// How a door stands; everything else counts as open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Latch {
    #[default]
    Open,
    Closed,
    Locked,
}

impl Latch {
    /// The word in texts.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Locked => "locked",
        }
    }

    /// The original's number.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Open => 0,
            Self::Closed => 1,
            Self::Locked => 2,
        }
    }
}

/// A thing, named by its place in the list of the grid.
pub(super) type Id = usize;

/// A thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    pub(super) color: Color,
    pub(super) latch: Latch,
    /// What a box holds.
    pub(super) inside: Option<Id>,
}

impl Thing {
    /// A thing that is not a door.
    pub(super) fn loose(kind: Kind, color: Color) -> Self {
        Self { kind, color, latch: Latch::Open, inside: None }
    }

    /// A door that is locked, or closed.
    pub(super) fn door(color: Color, locked: bool) -> Self {
        let latch = if locked { Latch::Locked } else { Latch::Closed };
        Self { kind: Kind::Door, color, latch, inside: None }
    }

    /// The original's three numbers: kind, color, state.
    pub(super) fn code(&self) -> [u8; 3] {
        [self.kind.code(), self.color.code(), self.latch.code()]
    }

    /// Color and kind: `red ball`.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.color.word(), self.kind.word())
    }

    /// As observations name it: `red ball`, `red closed door`.
    pub(super) fn seen(&self) -> String {
        match self.kind {
            Kind::Door => format!("{} {} door", self.color.word(), self.latch.word()),
            _ => self.name(),
        }
    }
}
