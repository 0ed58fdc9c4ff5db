//! What AgentBoard's tool environments have in common: a desk with tools, and one question or request to serve.
//!
//! AgentBoard (Ma et al., 2024) writes an action as `Action: NAME with Action Input: {PYTHON DICT}` and answers with
//! Python's text of the result. A [`Desk`] says which tools there are and what they do; [`World`] gives it both shapes.
//!
//! Where we differ on purpose: an input is read as a Python literal and never run, where the original gives it to `eval`;
//! only the action `finish` ends an episode, where the original looks for the word anywhere in the text.

mod action;
pub(crate) mod calendar;
mod desk;
mod draw;
mod failure;
mod files;
mod input;
mod progress;
mod question;
mod questions;
mod row;
mod world;

pub(crate) use action::{read as read_action, write as write_action};
pub(crate) use desk::{Call, Desk};
pub(crate) use draw::{highest, key, yes};
pub(crate) use failure::Failure;
pub(crate) use files::{read_lines, two_files};
pub(crate) use input::{argument, boolean, sorted, word};
pub(crate) use progress::{Progress, same};
pub(crate) use question::{Question, Score};
pub(crate) use questions::Questions;
pub(crate) use row::{Row, Type};
pub(crate) use world::{Setting, World};
