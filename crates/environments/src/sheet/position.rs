//! Cells by name: `B7`.

/// Rows of a sheet.
pub(super) const ROWS: usize = 1000;
/// Columns of a sheet: `A` to `Z`.
pub(super) const COLUMNS: usize = 26;

/// A place in a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    /// Row, from 0.
    pub(super) row: usize,
    /// Column, from 0.
    pub(super) column: usize,
}

/// A rectangle of cells, both corners included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) first: Position,
    pub(super) last: Position,
}

impl Position {
    /// Reads a name such as `B7`; letters may be small. `None` for what is no name or lies outside.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let (letter, digits) = name.trim().split_at_checked(1)?;
        let letter = letter.bytes().next()?.to_ascii_uppercase();
        let column = usize::from(letter.checked_sub(b'A')?);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let row = digits.parse::<usize>().ok().filter(|_| plain)?.checked_sub(1)?;
        (column < COLUMNS && row < ROWS).then_some(Self { row, column })
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        let letter = u8::try_from(self.column).unwrap_or_default().min(25);
        format!("{}{}", char::from(b'A' + letter), self.row + 1)
    }
}

impl Range {
    /// The rectangle between two corners, whichever way round.
    pub(super) fn between(one: Position, other: Position) -> Self {
        let (top, bottom) = (one.row.min(other.row), one.row.max(other.row));
        let (left, right) = (one.column.min(other.column), one.column.max(other.column));
        Self { first: Position { row: top, column: left }, last: Position { row: bottom, column: right } }
    }

    /// Its name: `A1:B2`.
    pub(super) fn name(self) -> String {
        format!("{}:{}", self.first.name(), self.last.name())
    }

    /// Whether a cell lies in it.
    pub(super) fn has(self, at: Position) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }

    /// Whether two rectangles share a cell.
    pub(super) fn meets(self, other: Self) -> bool {
        self.first.row <= other.last.row
            && other.first.row <= self.last.row
            && self.first.column <= other.last.column
            && other.first.column <= self.last.column
    }

    /// Its cells, row by row.
    pub(super) fn cells(self) -> impl Iterator<Item = Position> {
        let columns = self.first.column..=self.last.column;
        (self.first.row..=self.last.row)
            .flat_map(move |row| columns.clone().map(move |column| Position { row, column }))
    }
}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn reads_names() {
        for (name, expected) in [
            ("A1", Some((0, 0))),
            ("z1000", Some((999, 25))),
            ("B7", Some((6, 1))),
            ("A0", None),
            ("A1001", None),
            ("AA1", None),
            ("7", None),
            ("", None),
            ("A+1", None),
            ("\u{e9}1", None),
        ] {
            assert_eq!(Position::parse(name).map(|at| (at.row, at.column)), expected, "{name}");
        }
        assert_eq!(Position { row: 6, column: 1 }.name(), "B7");
    }
}
