//! AgentGym over HTTP, both ways: its servers as an environment of ours, and our environments as a server of its kind.
//!
//! The protocol is that of AgentGym's servers (Xi et al., 2024): plain JSON over HTTP, an environment created, reset to
//! an index and stepped. It has two dialects. In `a` an environment has an `id` and every answer is an object, errors
//! included, which come as `{"error": ...}` with status 200. In `b` it has an `env_idx` and answers are often bare
//! strings and lists. Beyond that each environment has members of its own; the table in `protocol` lists them.
//!
//! - [`AgentGym`] opens one task on somebody's server: `{"url": "http://127.0.0.1:36001", "environment": "textcraft"}`.
//!   What such a server does is not ours to know: there is one tool, `step(action)`, no solution and no foreign act. A
//!   server of our own says so in a header; its tasks are then followed by a twin of the world on this side, which knows
//!   both, and which tells when an answer is not what our world would say.
//! - [`AgentGymServer`] offers our environments, so that AgentGym's clients and trainers can use them unchanged.
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
