//! SQLGym: a question, a database, one query.
//!
//! After SQLGym over the questions of BIRD (Li et al., 2023), as AgentGym serves it. The observation, the one query in a
//! block of SQL, the result cut at 100 characters and the reward, which compares sets of rows, are the original's;
//! databases and questions are our own. The settings `{"bird": "FOLDER", "split": "dev"}` play BIRD's.
//!
//! A database can only be read: writing, attaching files, loading extensions, chance and the clock are refused, and a
//! query that takes too many steps or gives too much is stopped. Steps are those of the database's machine, not of a
//! clock, so the same query always ends in the same way.
//!
//! Where we differ on purpose: the native tools let an agent look around before it hands its query in, and a query that
//! cannot be run is then no end; a report can be sent, which ends nothing; the schema is read from the database.

mod bird;
mod data;
mod database;
mod family;
mod questions;
mod schema;
mod tools;
mod value;
mod world;

pub use family::SqlGym;
