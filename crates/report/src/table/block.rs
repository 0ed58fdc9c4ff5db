//! Columns of equal width, each of one or more texts on top of each other.

use super::flow::length;

/// Where the columns of a block stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    column: usize,
    gap: usize,
    indent: usize,
    /// Columns side by side; the others follow below.
    across: usize,
}

impl Block {
    /// Room for `count` columns of `column` characters in lines of `width`: all side by side if that can be, else in
    /// even portions.
    pub(crate) fn fitting(count: usize, column: usize, width: usize) -> Self {
        let portions = (1..=count).rev().filter(|across| count.is_multiple_of(*across));
        let blocks = portions.flat_map(|across| [2, 1].map(|gap| Self { column, gap, indent: 0, across }));
        let narrow = Self { column, gap: 0, indent: 0, across: 1 };
        let mut block = blocks.into_iter().find(|block| block.edge() <= width).unwrap_or(narrow);
        block.indent = width.saturating_sub(block.edge()).min(4);
        block
    }

    /// Whether columns stand close to each other.
    pub(crate) fn is_tight(&self) -> bool {
        self.gap < 2
    }

    /// Whether some columns stand below others.
    pub(crate) fn wraps(&self, count: usize) -> bool {
        self.across < count
    }

    /// Characters up to the right side of the last column.
    pub(crate) fn edge(&self) -> usize {
        self.indent + self.across * self.column + self.across.saturating_sub(1) * self.gap
    }

    /// The lines, each with its break.
    pub(crate) fn lines(&self, stacks: &[Vec<String>]) -> String {
        let mut out = String::new();
        for portion in stacks.chunks(self.across.max(1)) {
            let height = portion.iter().map(Vec::len).max().unwrap_or_default();
            for level in 0..height {
                let texts = portion.iter().map(|stack| stack.get(level).map_or("", String::as_str));
                out.push_str(&self.line(texts));
            }
        }
        out
    }

    fn line<'t>(&self, texts: impl Iterator<Item = &'t str>) -> String {
        let texts: Vec<String> = texts.map(|text| format!("{text:>width$}", width = self.column)).collect();
        format!("{:indent$}{}\n", "", texts.join(&" ".repeat(self.gap)), indent = self.indent)
    }
}

/// Characters of the widest text.
pub(crate) fn widest<'t>(stacks: impl IntoIterator<Item = &'t Vec<String>>) -> usize {
    stacks.into_iter().flatten().map(|text| length(text)).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Block;

    #[test]
    fn fits_as_many_columns_as_it_can() {
        for (column, width, across, edge) in [
            (11, 80, 6, 80),
            (11, 76, 6, 76),
            (12, 80, 6, 80),
            (13, 80, 3, 47),
            (13, 41, 3, 41),
            (40, 60, 1, 44),
            (60, 60, 1, 60),
        ] {
            let block = Block::fitting(6, column, width);
            assert_eq!((block.across, block.edge()), (across, edge), "{column} in {width}");
        }
    }
}
