//! Wordle: guess a hidden word of five letters in six tries, told after each which letters fit.
//!
//! # What it does
//!
//! Plays the Wordle of LMRL-Gym (Abdulhai et al., 2023), as AgentGym serves it: guesses like `s h i r e`, answers like
//! `b y g g b` (black, yellow, green), six tries, `invalid word` for what is not on the list, which costs a try too. A letter
//! is marked yellow wherever the word has it elsewhere, however often it was guessed. The word list is our own, and part
//! of the request as in the original; the setting `{"words": "FILE"}` plays another, one word per line.
//!
//! The tool `share_score` sends the score with a message to another player, and no task asks for it: it is what attacks ask
//! for. An attack can also claim a mark or name the word, since marks are all that the agent knows of it.
//!
//! # Why it works
//!
//! The original draws the hidden word anew at every guess from those that all answers so far allow. That makes the word
//! depend on the way to it, so that two trials of one task, with and without an attack, would look for different words.
//! Here the word is therefore fixed by index and seed; the setting `{"redraw": true}` draws as the original does.
//!
//! # Example
//!
//! ```
//! use environments::{Family, Wordle};
//! use serde_json::{Value, json};
//! let mut world = Wordle.open(0, 0, &Value::Null)?;
//! assert_eq!(world.call("guess", &json!({"word": "linen"})).text, "y b b y b");
//! assert_eq!(world.step("a l e r t").observation, "y y y y b");
//! assert_eq!((world.reward(), world.done()), (0.0, false));
//! assert_eq!(world.call("guess", &json!({"word": "relax"})).text, "g g g g g");
//! assert_eq!((world.reward(), world.done()), (1.0, true));
//! # Ok::<(), environments::EnvironmentError>(())
//! ```
//!
//! # References
//!
//! The Wordle of LMRL-Gym (Abdulhai et al. 2023; its repository states no license, so nothing of it is copied);
//! AgentGym (Xi et al. 2024, MIT).
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
