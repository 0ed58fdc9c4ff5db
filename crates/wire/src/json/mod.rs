//! JSON as spans: scan a text once, point into it, and edit it without touching any other byte.
//!
//! `serde_json` remains the way to *read* a value; this module exists because a typed round trip drops what it
//! does not know (unknown fields, duplicate keys, 23-digit integers, white space) and an honest tap may not.
//!
//! Policy on what RFC 8259 leaves open:
//! - duplicate keys are kept in the text and reported by [`Tape::duplicates`]; a path selects the last one,
//!   as most parsers do, and [`Tape::select_all`] selects every one;
//! - numbers of any size are kept as text;
//! - a lone surrogate escape is kept in the text and decoded as U+FFFD.

mod decode;
mod path;
mod scan;
mod schema;
mod tape;

pub use decode::{decode, encode};
pub use path::{Path, PathError, Segment};
pub use scan::{JsonError, Scan, Shape, Sink, Span, scan};
pub use schema::Below;
pub use tape::{Node, NodeId, Tape};
