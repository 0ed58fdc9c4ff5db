//! Which service it is: where the host found it, and what it calls itself.

use crate::fingerprint::fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use wire::json::{NodeId, Tape};
use wire::{Hello, Implementation, Program};

/// Members of a first answer in which a service names itself: in the initialize era, and in the stateless one.
const INTRODUCED: [&[&str]; 2] =
    [&["result", "serverInfo"], &["result", "_meta", "io.modelcontextprotocol/serverInfo"]];

/// The identity of a service. Its source and files are the host's own knowledge, in which the service has no say; its
/// name is what it says of itself (surface L03), which is pinned because a change of it is news.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// How the service is reached: a command line, an address, or `environment ID`.
    pub source: String,
    /// Fingerprints of the files that the command line names, by the word that names them: the program, and every
    /// argument that is a file.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
    /// What the service calls itself; absent where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<Server>,
}

/// What a service calls itself (`serverInfo`): never an identity alone, since any service can say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its name. The service's: print it escaped.
    pub name: String,
    /// Its version, as free.
    pub version: String,
    /// Fingerprint of all that it says of itself: title, icons and addresses included.
    pub fingerprint: String,
}

impl Identity {
    /// The identity of a service of which only the source is known.
    pub fn at(source: impl Into<String>) -> Self {
        Self { source: source.into(), ..Self::default() }
    }

    /// The identity of a program, with fingerprints (BLAKE3) of the files that it consists of as far as its command line
    /// names them. What the program loads besides is not covered.
    pub fn of_program(program: &Program) -> Self {
        let directory = program.directory.as_deref().unwrap_or(Path::new("."));
        let command = executable(&program.command, directory).map(|path| (&program.command, path));
        let arguments = program.args.iter().map(|word| (word, directory.join(word)));
        let files = command.into_iter().chain(arguments);
        let files = files.filter_map(|(word, path)| Some((word.clone(), digest(&path)?))).collect();
        Self { source: program.to_string(), files, server: None }
    }

    /// The same identity, with what the service called itself in its first answer.
    #[must_use]
    pub fn calling_itself(self, hello: &Hello) -> Self {
        let (text, tape) = (hello.answer.as_str(), hello.answer.tape());
        let said = introductions(&tape, text).last().map(|&id| fingerprint(&tape, text, id));
        let Implementation { name, version } = hello
            .server
            .clone()
            .unwrap_or_else(|| Implementation { name: String::new(), version: String::new() });
        Self { server: said.map(|fingerprint| Server { name, version, fingerprint }), ..self }
    }

    /// The fingerprint of what the service says of itself.
    pub(crate) fn said(&self) -> Option<&String> {
        self.server.as_ref().map(|server| &server.fingerprint)
    }

    /// Whether a service that the host reaches so is another one than this: it is found elsewhere, or a file of it is not
    /// what it was.
    pub fn is_elsewhere(&self, reached: &Self) -> bool {
        self.source != reached.source || self.files != reached.files
    }
}

/// Every value of a message in which a service names itself.
pub(crate) fn introductions(tape: &Tape, text: &str) -> Vec<NodeId> {
    let along = |names: &&[&str]| {
        names.iter().fold(vec![0], |at, name| {
            let children = at.into_iter().flat_map(|id| tape.children(id));
            children.filter(|&child| tape.key(text, child) == *name).collect()
        })
    };
    INTRODUCED.iter().flat_map(along).collect()
}

/// The file that a command starts: a path, or a name that is looked up as the operating system does.
fn executable(command: &str, directory: &Path) -> Option<PathBuf> {
    if command.contains(std::path::MAIN_SEPARATOR) {
        return Some(directory.join(command));
    }
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(command)).find(|path| path.is_file())
}

/// The fingerprint of a file; `None` for what is no file or cannot be read.
fn digest(path: &Path) -> Option<String> {
    let file = path.is_file().then(|| File::open(path).ok()).flatten()?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file).ok()?;
    Some(hasher.finalize().to_hex().to_string())
}
