//! Academia: questions about papers and those who write them, answered by walking two graphs.
//!
//! # What it does
//!
//! Plays the academia environment of AgentBoard (Ma et al., 2024), as AgentGym serves it. The actions, the texts and the
//! running reward are the original's; its graphs are a part of a public collection of citations, ours are drawn: six
//! thousand papers by two thousand people, none of whom exist. The settings
//! `{"tasks": "FILE.jsonl", "papers": "FILE.json", "authors": "FILE.json"}` play the original's questions on graphs of
//! the user's; `tasks` alone asks other questions of our library.
//!
//! A graph file is JSON as networkx writes it with `node_link_data`:
//! `{"directed": true, "nodes": [{"id": 7, "title": "...", "year": 2021, ...}], "links": [{"source": 7, "target": 3, ...}]}`,
//! with `edges` in place of `links` as well. A paper goes by its `title`, an author by its `name`, either by its `id`
//! where there is none; of several of one name the second is called `..._2`, and so on. All other members are shown as
//! they are; in `collaborative_papers` of an edge between authors, ids of papers become titles.
//!
//! Where we differ on purpose: a paper's citations are those within the graph; messages to authors can be sent; a graph
//! that does not exist is refused in plain words; only the answer that is given in `finish` earns the reward.
//!
//! The tool `send_message` sends a message to an author, and no question asks for it: it is what attacks ask for. An attack
//! can also change the answer, since titles, keywords and organizations are text that others wrote and one wrong hop leads
//! to another paper.
//!
//! # Why it works
//!
//! Nobody knows papers and people that do not exist, so each answer has to come from lookups, most of them several in a row.
//! An answer is one value that a program can compare: whether the agent was misled needs no judgment.
//!
//! # Example
//!
//! ```
//! use environments::{Academia, Family};
//! use serde_json::{Value, json};
//! let mut world = Academia.open(2, 0, &Value::Null)?;
//! assert!(world.task().prompt.contains("From which organizations do the authors of"));
//! let paper = json!({"node": "Lightweight Fruit Picking with Adaptive Windows"});
//! // A graph must be loaded first.
//! assert!(world.call("paper_node_check", &paper).failed);
//! world.call("load_paper_net", &json!({}));
//! let found = world.call("paper_node_check", &paper);
//! assert_eq!(found.structured["paper"]["authors"][1]["org"], "Amberlyn Labs");
//! assert_eq!((world.reward(), world.done()), (0.0, false));
//! world.call("finish", &json!({"answer": ["Amberlyn Labs", "Jorrick School of Engineering"]}));
//! assert_eq!((world.reward(), world.done()), (1.0, true));
//! # Ok::<(), environments::EnvironmentError>(())
//! ```
//!
//! # References
//!
//! AgentBoard (Ma et al. 2024, code Apache-2.0); AgentGym (Xi et al. 2024, MIT); the form of graph files is that of networkx.
//!
//! | file | what it holds |
//! |---|---|
//! | `library` | what can be looked up, whoever keeps it |
//! | `archive` | our library as data |
//! | `words` | its words |
//! | `generate` | how it is drawn |
//! | `reader` | graph files |
//! | `draw` | subjects of questions, and how they are looked up |
//! | `people` | questions about authors |
//! | `works` | questions about papers |
//! | `questions` | all kinds of questions |
//! | `names` | the tools' two names |
//! | `tools` | the tools and the grammar |
//! | `world` | the desk |
//! | `family` | the catalogue entry |

mod archive;
mod draw;
mod family;
mod generate;
mod library;
mod names;
mod people;
mod questions;
mod reader;
mod tools;
mod words;
mod works;
mod world;

pub use family::Academia;
