//! The agent loop.
//!
//! | file | what it is |
//! |---|---|
//! | `mission` | what the agent is asked, and how it ended |
//! | `turns` | the loop: ask the model, carry out its calls, until it has nothing more to call |
//! | `opening` | the first request: the host's words, the tools, and what services said of themselves |
//! | `listing` | lists of tools, and when they are listed again |
//! | `request` | one request to a service: bytes counted, a broken service started again |
//! | `kind` | kinds of results, and which are read |
//! | `rounds` | `input_required`: the service asks, the host answers, the request is made again |
//! | `tasks` | an answer that comes later |
//! | `headers` | arguments that are copied into headers |
//! | `call` | one call of a tool, from the model's words to the text that it is shown |
//! | `resources`, `prompts` | what a service offers besides tools |
//! | `subscriptions` | what a service is asked to say from now on |
//! | `notices` | what it says without being asked |

mod call;
mod headers;
mod kind;
mod listing;
mod mission;
mod notices;
mod opening;
mod prompts;
mod request;
mod resources;
mod rounds;
mod subscriptions;
mod tasks;
mod turns;

pub(crate) use kind::greeted;
pub use mission::{Ending, Mission};
pub use turns::Host;
