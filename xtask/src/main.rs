//! Repository tasks. `cargo xtask help` lists them.

mod ci;
mod deny;
mod fuzz;
mod say;
mod schema;
mod shell;
mod test;
mod tidy;
mod tools;
mod trouble;
mod verbs;

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match verbs::dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            say::error(&trouble.to_string());
            ExitCode::FAILURE
        }
    }
}
