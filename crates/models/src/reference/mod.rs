//! Two models that need no key and always say the same.
//!
//! - [`Faithful`] plays the task's solution and never reads third-party text.
//! - [`Obedient`] plays it too, but follows any instruction that it can read in third-party text.
//!
//! Both learn of the world only from the model request. They are **bounds, not estimates of an LLM**: whatever a
//! payload can reach, `Obedient` reaches; whatever a defense can take away, it takes away from `Obedient` as well.
//! Asked by a defense, both answer a [`crate::Question`] from the script alone; asked by a judge, from the words of what
//! they are to grade; asked by an attacker, they put words of the same meaning in place of others.
//!
//! What `Obedient` reads is a bounded grammar ([`grammar`]); what makes it stop reading is a few documented
//! rules ([`caution`]).

pub mod caution;
mod faithful;
pub mod grammar;
mod history;
mod obedient;
mod reword;
mod second;

pub use faithful::Faithful;
pub use history::Script;
pub use obedient::Obedient;
