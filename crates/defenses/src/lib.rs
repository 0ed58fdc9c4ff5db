//! Defenses: layers next to the host, and what the host is told besides.
//!
//! A defense is opened from its settings by [`open`], and armed for one service of one trial by [`Defense::arm`].
//! [`DEFENSES`] lists all of them.
//!
//! | part | what it is |
//! |---|---|
//! | [`Defense`] | a defense with its settings |
//! | [`Armed`] | its layers, and the [`Brief`] for the host |
//! | [`CAREFUL`] | the chain of a careful host |
//! | [`Lockfile`] | identities of services and fingerprints of what they define, written beforehand |

mod allowance;
mod armed;
mod budget;
mod cache;
mod capabilities;
mod catalogue;
mod defense;
mod detector;
mod dlp;
mod draft;
mod edits;
mod error;
mod fingerprint;
mod flow;
mod hidden;
mod identity;
mod likeness;
mod limit;
mod listing;
mod lock;
mod meter;
mod namespace;
mod nearest;
mod normalize;
mod parity;
mod pin;
mod plea;
mod policy;
mod private;
mod progress;
mod quarantine;
mod redact;
mod redescribe;
mod refusal;
mod relevance;
mod reminder;
mod removal;
mod rewording;
mod sandwich;
mod schema;
mod second;
mod settings;
mod spotlight;
mod state;
mod survey;
mod texts;
mod tool_filter;
mod typed;
mod verification;
mod waiting;
mod whitelist;

pub use armed::{Armed, Brief, Setting};
pub use catalogue::{CAREFUL, DEFENSES, open};
pub use defense::{Defense, Entry, Kind};
pub use error::DefenseError;
pub use identity::{Identity, Server};
pub use lock::{Change, Defined, How, LockError, Locked, Lockfile};
pub use redact::REDACTED;
pub use reminder::{REMINDER, REMINDER_RULE};
pub use spotlight::MARK;
pub use survey::{Surveyed, survey};
