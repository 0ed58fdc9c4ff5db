//! Searches, apart from everything else.

use super::flow::{sentence, thousands};
use super::grid::Grid;
use super::text::NARROWEST;
use crate::results::within;
use crate::{Results, show};
use store::{Axis, SearchCount};

impl Results {
    /// How often each adaptive attacker does harm within so many queries, by model, attack and defense; empty when there
    /// is none. None of it is in any other number.
    pub fn adaptive_text(&self, width: usize) -> String {
        let width = width.max(NARROWEST);
        let mut counts = SearchCount::regroup(&self.adaptive, &[Axis::Model, Axis::Attack, Axis::Defense]);
        if counts.is_empty() {
            return String::new();
        }
        counts.sort_by(|one, other| {
            let place = |count: &SearchCount, axis| {
                let (place, value) = self.order.place(axis, value(count, axis));
                (place, value.to_owned())
            };
            let places = |count| [Axis::Model, Axis::Attack, Axis::Defense].map(|axis| place(count, axis));
            places(one).cmp(&places(other))
        });
        let mut texts = self.grid(&counts).texts(width).into_iter();
        let mut out = sentence(ABOUT, 0, width);
        out.extend(texts.next().map(|head| format!("\n{head}\n")));
        let heading =
            |count| [Axis::Model, Axis::Attack].map(|axis| show::line(value(count, axis))).join(", ");
        let mut last = None;
        for (count, text) in counts.iter().zip(texts) {
            let heading = heading(count);
            if last.as_ref() != Some(&heading) {
                out.push_str(&format!("\n{}", sentence(&heading, 0, width)));
                last = Some(heading);
            }
            out.push_str(&format!("{text}\n"));
        }
        out
    }

    fn grid(&self, counts: &[SearchCount]) -> Grid {
        let budgets = self.budgets();
        let errors = counts.iter().any(|count| count.counted < count.searches);
        let mut grid = Grid::new(1);
        let mut push = |mut line: Vec<String>, failed: String| {
            line.extend(errors.then_some(failed));
            grid.push(line);
        };
        let names = budgets.iter().map(|budget| format!("<={}", thousands(*budget)));
        let head = ["  defense".into()].into_iter().chain(names).chain(["searches".into(), "queries".into()]);
        push(head.collect(), "errors".into());
        for count in counts {
            let rates = budgets.iter().map(|budget| within(count, *budget).percent());
            let label = format!("  {}", show::line(value(count, Axis::Defense)));
            let sums = [thousands(count.counted), thousands(count.queries)];
            push(
                [label].into_iter().chain(rates).chain(sums).collect(),
                thousands(count.searches - count.counted),
            );
        }
        grid
    }
}

const ABOUT: &str = "Adaptive attackers: searches that do harm within so many queries, in percent of all that came to \
    an end; in no number above";

fn value(count: &SearchCount, axis: Axis) -> &str {
    count.axes.get(axis).unwrap_or_default()
}
