//! Of what sort the text is that a message carries.

use chain::Pending;
use serde::Serialize;
use wire::json::{Node, NodeId, Shape, Tape};
use wire::{Kind, METHOD_DISCOVER, METHOD_INITIALIZE, Message};

/// Where a result may stand: as an answer, or in a task of the stateless era, which is told on demand or by a notice.
pub(crate) const RESULTS_AT: [&[&str]; 3] = [&["result"], &["result", "result"], &["params", "result"]];

/// What a text of a service is to the host that forwards it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    Instructions,
    Definitions,
    Results,
    Resources,
    Prompts,
    Completions,
    Questions,
    Notices,
}

impl Sort {
    /// All of them.
    pub(crate) const ALL: [Self; 8] = [
        Self::Instructions,
        Self::Definitions,
        Self::Results,
        Self::Resources,
        Self::Prompts,
        Self::Completions,
        Self::Questions,
        Self::Notices,
    ];

    /// What a message of a service carries, given the host's request that it answers. What is said to nobody, and what
    /// nobody knows, may be taken for a result.
    pub(crate) fn of(message: &Message, answers: Option<&Pending>) -> Self {
        match (message.kind(), answers) {
            (Kind::Request, _) => Self::Questions,
            (Kind::Notification, _) => Self::Notices,
            (Kind::Response, _) if message.result_json().is_none() => Self::Results,
            (_, Some(request)) => Self::answering(&request.method),
            (_, None) => Self::alike(message.result_json().unwrap_or_default()),
        }
    }

    /// What an answer to this method carries.
    fn answering(method: &str) -> Self {
        match method {
            METHOD_INITIALIZE | METHOD_DISCOVER => Self::Instructions,
            "resources/read" => Self::Resources,
            "prompts/get" => Self::Prompts,
            "completion/complete" => Self::Completions,
            "tasks/list" => Self::Results,
            "resources/directory/read" => Self::Definitions,
            list if list.ends_with("/list") => Self::Definitions,
            _ => Self::Results,
        }
    }

    /// What an answer to nobody looks like.
    fn alike(result: &str) -> Self {
        let has = |member: &str| result.contains(member);
        match () {
            () if has("\"content\"") => Self::Results,
            () if has("\"tools\"") => Self::Definitions,
            () if has("\"capabilities\"") => Self::Instructions,
            () => Self::Results,
        }
    }

    /// Whether a message of this sort says anything that a model may read.
    pub(crate) fn speaks(self, text: &str, tape: &Tape) -> bool {
        let paths: &[&str] = match self {
            Self::Instructions => &["result.instructions"],
            Self::Definitions => &[
                "result.tools[*]",
                "result.resources[*]",
                "result.resourceTemplates[*]",
                "result.prompts[*]",
            ],
            Self::Results => &["result.*", "error.message", "error.data"],
            Self::Resources => &["result.contents[*]"],
            Self::Prompts => &["result.description", "result.messages[*]"],
            Self::Completions => &["result.completion.values[*]"],
            Self::Questions => &["params.*", "result.inputRequests.*"],
            Self::Notices => {
                &["params.message", "params.data", "params.reason", "params.statusMessage", "params.result"]
            }
        };
        let paths = paths.iter().filter_map(|path| path.parse().ok());
        let mut found = paths.flat_map(|path| tape.select_all(text, &path));
        found.any(|id| tape.key(text, id) != "resultType" && is_said(text, tape, id))
    }
}

/// Whether a value can hold words.
fn is_said(text: &str, tape: &Tape, id: NodeId) -> bool {
    let said = |node: Node| match node.shape {
        Shape::String => node.span.of(text).len() > 2,
        Shape::Object | Shape::Array => tape.children(id).next().is_some(),
        Shape::Number | Shape::Bool | Shape::Null => false,
    };
    tape.node(id).is_some_and(said)
}
