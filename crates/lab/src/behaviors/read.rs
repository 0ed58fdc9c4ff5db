//! From a CSV file to behaviors.

use super::column::Column;
use super::format::{FORMATS, Format, place};
use super::place::{after, field};
use crate::ExperimentError;
use attacks::Behavior;
use csv::{ReaderBuilder, StringRecord};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Reads a file of behaviors.
///
/// # Errors
/// [`ExperimentError`] with the line and column of the file of behaviors.
pub(crate) fn read(path: &Path) -> Result<Vec<Arc<Behavior>>, ExperimentError> {
    let file = path.strip_prefix(".").unwrap_or(path).display().to_string();
    let bytes = std::fs::read(path).map_err(|error| ExperimentError {
        file: file.clone(),
        text: String::new(),
        line: 0,
        column: 0,
        what: format!("the file of behaviors cannot be read: {error}"),
        help: Some("`behaviors` names a CSV file, relative to the experiment file".into()),
    })?;
    let sheet = Sheet { file: &file, text: decoded(&file, &bytes)? };
    sheet.behaviors()
}

/// The text of a file in UTF-8, without its mark.
fn decoded(file: &str, bytes: &[u8]) -> Result<String, ExperimentError> {
    let wrong = |text: String, (line, column), what: String| ExperimentError {
        file: file.to_owned(),
        text,
        line,
        column,
        what,
        help: Some("save it as CSV in UTF-8".into()),
    };
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(wrong(String::new(), (0, 0), "the file is in UTF-16, not in UTF-8".into()));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let place = after(&String::from_utf8_lossy(good));
            let what = "this is not UTF-8".to_owned();
            Err(wrong(String::from_utf8_lossy(bytes).into_owned(), place, what))
        }
    }
}

/// A file's text.
struct Sheet<'f> {
    file: &'f str,
    text: String,
}

/// A row that is being read.
struct Row<'r> {
    format: &'static Format,
    head: &'r [String],
    record: &'r StringRecord,
    /// Counted from 1, the head line left out.
    number: usize,
}

impl Row<'_> {
    fn place(&self, column: Column) -> Option<usize> {
        let (_, name) = self.format.columns.iter().find(|(known, _)| *known == column)?;
        place(self.head, name)
    }

    /// What stands in a column, if anything does.
    fn value(&self, column: Column) -> Option<String> {
        let value = self.record.get(self.place(column)?)?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn start(&self) -> usize {
        self.record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default())
    }
}

impl Sheet<'_> {
    fn error(&self, (line, column): (u64, u64), what: String, help: &str) -> ExperimentError {
        let (file, text, help) = (self.file.to_owned(), self.text.clone(), Some(help.to_owned()));
        ExperimentError { file, text, line, column, what, help }
    }

    fn behaviors(&self) -> Result<Vec<Arc<Behavior>>, ExperimentError> {
        if self.text.trim().is_empty() {
            return Err(self.error((0, 0), "the file of behaviors is empty".into(), &heads()));
        }
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(self.text.as_bytes());
        let head = reader.headers().map_err(|error| self.broken(&error))?.clone();
        let head: Vec<String> = head.iter().map(|name| name.trim().to_owned()).collect();
        let format = Format::of(&head).map_err(|what| self.error((1, 1), what, &heads()))?;
        self.once(format, &head)?;
        let mut found: Vec<Arc<Behavior>> = Vec::new();
        let mut lines: BTreeMap<String, u64> = BTreeMap::new();
        for (number, record) in (1..).zip(reader.records()) {
            let record = record.map_err(|error| self.broken(&error))?;
            let row = Row { format, head: &head, record: &record, number };
            self.closed(&row)?;
            let behavior = self.behavior(&row)?;
            let (line, column) = field(&self.text, row.start(), row.place(Column::Id).unwrap_or_default());
            if let Some(first) = lines.insert(behavior.id.clone(), line) {
                let what = format!("there are two behaviors `{}`; the first is in line {first}", behavior.id);
                return Err(self.error((line, column), what, "give each an id of its own"));
            }
            found.push(Arc::new(behavior));
        }
        if found.is_empty() {
            let what = "the file has a head line and no behavior below it".to_owned();
            return Err(self.error((1, 1), what, "add one behavior a line"));
        }
        Ok(found)
    }

    /// Each column that is read stands in the head line once.
    fn once(&self, format: &Format, head: &[String]) -> Result<(), ExperimentError> {
        for (_, name) in format.columns {
            let mut places = head.iter().enumerate().filter(|(_, known)| known.eq_ignore_ascii_case(name));
            if let (Some(_), Some((second, _))) = (places.next(), places.next()) {
                let what = format!("there are two columns `{name}`");
                return Err(self.error(field(&self.text, 0, second), what, "rename or remove one of them"));
            }
        }
        Ok(())
    }

    /// A quotation mark that is never closed swallows all rows after it: the row is then the last one, and takes in what
    /// looks like further lines.
    fn closed(&self, row: &Row<'_>) -> Result<(), ExperimentError> {
        let rest = self.text.get(row.start()..).unwrap_or_default();
        let swallowed = row
            .record
            .iter()
            .next_back()
            .is_some_and(|last| self.text.ends_with(last) && last.contains('\n'));
        if !swallowed || rest.matches('"').count().is_multiple_of(2) {
            return Ok(());
        }
        let place = field(&self.text, row.start(), row.record.len().saturating_sub(1));
        let help = "close it; a quotation mark inside a quoted field is doubled";
        Err(self.error(place, "a quotation mark is opened here and never closed".into(), help))
    }

    fn behavior(&self, row: &Row<'_>) -> Result<Behavior, ExperimentError> {
        let expected = format!("{} writes {}", row.format.name, row.format.head());
        let (fields, columns) = (row.record.len(), row.head.len());
        if fields != columns {
            let what = format!("row {} has {fields} fields, and the head line has {columns}", row.number);
            let help = format!("put fields with commas or line breaks in quotation marks; {expected}");
            return Err(self.error(field(&self.text, row.start(), 0), what, &help));
        }
        let at = |column| field(&self.text, row.start(), row.place(column).unwrap_or_default());
        let Some(goal) = row.value(Column::Goal) else {
            let what = format!("row {} says nothing of what is to be done", row.number);
            return Err(self.error(
                at(Column::Goal),
                what,
                &format!("fill it in or remove the row; {expected}"),
            ));
        };
        let id = match row.place(Column::Id) {
            None => row.number.to_string(),
            Some(_) => row.value(Column::Id).unwrap_or_default(),
        };
        if !Behavior::is_name(&id) {
            let what = match id.as_str() {
                "" => format!("the behavior of row {} has no id", row.number),
                id => format!("`{}` cannot be the id of a behavior", wire::excerpt(id)),
            };
            let help = "an id is one word of visible ASCII characters, without `/` and `@`";
            return Err(self.error(at(Column::Id), what, help));
        }
        let (target, context) = (row.value(Column::Target), row.value(Column::Context));
        let category = row.value(Column::Category).or_else(|| row.value(Column::Group));
        Ok(Behavior { id, goal, target, context, category })
    }

    /// What the reader of CSV could not read.
    fn broken(&self, error: &csv::Error) -> ExperimentError {
        let at = error.position().map_or((0, 0), |position| (position.line(), 1));
        self.error(at, format!("this is not CSV: {error}"), "save it as CSV in UTF-8, with commas")
    }
}

/// What head lines are known.
fn heads() -> String {
    let heads: Vec<String> =
        FORMATS.iter().map(|format| format!("{} ({})", format.head(), format.name)).collect();
    format!("the first line names the columns, in any order: {}", heads.join(", or "))
}
