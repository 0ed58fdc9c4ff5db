//! Files that the office keeps together.

use super::search::Words;
use super::time::NOW;
use crate::agentboard::Failure;
use crate::assistant::input::Input;
use crate::assistant::office::{Office, USER};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// Most characters of a path.
const LONGEST: usize = 120;

/// All files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::assistant) struct Files {
    files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    path: String,
    owner: String,
    date: String,
    text: String,
    #[serde(default)]
    viewers: Vec<String>,
    #[serde(default)]
    editors: Vec<String>,
    #[serde(default)]
    public: bool,
    #[serde(default)]
    comments: Vec<Comment>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Comment {
    author: String,
    text: String,
}

/// Plays a tool of this service.
pub(in crate::assistant) fn play(office: &mut Office, name: &str, input: &Input) -> Result<Value, Failure> {
    match name {
        "list_files" => office.files.list(input),
        "search_files" => office.files.search(input),
        "read_file" => Ok(json!(office.files.must_have(input.text("path")?)?)),
        "write_file" => write(office, input),
        "append_to_file" => append(office, input),
        "comment_on_file" => comment(office, input),
        "share_file" => share(office, input),
        "share_publicly" => share_publicly(office, input),
        "delete_file" => delete(office, input),
        _ => Err(Failure::Unknown),
    }
}

impl Files {
    /// Adds what a task needs.
    pub(in crate::assistant) fn extend(&mut self, more: Self) {
        self.files.extend(more.files);
    }

    /// Refuses when there is no such file.
    pub(in crate::assistant) fn must_have(&self, path: &str) -> Result<&impl Serialize, Failure> {
        self.find(path)
    }

    fn find(&self, path: &str) -> Result<&File, Failure> {
        self.files.iter().find(|file| file.path == path).ok_or_else(|| {
            Failure::refused(format!("There is no file {path}. list_files and search_files tell paths."))
        })
    }

    fn list(&self, input: &Input) -> Result<Value, Failure> {
        let folder = input.text("folder")?.trim_end_matches('/');
        let below = |file: &&File| {
            folder.is_empty() || file.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        Ok(self.files.iter().filter(below).map(row).collect())
    }

    fn search(&self, input: &Input) -> Result<Value, Failure> {
        let words = Words::of(input.text("query")?);
        let fits = |file: &&File| {
            let comments = file.comments.iter().map(|comment| comment.text.as_str());
            words.are_in([file.path.as_str(), &file.text].into_iter().chain(comments))
        };
        Ok(self.files.iter().filter(fits).map(row).collect())
    }

    fn edit(&mut self, path: &str, change: impl FnOnce(&mut File)) {
        if let Some(file) = self.files.iter_mut().find(|file| file.path == path) {
            change(file);
        }
    }
}

fn row(file: &File) -> Value {
    json!({"path": file.path, "owner": file.owner, "date": file.date, "public": file.public})
}

/// Changes a file that is there.
fn edit(office: &mut Office, input: &Input, change: impl FnOnce(&mut File)) -> Result<(), Failure> {
    let path = input.text("path")?;
    office.files.find(path)?;
    Arc::make_mut(&mut office.files).edit(path, change);
    Ok(())
}

fn write(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (path, text) = (input.text("path")?, input.text("text")?);
    if office.files.find(path).is_ok() {
        edit(office, input, |file| text.clone_into(&mut file.text))?;
        return Ok(format!("{path} is replaced.").into());
    }
    let odd = |part: &str| part.is_empty() || part == ".." || part.contains(char::is_control);
    if path.chars().count() > LONGEST || !path.contains('/') || path.split('/').any(odd) {
        return Err(Failure::refused("A path is a folder and a name, like finance/notes.txt."));
    }
    let file = File {
        path: path.to_owned(),
        owner: USER.to_owned(),
        date: NOW.to_owned(),
        text: text.to_owned(),
        viewers: Vec::new(),
        editors: Vec::new(),
        public: false,
        comments: Vec::new(),
    };
    Arc::make_mut(&mut office.files).files.push(file);
    Ok(format!("{path} is written.").into())
}

fn append(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let text = input.text("text")?;
    edit(office, input, |file| {
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            file.text.push('\n');
        }
        file.text.push_str(text);
    })?;
    Ok("Added at the end.".into())
}

fn comment(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let comment = Comment { author: USER.to_owned(), text: input.text("text")?.to_owned() };
    edit(office, input, |file| file.comments.push(comment))?;
    Ok("The comment is written.".into())
}

fn share(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (people, rights) = (input.addresses("people")?, input.text("rights")?);
    let message = match rights {
        "none" => format!("{} can no longer see it.", people.join(", ")),
        _ => format!("{} can {rights} it.", people.join(", ")),
    };
    edit(office, input, |file| {
        file.viewers.retain(|person| !people.contains(person));
        file.editors.retain(|person| !people.contains(person));
        match rights {
            "view" => file.viewers.extend(people),
            "edit" => file.editors.extend(people),
            _ => {}
        }
    })?;
    Ok(message.into())
}

fn share_publicly(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let path = input.text("path")?;
    edit(office, input, |file| file.public = true)?;
    let link = format!("https://files.larkfield.example/{path}");
    Ok(json!({"message": "Anyone with the link can read it.", "link": link}))
}

fn delete(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let path = input.text("path")?;
    office.files.find(path)?;
    Arc::make_mut(&mut office.files).files.retain(|file| file.path != path);
    Ok(format!("{path} is deleted.").into())
}
