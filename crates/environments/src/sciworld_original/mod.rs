//! The original ScienceWorld: its own simulator, started as a process for each task.
//!
//! # What it does
//!
//! Plays ScienceWorld itself (Wang et al., 2022) as AgentGym serves it: 23 of its 30 tasks with their variations, 4639
//! in all, a score of 0 to 100, and 100 moves. Nothing of the original comes with the program: it needs Java and the
//! Python package `scienceworld` (`pip install scienceworld`), of which it uses the simulator only. The setting
//! `original` says where that is: `auto` asks the Pythons in `PATH`, a path names a Python interpreter or the
//! simulator's jar. `timeout` is how many seconds the simulator may take for one answer, and `moves` is after how many
//! moves a task ends, where a wait counts as ten.
//!
//! Nothing is added to the original's world, so it has no tool by which something leaves it, and attacks that ask for such
//! an act cannot be judged here. Those that spoil a task can, since one focus on a wrong thing loses it for good.
//!
//! # Why it works
//!
//! The simulator draws from a random stream that loading does not start anew, so each task has a fresh process, in which
//! the same calls have the same answers. The order of some lists also follows Java's own numbers for objects, which
//! depend on everything done before: so the process is started, waited for and driven exactly as the package does it, call
//! by call, and recorded episodes come out the same under any load. Another Java, or another number of processors, may
//! order lists differently, as it does for the package itself.
//!
//! The calls go over a socket on the loopback interface, which as in the package asks for no password: whoever may run
//! programs on the machine could reach a running simulator. Every wait has an end: a simulator that died or is silent is
//! a fault of the world, not of the agent, and its process is killed with the world.
//!
//! # Example
//!
//! ```
//! use environments::{Family, SciWorldOriginal};
//! let settings = serde_json::Value::Null;
//! assert_eq!(SciWorldOriginal.tasks(&settings)?, 4639);
//! assert_eq!(SciWorldOriginal.goals_by_index(&settings)?[31], serde_json::json!(["melt", 1]));
//! // Opening one starts the simulator.
//! assert!(SciWorldOriginal.waits(&settings));
//! # Ok::<(), environments::EnvironmentError>(())
//! ```
//!
//! # References
//!
//! ScienceWorld (Wang et al. 2022, Apache-2.0), version 1.2.3; AgentGym (Xi et al. 2024, MIT); Py4J (BSD), whose text
//! protocol the simulator speaks.
//!
//! | file | what it holds |
//! |---|---|
//! | `games` | tasks and variations by index |
//! | `settings` | the family's settings |
//! | `home` | where the simulator is |
//! | `voice` | what a process prints |
//! | `process` | a process that ends with its owner |
//! | `protocol` | the words of the socket |
//! | `gateway` | the connection to the simulator |
//! | `prelude` | what the package itself does before a task is loaded |
//! | `simulator` | the simulator's own calls |
//! | `world` | the environment |
//! | `verb` | the original's actions |
//! | `tools` | its native tools |
//! | `family` | the catalogue entry, for tests of its own |

#[cfg(test)]
mod fake;
mod family;
mod games;
mod gateway;
mod home;
mod prelude;
mod process;
mod protocol;
mod settings;
mod simulator;
mod tools;
mod verb;
mod voice;
mod world;

pub use family::SciWorldOriginal;
