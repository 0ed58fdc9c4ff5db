//! Lockfiles: the definitions of services as they were when somebody looked at them.

use crate::Identity;
use crate::fingerprint::fingerprint;
use crate::survey::{Surveyed, named};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use thiserror::Error;
use wire::json::Tape;

/// The format that is read and written.
const FORMAT: &str = "safemcp.lock/2";

/// Locked definitions by the host's label of the service. Written with sorted keys, so that the same definitions give
/// the same file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lockfile {
    format: String,
    /// The services.
    pub services: BTreeMap<String, Locked>,
}

/// What kinds of definitions there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Defined {
    /// Tools, by name.
    Tools,
    /// Prompts, by name.
    Prompts,
    /// Resources, by address.
    Resources,
    /// Resource templates, by template of the address.
    ResourceTemplates,
}

/// A service as it was: its identity, and fingerprints of its definitions.
///
/// A fingerprint is BLAKE3, in hexadecimal digits, over canonical JSON. Members are sorted by key and escapes undone;
/// numbers stay as written and duplicate members all count, so that no two readers of a pinned definition can read it
/// differently.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    /// Which service it is.
    pub identity: Identity,
    /// Fingerprint of the instructions; absent where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    /// Fingerprints by kind, then by name.
    pub definitions: BTreeMap<Defined, BTreeMap<String, String>>,
}

/// A difference between two states of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub how: How,
    /// Kind and name of the definition; or `source: NEW`, `file WORD`, `name: NEW`, `instructions`. Much of it is the
    /// service's: print it escaped.
    pub what: String,
}

/// How a definition differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is new.
    Added,
    /// It is another.
    Changed,
    /// It is gone.
    Removed,
}

/// What every format has.
#[derive(Deserialize)]
struct Format {
    format: String,
}

/// A lockfile that cannot be used.
#[derive(Debug, Error)]
#[error("lockfile `{}`: {what}", path.display())]
pub struct LockError {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub what: String,
}

impl Defined {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Tools, Self::Prompts, Self::Resources, Self::ResourceTemplates];

    /// Member of a list's result that holds the definitions; also the word in the file, but for its case.
    pub fn member(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Prompts => "prompts",
            Self::Resources => "resources",
            Self::ResourceTemplates => "resourceTemplates",
        }
    }

    /// Member of a definition by which it is known.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tools | Self::Prompts => "name",
            Self::Resources => "uri",
            Self::ResourceTemplates => "uriTemplate",
        }
    }

    /// Method that lists the definitions.
    pub fn method(self) -> &'static str {
        match self {
            Self::Tools => "tools/list",
            Self::Prompts => "prompts/list",
            Self::Resources => "resources/list",
            Self::ResourceTemplates => "resources/templates/list",
        }
    }
}

impl Default for Lockfile {
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), services: BTreeMap::new() }
    }
}

impl Lockfile {
    /// Reads a lockfile.
    ///
    /// # Errors
    /// [`LockError`] when the file cannot be read, or is of another format.
    pub fn read(path: &Path) -> Result<Self, LockError> {
        let fail = |what: String| LockError { path: path.to_owned(), what };
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => fail("there is none; write it with `safemcp pin`".into()),
            _ => fail(error.to_string()),
        })?;
        let Format { format } = serde_json::from_str(&text).map_err(|error| fail(error.to_string()))?;
        if format != FORMAT {
            let format = wire::excerpt(&format);
            return Err(fail(format!(
                "its format is `{format}`, not `{FORMAT}`; pin the services again with `safemcp pin`, into a new file"
            )));
        }
        serde_json::from_str(&text).map_err(|error| fail(error.to_string()))
    }

    /// A fingerprint of all that is in it.
    pub(crate) fn fingerprint(&self) -> String {
        of_json(&serde_json::to_string(self).unwrap_or_default())
    }

    /// Writes the lockfile, as a whole or not at all.
    ///
    /// # Errors
    /// [`LockError`] when it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), LockError> {
        let fail = |what: String| LockError { path: path.to_owned(), what };
        let text = serde_json::to_string_pretty(self).map_err(|error| fail(error.to_string()))?;
        let beside = path.with_extension("new");
        std::fs::write(&beside, format!("{text}\n"))
            .and_then(|()| std::fs::rename(&beside, path))
            .map_err(|error| fail(error.to_string()))
    }
}

impl Locked {
    /// Locks what a service showed.
    pub fn of(identity: Identity, shown: &Surveyed) -> Self {
        let mut locked = Self { identity, ..Self::default() };
        locked.instructions = shown.instructions.as_deref().map(|text| of_json(&wire::json::encode(text)));
        for (kind, definitions) in &shown.definitions {
            let named = definitions.iter().map(|(name, json)| (name.clone(), of_json(json))).collect();
            locked.definitions.insert(*kind, named);
        }
        locked
    }

    /// Whether these definitions, each given as raw JSON, are all definitions of a kind and as they were, in any order.
    ///
    /// ```
    /// use defenses::{Defined, Identity, Locked, Surveyed};
    /// let tools = [("a", r#"{"name":"a","n":1}"#), ("b", r#"{"name":"b"}"#)];
    /// let tools = tools.map(|(name, json)| (name.to_owned(), json.to_owned())).into();
    /// let shown = Surveyed { instructions: None, definitions: [(Defined::Tools, tools)].into() };
    /// let locked = Locked::of(Identity::at("mail-server"), &shown);
    /// assert!(locked.defines(Defined::Tools, &[r#"{"name":"b"}"#, r#"{"n": 1, "n\u0061me": "a"}"#]));
    /// assert!(!locked.defines(Defined::Tools, &[r#"{"name":"b"}"#, r#"{"name":"a","n":2}"#]));
    /// assert!(!locked.defines(Defined::Tools, &[r#"{"name":"b"}"#, r#"{"name":"b"}"#]));
    /// ```
    pub fn defines(&self, kind: Defined, shown: &[&str]) -> bool {
        let Some(known) = self.definitions.get(&kind) else { return shown.is_empty() };
        let same = |json: &&str| {
            let name = named(json, kind)?;
            (known.get(&name)? == &of_json(json)).then_some(name)
        };
        // A definition that comes twice stands for one that does not come.
        let names: Option<BTreeSet<String>> = shown.iter().map(same).collect();
        shown.len() == known.len() && names.is_some_and(|names| names.len() == known.len())
    }

    /// What is different in `now`.
    pub fn changes(&self, now: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut note = |pair, what: String| changes.extend(how(pair).map(|how| Change { how, what }));
        let (was, is) = (&self.identity, &now.identity);
        note((Some(&was.source), Some(&is.source)), format!("source: {}", is.source));
        for word in was.files.keys().chain(is.files.keys()).collect::<BTreeSet<_>>() {
            note((was.files.get(word), is.files.get(word)), format!("file {word}"));
        }
        let name = is.server.as_ref().map(|server| format!(": {} {}", server.name, server.version));
        note((was.said(), is.said()), format!("name{}", name.unwrap_or_default()));
        note((self.instructions.as_ref(), now.instructions.as_ref()), "instructions".into());
        let none = BTreeMap::new();
        for kind in Defined::ALL {
            let old = self.definitions.get(&kind).unwrap_or(&none);
            let new = now.definitions.get(&kind).unwrap_or(&none);
            for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
                note((old.get(name), new.get(name)), format!("{} {name}", kind.member()));
            }
        }
        changes
    }
}

fn how(pair: (Option<&String>, Option<&String>)) -> Option<How> {
    match pair {
        (None, Some(_)) => Some(How::Added),
        (Some(_), None) => Some(How::Removed),
        (Some(old), Some(new)) if old != new => Some(How::Changed),
        _ => None,
    }
}

/// The fingerprint of a JSON text. What is not JSON is locked as it is.
fn of_json(json: &str) -> String {
    match Tape::parse(json, usize::MAX) {
        Ok(tape) => fingerprint(&tape, json, 0),
        Err(_) => blake3::hash(json.as_bytes()).to_hex().to_string(),
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        })
    }
}
