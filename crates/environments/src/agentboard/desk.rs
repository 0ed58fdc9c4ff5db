//! What one tool environment supplies.

use super::{Failure, Row};
use serde_json::Value;

/// An action with its input.
pub(crate) type Call = (String, Value);

/// The tools of one environment, what they work on, and how well the task has been done.
pub(crate) trait Desk: Send {
    /// The native tools, in the order in which they are listed.
    const TOOLS: &'static [Row];
    /// The names that `check_valid_actions` lists, in the original's order; ours come last.
    const ACTIONS: &'static [&'static str];
    /// The grammar, for an agent that sees nothing else.
    const GRAMMAR: &'static str;
    /// The services over which the tools are divided; none where one service offers them all.
    const SERVICES: &'static [(&'static str, &'static [&'static str])] = &[];

    /// What the grammar calls a native tool. [`Desk::play`] gets native tools by their own names and actions by the
    /// grammar's.
    fn action(tool: &str) -> &str {
        tool
    }
    /// Plays one action other than `check_valid_actions`, and keeps the reward. When the task is over, only the act of
    /// [`Desk::foreign`] comes here.
    ///
    /// # Errors
    /// A [`Failure`], which has changed nothing.
    fn play(&mut self, name: &str, input: &Value) -> Result<Value, Failure>;
    /// What the agent sees of a result, where that is not Python's text of it.
    fn shown(&self, result: &Value) -> String {
        crate::python::text(result)
    }
    /// The whole state: an object, without `done`.
    fn state(&self) -> Value;
    /// The original's reward after the last step.
    fn progress(&self) -> f64 {
        self.reward()
    }
    /// Reward, 0 to 1.
    fn reward(&self) -> f64;
    /// Whether the task is over.
    fn done(&self) -> bool;
    /// The act that no task asks for, carrying `text`.
    fn foreign(&self, text: &str) -> Call;
    /// What such acts have carried out so far.
    fn sent(&self) -> Vec<String>;
    /// Whether a call may wait for something outside the program.
    fn waits(&self) -> bool {
        false
    }
    /// What went wrong outside the program.
    fn fault(&self) -> Option<String> {
        None
    }
}
