//! How a host conducts itself towards a service.

use serde::Serialize;
use wire::Ids;

/// What a host does, beside forwarding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Conduct {
    /// Capabilities that it declares, as JSON.
    pub declares: &'static str,
    /// R08: what it says to `roots/list`.
    pub roots: Roots,
    /// R01, R02, R03: what it says to `elicitation/create`.
    pub elicitation: Elicitation,
    /// R04, R07: whether `sampling/createMessage` is answered, by the same model in a conversation of its own.
    pub sampling: bool,
    /// N04, TL22: when tools are listed again, and what becomes of changed definitions.
    pub relist: Relist,
    /// N01, N04, RS04: what it asks to be told of.
    pub subscribes: Subscribes,
    /// L05, TL21: whether a list that says how long it may be kept is kept that long (a trial is shorter than any
    /// such time, so that it is not listed again unless the service says that it changed).
    pub keeps: bool,
    /// L05: whether a discovery that may not be kept is asked for again before every request to the model.
    pub rediscovers: bool,
    /// R12: rounds of `input_required`.
    pub rounds: Rounds,
    /// TR12: a result that does not match the tool's output schema.
    pub invalid: Invalid,
    /// TL01: what stands before every tool's name, `{}` for the service's label; empty for nothing, and then only
    /// names that collide get the label.
    pub prefix: &'static str,
    /// TL01: what becomes of tools of several services with one name.
    pub collision: Collision,
    /// TL19: most pages of a list.
    pub pages: usize,
    /// T08: which answers it takes.
    pub ids: Ids,
    /// N03: whether a service may call off a request of the host's.
    pub cancellable: bool,
    /// TR10: whether a result of an unknown type is taken for a complete one, whatever was asked.
    pub any_result: bool,
    /// TL10, TL16, L03, TR04: whether it fetches addresses that it is given: schema references, icons, links.
    pub fetches: bool,
    /// R03: whether it opens an address that a service asks the user to visit.
    pub opens: bool,
    /// P07, T12: how often it starts a service again that broke down. A host that does takes a service that is gone or
    /// silent for a failed call, not for the end.
    pub restarts: usize,
    /// TK: most polls of one task; 0 takes part in no tasks.
    pub polls: usize,
    /// T10: most requests of one service that it looks at; those after it are refused.
    pub answers: usize,
    /// TL12: whether arguments are copied into the headers that a service wants.
    pub headers: Headers,
    /// What a user's screen shows.
    pub screen: Screen,
}

/// What a host asks to be told of, where a service declares that it tells: in the stateless era by a subscription, in
/// the initialize era, where changes of lists are told unasked, by a request for each resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subscribes {
    /// Nothing.
    Nothing,
    /// Changes of lists, and of the resources that it attached.
    Changes,
    /// The same, and log messages from the lowest level on.
    Everything,
}

/// What becomes of tools whose names are the same once the prefix stands before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Collision {
    /// All of them are offered, each with its service's label before its name.
    Labelled,
    /// The first one is offered, and every call of the name goes to its service.
    First,
    /// The same with the last one.
    Last,
}

/// Whether arguments are copied into headers, where messages have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Headers {
    /// Never.
    Ignored,
    /// As the specification demands: a tool that wants it in another way is left out.
    Allowed,
    /// Whatever can be sent, of arguments of any type.
    Any,
}

/// What a host says to `roots/list`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Roots {
    /// -32601.
    Refused,
    /// An empty list.
    Empty,
    /// The absolute path of its working folder.
    Folder,
}

/// What a host says to `elicitation/create`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Elicitation {
    /// -32601.
    Refused,
    /// `cancel`.
    Cancel,
    /// `decline`.
    Decline,
    /// `accept`, with everything filled in: what is pre-filled or the first choice, and what the user said where a
    /// text is asked for.
    Accept,
}

/// When tools are listed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relist {
    /// Never.
    Never,
    /// After `list_changed`, but the model keeps what it was told before.
    Kept,
    /// After `list_changed`, this many times; the model is told what changed.
    Used(usize),
    /// Before every request to the model, which is told what changed.
    Always,
    /// The same, and once more for every notice that says so; a resource, too, is read again for each.
    Each,
}

/// How far rounds of `input_required` are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rounds {
    /// Most rounds for one request; 0 follows none.
    pub most: usize,
    /// What happens after that.
    pub beyond: Beyond,
}

/// What happens when a service asks for more rounds than are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// The run breaks off: the service failed.
    Fails,
    /// The host ends its run.
    Ends,
    /// The model is told that the call failed.
    Told,
}

/// What becomes of a result that does not match the output schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Invalid {
    /// Nobody looks.
    Ignored,
    /// The model is told that the call failed.
    Told,
    /// The host ends its run.
    Ends,
}

/// What a user's screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// There is none, or nobody looks at it.
    None,
    /// Calls to approve, results, questions and the rest, with what is not plainly printable escaped, under the host's
    /// label for the service.
    Escaped,
    /// The same as it stood, under the names that the service gives. A tool that claims to be read-only needs no
    /// approval.
    Raw,
}
