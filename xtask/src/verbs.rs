//! What `cargo xtask` can do.

use crate::trouble::{Done, Trouble};
use crate::{ci, deny, fuzz, say, schema, test, tidy, tools};

/// One task.
struct Verb {
    name: &'static str,
    arguments: &'static str,
    summary: &'static str,
    run: fn(&[String]) -> Done,
}

const VERBS: &[Verb] = &[
    Verb {
        name: "tools",
        arguments: "",
        summary: "Install the third-party servers that tests and experiments use, into .tools/",
        run: |_| tools::install(),
    },
    Verb {
        name: "test",
        arguments: "[ARGS]",
        summary: "Run tools, tidy, documentation tests and the whole test suite; ARGS go to the test runner",
        run: test::run,
    },
    Verb {
        name: "tidy",
        arguments: "",
        summary: "Check the rules of the house that the compiler does not",
        run: |_| tidy::run(),
    },
    Verb {
        name: "fuzz",
        arguments: "[SECONDS]",
        summary: "Run every fuzz target, 20 seconds each unless told otherwise; needs a nightly compiler",
        run: fuzz::run,
    },
    Verb {
        name: "deny",
        arguments: "",
        summary: "Check licenses, bans and sources of all dependencies",
        run: |_| deny::run(),
    },
    Verb {
        name: "schema",
        arguments: "[--check]",
        summary: "Write experiments/schema.json, or check that it is up to date",
        run: schema::run,
    },
    Verb {
        name: "ci",
        arguments: "",
        summary: "Everything that a change must pass: what .ci/run runs",
        run: |_| ci::run(),
    },
    Verb { name: "help", arguments: "", summary: "List the tasks", run: |_| help() },
];

/// Runs the task that the first word names.
pub(crate) fn dispatch(words: &[String]) -> Done {
    let Some((name, rest)) = words.split_first() else { return help() };
    match VERBS.iter().find(|verb| verb.name == name.trim_start_matches('-')) {
        Some(verb) if verb.arguments.is_empty() && !rest.is_empty() => {
            Err(Trouble::new(format!("`{name}` takes no arguments")))
        }
        Some(verb) => (verb.run)(rest),
        None => Err(Trouble::new(format!("there is no task `{name}`; `cargo xtask help` lists what exists"))),
    }
}

fn help() -> Done {
    say::line("Usage: cargo xtask TASK [ARGUMENTS]\n");
    for verb in VERBS {
        let usage = format!("{} {}", verb.name, verb.arguments);
        say::line(&format!("  {usage:<18} {}", verb.summary));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str], expected: &str) {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        assert!(dispatch(&words).unwrap_err().to_string().contains(expected));
    }

    #[test]
    fn bad_words_are_explained() {
        check(&["tests"], "there is no task `tests`");
        check(&["tidy", "up"], "`tidy` takes no arguments");
        check(&["fuzz", "soon"], "`soon` is not a number of seconds");
    }
}
