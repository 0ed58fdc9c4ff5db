//! The address book.

use super::search::Words;
use crate::agentboard::Failure;
use crate::assistant::input::Input;
use crate::assistant::office::Office;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// All contacts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::assistant) struct Contacts {
    people: Vec<Contact>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Contact {
    id: String,
    name: String,
    email: String,
    phone: String,
    company: String,
    role: String,
    account: String,
    notes: String,
}

/// Plays a tool of this service.
pub(in crate::assistant) fn play(office: &mut Office, name: &str, input: &Input) -> Result<Value, Failure> {
    match name {
        "search_contacts" => office.contacts.search(input),
        "read_contact" => Ok(json!(office.contacts.find(input.text("id")?)?)),
        "add_contact" => add(office, input),
        "update_contact" => update(office, input),
        "delete_contact" => delete(office, input),
        _ => Err(Failure::Unknown),
    }
}

impl Contacts {
    /// Adds what a task needs.
    pub(in crate::assistant) fn extend(&mut self, more: Self) {
        self.people.extend(more.people);
    }

    fn find(&self, id: &str) -> Result<&Contact, Failure> {
        self.people.iter().find(|contact| contact.id == id).ok_or_else(|| {
            Failure::refused(format!("There is no contact with the id {id}. search_contacts tells ids."))
        })
    }

    fn search(&self, input: &Input) -> Result<Value, Failure> {
        let words = Words::of(input.text("query")?);
        let rows = self.people.iter().filter(|contact| words.are_in(contact.texts()));
        let row = |contact: &Contact| {
            json!({
                "id": contact.id, "name": contact.name, "email": contact.email,
                "company": contact.company, "role": contact.role,
            })
        };
        Ok(rows.map(row).collect())
    }
}

impl Contact {
    fn texts(&self) -> [&str; 7] {
        [&self.name, &self.email, &self.phone, &self.company, &self.role, &self.account, &self.notes]
    }

    /// Takes over what is given.
    fn fill(&mut self, input: &Input) -> Result<(), Failure> {
        let fields = [
            ("name", &mut self.name),
            ("phone", &mut self.phone),
            ("company", &mut self.company),
            ("role", &mut self.role),
            ("account", &mut self.account),
            ("notes", &mut self.notes),
        ];
        for (name, field) in fields {
            if let Some(text) = input.maybe(name)? {
                text.clone_into(field);
            }
        }
        if input.maybe("email")?.is_some() {
            self.email = input.address("email")?;
        }
        Ok(())
    }
}

fn add(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let mut contact = Contact::default();
    contact.fill(input)?;
    if let Some(same) = office.contacts.people.iter().find(|other| other.email == contact.email) {
        return Err(Failure::refused(format!(
            "{} is a contact already, with the id {}; update_contact changes it.",
            contact.email, same.id
        )));
    }
    contact.id = office.fresh();
    let answer = json!({"message": format!("{} is a contact now.", contact.name), "id": contact.id});
    Arc::make_mut(&mut office.contacts).people.push(contact);
    Ok(answer)
}

fn update(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let mut contact = office.contacts.find(input.text("id")?)?.clone();
    contact.fill(input)?;
    let message = format!("The details of {} are changed.", contact.name);
    let people = &mut Arc::make_mut(&mut office.contacts).people;
    if let Some(old) = people.iter_mut().find(|old| old.id == contact.id) {
        *old = contact;
    }
    Ok(message.into())
}

fn delete(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let id = input.text("id")?;
    let message = format!("{} is no contact any more.", office.contacts.find(id)?.name);
    Arc::make_mut(&mut office.contacts).people.retain(|contact| contact.id != id);
    Ok(message.into())
}
