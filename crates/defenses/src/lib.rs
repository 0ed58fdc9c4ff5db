//! Defenses: layers next to the host, and what the host is told besides.
//!
//! A defense is opened from its settings by [`open`], and armed for one service of one trial by [`Defense::arm`].
//! [`DEFENSES`] lists all of them.
//!
//! | part | what it is |
//! |---|---|
//! | [`Defense`] | a defense with its settings |
//! | [`Armed`] | its layers, and the [`Brief`] for the host |
//! | [`Pin`] | the fingerprint of a service's tool definitions |

mod armed;
mod catalogue;
mod defense;
mod detector;
mod error;
mod flow;
mod pin;
mod redact;
mod reminder;
mod removal;
mod settings;
mod spotlight;
mod texts;
mod whitelist;

pub use armed::{Armed, Brief, Setting};
pub use catalogue::{DEFENSES, open};
pub use defense::{Defense, Entry, Kind};
pub use error::DefenseError;
pub use pin::{Pin, pin_of};
pub use redact::REDACTED;
pub use reminder::{REMINDER, REMINDER_RULE};
pub use spotlight::MARK;
