//! What a host forwards to its model, and how it conducts itself, as data.
//!
//! Two tables: [`SEEN`] has a line for each field and a column for each host, and [`PROFILES`] has a line for each
//! host. They are laid out as they were measured, so that they can be read beside `docs/profiles.md`.

mod conduct;
mod field;
mod host;
mod seen;

pub use conduct::{
    Beyond, Collision, Conduct, Elicitation, Headers, Invalid, Relist, Roots, Rounds, Screen, Subscribes,
};
pub use field::{Field, Fields};
pub use host::{PROFILES, Profile, profile};
pub use seen::SEEN;
