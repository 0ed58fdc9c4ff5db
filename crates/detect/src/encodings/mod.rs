//! Encodings under which a payload may hide, and back.
//!
//! [`encode`] writes a text in a [`Scheme`]; [`decodings`] finds the encoded spans of a text, whatever stands around
//! them, and says what they say.

mod alphabet;
mod base64;
mod common;
mod english;
mod invisible;
mod latin;
pub(crate) mod look_alike;
mod morse;
mod numeric;
mod reversed;
mod scheme;
mod scrambled;
mod substitution;

pub use alphabet::Alphabet;
pub use look_alike::Looks;
pub use scheme::{Decoded, Scheme, decodings, encode};
pub use scrambled::Order;
