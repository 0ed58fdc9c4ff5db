//! Canaries: secrets whose departure can be proved.
//!
//! ## What it does
//! Recognizes one secret in the texts that left for a third party: plain, in another case or spacing, base64, hex,
//! percent-encoded, reversed, or cut into pieces over several texts.
//!
//! ## Why it works
//! The secret is random, so it stands nowhere by chance; undoing the common disguises of a short string is cheap,
//! and a match after undoing one is as good a proof as a match before.
//!
//! ## Example
//! ```
//! use detect::{Canary, Form};
//! let canary = Canary::new("MOSS-7QX2-91KD");
//! let leak = canary.leaks(&["weather in Oslo", "note: TU9TUy03UVgyLTkxS0Q="]).unwrap();
//! assert_eq!((leak.form, leak.at), (Form::Base64, 1));
//! assert_eq!(canary.leaks(&["weather in Oslo"]), None);
//! ```
//!
//! ## References
//! - RFC 4648 (base64, hex), RFC 3986 section 2.1 (percent-encoding).
//! - SAFE-T1911 (exfiltration through arguments), SAFE-T1910 (covert channels).

mod disguise;
mod secret;
mod split;

pub use secret::{Canary, Form, Leak};
pub use split::Trail;
