//! Texts in columns.

use super::flow::{flow, length};

/// Between two columns.
const GAP: usize = 2;

/// Lines of texts, each column as wide as needed: labels on the left side of theirs, numbers on the right.
#[derive(Default)]
pub(crate) struct Grid {
    labels: usize,
    lines: Vec<Vec<String>>,
}

impl Grid {
    /// A grid whose first columns are labels.
    pub(crate) fn new(labels: usize) -> Self {
        Self { labels, lines: vec![] }
    }

    /// Adds a line.
    pub(crate) fn push(&mut self, line: Vec<String>) {
        self.lines.push(line);
    }

    /// Characters that the widest line needs.
    pub(crate) fn width(&self) -> usize {
        Self::total(&self.widths())
    }

    /// Characters that the columns after the first need, with the gap before them.
    pub(crate) fn numbers(&self) -> usize {
        self.width() - self.widths().first().copied().unwrap_or_default()
    }

    /// Each line as text of at most `width` characters, without blanks at its end. A first label that is too long
    /// stands above its numbers.
    pub(crate) fn texts(&self, width: usize) -> Vec<String> {
        let mut widths = self.widths();
        let over = Self::total(&widths).saturating_sub(width);
        if let Some(first) = widths.first_mut() {
            *first = first.saturating_sub(over);
        }
        self.lines.iter().map(|line| self.text(line, &widths, width)).collect()
    }

    fn text(&self, line: &[String], widths: &[usize], width: usize) -> String {
        let mut above = Vec::new();
        let mut parts = Vec::new();
        for (column, (text, wide)) in line.iter().zip(widths).enumerate() {
            if column == 0 && length(text) > *wide {
                above = flow(std::slice::from_ref(text), "", width);
                parts.push(" ".repeat(*wide));
            } else if column < self.labels {
                parts.push(format!("{text:<wide$}"));
            } else {
                parts.push(format!("{text:>wide$}"));
            }
        }
        above.push(parts.join(&" ".repeat(GAP)).trim_end().to_owned());
        above.join("\n")
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.lines.iter().map(Vec::len).max().unwrap_or_default();
        let texts = |column| self.lines.iter().filter_map(move |line| line.get(column));
        (0..columns).map(|column| texts(column).map(|text| length(text)).max().unwrap_or_default()).collect()
    }

    fn total(widths: &[usize]) -> usize {
        widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
    }
}
