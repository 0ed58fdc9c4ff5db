//! Secrets that can be told by their form.
//!
//! ## What it does
//! Finds API keys and tokens of well-known issuers, private keys, card numbers, bank account numbers, US social security
//! numbers and e-mail addresses.
//!
//! ## Why it works
//! Issuers give their keys prefixes so that they can be found; cards and accounts have check digits, so that one random
//! number in ten (card) or in ninety-seven (account) passes.
//!
//! ## Example
//! ```
//! use detect::secrets::{Sort, find};
//! let found = find("Charge 4242 4242 4242 4242, not 4242 4242 4242 4241.");
//! assert_eq!((found.len(), found[0].sort, &found[0].span), (1, Sort::Card, &(7..26)));
//! ```
//!
//! ## References
//! - ISO/IEC 7812-1 (check digit of cards), ISO 13616 (account numbers); the issuers' documentation of their prefixes.

mod checked;
mod patterns;

pub use patterns::{Found, Sort, find};
