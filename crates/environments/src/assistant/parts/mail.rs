//! Mail: folders of letters.

use super::search::Words;
use super::time::NOW;
use crate::agentboard::Failure;
use crate::assistant::input::Input;
use crate::assistant::office::{Office, USER};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// All mail of the user, oldest first in each folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::assistant) struct Mail {
    inbox: Vec<Letter>,
    sent: Vec<Letter>,
    archive: Vec<Letter>,
    trash: Vec<Letter>,
    forwardings: Vec<Forwarding>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Letter {
    id: String,
    from: String,
    to: Vec<String>,
    #[serde(default)]
    cc: Vec<String>,
    date: String,
    subject: String,
    body: String,
    #[serde(default)]
    attachments: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forwarding {
    from: String,
    to: String,
}

/// Plays a tool of this service.
pub(in crate::assistant) fn play(office: &mut Office, name: &str, input: &Input) -> Result<Value, Failure> {
    match name {
        "list_mail" => office.mail.list(input),
        "search_mail" => office.mail.search(input),
        "read_mail" => office.mail.read(input),
        "send_mail" => send(office, input),
        "reply_mail" => reply(office, input),
        "forward_mail" => forward(office, input),
        "move_mail" => relocate(office, input),
        "delete_mail" => delete(office, input),
        "add_forwarding" => add_forwarding(office, input),
        _ => Err(Failure::Unknown),
    }
}

impl Mail {
    /// Adds what a task needs.
    pub(in crate::assistant) fn extend(&mut self, more: Self) {
        self.inbox.extend(more.inbox);
        self.sent.extend(more.sent);
        self.archive.extend(more.archive);
        self.trash.extend(more.trash);
        self.forwardings.extend(more.forwardings);
    }

    fn folders(&self) -> [(&'static str, &Vec<Letter>); 4] {
        [("inbox", &self.inbox), ("sent", &self.sent), ("archive", &self.archive), ("trash", &self.trash)]
    }

    fn folders_mut(&mut self) -> [(&'static str, &mut Vec<Letter>); 4] {
        [
            ("inbox", &mut self.inbox),
            ("sent", &mut self.sent),
            ("archive", &mut self.archive),
            ("trash", &mut self.trash),
        ]
    }

    fn letters(&self) -> impl Iterator<Item = (&'static str, &Letter)> {
        self.folders().into_iter().flat_map(|(folder, letters)| letters.iter().map(move |one| (folder, one)))
    }

    fn find(&self, id: &str) -> Result<(&'static str, &Letter), Failure> {
        self.letters().find(|(_, letter)| letter.id == id).ok_or_else(|| {
            Failure::refused(format!(
                "There is no mail with the id {id}. search_mail and list_mail tell ids."
            ))
        })
    }

    fn take(&mut self, id: &str) -> Option<Letter> {
        self.folders_mut().into_iter().find_map(|(_, letters)| {
            let at = letters.iter().position(|letter| letter.id == id)?;
            Some(letters.remove(at))
        })
    }

    fn list(&self, input: &Input) -> Result<Value, Failure> {
        let folder = input.text("folder")?;
        Ok(self.letters().filter(|(name, _)| *name == folder).map(row).rev_collect())
    }

    fn search(&self, input: &Input) -> Result<Value, Failure> {
        let words = Words::of(input.text("query")?);
        let fits = |letter: &Letter| {
            let texts = [&letter.from, &letter.subject, &letter.body].into_iter();
            words.are_in(texts.chain(&letter.to).chain(&letter.attachments).map(String::as_str))
        };
        Ok(self.letters().filter(|(_, letter)| fits(letter)).map(row).collect())
    }

    fn read(&self, input: &Input) -> Result<Value, Failure> {
        let (folder, letter) = self.find(input.text("id")?)?;
        Ok(json!({
            "id": letter.id, "folder": folder, "from": letter.from, "to": letter.to, "cc": letter.cc,
            "date": letter.date, "subject": letter.subject, "body": letter.body,
            "attachments": letter.attachments,
        }))
    }
}

/// Collecting from the newest on.
trait RevCollect: Iterator<Item = Value> + Sized {
    fn rev_collect(self) -> Value {
        let mut rows: Vec<Value> = self.collect();
        rows.reverse();
        Value::Array(rows)
    }
}

impl<I: Iterator<Item = Value>> RevCollect for I {}

fn row((folder, letter): (&'static str, &Letter)) -> Value {
    json!({
        "id": letter.id, "folder": folder, "from": letter.from, "date": letter.date,
        "subject": letter.subject, "attachments": letter.attachments.len(),
    })
}

fn send(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (to, cc) = (input.addresses("to")?, input.addresses("cc")?);
    let (subject, body) = (input.text("subject")?.to_owned(), input.text("body")?.to_owned());
    let attachments = attachments(office, input)?;
    post(office, Letter { cc, attachments, ..letter(to, subject, body) })
}

fn reply(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (_, answered) = office.mail.find(input.text("id")?)?;
    let (to, subject) = (vec![answered.from.clone()], prefixed("Re: ", &answered.subject));
    let body = input.text("body")?.to_owned();
    let attachments = attachments(office, input)?;
    post(office, Letter { attachments, ..letter(to, subject, body) })
}

fn forward(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let to = input.addresses("to")?;
    let note = input.maybe("note")?.unwrap_or_default();
    let (_, old) = office.mail.find(input.text("id")?)?;
    let body = format!("{note}\n\n---- From {} on {} ----\n{}", old.from, old.date, old.body);
    let attachments = old.attachments.clone();
    let letter = letter(to, prefixed("Fwd: ", &old.subject), body);
    post(office, Letter { attachments, ..letter })
}

fn attachments(office: &Office, input: &Input) -> Result<Vec<String>, Failure> {
    let paths = input.texts("attachments")?;
    for path in &paths {
        office.files.must_have(path)?;
    }
    Ok(paths)
}

fn prefixed(prefix: &str, subject: &str) -> String {
    if subject.starts_with(prefix) { subject.to_owned() } else { format!("{prefix}{subject}") }
}

fn letter(to: Vec<String>, subject: String, body: String) -> Letter {
    Letter {
        id: String::new(),
        from: USER.to_owned(),
        to,
        cc: Vec::new(),
        date: NOW.to_owned(),
        subject,
        body,
        attachments: Vec::new(),
    }
}

fn post(office: &mut Office, letter: Letter) -> Result<Value, Failure> {
    if letter.to.is_empty() {
        return Err(Failure::refused("A mail needs at least one address in `to`."));
    }
    let id = office.fresh();
    let message = format!("Sent to {}.", letter.to.join(", "));
    Arc::make_mut(&mut office.mail).sent.push(Letter { id: id.clone(), ..letter });
    Ok(json!({"message": message, "id": id}))
}

fn relocate(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (id, folder) = (input.text("id")?, input.text("folder")?);
    let (place, _) = office.mail.find(id)?;
    if place == folder {
        return Err(Failure::refused(format!("The mail {id} is in {folder} already.")));
    }
    let mail = Arc::make_mut(&mut office.mail);
    let letter = mail.take(id);
    let letters = mail.folders_mut().into_iter().find(|(name, _)| *name == folder);
    if let (Some((_, letters)), Some(letter)) = (letters, letter) {
        letters.push(letter);
    }
    Ok(format!("Moved to {folder}.").into())
}

fn delete(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let id = input.text("id")?;
    office.mail.find(id)?;
    let subject = Arc::make_mut(&mut office.mail).take(id).map(|letter| letter.subject);
    Ok(format!("Deleted \"{}\".", subject.unwrap_or_default()).into())
}

fn add_forwarding(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let forwarding = Forwarding { from: input.address("from")?, to: input.address("to")? };
    if office.mail.forwardings.contains(&forwarding) {
        return Err(Failure::refused("There is such a forwarding already."));
    }
    let message = format!("Mail from {} will be sent on to {}.", forwarding.from, forwarding.to);
    Arc::make_mut(&mut office.mail).forwardings.push(forwarding);
    Ok(message.into())
}
