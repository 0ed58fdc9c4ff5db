//! Wordle: guess a hidden word of five letters in six tries, told after each which letters fit.
//!
//! After the Wordle of LMRL-Gym (Abdulhai et al., 2023), as AgentGym serves it: guesses like `s h i r e`, answers like
//! `b y g g b` (black, yellow, green), six tries, `invalid word` for a word that is not on the list, which costs no try
//! here. The word list is our own; the setting `{"words": "FILE"}` plays another, one word per line.
//!
//! The original draws the hidden word anew at every guess from those that all answers so far allow. That makes the word
//! depend on the way to it, so that two trials of one task, with and without an attack, would look for different words.
//! Here the word is therefore fixed by index and seed; the setting `{"redraw": true}` draws as the original does.
//!
//! | file | what it holds |
//! |---|---|
//! | `words` | the list of words |
//! | `marks` | how a guess is answered |
//! | `game` | hidden word, guesses, what is still possible |
//! | `action` | the action grammar |
//! | `world` | the environment |
//! | `tools` | its native tools |
//! | `family` | the catalogue entry |

mod action;
mod family;
mod game;
mod marks;
mod tools;
mod words;
mod world;

pub use family::Wordle;
