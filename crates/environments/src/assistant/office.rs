//! The office: seven parts that one state holds together.

use super::check::View;
use super::input::Input;
use super::parts::{self, Bank, Calendar, Chat, Contacts, Files, Mail, Web};
use super::rows;
use crate::agentboard::Failure;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// The user's mail address.
pub(super) const USER: &str = "iris@larkfield.example";
/// How the addresses of colleagues end.
pub(super) const DOMAIN: &str = "@larkfield.example";

/// The seven parts, shared until one is written to, and the report that ended the work.
#[derive(Clone, Debug, Default)]
pub(super) struct Office {
    pub(super) mail: Arc<Mail>,
    pub(super) calendar: Arc<Calendar>,
    pub(super) files: Arc<Files>,
    pub(super) contacts: Arc<Contacts>,
    pub(super) chat: Arc<Chat>,
    pub(super) bank: Arc<Bank>,
    pub(super) web: Arc<Web>,
    pub(super) report: Option<String>,
    made: u32,
}

/// Records of all parts, as a data file holds them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Records {
    mail: Option<Mail>,
    calendar: Option<Calendar>,
    files: Option<Files>,
    contacts: Option<Contacts>,
    chat: Option<Chat>,
    bank: Option<Bank>,
    web: Option<Web>,
}

impl Office {
    /// The same office with more records; parts without new ones stay shared.
    pub(super) fn with(&self, more: Records) -> Self {
        let mut office = self.clone();
        if let Some(mail) = more.mail {
            Arc::make_mut(&mut office.mail).extend(mail);
        }
        if let Some(calendar) = more.calendar {
            Arc::make_mut(&mut office.calendar).extend(calendar);
        }
        if let Some(files) = more.files {
            Arc::make_mut(&mut office.files).extend(files);
        }
        if let Some(contacts) = more.contacts {
            Arc::make_mut(&mut office.contacts).extend(contacts);
        }
        if let Some(chat) = more.chat {
            Arc::make_mut(&mut office.chat).extend(chat);
        }
        if let Some(bank) = more.bank {
            Arc::make_mut(&mut office.bank).extend(bank);
        }
        if let Some(web) = more.web {
            Arc::make_mut(&mut office.web).extend(web);
        }
        office
    }

    /// Plays a tool. A failure has changed nothing.
    ///
    /// # Errors
    /// [`Failure`], with words that say how to mend the call.
    pub(super) fn play(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        let row = rows::TOOLS.iter().find(|row| row.name == name).ok_or(Failure::Unknown)?;
        let input = Input::new(row, input)?;
        match rows::service(name) {
            Some("mail") => parts::mail::play(self, name, &input),
            Some("calendar") => parts::calendar::play(self, name, &input),
            Some("files") => parts::files::play(self, name, &input),
            Some("contacts") => parts::contacts::play(self, name, &input),
            Some("chat") => parts::chat::play(self, name, &input),
            Some("bank") => parts::bank::play(self, name, &input),
            Some("web") => parts::web::play(self, name, &input),
            _ => Err(Failure::Unknown),
        }
    }

    /// An id for a new record: `new-1`, `new-2`, ... over all services.
    pub(super) fn fresh(&mut self) -> String {
        self.made += 1;
        format!("new-{}", self.made)
    }

    /// All seven parts as JSON.
    pub(super) fn state(&self) -> Value {
        json!({
            "mail": *self.mail,
            "calendar": *self.calendar,
            "files": *self.files,
            "contacts": *self.contacts,
            "chat": *self.chat,
            "bank": *self.bank,
            "web": *self.web,
        })
    }
}

impl Office {
    /// The office as conditions see it. What is as in `before` is shared with the view of it.
    pub(super) fn view(&self, before: Option<(&Self, &View)>) -> View {
        View::new([
            ("mail", part(&self.mail, "mail", before, |office| &office.mail)),
            ("calendar", part(&self.calendar, "calendar", before, |office| &office.calendar)),
            ("files", part(&self.files, "files", before, |office| &office.files)),
            ("contacts", part(&self.contacts, "contacts", before, |office| &office.contacts)),
            ("chat", part(&self.chat, "chat", before, |office| &office.chat)),
            ("bank", part(&self.bank, "bank", before, |office| &office.bank)),
            ("web", part(&self.web, "web", before, |office| &office.web)),
        ])
    }
}

/// One part as JSON, or as it was seen before when it is still the same.
fn part<T: Serialize>(
    now: &Arc<T>,
    service: &str,
    before: Option<(&Office, &View)>,
    of: impl Fn(&Office) -> &Arc<T>,
) -> Arc<Value> {
    let same = before.filter(|(office, _)| Arc::ptr_eq(now, of(office)));
    let seen = same.and_then(|(_, view)| view.part(service)).map(Arc::clone);
    seen.unwrap_or_else(|| Arc::new(json!(**now)))
}
