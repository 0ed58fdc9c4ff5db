//! A science lab of our own: small experiments in a house, in text.
//!
//! **This is not ScienceWorld.** It is a small simulator of ours after ScienceWorld (Wang et al., 2022), as AgentGym serves
//! it. The shape of its actions, of its sentences and of its scores is the original's: a numbered question when a request
//! is ambiguous, a score of 100 points in ordered subgoals, and -100 at the end for a focus on a wrong thing. The house,
//! the physics, the tasks and their points are our own, so results here say nothing about the original's tasks. Tasks are
//! drawn from index and seed: 24 kinds, 23 of which bear the names of kinds of the original, take turns.
//!
//! The simulator is small but means what it shows. Heat flows with every tick from each place to what is in it. A pure
//! substance melts and boils at its published points and takes its latent heat for that. A load runs where a closed loop
//! of conducting parts leads through it and a working source. Substances in one container mix by recipe. Plants grow in
//! soil, drinking up their water.
//!
//! Where we differ on purpose: looking takes no time; each end of a part takes one connection; a cold box cools only
//! while it is closed; a note can be sent to the office outside. What is simplified: rooms never change their
//! temperature, things do not warm their place, and an amount of a substance is just an amount.
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
