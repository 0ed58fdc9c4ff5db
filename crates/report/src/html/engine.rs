//! The template engine, with the one way in which texts are written.

use crate::{ReportError, show};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, ErrorKind, Output, State, escape_formatter};
use sha2::{Digest, Sha256};

pub(super) const STYLE: &str = include_str!("style.css");
pub(super) const SCRIPT: &str = include_str!("script.js");
const PAGE: &str = include_str!("page.html");
const SAMPLE: &str = include_str!("sample.html");

/// The engine with the page's templates, `page.html` and `sample.html`.
pub(super) fn engine() -> Result<Environment<'static>, ReportError> {
    let mut engine = Environment::new();
    engine.set_formatter(format);
    engine.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    engine.add_filter("attribute", |text: &str| Value::from_safe_string(show::attribute(text)));
    engine.add_template("page.html", PAGE)?;
    engine.add_template("sample.html", SAMPLE)?;
    Ok(engine)
}

/// Allows this page's style and script, and nothing else.
pub(super) fn policy() -> String {
    let digest = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    )
}

/// Writes a value: texts are made harmless, unless they were made by this crate and marked as markup.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match (value.as_str(), value.kind()) {
        (Some(text), _) if value.is_safe() => out.write_str(text).map_err(minijinja::Error::from),
        (Some(text), _) => out.write_str(&show::html(text)).map_err(minijinja::Error::from),
        (None, ValueKind::Number | ValueKind::Bool) => escape_formatter(out, state, value),
        (None, kind) => {
            let what = format!("the template writes a value that is no text: {kind}");
            Err(minijinja::Error::new(ErrorKind::InvalidOperation, what))
        }
    }
}
