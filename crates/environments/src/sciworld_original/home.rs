//! Where the simulator is.

use super::process::Process;
use super::settings::Settings;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use wire::{Program, excerpt};

/// The Pythons that are asked where none is named.
const PYTHONS: [&str; 2] = ["python3", "python"];

/// Prints the folder of the package without importing it; an empty line where there is none.
const ASK: &str = "import importlib.util as u; s = u.find_spec('scienceworld'); \
                   print(next(iter(s.submodule_search_locations or []), '') if s else '')";

const HELP: &str = "install it by `pip install scienceworld`";

/// The files of the simulator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Home {
    /// The simulator itself.
    pub(super) jar: PathBuf,
    /// What it is reached by. The package has this one stand before the older one that the simulator contains.
    pub(super) py4j: PathBuf,
}

/// What was found by the setting's text. A failure is not remembered: it may be mended meanwhile.
static FOUND: Mutex<BTreeMap<String, Home>> = Mutex::new(BTreeMap::new());

impl Home {
    /// Finds the simulator.
    ///
    /// # Errors
    /// What is missing and how to get it.
    pub(super) fn find(settings: &Settings) -> Result<Self, String> {
        let found = || FOUND.lock().unwrap_or_else(PoisonError::into_inner);
        let known = found().get(&settings.original).cloned();
        if let Some(home) = known {
            return Ok(home);
        }
        let home = Self::of_jar(&jar(&settings.original, settings.timeout)?)?;
        found().insert(settings.original.clone(), home.clone());
        Ok(home)
    }

    /// The program as the package itself starts it. It ends when its input does.
    pub(super) fn java(&self) -> Program {
        let path = format!("{}:{}", self.py4j.display(), self.jar.display());
        let program = Program::new("java").arg("-classpath").arg(path).arg("py4j.GatewayServer");
        let program = program.arg("--die-on-broken-pipe").arg("0");
        match self.jar.parent() {
            Some(folder) => program.within(folder),
            None => program,
        }
    }

    /// Finds the other file by the simulator's: an installation has it in `share/py4j` of a folder above.
    fn of_jar(jar: &Path) -> Result<Self, String> {
        let jar = jar.canonicalize().map_err(|error| format!("`{}`: {error}", jar.display()))?;
        let beside = jar.parent().and_then(newest);
        let py4j = beside.or_else(|| jar.ancestors().find_map(|above| newest(&above.join("share/py4j"))));
        match py4j {
            Some(py4j) => Ok(Self { jar, py4j }),
            None => Err(format!(
                "there is no py4j*.jar beside `{}`, nor in share/py4j of a folder above; `pip install scienceworld` brings it",
                jar.display()
            )),
        }
    }
}

/// The simulator's jar.
fn jar(original: &str, patience: Duration) -> Result<PathBuf, String> {
    let path = Path::new(original);
    if original == "auto" {
        return any(patience);
    }
    if !path.is_file() {
        return Err(format!(
            "`original`: there is no file `{}`; give `auto`, or the path of a Python interpreter or of scienceworld.jar",
            excerpt(original)
        ));
    }
    if path.extension().is_some_and(|ending| ending == "jar") {
        return Ok(path.to_owned());
    }
    let found = ask(original, patience).map_err(|what| format!("`{}`: {what}", excerpt(original)))?;
    found.ok_or_else(|| format!("`{}` has no package `scienceworld`; {HELP}", excerpt(original)))
}

/// The jar of the first Python in `PATH` that has one.
fn any(patience: Duration) -> Result<PathBuf, String> {
    let mut asked = Vec::new();
    for python in PYTHONS {
        match ask(python, patience) {
            Ok(Some(jar)) => return Ok(jar),
            Ok(None) => asked.push(format!("{python} has no package `scienceworld`")),
            Err(what) => asked.push(format!("{python}: {what}")),
        }
    }
    Err(format!(
        "the original is not found: {}; {HELP}, or name in `original` a Python that has it",
        asked.join("; ")
    ))
}

/// Asks a Python for the jar of its package; `None` where it has no such package.
fn ask(python: &str, patience: Duration) -> Result<Option<PathBuf>, String> {
    let program = Program::new(python).arg("-c").arg(ASK);
    let process = Process::start(&program).map_err(|error| match error.kind() {
        ErrorKind::NotFound => "there is no such program".to_owned(),
        _ => format!("it does not start: {error}"),
    })?;
    let folder = process.line(patience)?;
    if folder.is_empty() {
        return Ok(None);
    }
    let jar = Path::new(&folder).join("scienceworld.jar");
    if jar.is_file() { Ok(Some(jar)) } else { Err(format!("`{}` is missing", jar.display())) }
}

/// The newest `py4j*.jar` of a folder, by name.
fn newest(folder: &Path) -> Option<PathBuf> {
    let names = fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let name = names.filter(|name| name.starts_with("py4j") && name.ends_with(".jar")).max()?;
    Some(folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::Home;
    use std::fs;

    #[test]
    fn a_jar_leads_to_its_companion() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let package = root.join("lib/python3/site-packages/scienceworld");
        let shared = root.join("share/py4j");
        fs::create_dir_all(&package).unwrap();
        fs::create_dir_all(&shared).unwrap();
        let jar = package.join("scienceworld.jar");
        fs::write(&jar, "").unwrap();
        let missing = Home::of_jar(&jar).unwrap_err();
        assert!(missing.contains("py4j*.jar"), "{missing}");
        for name in ["py4j0.10.9.7.jar", "py4j0.10.9.9.jar", "py4j.txt"] {
            fs::write(shared.join(name), "").unwrap();
        }
        assert_eq!(Home::of_jar(&jar).unwrap().py4j, shared.join("py4j0.10.9.9.jar"));
        fs::write(package.join("py4j.jar"), "").unwrap();
        assert_eq!(Home::of_jar(&jar).unwrap().py4j, package.join("py4j.jar"));
    }
}
