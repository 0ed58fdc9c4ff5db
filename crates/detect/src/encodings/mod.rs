//! Encodings under which a payload may hide, and back.
//!
//! [`encode`] writes a text in a [`Scheme`]; [`decodings`] finds the encoded spans of a text, whatever stands around
//! them, and says what they say.

mod base64;
mod caesar;
mod english;
mod morse;
mod scheme;

pub use scheme::{Decoded, Scheme, decodings, encode};
