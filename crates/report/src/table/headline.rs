//! The shortest answer: what does each model do behind each defense?

use super::flow::{sentence, thousands};
use super::grid::Grid;
use super::text::NARROWEST;
use crate::{Rate, Results, Row, show};
use store::Axis;

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

impl Headline {
    fn errors(&self) -> u64 {
        self.clean.counts.uncounted() + self.attacked.counts.uncounted()
    }
}

impl Results {
    /// One line for each model and defense: how often the attack was seen by the model, how often it did harm, and what
    /// is left of the utility. Ids are never cut; fewer characters than 60 are taken for 60.
    pub fn headline(&self, width: usize) -> String {
        let width = width.max(NARROWEST);
        let lines = self.headlines();
        let grid = grid(&lines, width);
        let mut texts = grid.texts(width).into_iter();
        let mut out: String = texts.by_ref().take(2).map(|head| head + "\n").collect();
        let mut last = None;
        for (line, text) in lines.iter().zip(texts) {
            if last.replace(&line.model) != Some(&line.model) {
                out.push_str(&format!("\n{}", sentence(&show::line(&line.model), 0, width)));
            }
            out.push_str(&format!("{text}\n"));
        }
        out
    }

    /// The lines of the headline, by model, then defense.
    pub(crate) fn headlines(&self) -> Vec<Headline> {
        let groups = self.groups(&[Axis::Model, Axis::Defense]).into_iter();
        let line = |group: super::group::Group| Headline {
            model: group.value(Axis::Model).to_owned(),
            defense: group.value(Axis::Defense).to_owned(),
            clean: group.clean,
            attacked: group.attacked,
        };
        groups.map(line).collect()
    }
}

/// The lines under two lines of head. How often harm was done is said with less where numbers are large and lines
/// short; labels that are long stand above their numbers sooner than that.
fn grid(lines: &[Headline], width: usize) -> Grid {
    let shown: [fn(Rate) -> String; 3] =
        [|rate| rate.to_string(), |rate| format!("{} {}", rate.percent(), rate.reach()), Rate::percent];
    let mut grids = shown.into_iter().map(|shown| filled(lines, shown));
    let mut grid = grids.next().unwrap_or_default();
    while grid.numbers() + 14 > width {
        let Some(next) = grids.next() else { break };
        grid = next;
    }
    grid
}

fn filled(lines: &[Headline], shown: fn(Rate) -> String) -> Grid {
    let errors = lines.iter().any(|line| line.errors() > 0);
    let mut grid = Grid::new(1);
    let mut push =
        |texts: [String; 5]| grid.push(texts.into_iter().take(if errors { 5 } else { 4 }).collect());
    push(["", "", "", "utility clean", ""].map(String::from));
    push(["  defense", "exposed", "harmed", "-> attacked", "errors"].map(String::from));
    for line in lines {
        push([
            format!("  {}", show::line(&line.defense)),
            line.attacked.rung("exposed").percent(),
            shown(line.attacked.rung("harmed")),
            format!("{:>4} -> {:>4}", line.clean.utility(), line.attacked.utility()),
            thousands(line.errors()),
        ]);
    }
    grid
}
