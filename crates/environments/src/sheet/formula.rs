//! The seven operators, and formulas as they are typed: `=C2*D2`, `=SUM(B2:B9)/2`.

use super::cell::{Cell, Datum};
use super::format::Format;
use super::grid::Grid;
use super::position::{Position, Range};

/// The operators, in the original's order.
pub(super) const OPERATORS: [&str; 7] = ["SUM", "AVERAGE", "COUNT", "MAX", "MIN", "MINUS", "PRODUCT"];
/// Deepest nesting of a formula.
const DEEPEST: usize = 16;

/// What an operator works on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Argument {
    /// A cell.
    Cell(Position),
    /// A range of cells.
    Range(Range),
    /// A number.
    Number(f64),
}

/// Works an operator out: the result, and the format that a cell without one takes over.
pub(super) fn evaluate(operator: &str, arguments: &[Argument], grid: &Grid) -> (Datum, Format) {
    let numbers: Vec<f64> = arguments.iter().flat_map(|argument| numbers(*argument, grid)).collect();
    let least = || numbers.iter().copied().reduce(f64::min).unwrap_or_default();
    let most = || numbers.iter().copied().reduce(f64::max).unwrap_or_default();
    let sum = || numbers.iter().sum::<f64>();
    let taken = arguments.first().map(|first| format(*first, grid)).unwrap_or_default();
    let number = |number: f64| {
        if number.is_finite() { Datum::Number(number) } else { Datum::text("#NUM!") }
    };
    match operator {
        "SUM" => (number(sum()), taken),
        "AVERAGE" if numbers.is_empty() => (Datum::text("#DIV/0!"), Format::General),
        "AVERAGE" => (number(sum() / count(&numbers)), taken),
        "COUNT" => (number(count(&numbers)), Format::General),
        "MAX" => (number(most()), taken),
        "MIN" => (number(least()), taken),
        "MINUS" => (minus(arguments, grid), taken),
        "PRODUCT" if numbers.is_empty() => (Datum::Number(0.0), Format::General),
        "PRODUCT" => (number(numbers.iter().product()), Format::General),
        _ => (Datum::text("#NAME?"), Format::General),
    }
}

/// Works out a formula as it is typed, without its `=`.
pub(super) fn typed(text: &str, grid: &Grid) -> (Datum, Format) {
    let mut reader = Reader { rest: text, grid, depth: 0, format: Format::General };
    let value = reader.sum().filter(|_| reader.rest.trim().is_empty());
    match value {
        Some(number) if number.is_finite() => (Datum::Number(number), reader.format),
        Some(_) => (Datum::text("#NUM!"), Format::General),
        None => (Datum::text("#ERROR!"), Format::General),
    }
}

/// The numbers of an argument; texts and empty cells are passed over.
fn numbers(argument: Argument, grid: &Grid) -> Vec<f64> {
    let number = |at| grid.cell(at).and_then(|cell| cell.datum.number());
    match argument {
        Argument::Cell(at) => number(at).into_iter().collect(),
        Argument::Range(range) => {
            let (rows, columns) = grid.extent();
            let last = Position {
                row: range.last.row.min(rows.saturating_sub(1)),
                column: range.last.column.min(columns.saturating_sub(1)),
            };
            Range { last, ..range }.cells().filter_map(number).collect()
        }
        Argument::Number(number) => vec![number],
    }
}

fn format(argument: Argument, grid: &Grid) -> Format {
    match argument {
        Argument::Cell(at) | Argument::Range(Range { first: at, .. }) => {
            grid.cell(at).map(|cell| cell.format).filter(|format| *format != Format::Text).unwrap_or_default()
        }
        Argument::Number(_) => Format::General,
    }
}

/// One cell less another: it takes two, and no range.
fn minus(arguments: &[Argument], grid: &Grid) -> Datum {
    let value = |argument: &Argument| match argument {
        Argument::Number(number) => Some(*number),
        Argument::Cell(at) => match grid.cell(*at).map(|cell: &Cell| &cell.datum) {
            None | Some(Datum::Empty) => Some(0.0),
            Some(datum) => datum.number(),
        },
        Argument::Range(_) => None,
    };
    match arguments {
        [one, other] => match value(one).zip(value(other)) {
            Some((one, other)) => Datum::Number(one - other),
            None => Datum::text("#VALUE!"),
        },
        _ => Datum::text("#N/A"),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a sheet has 26,000 cells at most")]
fn count(numbers: &[f64]) -> f64 {
    numbers.len() as f64
}

struct Reader<'t> {
    rest: &'t str,
    grid: &'t Grid,
    depth: usize,
    format: Format,
}

impl Reader<'_> {
    fn sum(&mut self) -> Option<f64> {
        let mut value = self.product()?;
        loop {
            if self.takes('+') {
                value += self.product()?;
            } else if self.takes('-') {
                value -= self.product()?;
            } else {
                return Some(value);
            }
        }
    }

    fn product(&mut self) -> Option<f64> {
        let mut value = self.factor()?;
        loop {
            if self.takes('*') {
                value *= self.factor()?;
            } else if self.takes('/') {
                value /= self.factor()?;
            } else {
                return Some(value);
            }
        }
    }

    fn factor(&mut self) -> Option<f64> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let value = if self.takes('-') {
            self.factor().map(|value| -value)
        } else if self.takes('(') {
            let value = self.sum()?;
            self.takes(')').then_some(value)
        } else {
            self.operand()
        };
        self.depth -= 1;
        value
    }

    /// A number, a cell, or an operator with its arguments.
    fn operand(&mut self) -> Option<f64> {
        let word = self.word();
        if word.starts_with(|char: char| char.is_ascii_digit() || char == '.') {
            return word.parse().ok();
        }
        if let Some(at) = Position::parse(word) {
            return match self.grid.cell(at).map(|cell| &cell.datum) {
                None | Some(Datum::Empty) => Some(0.0),
                Some(datum) => datum.number(),
            };
        }
        let operator = word.to_ascii_uppercase();
        if !OPERATORS.contains(&operator.as_str()) || !self.takes('(') {
            return None;
        }
        let mut arguments = vec![self.argument()?];
        while self.takes(',') {
            arguments.push(self.argument()?);
        }
        let (value, format) = evaluate(&operator, &arguments, self.grid);
        self.format = format;
        self.takes(')').then(|| value.number())?
    }

    /// A range or a cell where one stands, else the value of what stands there.
    fn argument(&mut self) -> Option<Argument> {
        let before = self.rest;
        if let Some(first) = Position::parse(self.word()) {
            if self.takes(':') {
                return Some(Argument::Range(Range::between(first, Position::parse(self.word())?)));
            }
            if self.rest.trim_start().starts_with([',', ')']) {
                return Some(Argument::Cell(first));
            }
        }
        self.rest = before;
        self.sum().map(Argument::Number)
    }

    fn word(&mut self) -> &str {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|char: char| !char.is_ascii_alphanumeric() && char != '.');
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    fn takes(&mut self, wanted: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::typed;
    use crate::sheet::cell::{Cell, Datum};
    use crate::sheet::format::Format;
    use crate::sheet::grid::Grid;

    #[test]
    fn works_formulas_out() {
        let price = |number| Cell::new(Datum::Number(number), Format::fixed(2));
        let name = Cell::new(Datum::text("tea"), Format::General);
        let grid = Grid::new("s", vec![vec![price(2.5), price(4.0)], vec![name, price(10.0)]]);
        for (formula, expected) in [
            ("A1*B1", "10"),
            ("sum(A1:B2) / 2", "8.25"),
            ("SUM(A1,B1)", "6.50"),
            ("AVERAGE(B1:B2)", "7.00"),
            ("PRODUCT(A1:B1)", "10"),
            ("COUNT(A1:Z1000)", "3"),
            ("-(A1 - 2)*C9", "0"),
            ("MAX(A1*3, 2)", "7.5"),
            ("MINUS(B1,A1)", "1.50"),
            ("MINUS(A1:B1)", "#ERROR!"),
            ("A2+1", "#ERROR!"),
            ("1/0", "#NUM!"),
            ("SUM(", "#ERROR!"),
            (&"(".repeat(100), "#ERROR!"),
            ("IMPORTDATA(A1)", "#ERROR!"),
        ] {
            let (datum, format) = typed(formula, &grid);
            assert_eq!(datum.shown(format), expected, "{formula}");
        }
    }
}
