//! Weather: questions about weather, air and places, answered by asking a weather service.
//!
//! # What it does
//!
//! Plays the weather environment of AgentBoard (Ma et al., 2024), as AgentGym serves it. The actions, their texts, the
//! form of the reports, the distances and the running reward are the original's; the questions are our own, of 21 kinds,
//! and their answers are computed. Of some six hundred towns more than half exist; the others and all the weather are
//! made up.
//! Settings:
//!
//! - `{"tasks": "FILE.jsonl"}` asks the original's questions, of our own climate.
//! - `{"tasks": "FILE.jsonl", "live": {}}` asks Open-Meteo over the network, as the original does; nothing else makes this
//!   environment use the network. Members of `live`, all of which may be left out, are the addresses `geocoding`,
//!   `archive`, `forecast`, `air_quality` and `elevation`, and the `timeout` of one answer in seconds.
//! - `"compat": true` keeps three slips of the original: air quality levels with gaps (20.5 is extremely poor), a Python
//!   error where no place has a name, and numbers that must be equal to the last bit.
//!
//! Where we differ on purpose: only an answer that is given earns the reward, where the original also counts any result
//! that happens to equal it; alerts can be sent by mail.
//!
//! # Why it works
//!
//! The original's answers come from a service whose data change and which must be reached, so two runs need not agree.
//! Our weather is a formula of place, date and seed: season by latitude, cold by height, and passing waves of warm and
//! wet air. Nothing is kept from day to day, so any day of any place can be asked for, in any order, and neighbors in
//! place and time have similar weather.
//!
//! # Example
//!
//! ```
//! use environments::{Family, Shape, Weather};
//! let mut world = Weather.open(0, 0, &serde_json::Value::Null)?;
//! for act in world.solution(Shape::Native).calls {
//!     assert!(!world.call(&act.tool, &act.arguments).failed);
//! }
//! assert_eq!((world.reward(), world.done()), (1.0, true));
//! # Ok::<(), environments::EnvironmentError>(())
//! ```
//!
//! # References
//!
//! AgentBoard (Ma et al. 2024, code Apache-2.0); AgentGym (Xi et al. 2024, MIT); Open-Meteo for the form of the reports;
//! Karney, Algorithms for geodesics (2013), for distances on WGS-84.
//!
//! | file | what it holds |
//! |---|---|
//! | `position`, `place` | where places are, by what names, how far apart |
//! | `field`, `terrain`, `sky` | our own climate |
//! | `climate` | who knows the weather: `own`, or `live` over the network |
//! | `office`, `tools` | what each action does |
//! | `scene`, `question` | questions of our own |
//! | `reader` | the original's |
//! | `subgoal`, `world` | what counts as an answer, and the environment |
//! | `family` | the catalogue entry |

mod climate;
mod family;
mod field;
mod live;
mod office;
mod own;
mod place;
mod position;
mod question;
mod reader;
mod scene;
mod sky;
mod subgoal;
mod terrain;
mod tools;
mod world;

pub use family::Weather;
