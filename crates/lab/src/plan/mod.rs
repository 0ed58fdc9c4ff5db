//! What an experiment means: every trial, with its key.

mod attacker;
mod axes;
mod check;
mod expand;
mod fit;
mod key;
mod model;
mod subject;
mod summary;

pub use fit::LeftOut;
pub use subject::Subject;
pub use summary::Summary;

pub(crate) use attacker::Attacker;
pub(crate) use axes::{Grid, Place};
pub(crate) use model::ModelChoice;

use crate::{Experiment, ExperimentError, LabError};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use store::{Cell, Key};

/// Every trial of an experiment. Clean twins come first, because hostile trials are compared with them.
pub struct Plan {
    /// Name of the run.
    pub name: String,
    /// The trials, in the order in which they start.
    pub trials: Vec<Planned>,
    pub(crate) grid: Grid,
    /// Trials under way at once; `None` for the usual number.
    pub concurrency: Option<usize>,
    /// Trials that no attacker could arm, for reasons of the task.
    left_out: LeftOut,
    document: Value,
}

/// One trial: its key, and its place on each axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Identity.
    pub key: Key,
    /// Key of its clean twin; `None` for a clean trial.
    pub twin: Option<Key>,
    /// Seed.
    pub seed: u64,
    pub(crate) subject: usize,
    pub(crate) attack: Option<usize>,
    pub(crate) defense: usize,
    pub(crate) model: usize,
    pub(crate) profile: usize,
}

impl Plan {
    /// Resolves an experiment. `file` and `text` are for errors, and `here` is the folder that `{here}` stands for;
    /// `lookup` answers for environment variables that real models need.
    ///
    /// # Errors
    /// [`LabError::Experiment`] with the line of the entry that cannot be resolved, a model without a key among them,
    /// or for a plan without a trial.
    pub fn new(
        experiment: &Experiment,
        source: &Source<'_>,
        lookup: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, LabError> {
        let name = check::name(experiment, source)?;
        let grid = Grid::resolve(experiment, source, lookup)?;
        check::size(experiment, &grid, source)?;
        let (trials, left_out) = expand::expand(experiment, &grid);
        check::any(experiment, &grid, &trials, source)?;
        let behaviors = grid.behaviors.digest();
        let mut document = json!({"format": key::FORMAT, "experiment": experiment, "trials": trials.len()});
        // How many run at once changes nothing of what is found.
        if let Some(Value::Object(experiment)) = document.get_mut("experiment") {
            experiment.remove("concurrency");
        }
        // The file is named in the experiment; what it says is part of the plan too.
        if let (Some(digest), Value::Object(document)) = (behaviors, &mut document) {
            document.insert("behaviors".into(), digest.into());
        }
        Ok(Self { name, trials, grid, concurrency: experiment.concurrency, left_out, document })
    }

    /// The same plan under another name.
    ///
    /// # Errors
    /// [`LabError::Name`] for a name that leads out of the folder of runs.
    pub fn named(self, name: &str) -> Result<Self, LabError> {
        if !check::is_plain(name) {
            return Err(LabError::Name(wire::excerpt(name)));
        }
        Ok(Self { name: name.to_owned(), ..self })
    }

    /// The resolved plan as it is kept with the run.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// What a trial varies, in words.
    pub fn cell(&self, trial: &Planned) -> Cell {
        self.grid.cell(trial)
    }

    /// Totals, for a look before the start.
    pub fn summary(&self) -> Summary {
        Summary::of(self)
    }
}

/// Where an experiment came from.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// File name, or a name for a built-in one.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Its folder.
    pub here: PathBuf,
}

impl<'a> Source<'a> {
    /// A source whose folder is that of the file.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        let here = Path::new(file)
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .map_or_else(|| PathBuf::from("."), Path::to_path_buf);
        Self { file, text, here }
    }

    /// An error at a place of the text; line 0 where there is none.
    pub(crate) fn error(
        &self,
        line: u64,
        column: u64,
        what: String,
        help: impl Into<String>,
    ) -> ExperimentError {
        let help = Some(help.into()).filter(|help: &String| !help.is_empty());
        ExperimentError { file: self.file.to_owned(), text: self.text.to_owned(), line, column, what, help }
    }
}
