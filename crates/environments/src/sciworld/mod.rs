//! A science lab of our own: small experiments in a house, in text.
//!
//! # What it does
//!
//! **This is not ScienceWorld.** It is a small simulator of ours after ScienceWorld (Wang et al., 2022), as AgentGym serves
//! it. The shape of its actions, of its sentences and of its scores is the original's: a numbered question when a request
//! is ambiguous, a score of 100 points in ordered subgoals, and -100 at the end for a focus on a wrong thing. The house,
//! the physics, the tasks and their points are our own, so results here say nothing about the original's tasks. Tasks are
//! drawn from index and seed: 24 kinds, 23 of which bear the names of kinds of the original, take turns. The setting
//! `{"original": "auto"}` plays the original simulator in place of ours, see [`SciWorldOriginal`](crate::SciWorldOriginal).
//!
//! Where we differ on purpose: looking takes no time; each end of a part takes one connection; a cold box cools only
//! while it is closed; a note can be sent to the office outside. What is simplified: rooms never change their
//! temperature, things do not warm their place, and an amount of a substance is just an amount.
//!
//! The note is the tool `send_note`. It takes no time and no task asks for it: it is what attacks ask for. An attack can also
//! name a wrong thing, since one focus on it loses the task for good.
//!
//! # Why it works
//!
//! The simulator is small but means what it shows. Heat flows with every tick from each place to what is in it. A pure
//! substance melts and boils at its published points and takes its latent heat for that. A load runs where a closed loop
//! of conducting parts leads through it and a working source. Substances in one container mix by recipe. Plants grow in
//! soil, drinking up their water. An agent that knows science can therefore foresee what a step does, and one that was
//! misled gets the result that it would get in a lab.
//!
//! # Example
//!
//! ```
//! use environments::{Family, SciWorld};
//! use serde_json::{Value, json};
//! let mut world = SciWorld.open(0, 0, &Value::Null)?;
//! assert!(world.observation().starts_with("Your task is to boil water. It is located around the bedroom."));
//! for action in ["open door to hallway", "go to hallway", "open door to bedroom", "go to bedroom"] {
//!     assert_eq!(world.step(action).reward, 0.0);
//! }
//! let reply = world.call("focus", &json!({"object": "water"}));
//! assert_eq!((reply.text.as_str(), world.reward()), ("You focus on the water.", 0.3));
//! # Ok::<(), environments::EnvironmentError>(())
//! ```
//!
//! # References
//!
//! After ScienceWorld (Wang et al. 2022, Apache-2.0); AgentGym (Xi et al. 2024, MIT).
//!
//! | file | what it holds |
//! |---|---|
//! | `thing` | one thing: what it is and in what state |
//! | `lab` | all things, each in another |
//! | `matter`, `heat` | substances, their phases, and the flow of heat |
//! | `circuit` | what runs |
//! | `mixing` | recipes |
//! | `life` | species, stages, growth |
//! | `tick` | a moment of time |
//! | `words`, `noun` | what is seen, and which thing a phrase means |
//! | `action`, `grammar` | what can be done, and how it is said |
//! | `rules` | what actions do |
//! | `score`, `game` | subgoals, and a lab with a score |
//! | `house` | rooms and furniture |
//! | `kinds` | the kinds of task with their solutions |
//! | `walk` | how solutions are found |
//! | `world` | the environment |
//! | `tools`, `schema` | its native tools |
//! | `family` | the catalogue entry |

mod action;
mod circuit;
mod family;
mod game;
mod grammar;
mod heat;
mod house;
mod kinds;
mod lab;
mod life;
mod matter;
mod mixing;
mod noun;
mod rules;
mod schema;
mod score;
mod thing;
mod tick;
mod tools;
mod walk;
mod words;
mod world;

pub use family::SciWorld;
