//! A workbook and the one sheet that is open.

use super::grid::Grid;
use super::input::{api, said};
use super::position::Position;
use crate::agentboard::{Failure, word};
use crate::python::quote;
use serde_json::{Map, Value, json};

/// What the original says before a sheet is open.
const CLOSED: &str = "Please open a sheet before operating it";

/// A workbook that left the user's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) email: String,
    pub(super) message: String,
}

/// A workbook.
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    sheets: Vec<Grid>,
    open: Option<String>,
    pub(super) shared: Vec<Share>,
}

impl Book {
    /// A workbook of these sheets; none is open.
    pub(super) fn new(sheets: Vec<Grid>) -> Self {
        Self { sheets, open: None, shared: Vec::new() }
    }

    /// The sheet of this name.
    pub(super) fn sheet(&self, name: &str) -> Option<&Grid> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// The open sheet.
    ///
    /// # Errors
    /// When none is open.
    pub(super) fn opened(&self) -> Result<&Grid, Failure> {
        let name = self.open.as_deref();
        name.and_then(|name| self.sheet(name)).ok_or_else(|| Failure::refused(CLOSED))
    }

    /// Opens a sheet.
    ///
    /// # Errors
    /// When there is none of that name.
    pub(super) fn open(&mut self, input: &Value) -> Result<Value, Failure> {
        let name = word(input, "name")?;
        let place = self.place(&name)?;
        let answer = format!("<Worksheet {} id:{place}>", quote(&name));
        self.open = Some(name);
        Ok(answer.into())
    }

    /// Deletes a sheet; the last one stays.
    ///
    /// # Errors
    /// When there is none of that name, or no other.
    pub(super) fn delete(&mut self, input: &Value) -> Result<Value, Failure> {
        let name = word(input, "name")?;
        let place = self.place(&name)?;
        if self.sheets.len() == 1 {
            return Err(api("You can't remove all the sheets in a document."));
        }
        self.sheets.remove(place);
        if self.open.as_ref() == Some(&name) {
            self.open = None;
        }
        Ok(format!("You have deleted sheet {name} successfully").into())
    }

    /// Shares the workbook by mail.
    ///
    /// # Errors
    /// When an input is missing.
    pub(super) fn share(&mut self, input: &Value) -> Result<Value, Failure> {
        let (email, message) = (word(input, "email")?, word(input, "message")?);
        let answer = format!("The workbook was shared with {email}.");
        self.shared.push(Share { email, message });
        Ok(answer.into())
    }

    /// Changes the open sheet, all or nothing.
    ///
    /// # Errors
    /// What `change` says, and when no sheet is open.
    pub(super) fn edit<T>(
        &mut self,
        change: impl FnOnce(&mut Grid) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut sheet = self.opened()?.clone();
        let answer = change(&mut sheet)?;
        if let Some(old) = self.sheets.iter_mut().find(|old| old.name == sheet.name) {
            *old = sheet;
        }
        Ok(answer)
    }

    /// Everything, for judges.
    pub(super) fn state(&self) -> Map<String, Value> {
        let shared = self.shared.iter().map(|sent| json!({"email": sent.email, "message": sent.message}));
        let mut members = Map::new();
        members.insert("sheets".to_owned(), self.sheets.iter().map(state).collect());
        members.insert("open".to_owned(), json!(self.open));
        members.insert("shared".to_owned(), shared.collect());
        members
    }

    fn place(&self, name: &str) -> Result<usize, Failure> {
        let place = self.sheets.iter().position(|sheet| sheet.name == name);
        place.ok_or_else(|| {
            let known = self.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>().join(", ");
            match said(name) {
                Failure::Refused(name) => {
                    Failure::Refused(format!("WorksheetNotFound({name}); the sheets are {known}"))
                }
                other => other,
            }
        })
    }
}

fn state(sheet: &Grid) -> Value {
    let notes: Map<String, Value> =
        sheet.notes().map(|(at, note)| (Position::name(at), note.into())).collect();
    let merges: Vec<String> = sheet.merges().iter().map(|merge| merge.name()).collect();
    json!({
        "name": sheet.name,
        "values": sheet.values(),
        "notes": notes,
        "merges": merges,
        "frozen": {"rows": sheet.frozen.0, "columns": sheet.frozen.1},
    })
}
