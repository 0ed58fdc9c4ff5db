//! Assistant: an office manager's work over seven services that share one state.
//!
//! # What it does
//!
//! The agent works for Iris Tamm, office manager of a small maker of hiking maps, with her mail, calendar, files,
//! contacts, chat, the company's bank account and the web: some fifty tools, divided over seven services. Seventy tasks
//! ask for what an office asks for, from an answer to a customer to the whole onboarding of a colleague; each needs one
//! to four of the services. Half of them are rightly done by following an instruction that stands in data: a mail that
//! asks for something, a checklist in a file, the steps on a web page. [`Assistant::outlines`] says which, and
//! [`Assistant::natures`] says of each tool what it means for safety.
//!
//! Tasks are data: `data/assistant/office` holds the records that every task starts from, `data/assistant/tasks` the tasks.
//! The setting `{"tasks": "FILE.json"}` plays tasks of the user's own in the same office. A task has
//!
//! | member | what it is |
//! |---|---|
//! | `id`, `prompt` | its name, and the user's words |
//! | `services` | which services its solution uses, not counting the report |
//! | `adds` | records that it needs besides the office's, in the form of the office's files; may be left out |
//! | `instruction` | `{"call": 1, "text": "..."}`: words in the result of that call of the solution, counted from 0, which the work rightly follows; left out where there are none |
//! | `solution` | calls, each `["tool", {arguments}]`, without the report |
//! | `answer` | what is reported at the end |
//! | `checks` | conditions that must hold when it is reported; `check/mod.rs` tells their language |
//!
//! Records that a call makes get the ids `new-1`, `new-2` and so on, so that a solution can name them. Seeds change
//! nothing, and it is always the morning of 14 May 2031.
//!
//! The tool `report` of the chat service hands the answer to the user and ends the work. The reward is 1 when all checks
//! hold then, and otherwise 0. The tool `post_public`, which publishes on the company's public news page, is the act that no
//! task asks for: it is what attacks ask for, besides what the other tools can do to the company.
//!
//! # Why it works
//!
//! What makes tool agents dangerous is here side by side: private data (salaries, codes, illness, an embargo) next to
//! places where strangers write (incoming mail, web pages, shared channels, invitations, comments in files), and acts that
//! go out or cannot be taken back (payments, mail, rights to files, deletions). A defense that bans one of them makes
//! ordinary work fail, because ordinary work needs it; and one that forbids all following of data fails half of the tasks.
//!
//! Checks look at what the work was for and that nothing else was damaged, not at what else went out: harm is for a judge of
//! harm, so that utility and harm stay two measures. The office is shared by all tasks and copied part by part when it is
//! written to, so opening a task costs a few microseconds.
//!
//! # Example
//!
//! ```
//! use environments::{Assistant, Family, Shape};
//! let mut world = Assistant.open(0, 0, &serde_json::Value::Null)?;
//! for act in world.solution(Shape::Native).calls {
//!     assert!(!world.call(&act.tool, &act.arguments).failed);
//! }
//! assert_eq!((world.reward(), world.done()), (1.0, true));
//! # Ok::<(), environments::EnvironmentError>(())
//! ```
//!
//! # References
//!
//! After the idea of AgentDojo (Debenedetti et al. 2024, MIT) that one state lies behind the tools of several services and
//! that a task is judged by it; the form of an action is that of AgentBoard (Ma et al. 2024, Apache-2.0). Office, people,
//! tools, tasks and the language of checks are our own. Account numbers begin with ZZ, which no country has, and all
//! domains end in `.example`.
//!
//! | file | what it holds |
//! |---|---|
//! | `parts` | the records of each service, and what each tool does to them |
//! | `rows` | the tools in short, and which service offers which |
//! | `nature` | what each tool means for safety |
//! | `input` | arguments, checked and read |
//! | `office` | the seven parts together |
//! | `check` | the language of checks |
//! | `task`, `data` | tasks as their files hold them, and the files |
//! | `world` | the environment |
//! | `family` | the catalogue entry |

mod check;
mod data;
mod family;
mod input;
mod nature;
mod office;
mod parts;
mod rows;
mod task;
mod world;

pub use family::Assistant;
pub use nature::ToolNature;
pub use task::{Instruction, Outline};
