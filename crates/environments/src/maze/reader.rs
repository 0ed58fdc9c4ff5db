//! Mazes of the user's.

use super::carve::Course;
use super::grid::{Grid, Place};
use super::world::MOVES;
use crate::EnvironmentError;
use serde::Deserialize;
use serde_json::Value;

/// Most rows and most columns.
const MOST: usize = 100;

/// What the user may set.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// Rows of 0 and 1, or the path of a JSON file that holds them.
    #[serde(default)]
    maze: Option<Source>,
    /// Row and column.
    #[serde(default)]
    goal: Option<(usize, usize)>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Source {
    Rows(Vec<Vec<u8>>),
    File(String),
}

/// A maze with every start from which its goal can be reached in time, row by row.
pub(super) struct Plan {
    grid: Grid,
    goal: Place,
    starts: Vec<Place>,
}

impl Plan {
    /// The task at this index.
    pub(super) fn course(&self, index: usize) -> Option<Course> {
        let start = *self.starts.get(index)?;
        Some(Course { grid: self.grid.clone(), start, goal: self.goal })
    }

    /// How many tasks there are.
    pub(super) fn tasks(&self) -> usize {
        self.starts.len()
    }

    /// The user's maze; `None` when the settings name none.
    ///
    /// # Errors
    /// For settings that do not fit, a file that cannot be read, and an array that is no maze.
    pub(super) fn read(settings: &Value) -> Result<Option<Self>, EnvironmentError> {
        let settings = Option::<Settings>::deserialize(settings).map_err(|error| {
            unfit(format!(
                "{error}; the settings are `maze`, rows of 0 and 1 or a file, and `goal`, [row, column]"
            ))
        })?;
        let Settings { maze, goal } = settings.unwrap_or_default();
        let (source, (row, column)) = match (maze, goal) {
            (None, None) => return Ok(None),
            (Some(source), Some(goal)) => (source, goal),
            (Some(_), None) => return Err(unfit("`maze` needs a `goal`, [row, column]".to_owned())),
            (None, Some(_)) => return Err(unfit("`goal` needs a `maze`".to_owned())),
        };
        let rows = match source {
            Source::Rows(rows) => rows,
            Source::File(path) => load(&path)?,
        };
        Self::new(&rows, Place { row, column }).map(Some).map_err(unfit)
    }

    fn new(rows: &[Vec<u8>], goal: Place) -> Result<Self, String> {
        let width = rows.first().map_or(0, Vec::len);
        if width == 0 || width > MOST || rows.len() > MOST {
            return Err(format!("`maze` must have 1 to {MOST} rows and 1 to {MOST} columns"));
        }
        if let Some(row) = rows.iter().position(|row| row.len() != width) {
            return Err(format!("row {row} of `maze` is not as long as row 0, {width} cells"));
        }
        if let Some(row) = rows.iter().position(|row| row.iter().any(|cell| *cell > 1)) {
            return Err(format!("row {row} of `maze` has a cell that is neither 0, open, nor 1, a wall"));
        }
        let grid = Grid::new(rows.iter().map(|row| row.iter().map(|cell| *cell == 0).collect()).collect());
        if !grid.is_open(goal) {
            return Err(format!("`goal` {}, {} is not an open cell of `maze`", goal.row, goal.column));
        }
        let ways = grid.ways(goal);
        let starts = ways.iter().filter(|(_, (distance, _))| (1..=MOVES).contains(distance));
        let starts: Vec<Place> = starts.map(|(place, _)| *place).collect();
        if starts.is_empty() {
            return Err("no cell of `maze` leads to `goal`".to_owned());
        }
        Ok(Self { grid, goal, starts })
    }
}

fn load(path: &str) -> Result<Vec<Vec<u8>>, EnvironmentError> {
    let data = |what: String| EnvironmentError::Data { family: "maze", path: path.to_owned(), what };
    let text = std::fs::read_to_string(path).map_err(|error| data(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| data(format!("{error}; the file holds rows of 0 and 1")))
}

fn unfit(what: String) -> EnvironmentError {
    EnvironmentError::Settings { family: "maze", what }
}
