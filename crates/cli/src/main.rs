//! The binary `safemcp`: verbs, nothing else.

mod args;
mod catalog;
mod detector;
mod env;
mod exit;
mod layout;
mod pin;
mod place;
mod progress;
mod report;
mod results;
mod run;
mod serve;
mod struck;
mod trace;

use args::{Args, Verb};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    exit::prepare();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return exit::usage(&error),
    };
    let done = match args.verb {
        Verb::Run(args) => run::run(&args),
        Verb::Results(args) => results::results(&args),
        Verb::Report(args) => report::report(&args),
        Verb::Trace(args) => trace::trace(&args),
        Verb::Catalog(args) => catalog::catalog(&args),
        Verb::Serve(args) => serve::serve(&args),
        Verb::Pin(args) => pin::pin(&args),
        Verb::Env(args) => env::env(&args),
        Verb::Detector(args) => detector::detector(&args),
    };
    exit::finish(done)
}
