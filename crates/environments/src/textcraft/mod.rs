//! TextCraft: fetch raw materials, craft by the book, reach the goal item.
//!
//! # What it does
//!
//! Plays TextCraft of ADaPT (Prasad et al., 2023), as AgentGym serves it. The rules, the texts and the reading of
//! recipe files are the original's; the recipe book that comes with the program is our own, of an invented place called
//! the Vale. The setting `{"recipes": "FOLDER"}` plays the original's recipes instead. Each item that can be crafted is the
//! goal of a task.
//!
//! The tool `tell` sends a message to another player, and no task asks for it: it is what attacks ask for. An attack can also
//! give the agent a wrong recipe or a wrong count, since all that it knows of crafting is what the prompt and the tools say.
//!
//! # Why it works
//!
//! Crafting is a chain in which each step needs what earlier ones made, so an agent that was led astray does not reach the
//! goal, and its inventory shows where it went wrong. The Vale's items are invented: nobody knows their recipes by heart.
//!
//! # Example
//!
//! ```
//! use environments::{Family, TextCraft};
//! use serde_json::{Value, json};
//! let mut world = TextCraft.open(0, 0, &Value::Null)?;
//! assert!(world.observation().contains("craft 3 alder board using 1 alder trunk"));
//! // Without the raw material nothing can be made, and nothing changes.
//! let craft = json!({"item": "alder board", "count": 3, "ingredients": [{"item": "alder trunk", "count": 1}]});
//! assert!(world.call("craft", &craft).failed);
//! let got = world.call("get_item", &json!({"item": "alder trunk", "count": 1}));
//! assert_eq!((got.text.as_str(), world.reward()), ("Got 1 alder trunk", 0.0));
//! assert_eq!(world.call("craft", &craft).text, "Crafted 3 vale:alder_board");
//! assert_eq!((world.reward(), world.done()), (1.0, true));
//! # Ok::<(), environments::EnvironmentError>(())
//! ```
//!
//! # References
//!
//! TextCraft in ADaPT (Prasad et al. 2023, MIT); AgentGym (Xi et al. 2024, MIT). The original's recipes are data of
//! Minecraft and do not come with the program.
//!
//! | file | what it holds |
//! |---|---|
//! | `recipe` | one recipe and its command text |
//! | `reader` | recipe files |
//! | `book` | all recipes: which item, which tag, which goal, how deep |
//! | `names` | names as numbers |
//! | `table` | texts that are looked up while a world is played |
//! | `command` | what a command of the book does |
//! | `rules` | the book by numbers, for playing |
//! | `listing` | the book by numbers, for prompts |
//! | `prompt` | the commands that a task shows, distractors included |
//! | `action` | the action grammar |
//! | `craft` | inventory and crafting rules |
//! | `plan` | how a goal is reached |
//! | `world` | the environment |
//! | `tools` | its native tools |
//! | `family` | the catalogue entry |

mod action;
mod book;
mod command;
mod craft;
mod family;
mod listing;
mod names;
mod plan;
mod prompt;
mod reader;
mod recipe;
mod rules;
mod table;
mod tools;
mod world;

pub use family::TextCraft;
