//! The full table for a terminal.

use super::column::{Column, layouts};
use super::grid::{Grid, Side};
use crate::{Results, Row, show};
use store::Axis;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextOptions {
    /// Characters that a line may have. Labels and columns are cut to fit, down to about 60.
    pub width: usize,
    /// Whether each rung is a rate of the trials that reached the rung before, instead of all attacked trials.
    pub given_before: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 80, given_before: false }
    }
}

impl Results {
    /// The table as text: rows grouped by attack, what all rows share said once above.
    pub fn to_text(&self, options: TextOptions) -> String {
        if self.rows.is_empty() {
            return "The run has no trials yet.\n".into();
        }
        let mut out = self.shared();
        let (groups, labels) = self.labels();
        let tables =
            layouts().into_iter().map(|columns| Table { results: self, labels: &labels, columns, options });
        let mut grid = Grid::new(vec![]);
        for table in tables {
            grid = table.grid();
            // Labels are cut only as much as still leaves them readable; then columns go.
            grid.squeeze(labels.len(), options.width, 16);
            if grid.width() <= options.width {
                break;
            }
        }
        grid.squeeze(labels.len(), options.width, 6);
        let mut lines = grid.lines().into_iter();
        out.extend(lines.next().map(|head| head + "\n"));
        let mut last = None;
        for (row, line) in self.ordered(groups).into_iter().zip(lines) {
            let attack = row.value(Axis::Attack);
            if groups && last.replace(attack) != Some(attack) {
                out.push_str(&format!("\n{}\n", heading(attack)));
            }
            out.push_str(&format!("{line}\n"));
        }
        out + "\n" + &self.legend(options.given_before)
    }

    /// Rows with one attack stand together; clean ones come first, for comparison.
    fn ordered(&self, groups: bool) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        if groups {
            rows.sort_by_key(|row| (!row.is_clean(), row.value(Axis::Attack)));
        }
        rows
    }

    /// Whether rows are grouped by attack, and the axes that label them besides.
    fn labels(&self) -> (bool, Vec<Axis>) {
        let mut labels = self.varied();
        let groups = labels.len() > 1 && labels.contains(&Axis::Attack);
        if groups {
            labels.retain(|axis| *axis != Axis::Attack);
        }
        (groups, labels)
    }

    fn shared(&self) -> String {
        let shared: Vec<String> = Axis::ALL
            .into_iter()
            .filter_map(|axis| Some((axis, self.common(axis)?)))
            .filter(|(_, value)| !value.is_empty())
            .map(|(axis, value)| format!("{} {}\n", axis.name(), show::line(value)))
            .collect();
        if shared.is_empty() { String::new() } else { shared.concat() + "\n" }
    }

    fn legend(&self, given_before: bool) -> String {
        let of = if given_before { "of the rung before" } else { "of attacked trials" };
        let mut legend = format!("rungs: share {of}; brackets: 95% interval\n");
        legend.push_str("n: trials observed to the end; utility: mean reward\n");
        legend.push_str("secure: solved with full reward and no harm\n");
        let errors = self.facts.counts.uncounted();
        if errors > 0 {
            legend.push_str(&format!("errors: {errors} in all, failed or stopped, in no rate\n"));
        }
        legend
    }
}

struct Table<'r> {
    results: &'r Results,
    labels: &'r [Axis],
    columns: Vec<Column>,
    options: TextOptions,
}

impl Table<'_> {
    fn grid(&self) -> Grid {
        let (groups, _) = self.results.labels();
        let labels = self.labels.iter().map(|axis| (axis.name().to_owned(), Side::Left));
        let columns = self.columns.iter().map(|column| (column.head().to_owned(), Side::Right));
        let mut grid = Grid::new(labels.chain(columns).collect());
        for row in self.results.ordered(groups) {
            let labels = self.labels.iter().map(|axis| label(row, *axis));
            let columns = self.columns.iter().map(|column| column.text(row, self.options.given_before));
            grid.push(labels.chain(columns).collect());
        }
        grid
    }
}

fn label(row: &Row, axis: Axis) -> String {
    let value = row.value(axis);
    if value.is_empty() { "-".into() } else { show::line(value) }
}

fn heading(attack: &str) -> String {
    if matches!(attack, "" | "none") { "no attack".into() } else { show::line(attack) }
}
