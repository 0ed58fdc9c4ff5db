//! The shortest answer: what does each model do behind each defense?

use super::grid::{Grid, Side};
use crate::{Results, Row, show};
use std::collections::BTreeMap;
use store::{Axis, Counts};

/// One model behind one defense, over everything else.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Headline {
    pub(crate) model: String,
    pub(crate) defense: String,
    /// Trials without an attack.
    pub(crate) clean: Row,
    /// Trials with one.
    pub(crate) attacked: Row,
}

impl Results {
    /// One line for each model and defense: how often the attack was seen by the model, how often it did harm, and what
    /// is left of the utility. Fits 80 columns unless ids are longer than ten characters or so; they are cut to `width`.
    pub fn headline(&self, width: usize) -> String {
        let heads = ["exposed", "harmed", "utility", "attacked", "secure", "errors"];
        let heads = heads.map(|head| (head.to_owned(), Side::Right));
        let labels = ["model", "defense"].map(|head| (head.to_owned(), Side::Left));
        let mut grid = Grid::new(labels.into_iter().chain(heads).collect());
        for line in self.headlines() {
            let errors = line.clean.counts.uncounted() + line.attacked.counts.uncounted();
            grid.push(vec![
                show::line(&line.model),
                show::line(&line.defense),
                line.attacked.rung("exposed").percent(),
                line.attacked.rung("harmed").to_string(),
                line.clean.utility(),
                line.attacked.utility(),
                line.attacked.secure().percent(),
                errors.to_string(),
            ]);
        }
        grid.squeeze(2, width, 6);
        grid.lines().join("\n") + "\n"
    }

    /// The lines of the headline, by model, then defense.
    pub(crate) fn headlines(&self) -> Vec<Headline> {
        let mut lines: BTreeMap<(&str, &str), (Counts, Counts)> = BTreeMap::new();
        for row in &self.rows {
            let key = (row.value(Axis::Model), row.value(Axis::Defense));
            let (clean, attacked) = lines.entry(key).or_default();
            // A row whose attacked trials all failed has no ladder, but its attack's name tells.
            let is_clean = row.is_clean() && matches!(row.value(Axis::Attack), "" | "none");
            (if is_clean { clean } else { attacked }).add(&row.counts);
        }
        let row = |counts| Row { counts, ..Row::default() };
        let line = |((model, defense), (clean, attacked)): ((&str, &str), (Counts, Counts))| Headline {
            model: model.to_owned(),
            defense: defense.to_owned(),
            clean: row(clean),
            attacked: row(attacked),
        };
        lines.into_iter().map(line).collect()
    }
}
