//! Questions of our own, each about one scene, with an answer that our climate gives.
//!
//! | file | what it holds |
//! |---|---|
//! | `kinds` | all kinds of question, by number |
//! | `temperature`, `fall`, `air`, `ground` | the questions about each subject |

mod air;
mod fall;
mod ground;
mod kinds;
mod temperature;

pub(super) use kinds::ask;
