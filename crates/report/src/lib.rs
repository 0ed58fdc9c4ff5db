//! Statistics, tables and pages: what a run has to say.
//!
//! [`Results`] is the model: one row for each cell, every rate with its own denominator and its interval. It is shown
//! as text, CSV, JSON, and as one HTML page that needs nothing but itself. All text of a trace is hostile; [`show`] is
//! the one place that makes it harmless, in the terminal and in HTML alike.

mod error;
mod html;
mod results;
pub mod show;
mod statistics;
mod table;
mod trace;

pub use error::ReportError;
pub use html::{Sampling, page};
pub use results::{FORMAT, Facts, Results, Row, Rung};
pub use statistics::{Rate, wilson};
pub use table::{Choice, TextOptions, counted};
pub use trace::{Sort, Span, Tone, Turn, conversation, render_trace_text};
