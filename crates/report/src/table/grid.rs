//! Texts in columns.

/// Which side of a column its texts stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

/// Between two columns.
const GAP: usize = 2;

/// Lines of cells under a head, each as wide as needed.
pub(crate) struct Grid {
    sides: Vec<Side>,
    lines: Vec<Vec<String>>,
}

impl Grid {
    /// A grid with this head.
    pub(crate) fn new(head: Vec<(String, Side)>) -> Self {
        let (texts, sides) = head.into_iter().unzip();
        Self { sides, lines: vec![texts] }
    }

    /// Adds a line.
    pub(crate) fn push(&mut self, line: Vec<String>) {
        self.lines.push(line);
    }

    /// Characters that the widest line needs.
    pub(crate) fn width(&self) -> usize {
        let widths = self.widths();
        widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
    }

    /// Makes texts of the first `labels` columns shorter until the grid is no wider than `width`, the widest first, but
    /// leaves `least` characters of each.
    pub(crate) fn squeeze(&mut self, labels: usize, width: usize, least: usize) {
        let mut over = self.width().saturating_sub(width);
        while over > 0 {
            let widths = self.widths();
            let widest = widths.iter().take(labels).enumerate().max_by_key(|(_, width)| **width);
            let Some((column, widest)) = widest.filter(|(_, width)| **width > least) else { return };
            for line in &mut self.lines {
                line.iter_mut().skip(column).take(1).for_each(|text| shorten(text, widest - 1));
            }
            over -= 1;
        }
    }

    /// The lines, the head first, each without blanks at its end.
    pub(crate) fn lines(&self) -> Vec<String> {
        let widths = self.widths();
        let line = |cells: &Vec<String>| {
            let cells = cells.iter().zip(&self.sides).zip(&widths);
            let cells: Vec<String> = cells.map(|((text, side), width)| padded(text, *side, *width)).collect();
            cells.join(&" ".repeat(GAP)).trim_end().to_owned()
        };
        self.lines.iter().map(line).collect()
    }

    fn widths(&self) -> Vec<usize> {
        (0..self.sides.len())
            .map(|column| {
                let texts = self.lines.iter().filter_map(|line| line.get(column));
                texts.map(|text| text.chars().count()).max().unwrap_or_default()
            })
            .collect()
    }
}

fn padded(text: &str, side: Side, width: usize) -> String {
    match side {
        Side::Left => format!("{text:<width$}"),
        Side::Right => format!("{text:>width$}"),
    }
}

/// Takes characters from the middle: ids differ at both ends.
fn shorten(text: &mut String, width: usize) {
    let count = text.chars().count();
    if count > width {
        let (before, after) = (width / 2, width - width / 2 - 1);
        let start: String = text.chars().take(before).collect();
        *text = start + "…" + &text.chars().skip(count - after).collect::<String>();
    }
}
