//! Dependencies point down: which room may use which.

use super::{Source, Violation};

/// Every room with the rooms that it may use; `testkit` is for tests, and nobody ships it.
const ROOMS: &[(&str, &[&str])] = &[
    ("wire", &[]),
    ("detect", &[]),
    ("models", &["detect"]),
    ("chain", &["wire"]),
    ("sandbox", &["wire"]),
    ("environments", &["wire"]),
    ("testkit", &["wire"]),
    ("store", &["chain"]),
    ("attacks", &["chain", "detect", "environments", "models", "wire"]),
    ("defenses", &["chain", "detect", "models", "wire"]),
    ("agents", &["chain", "models", "wire"]),
    ("judge", &["attacks", "chain", "detect", "environments", "models", "wire"]),
    ("guard", &["chain", "defenses", "wire"]),
    ("scan", &["chain", "detect", "wire"]),
    ("report", &["chain", "store", "wire"]),
    (
        "lab",
        &[
            "agents",
            "attacks",
            "chain",
            "defenses",
            "detect",
            "environments",
            "judge",
            "models",
            "sandbox",
            "store",
            "wire",
        ],
    ),
    (
        "cli",
        &[
            "agents",
            "attacks",
            "chain",
            "defenses",
            "detect",
            "environments",
            "guard",
            "judge",
            "lab",
            "models",
            "report",
            "sandbox",
            "scan",
            "store",
            "wire",
        ],
    ),
];

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    sources
        .iter()
        .filter_map(|source| Some((source, room(&source.path)?)))
        .flat_map(|(source, room)| wrong(source, room))
        .collect()
}

/// The room whose manifest this is.
fn room(path: &str) -> Option<&str> {
    path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")
}

fn wrong(source: &Source, room: &str) -> Vec<Violation> {
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        let what = format!("`{room}` is not in the plan: add it to xtask/src/tidy/rooms.rs");
        return vec![Violation::new(&source.path, 1, what)];
    };
    let used = dependencies(&source.text).filter(|(_, name)| ROOMS.iter().any(|(room, _)| room == name));
    let wrong = used.filter(|(_, name)| !allowed.contains(name));
    wrong
        .map(|(line, name)| {
            let what = format!(
                "`{room}` must not use `{name}`: dependencies point down, see xtask/src/tidy/rooms.rs"
            );
            Violation::new(&source.path, line, what)
        })
        .collect()
}

/// Names of the ordinary dependencies with their lines.
fn dependencies(manifest: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut section = "";
    manifest.lines().enumerate().filter_map(move |(index, line)| {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
            return section.strip_prefix("dependencies.").map(|name| (index + 1, name));
        }
        let name =
            line.split(['.', '=', ' ']).next().filter(|name| !name.is_empty() && !name.starts_with('#'))?;
        (section == "dependencies").then_some((index + 1, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(room: &str, manifest: &str, expected: &[usize]) {
        let found = super::check(&[Source::new(&format!("crates/{room}/Cargo.toml"), manifest.to_owned())]);
        assert_eq!(found.iter().map(|violation| violation.line).collect::<Vec<_>>(), expected, "{found:?}");
    }

    #[test]
    fn a_wrong_direction_is_found() {
        check("chain", "[dependencies]\nwire.workspace = true\nserde = \"1\"\n", &[]);
        check("chain", "[dependencies]\nwire.workspace = true\nlab = { path = \"x\" }\n", &[3]);
        check("wire", "[dependencies.chain]\nworkspace = true\n", &[1]);
        check("wire", "[dev-dependencies]\ntestkit.workspace = true\n", &[]);
        check("wire", "[dependencies]\ntestkit.workspace = true\n", &[2]);
        check("cellar", "", &[1]);
    }

    #[test]
    fn the_plan_has_no_circle() {
        let place = |name: &str| ROOMS.iter().position(|(room, _)| *room == name).unwrap();
        for (room, used) in ROOMS {
            assert!(used.iter().all(|name| place(name) < place(room)), "{room} stands above what it uses");
        }
    }
}
