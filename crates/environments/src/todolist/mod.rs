//! TODOList: questions about a user's to-do list, and changes to it.
//!
//! After the to-do environment of AgentBoard (Ma et al., 2024), as AgentGym serves it; there it drives a real account of
//! an online service, here it is a store in memory. The tools, the texts and the reward are the original's; projects and
//! tasks are our own, generated. The settings `{"tasks": "FILE.jsonl", "projects": "FILE.json"}` play the original's.
//!
//! Where we differ on purpose: ids, order numbers and colors are not compared with the ground truth, since no action can change
//! them; the first `finish` ends an episode.

mod family;
mod generate;
mod goal;
mod ledger;
mod play;
mod reader;
mod store;
mod tools;
mod words;
mod world;

pub use family::TodoList;
