//! Every entry stands in its catalogue: a file that nobody lists is never run.

use super::headings::{is_attack_entry, is_defense_entry};
use super::{Source, Violation};

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    let code = |path: &str| {
        sources.iter().find(|source| source.path == path).map_or("", |source| source.code.as_str())
    };
    let unlisted = |source: &&Source| {
        let (list, reference) = place(source);
        !code(&list).contains(&reference)
    };
    let entries = sources.iter().filter(|source| is_attack_entry(source) || is_defense_entry(source));
    entries
        .filter(unlisted)
        .map(|source| {
            let (list, reference) = place(source);
            Violation::new(&source.path, 1, format!("`{reference}` is not in {list}: list it"))
        })
        .collect()
}

/// Where an entry must be listed, and how.
fn place(source: &Source) -> (String, String) {
    match is_defense_entry(source) {
        true => (format!("{}/catalogue.rs", source.folder()), format!("{}::ENTRY", source.stem())),
        false => (format!("{}/mod.rs", source.folder()), format!("&{}::", source.stem())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &str, expected: &[&str]) {
        let folder = "crates/attacks/src/strategy";
        let sources = [
            Source::new(&format!("{folder}/direct.rs"), String::new()),
            Source::new(&format!("{folder}/mod.rs"), list.to_owned()),
        ];
        let found: Vec<_> = super::check(&sources).iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_unlisted_entry_is_found() {
        check("mod direct;\nconst ALL: &[&dyn Strategy] = &[&direct::Direct];", &[]);
        check(
            "mod direct; // &direct::Direct",
            &[
                "crates/attacks/src/strategy/direct.rs:1: `&direct::` is not in crates/attacks/src/strategy/mod.rs: list it",
            ],
        );
    }
}
