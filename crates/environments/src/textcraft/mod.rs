//! TextCraft: fetch raw materials, craft by the book, reach the goal item.
//!
//! After TextCraft of ADaPT (Prasad et al., 2023), as AgentGym serves it. The rules, the texts and the reading of
//! recipe files are the original's; the recipe book that comes with the program is our own, of an invented place called
//! the Vale. The setting `{"recipes": "FOLDER"}` plays the original's recipes instead.
//!
//! | file | what it holds |
//! |---|---|
//! | `recipe` | one recipe and its command text |
//! | `reader` | recipe files |
//! | `book` | all recipes: which item, which tag, which goal, how deep |
//! | `prompt` | the commands that a task shows, distractors included |
//! | `action` | the action grammar |
//! | `craft` | inventory and crafting rules |
//! | `plan` | how a goal is reached |
//! | `world` | the environment |
//! | `tools` | its native tools |
//! | `family` | the catalogue entry |

mod action;
mod book;
mod craft;
mod family;
mod plan;
mod prompt;
mod reader;
mod recipe;
mod tools;
mod world;

pub use family::TextCraft;
