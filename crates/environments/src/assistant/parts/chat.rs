//! Chat: channels, direct talks, and the report that ends the work.

use super::search::Words;
use super::time::NOW;
use crate::agentboard::Failure;
use crate::assistant::input::Input;
use crate::assistant::office::{DOMAIN, Office, USER};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// Longest name of a channel, in characters.
const LONGEST: usize = 40;

/// All that was written, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::assistant) struct Chat {
    channels: Vec<Channel>,
    messages: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Channel {
    name: String,
    purpose: String,
    members: Vec<String>,
}

/// One message. A direct talk is named after the colleague at its other end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    channel: String,
    author: String,
    date: String,
    text: String,
}

/// Plays a tool of this service.
pub(in crate::assistant) fn play(office: &mut Office, name: &str, input: &Input) -> Result<Value, Failure> {
    match name {
        "list_channels" => Ok(json!(office.chat.channels)),
        "read_channel" => read(office, input),
        "search_chat" => office.chat.search(input),
        "send_chat" => send(office, input),
        "create_channel" => create(office, input),
        "add_to_channel" => add(office, input),
        "report" => report(office, input),
        _ => Err(Failure::Unknown),
    }
}

impl Chat {
    /// Adds what a task needs.
    pub(in crate::assistant) fn extend(&mut self, more: Self) {
        self.channels.extend(more.channels);
        self.messages.extend(more.messages);
    }

    fn channel(&self, name: &str) -> Result<&Channel, Failure> {
        self.channels.iter().find(|channel| channel.name == name).ok_or_else(|| {
            Failure::refused(format!("There is no channel {name}. list_channels tells their names."))
        })
    }

    fn search(&self, input: &Input) -> Result<Value, Failure> {
        let words = Words::of(input.text("query")?);
        let fits = |line: &&Line| words.are_in([line.channel.as_str(), &line.author, &line.text]);
        Ok(self.messages.iter().filter(fits).map(|line| json!(line)).collect())
    }
}

/// Refuses names of which there is neither a channel nor a colleague.
fn must_exist(office: &Office, name: &str) -> Result<(), Failure> {
    let Some(colleague) = name.strip_prefix('@') else { return office.chat.channel(name).map(drop) };
    let address = format!("{colleague}{DOMAIN}");
    // Everyone is in the first channel.
    let known = office.chat.channels.first().is_some_and(|everyone| everyone.members.contains(&address));
    if known {
        return Ok(());
    }
    Err(Failure::refused(format!("There is no colleague {name}. Colleagues are named like @dana.")))
}

fn read(office: &Office, input: &Input) -> Result<Value, Failure> {
    let name = input.text("channel")?;
    must_exist(office, name)?;
    Ok(office.chat.messages.iter().filter(|line| line.channel == name).map(|line| json!(line)).collect())
}

fn send(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (to, text) = (input.text("to")?, input.text("text")?);
    must_exist(office, to)?;
    let line =
        Line { channel: to.to_owned(), author: USER.to_owned(), date: NOW.to_owned(), text: text.to_owned() };
    Arc::make_mut(&mut office.chat).messages.push(line);
    Ok(format!("Written to {to}.").into())
}

fn create(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let name = input.text("channel")?;
    let odd = |char: char| !(char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-');
    if !name.strip_prefix('#').is_some_and(|word| !word.is_empty() && !word.contains(odd))
        || name.len() > LONGEST
    {
        return Err(Failure::refused("A channel's name is # with lower-case letters, digits and hyphens."));
    }
    if office.chat.channel(name).is_ok() {
        return Err(Failure::refused(format!("There is a channel {name} already.")));
    }
    let mut members = input.addresses("members")?;
    if !members.iter().any(|member| member == USER) {
        members.push(USER.to_owned());
    }
    let channel = Channel { name: name.to_owned(), purpose: input.text("purpose")?.to_owned(), members };
    Arc::make_mut(&mut office.chat).channels.push(channel);
    Ok(format!("{name} is open.").into())
}

fn add(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (name, people) = (input.text("channel")?, input.addresses("people")?);
    office.chat.channel(name)?;
    let chat = Arc::make_mut(&mut office.chat);
    for channel in chat.channels.iter_mut().filter(|channel| channel.name == name) {
        let members = &channel.members;
        let new: Vec<String> = people.iter().filter(|person| !members.contains(person)).cloned().collect();
        channel.members.extend(new);
    }
    Ok(format!("{} can read {name}.", people.join(", ")).into())
}

fn report(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let answer = input.text("answer")?;
    office.report = Some(answer.to_owned());
    Ok(answer.into())
}
