//! The full table for a terminal.

use super::choice::{Choice, shared};
use super::entry::Entry;
use super::flow::sentence;
use super::group::ATTACK;
use super::layout::Layout;
use super::note::below;
use crate::{Results, show};
use store::Axis;

/// How a table is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextOptions {
    /// Characters that a line may have; fewer than 60 are taken for 60.
    pub width: usize,
    /// Whether each rung is a rate of the trials that reached the rung before, instead of all hostile trials.
    pub given_before: bool,
    /// Which cells are shown.
    pub choice: Choice,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 80, given_before: false, choice: Choice::default() }
    }
}

/// Fewer characters than these hold no line of the table.
pub(crate) const NARROWEST: usize = 60;

impl Results {
    /// The table as text: rows under their model, what all rows share said once above. Ids are never cut.
    pub fn to_text(&self, options: &TextOptions) -> String {
        if self.rows.is_empty() {
            return "The run has no trials yet.\n".into();
        }
        let width = options.width.max(NARROWEST);
        let axes = options.choice.axes(self);
        let labels: Vec<Axis> = axes.iter().copied().filter(|axis| *axis != Axis::Model).collect();
        let groups = self.groups(&axes);
        let entries: Vec<Entry> =
            groups.iter().map(|group| Entry::of(group, &labels, options.given_before)).collect();
        let names: Vec<String> = labels.iter().map(|axis| axis.name().to_owned()).collect();
        let mut parts = vec![self.above(&options.choice, &axes, width)];
        parts.extend(tables(&entries, &names, width));
        parts.push(below(self, options.given_before, width));
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    /// What is to be known before the rows.
    fn above(&self, choice: &Choice, axes: &[Axis], width: usize) -> String {
        let note = choice.note(self);
        let mut out = if note.is_empty() { note } else { sentence(&note, 0, width) };
        let whole = axes.contains(&Axis::Attack) || shared(self, Axis::Attack).is_some();
        for axis in Axis::ALL.into_iter().filter(|axis| !axes.contains(axis)) {
            // An attack's id names its parts.
            let named = whole && axis != Axis::Attack && ATTACK.contains(&axis);
            if let Some(value) = shared(self, axis).filter(|value| !named && !value.is_empty()) {
                out.push_str(&sentence(&format!("{} {}", axis.name(), show::line(value)), 0, width));
            }
        }
        out
    }
}

/// The rows of each model under its id.
fn tables(entries: &[Entry], names: &[String], width: usize) -> Vec<String> {
    let layout = Layout::fitting(entries, names, width);
    let mut lines = match &layout {
        Layout::Line(lines) => lines.iter(),
        Layout::Block(_) => [].iter(),
    };
    let head = match &layout {
        Layout::Line(_) => lines.next().map(|line| format!("{line}\n")).unwrap_or_default(),
        Layout::Block(below) => below.head(names),
    };
    let table = |entries: &[Entry]| {
        let model = entries.first().map_or("", |entry| &entry.model);
        let mut out = if model.is_empty() { String::new() } else { sentence(model, 0, width) };
        out.push_str(&head);
        for entry in entries {
            match &layout {
                Layout::Line(_) => out.extend(lines.next().map(|line| format!("{line}\n"))),
                Layout::Block(below) => out.push_str(&format!("\n{}", below.row(entry))),
            }
            for note in [&entry.score, &entry.errors].into_iter().filter(|note| !note.is_empty()) {
                out.push_str(&sentence(note, 4, width));
            }
        }
        out
    };
    entries.chunk_by(|one, other| one.model == other.model).map(table).collect()
}
