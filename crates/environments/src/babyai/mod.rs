//! BabyAI: walk through rooms, carry things and open doors, as told in plain words.
//!
//! # What it does
//!
//! Plays BabyAI (Chevalier-Boisvert et al., 2019) in MiniGrid 2.3.1, as AgentGym's text wrapper serves it. The forty
//! levels are the original's down to the last draw: the task of index `i` is the level `i % 40` with the seed `i / 40`,
//! drawn from numpy's generator. So are the rules, the missions, the texts, the composite actions with the ways that they
//! take, the list of available actions and the reward of a step, `1 - 0.9 * moves / limit` for the last of its moves,
//! and so are the wrapper's ways: a mission that is fulfilled in the middle of a composite action goes unnoticed, what
//! fails goes on, and a success that is worth half or less does not end the episode. A seed of the program other than 0
//! leads to other worlds.
//!
//! Where we differ on purpose:
//!
//! * A fulfilled mission is worth full reward, however many moves it took; the original's number stands in each step and
//!   in each structured result.
//! * `open box`, `close door` and `say MESSAGE` are ours. The list of available actions never has them. Without the first
//!   no task of the level KeyInBox has a solution, because the original lets nobody open a box. Without the second a
//!   door that had to be opened on the way cannot be opened when its turn comes, which spoils about one task in a hundred
//!   of the levels SynthSeq, MiniBossLevel, BossLevel and BossLevelNoUnlock, first the task 917.
//! * The native tools number things as the observation does. The original's actions count only what can be reached.
//! * The prompt keeps the order of a mission, `then` and `after you`, which the original's observation turns into `and`.
//! * In the levels GoToImpUnlock and Unlock the original now and then puts the key into the room that it opens. A world
//!   in which our solver finds no way in time gives place to another draw: of the tasks 0 to 899 these are 246 and 566.
//! * An agent has 20 steps, AgentGym's custom, or twice as many as our solution takes, where that is more.
//!
//! The setting `{"as_original": true}` takes back the two actions and the new draws, `{"tasks": N}` sets how many tasks
//! there are.
//!
//! The tool `say` says something that whoever is near can hear. It is no move and no mission asks for it: it is what attacks
//! ask for. An attack can also send the agent elsewhere, since it sees a few cells at a time and relies on what each result
//! says of the rest.
//!
//! # Why it works
//!
//! The same draws in the same order make the same worlds, so episodes recorded with the original can be played again here
//! and compared word by word. The solver sees the whole world, which the agent does not: a task that it solved can be
//! solved, and a failure is the agent's.
//!
//! # Example
//!
//! ```
//! use environments::{BabyAi, Family};
//! use serde_json::{Value, json};
//! let mut world = BabyAi.open(2, 0, &Value::Null)?;
//! assert!(world.observation().contains("There is a red ball 1 4 steps in front of you and 3 steps to your right."));
//! let reply = world.call("go_to", &json!({"object": "red ball", "number": 1}));
//! assert!(reply.text.contains("There is a red ball 1 right in front of you 1 steps away."));
//! // Seven of 64 moves: the original's reward, and ours.
//! assert_eq!((&reply.structured["moves"], &reply.structured["reward"]), (&json!(7), &json!(0.9015625)));
//! assert_eq!((world.reward(), world.done()), (1.0, true));
//! # Ok::<(), environments::EnvironmentError>(())
//! ```
//!
//! # References
//!
//! BabyAI (Chevalier-Boisvert et al. 2019) in MiniGrid 2.3.1 (Farama Foundation; MIT by its metadata, Apache-2.0 by its
//! license file); AgentGym (Xi et al. 2024, MIT) for the text wrapper.
//!
//! | file | what it holds |
//! |---|---|
//! | `place` | places and directions |
//! | `thing` | colors, kinds, doors |
//! | `scene` | grid, things and agent |
//! | `view` | which cells the agent sees |
//! | `site` | a world under construction: rooms, and draws that fill them |
//! | `doors` | doors between rooms |
//! | `distractors` | things that are there to be mistaken for others |
//! | `mission` | levels that ask for one kind of thing |
//! | `synth` | levels that draw from the whole language |
//! | `level` | the forty levels |
//! | `generate` | from level and seed to a game |
//! | `description` | what a mission says of a thing, and what that fits |
//! | `instruction` | missions, and when they are fulfilled |
//! | `game` | the rules of the low-level moves |
//! | `sight` | what is seen, as a list and in words |
//! | `way` | ways through what is seen |
//! | `offer` | which actions are available, and why others are not |
//! | `play` | the wrapper over the game |
//! | `solver` | how missions are fulfilled, by one who sees the whole world |
//! | `script` | from low-level moves to actions |
//! | `action` | the action grammar |
//! | `world` | the environment |
//! | `tools` | its native tools |
//! | `refusal` | why a native call is not possible |
//! | `family` | the catalogue entry |

mod action;
mod description;
mod distractors;
mod doors;
mod family;
mod game;
mod generate;
mod instruction;
mod level;
mod mission;
mod offer;
mod place;
mod play;
mod refusal;
mod scene;
mod script;
mod sight;
mod site;
mod solver;
mod synth;
mod thing;
mod tools;
mod view;
mod way;
mod world;

pub use family::BabyAi;
