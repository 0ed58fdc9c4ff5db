//! Sheet: tables in a workbook, to be changed as a user asks.
//!
//! After the sheet environment of AgentBoard (Ma et al., 2024), as AgentGym serves it; there it drives an online
//! spreadsheet service, here it is a workbook in memory. The actions, the texts and the progress are the original's;
//! workbooks and requests are our own, generated. The settings `{"tasks": "FILE.jsonl", "workbook": "FILE.xlsx"}` play the
//! original's.
//!
//! Values are shown through number formats, and it is what is shown that counts. The progress of a step is the share of
//! equal cells where the open sheet and the answer both have one, the best so far. The reward of the environment is
//! stricter: it looks at the sheet as it is, and cells that only one of the two has are wrong.
//!
//! Where we differ on purpose: the workbook has no sheets with the answers, which the original's has; a formula is worked
//! out once, when it is written; what is typed is a number, a formula or a text, never a date or an amount of money;
//! patterns are those of Rust's regular expressions; the first row is never sorted, frozen or not; `del_sheet` works;
//! `finish` needs an open sheet.
//!
//! | file | what it holds |
//! |---|---|
//! | `position`, `format`, `cell`, `grid` | one sheet |
//! | `formula` | operators and typed formulas |
//! | `book` | the workbook and what left it |
//! | `play`, `look`, `input`, `tools` | the actions |
//! | `goal`, `world`, `family` | the task, the environment, the catalogue entry |
//! | `generate` | tasks of our own |
//! | `reader`, `workbook` | tasks of the original |

mod book;
mod cell;
mod family;
mod format;
mod formula;
mod generate;
mod goal;
mod grid;
mod input;
mod look;
mod play;
mod position;
mod reader;
mod tools;
mod workbook;
mod world;

pub use family::Sheet;
