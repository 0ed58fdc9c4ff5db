//! How missions are fulfilled, by one who sees the whole world.
//!
//! A deed is done by going where it can be done, over ways that may lead through what can be cleared away or unlocked.
//! Whatever turns up first on such a way is seen to, and the way is planned anew. When that gets nowhere, or takes too
//! long, the mission is attempted in another manner.

mod attempt;
mod deeds;
mod legs;
mod manner;
mod route;

pub(super) use attempt::solve;
