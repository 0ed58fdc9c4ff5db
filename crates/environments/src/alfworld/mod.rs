//! ALFWorld: household chores in text.
//!
//! After ALFWorld (Shridhar et al., 2021) in its version 0.3.3, as AgentGym serves it. Actions, texts, admissible commands
//! and reward are the original's; rooms, furniture, things and requests are our own, drawn from a seed. The settings
//! `{"games": "FOLDER"}` play the original's game files, `{"problem": "PDDL TEXT", "request": "SENTENCE"}` one problem.
//! With `"wording": "0.4"` beside any of them, or alone, the words are those of version 0.4: `move` for `put`, `help`, and
//! where one arrives.
//!
//! Where we differ on purpose: an intercom is added, by which a message leaves the house; what is admissible is worked
//! out by hand from thirteen rules, not by a planner's language; the goals are the six kinds of the original and no
//! others.

mod action;
mod expression;
mod family;
mod games;
mod generate;
mod goal;
mod house;
mod plan;
mod problem;
mod rooms;
mod rules;
mod scene;
mod tools;
mod wording;
mod world;

pub use family::AlfWorld;
