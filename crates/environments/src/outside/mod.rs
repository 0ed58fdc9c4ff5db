//! Asking servers outside the program over HTTP, for environments whose settings name one.
//!
//! An environment is synchronous, so these calls wait: whoever makes one says so in [`waits`](crate::Environment::waits)
//! and is then called where waiting holds up nobody. Nothing here decides where to go: the address comes from the
//! settings, redirects are not followed (they could carry a key away), nothing but an open connection is kept between two
//! calls, and what comes back is bounded in time and in bytes. What went wrong is said without query, credentials and headers, where keys stand.
//!
//! `ask(&Request { url, headers: &[("accept", "application/json")], body: None, direct: false }, limit)?.success()` is the
//! body of what stands at `url`, or why there is none.
//!
//! | file | what it holds |
//! |---|---|
//! | `request` | what is asked, and the answer or why there is none |
//! | `exchange` | how it is carried |

mod exchange;
mod request;

pub(crate) use exchange::ask;
pub(crate) use request::{Answer, Failure, Limit, Request};
