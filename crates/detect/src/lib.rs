//! Pure text detectors: text in, judgement out. No state, no clock, no protocol.
//!
//! | part | question it answers |
//! |---|---|
//! | [`Canary`] | did this secret leave, in whatever disguise? |
//! | [`stands_in`] | does this piece of a payload stand in that text, however it was spaced? |
//! | [`encodings`] | which parts of a text are encoded, and what do they say? |
//! | [`injection`] | does this text give the model instructions? |
//! | [`secrets`] | does a key, a card number or the like stand in this text? |
//! | [`repetition`] | does it ask for the same call again and again? |
//! | [`refusal`] | does this reply decline, and what is left of it without that? |
//! | [`Topic`] | does this reply take up what was asked? |
//! | [`media`] | what do an image's or a sound's own words say? |
//! | [`meant`] | which words of a list are misspelt in this text? |

mod canary;
mod class;
pub mod encodings;
mod fold;
mod hash;
pub mod injection;
pub mod media;
mod misspelt;
pub mod refusal;
pub mod repetition;
pub mod secrets;
mod sentence;
mod stretch;
mod topic;

pub use canary::{Canary, Form, Leak, Trail};
pub use fold::{fold, stands_in};
pub use misspelt::meant;
pub use topic::Topic;
