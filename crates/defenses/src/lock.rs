//! Lockfiles: the definitions of services as they were when somebody looked at them.

use crate::fingerprint::fingerprint;
use crate::survey::Surveyed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use thiserror::Error;
use wire::json::Tape;

/// The format that is read and written.
const FORMAT: &str = "safemcp.lock/1";

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

/// Fingerprints of a service's definitions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    /// How the service was reached: a command line or an address. For people.
    pub source: String,
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
    /// Kind and name of the definition, or `instructions`. The name is the service's: print it escaped.
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
        let text = std::fs::read_to_string(path).map_err(|error| fail(error.to_string()))?;
        let file: Self = serde_json::from_str(&text).map_err(|error| fail(error.to_string()))?;
        if file.format != FORMAT {
            return Err(fail(format!("its format is `{}`, not `{FORMAT}`", wire::excerpt(&file.format))));
        }
        Ok(file)
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
    pub fn of(source: &str, shown: &Surveyed) -> Self {
        let mut locked = Self { source: source.to_owned(), ..Self::default() };
        locked.instructions = shown.instructions.as_deref().map(|text| of_json(&wire::json::encode(text)));
        for (kind, definitions) in &shown.definitions {
            let named = definitions.iter().map(|(name, json)| (name.clone(), of_json(json))).collect();
            locked.definitions.insert(*kind, named);
        }
        locked
    }

    /// What is different in `now`.
    pub fn changes(&self, now: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        let pair = (self.instructions.as_ref(), now.instructions.as_ref());
        changes.extend(how(pair).map(|how| Change { how, what: "instructions".into() }));
        let none = BTreeMap::new();
        for kind in Defined::ALL {
            let old = self.definitions.get(&kind).unwrap_or(&none);
            let new = now.definitions.get(&kind).unwrap_or(&none);
            let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for name in names {
                let how = how((old.get(name), new.get(name)));
                changes.extend(how.map(|how| Change { how, what: format!("{} {name}", kind.member()) }));
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
