//! Layers, chains, taps, and the trace they leave.
//!
//! ```text
//! service <-> attack layers <-> (tap: planted) <-> defense layers <-> (tap: delivered) <-> host <-> (tap: exposed) model
//! ```
//!
//! A [`Layer`] sees every message, both ways, in order: message in, [`Flow`] out. A [`Chain`] is a list of layers.
//! The same chain stands between a host and a service in the lab ([`Chained`]), between two real links
//! ([`bridge()`]), and over a recorded trace.
//!
//! Laws, held by property tests: the empty chain is the identity byte for byte; no message is lost, doubled or
//! reordered; ids stay correlated.

mod bridge;
mod chained;
mod context;
mod error;
mod event;
mod expression;
mod finding;
mod hooks;
mod layer;
mod list;
mod recorder;
mod scope;
mod tap;
mod verdict;
mod view;
mod words;

pub use bridge::{Bridged, bridge};
pub use chained::Chained;
pub use context::Cx;
pub use error::LayerError;
pub use event::{Event, Part, Plant, Said, Tap};
pub use expression::{Expression, ExpressionError};
pub use finding::{Action, Finding};
pub use hooks::{Hooked, Hooks, Pending};
pub use layer::{Direction, Flow, Layer};
pub use list::Chain;
pub use recorder::{Recorder, Trace, TraceError};
pub use tap::TapLayer;
pub use verdict::{Ladder, Metrics, Outcome};
pub use view::{CallView, call_view};
pub use words::own_words;
