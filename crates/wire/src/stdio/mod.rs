//! Messages as lines of text: the framing of stdio, and links over any pair of byte streams.
//!
//! Surfaces bounded here: T06 (size, invalid UTF-8, NUL, depth), T07 (missing, embedded or doubled newlines,
//! partial lines, other text on standard output). Nothing a peer writes ends the stream; each bad line is one
//! [`crate::LinkError::Malformed`], and reading goes on with the next.

mod framer;
mod reader;
mod stream;
mod writer;

pub use framer::{Framed, LineFramer};
pub use reader::LineReader;
pub use stream::{StdioServer, StreamLink};
pub use writer::{LineWriter, frame};
