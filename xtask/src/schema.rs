//! The JSON schema of experiment files, for editors.

use crate::say;
use crate::shell::{Shell, root};
use crate::trouble::{Done, Trouble};

/// Where it is kept.
const PLACE: &str = "experiments/schema.json";

/// Writes the schema, or compares it with `--check`.
pub(crate) fn run(args: &[String]) -> Done {
    let check = match args {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => return Err(Trouble::new("`schema` takes `--check` or nothing")),
    };
    let path = root().join(PLACE);
    let text = Shell::cargo()
        .args(["run", "--quiet", "--package", "safemcp", "--", "catalog", "schema"])
        .output("")?;
    let text = format!("{text}\n");
    // A checkout may have turned line ends into CRLF.
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    match (kept == text, check) {
        (true, _) => say::line(&format!("schema: {PLACE} is up to date")),
        (false, true) => {
            return Err(Trouble::new(format!("{PLACE} is out of date: run `cargo xtask schema`")));
        }
        (false, false) => {
            std::fs::write(&path, text).map_err(Trouble::at(&path))?;
            say::line(&format!("schema: {PLACE} written"));
        }
    }
    Ok(())
}
