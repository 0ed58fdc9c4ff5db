//! AgentGym over HTTP, both ways: its servers as an environment of ours, and our environments as a server of its kind.
//!
//! # What it does
//!
//! - [`AgentGym`] opens one task on somebody's server: `{"url": "http://127.0.0.1:36001", "environment": "textcraft"}`.
//!   Further settings are `"dialect"`, `a` or `b`, for an environment that AgentGym does not have, `"tasks"`, how many there
//!   are, and `"timeout"`, how many seconds one answer may take.
//! - [`AgentGymServer`] offers our environments, so that AgentGym's clients and trainers can use them unchanged.
//!
//! What such a server does is not ours to know: there is one tool, `step(action)`, no solution and no foreign act, so attacks
//! that ask for such an act cannot be judged there. A server of our own says so in a header; its tasks are then followed by
//! a twin of the world on this side, which knows both, and which tells when an answer is not what our world would say.
//! There the act that leaves the world is that of the family which is served.
//!
//! # Why it works
//!
//! The protocol is that of AgentGym's servers (Xi et al., 2024): plain JSON over HTTP, an environment created, reset to
//! an index and stepped. It has two dialects. In `a` an environment has an `id` and every answer is an object, errors
//! included, which come as `{"error": ...}` with status 200. In `b` it has an `env_idx` and answers are often bare
//! strings and lists. Beyond that each environment has members of its own; the table in `protocol` lists them.
//!
//! # Example
//!
//! ```
//! use environments::{AgentGym, AgentGymLimits, AgentGymOffer, AgentGymServer, Family};
//! use serde_json::json;
//! # let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
//! // A server of ours on a free port, and a task on it, played over the network.
//! let offer = AgentGymOffer { environment: Some("textcraft".to_owned()), ..AgentGymOffer::default() };
//! let bound = AgentGymServer::bind(([127, 0, 0, 1], 0).into(), &offer, AgentGymLimits::default());
//! let mut server = runtime.block_on(bound)?;
//! let mut world = AgentGym.open(0, 0, &json!({"url": server.url(), "environment": "textcraft"}))?;
//! assert!(world.observation().ends_with("Goal: craft alder board."));
//! assert_eq!(world.step("get 1 alder trunk").observation, "Got 1 alder trunk");
//! assert_eq!((world.reward(), world.done()), (0.0, false));
//! world.step("craft 3 alder board using 1 alder trunk");
//! assert_eq!((world.reward(), world.done()), (1.0, true));
//! runtime.block_on(server.close());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # References
//!
//! AgentGym (Xi et al. 2024, MIT), servers and clients.
//!
//! | file | what it holds |
//! |---|---|
//! | `protocol` | what AgentGym's environments call things |
//! | `settings` | where a server is and what it plays |
//! | `caller` | requests, with their bounds |
//! | `read` | what answers say |
//! | `session` | one environment on a server |
//! | `twin` | our own world behind a server of ours |
//! | `world` | the environment |
//! | `family` | the catalogue entry |
//! | `admission` | whom the server answers |
//! | `request` | what requests ask |
//! | `live` | one environment that is served |
//! | `shelf` | the environments that clients have created |
//! | `mount` | one family that is served |
//! | `answer` | what the server says |
//! | `server` | the server |

mod admission;
mod answer;
mod caller;
mod family;
mod live;
mod mount;
mod protocol;
mod read;
mod request;
mod server;
mod session;
mod settings;
mod shelf;
mod twin;
mod world;

pub use family::AgentGym;
pub use server::{AgentGymLimits, AgentGymOffer, AgentGymServer};
