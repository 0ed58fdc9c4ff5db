//! Real models, behind the two formats that nearly every endpoint speaks.
//!
//! | file | what it holds |
//! |---|---|
//! | `kind` | [`Provider`]: which formats there are, and where their keys and addresses stand |
//! | `address` | from a base URL to the address of one request |
//! | `genai` | [`RemoteModel`]: the only user of the `genai` library, which builds and sends requests |
//! | `openai`, `anthropic` | from the body of an answer to a reply |
//! | `answer` | what both have in common |
//!
//! Answers are read from their bodies and not from the library's view of them, because that view fails as a whole
//! on malformed arguments, trims texts and has no place for a refusal. A lab that measures what models do with
//! hostile text needs all three as they stood.

mod address;
mod answer;
mod anthropic;
mod genai;
mod kind;
mod openai;

pub use genai::RemoteModel;
pub use kind::Provider;
