//! Environments: deterministic worlds whose tools are MCP services.
//!
//! A [`Family`] opens an [`Environment`] by index and seed; an [`EnvironmentService`] puts it behind MCP in one of
//! two [`Shape`]s: native fine-grained tools, or AgentGym's single `step(action)`.
//!
//! An environment uses no clock, no ambient randomness and no unordered map: same index, same seed, same calls,
//! same state.

mod academia;
mod agentboard;
mod agentgym;
mod alfworld;
mod assistant;
mod babyai;
mod catalogue;
mod change;
mod environment;
mod error;
mod maze;
mod movie;
mod numpy;
mod outcome;
mod outside;
mod python;
mod replay;
mod sciworld;
mod sciworld_original;
mod search;
mod service;
mod sheet;
mod sqlgym;
mod stepper;
mod text;
mod textcraft;
mod todolist;
mod weather;
mod webshop;
mod wordle;

pub use academia::Academia;
pub use agentgym::{AgentGym, AgentGymLimits, AgentGymOffer, AgentGymServer};
pub use alfworld::AlfWorld;
pub use assistant::{Assistant, Instruction, Outline, ToolNature};
pub use babyai::BabyAi;
pub use catalogue::{CONNECTORS, FAMILIES, family};
pub use change::{Change, changes};
pub use environment::{About, Act, Environment, Family, Reply, Shape, Solution, Step, Task, Tool};
pub use error::EnvironmentError;
pub use maze::Maze;
pub use movie::Movie;
pub use replay::{Difference, Report, beside, replay};
pub use sciworld::SciWorld;
pub use sciworld_original::SciWorldOriginal;
pub use search::Search;
pub use service::{EnvironmentService, SharedEnvironment, share};
pub use sheet::Sheet;
pub use sqlgym::SqlGym;
pub use stepper::Stepper;
pub use textcraft::TextCraft;
pub use todolist::TodoList;
pub use weather::Weather;
pub use webshop::WebShop;
pub use wordle::Wordle;
