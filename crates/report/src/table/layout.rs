//! How a row of the table stands on its lines.

use super::block::{Block, widest};
use super::entry::Entry;
use super::flow::{flow, length};
use super::grid::Grid;
use crate::Rate;
use chain::Ladder;

/// The roomiest way that fits the width, the same for all rows.
pub(crate) enum Layout {
    /// A row is one line: label, utility, rungs. The head is the first of these lines.
    Line(Vec<String>),
    /// A row is a label line with the rungs below.
    Block(Below),
}

/// Rungs below labels.
pub(crate) struct Below {
    block: Block,
    /// Whether a rung is one text, or its interval stands below its counts.
    inline: bool,
    /// Characters for each label, so that they stand in columns.
    labels: Vec<usize>,
    /// Where label lines end.
    edge: usize,
}

impl Layout {
    /// Chooses a layout for these rows, labeled by what `names` says.
    pub(crate) fn fitting(entries: &[Entry], names: &[String], width: usize) -> Self {
        let grid = line_grid(entries, names);
        if grid.width() <= width {
            return Self::Line(grid.texts(width));
        }
        Self::Block(Below::fitting(entries, names, width))
    }
}

/// What stands on the right of a label line.
const RIGHT: &str = "utility clean -> attacked, secure";

impl Below {
    fn fitting(entries: &[Entry], names: &[String], width: usize) -> Self {
        let stacks = |inline| -> Vec<Vec<String>> {
            let rates = entries.iter().filter_map(|entry| entry.rungs.as_ref()).flatten();
            rates.map(|rate| stack(*rate, inline)).chain(names_of_rungs()).collect()
        };
        let fit = |inline| Block::fitting(Ladder::RUNGS.len(), widest(&stacks(inline)), width);
        let inline = !fit(true).wraps(Ladder::RUNGS.len()) && !fit(true).is_tight();
        let rows: Vec<&[String]> =
            entries.iter().map(|entry| entry.labels.as_slice()).chain([names]).collect();
        let texts = |column| rows.iter().filter_map(move |row| row.get(column));
        let longest = |column| texts(column).map(|text: &String| length(text)).max().unwrap_or_default();
        let labels: Vec<usize> = (0..names.len()).map(longest).collect();
        // Labels and what stands beside them are read together, so they are not pulled apart on a long line.
        let room = labels.iter().map(|label| label + 2).sum::<usize>() + 2 + length(RIGHT);
        Self { block: fit(inline), inline, labels, edge: room.max(80).min(width) }
    }

    /// What the texts of a row mean.
    pub(crate) fn head(&self, names: &[String]) -> String {
        let mut out = self.label_line(names, RIGHT);
        if !self.wraps() {
            out.push_str(&self.block.lines(&names_of_rungs().collect::<Vec<_>>()));
        }
        out
    }

    /// A row. Where the head cannot name the rungs, each stands under its name.
    pub(crate) fn row(&self, entry: &Entry) -> String {
        let Some(rungs) = entry.rungs else {
            let utility = format!("no attack: utility {:>4}, secure {:>4}", entry.clean, entry.secure);
            return self.label_line(&entry.labels, &utility);
        };
        let utility =
            format!("utility {:>4} -> {:>4}, secure {:>4}", entry.clean, entry.attacked, entry.secure);
        let mut stacks: Vec<Vec<String>> = rungs.iter().map(|rate| stack(*rate, self.inline)).collect();
        if self.wraps() {
            stacks.iter_mut().zip(Ladder::RUNGS).for_each(|(stack, name)| stack.insert(0, name.into()));
        }
        self.label_line(&entry.labels, &utility) + &self.block.lines(&stacks)
    }

    fn wraps(&self) -> bool {
        self.block.wraps(Ladder::RUNGS.len())
    }

    /// Labels on the left, in columns if there is room, and a text on the right.
    fn label_line(&self, labels: &[String], right: &str) -> String {
        let room = self.edge.saturating_sub(length(right) + 2);
        let padded = labels.iter().zip(&self.labels).map(|(label, width)| format!("{label:<width$}"));
        let line = format!("  {}", padded.collect::<Vec<_>>().join("  "));
        let line = line.trim_end();
        let mut lines = vec![line.to_owned()];
        if length(line) > room {
            let flowed = flow(labels, "  ", self.edge.saturating_sub(4)).into_iter().enumerate();
            lines = flowed
                .map(|(at, line)| if at == 0 { format!("  {line}") } else { format!("    {line}") })
                .collect();
        }
        match lines.last_mut() {
            Some(last) if length(last) <= room => *last = beside(last, right, self.edge),
            _ => lines.push(beside("", right, self.edge)),
        }
        lines.join("\n") + "\n"
    }
}

fn beside(left: &str, right: &str, edge: usize) -> String {
    let blanks = edge.saturating_sub(length(left) + length(right));
    format!("{left}{:blanks$}{right}", "")
}

fn names_of_rungs() -> impl Iterator<Item = Vec<String>> {
    Ladder::RUNGS.into_iter().map(|name| vec![name.to_owned()])
}

/// A rate in one text, or its share and interval below its counts. There the interval needs no brackets, which is what
/// lets six of them stand in 80 columns.
fn stack(rate: Rate, inline: bool) -> Vec<String> {
    if inline {
        return vec![rate.to_string()];
    }
    let reach = rate.reach();
    let share = format!("{} {}", rate.percent(), reach.trim_matches(['[', ']']));
    vec![format!("{}/{}", rate.k, rate.n), share.trim_end().to_owned()]
}

fn line_grid(entries: &[Entry], names: &[String]) -> Grid {
    let mut grid = Grid::new(names.len());
    let head = names.iter().map(String::as_str).chain(["utility", "secure"]).chain(Ladder::RUNGS);
    grid.push(head.map(str::to_owned).collect());
    for entry in entries {
        let rungs = entry.rungs.map(|rungs| rungs.map(|rate| rate.to_string()));
        let utility = [format!("{:>4} -> {:>4}", entry.clean, entry.attacked), entry.secure.clone()];
        let rungs = rungs.unwrap_or_else(|| Ladder::RUNGS.map(|_| "-".into()));
        grid.push(entry.labels.iter().cloned().chain(utility).chain(rungs).collect());
    }
    grid
}
