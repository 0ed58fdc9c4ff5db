//! Exit codes, and how errors are shown.

use lab::{ExperimentError, LabError};
use miette::{Diagnostic, LabeledSpan, NamedSource, Report, SourceCode, SourceOffset};
use report::show;
use std::fmt;
use std::process::ExitCode;
use textwrap::WordSplitter;

/// How a verb ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// 0: all well.
    Well,
    /// 2: the harness, a provider or a service failed in some trials.
    Harness,
    /// 10: something that was to hold does not.
    Gate,
    /// 130: stopped by the user.
    Interrupted,
}

/// A result of a verb. An error is the user's to mend: exit code 1, or 2 where the harness failed.
pub(crate) type Verdict = Result<Done, Failure>;

/// An error with its exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    report: Report,
    code: u8,
}

impl Failure {
    /// Something that was typed wrong: exit code 1.
    pub(crate) fn usage(what: impl fmt::Display) -> Self {
        Self { report: miette::miette!("{what}"), code: 1 }
    }

    /// The same, with what to do about it.
    pub(crate) fn advised(what: impl fmt::Display, help: &str) -> Self {
        Self { report: miette::miette!(help = help.to_owned(), "{what}"), code: 1 }
    }

    /// Something that the harness could not do: exit code 2.
    pub(crate) fn harness(what: impl fmt::Display) -> Self {
        Self { report: miette::miette!("{what}"), code: 2 }
    }
}

impl From<LabError> for Failure {
    fn from(error: LabError) -> Self {
        match error {
            LabError::Experiment(error) => Self { report: Report::new(Pointed::from(*error)), code: 1 },
            LabError::Name(_) => Self::usage(error),
            other => Self::harness(other),
        }
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::NotARun { .. } => Self::usage(error),
            other => Self::harness(other),
        }
    }
}

/// An error that points into an experiment file.
#[derive(Debug)]
struct Pointed {
    source: NamedSource<String>,
    at: Option<SourceOffset>,
    error: ExperimentError,
}

impl From<ExperimentError> for Pointed {
    fn from(error: ExperimentError) -> Self {
        let place = |line: u64| usize::try_from(line).unwrap_or(usize::MAX);
        let known = error.line > 0;
        let text = harmless(&error.text);
        let at = known.then(|| SourceOffset::from_location(&text, place(error.line), place(error.column)));
        Self { source: NamedSource::new(&error.file, text), at, error }
    }
}

/// The text for a snippet: one character for one, so that every column stays where it was. The file may be a
/// stranger's, and what a terminal would obey is not shown.
fn harmless(text: &str) -> String {
    let seen = |char: char| match show::pieces(char.encode_utf8(&mut [0; 4]), show::Lines::Kept).first() {
        Some(show::Piece::Escape(_)) if char != '\t' => char::REPLACEMENT_CHARACTER,
        _ => char,
    };
    text.chars().map(seen).collect()
}

impl fmt::Display for Pointed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = show::block(&self.error.what);
        match self.error.line {
            0 => write!(f, "{}: {what}", self.error.file),
            line => write!(f, "{}:{line}:{}: {what}", self.error.file, self.error.column),
        }
    }
}

impl std::error::Error for Pointed {}

impl Diagnostic for Pointed {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.error.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.at.map(|_| &self.source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let at = self.at?;
        Some(Box::new(std::iter::once(LabeledSpan::at_offset(at.offset(), "here"))))
    }
}

/// Has errors shown without a break in the middle of a name: ids hold hyphens.
pub(crate) fn prepare() {
    // Nobody has set another before.
    let _set = miette::set_hook(Box::new(|_| {
        Box::new(miette::MietteHandlerOpts::new().word_splitter(WordSplitter::NoHyphenation).build())
    }));
}

/// Shows what clap has to say: help on standard output with 0, mistakes on standard error with 1.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let shown = error.print();
    ExitCode::from(u8::from(shown.is_err() || error.use_stderr()))
}

/// The exit code of a verb; an error is shown first.
pub(crate) fn finish(done: Verdict) -> ExitCode {
    match done {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Harness) => ExitCode::from(2),
        Ok(Done::Gate) => ExitCode::from(10),
        Ok(Done::Interrupted) => ExitCode::from(130),
        Err(failure) => {
            complain(&format!("{:?}", failure.report));
            ExitCode::from(failure.code)
        }
    }
}

#[expect(clippy::print_stderr, reason = "the command line speaks here")]
fn complain(text: &str) {
    eprintln!("{}", text.trim_end());
}

/// Writes to standard output. A reader that has gone is no error.
pub(crate) fn say(text: &str) -> Verdict {
    use std::io::{ErrorKind, Write};
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::harness(format!("standard output: {error}")))
        }
        _ => Ok(Done::Well),
    }
}
