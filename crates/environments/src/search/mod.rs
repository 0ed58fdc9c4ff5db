//! Search: a question whose answer stands on one or two pages of a small web.
//!
//! The web is our own: pages about the towns, people, firms, products, fairs and landmarks of a region that does not
//! exist, so that nobody knows the answers beforehand. The search scores as Lucene's does. An answer is right when it
//! matches after normalization, as in the question answering of AgentGym's SearchQA; the search takes what common search
//! services take, `query`, `count` and `page`.
//!
//! | file | what it holds |
//! |---|---|
//! | `words`, `region` | the region |
//! | `library` | the pages and the index over them |
//! | `questions` | questions and their answers |
//! | `answer` | when an answer is right |
//! | `world`, `tools`, `family` | the environment, its tools, the catalogue entry |

mod answer;
mod family;
mod library;
mod questions;
mod region;
mod tools;
mod words;
mod world;

pub use family::Search;
