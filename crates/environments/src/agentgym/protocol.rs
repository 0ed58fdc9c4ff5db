//! What AgentGym's environments call things.

use serde::Deserialize;
use serde_json::{Value, json};

/// How answers are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Dialect {
    /// Environments have an `id`; answers are objects.
    A,
    /// Environments have an `env_idx`; answers are often bare strings and lists.
    B,
}

/// The environments that differ in more than names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    TextCraft,
    BabyAi,
    SciWorld,
    AlfWorld,
    Maze,
    Wordle,
    /// Any other of dialect `a`.
    Plain,
    WebShop,
    SqlGym,
    /// Any other of dialect `b`: the tool environments.
    Tool,
    SearchQa,
    WebArena,
}

/// How one environment is spoken to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Protocol {
    /// AgentGym's name of it.
    pub(super) name: &'static str,
    /// The id of our family of that kind.
    pub(super) family: &'static str,
    /// What it says of itself in dialect `a`: `This is environment TITLE.`
    pub(super) title: &'static str,
    pub(super) dialect: Dialect,
    pub(super) kind: Kind,
    /// The member of a reset that carries the index.
    pub(super) index: &'static str,
    /// How many indices the original has.
    pub(super) tasks: usize,
    /// Steps that AgentGym's evaluation allows.
    pub(super) rounds: u32,
}

/// The tasks of a server of which nothing is known.
const SOME: usize = 1000;

/// Every environment of AgentGym. WebShop's tasks are those of its 1000 products; BabyAI and Wordle take any index, and
/// have as many tasks here as AgentGym's data sets use.
const PROTOCOLS: [Protocol; 15] = [
    a("textcraft", "TextCraft", Kind::TextCraft, "data_idx", 544, 20),
    a("babyai", "BabyAI", Kind::BabyAi, "data_idx", 900, 20),
    a("sciworld", "ScienceWorld", Kind::SciWorld, "data_idx", 4639, 30),
    a("alfworld", "AlfWorld", Kind::AlfWorld, "game", 2620, 30),
    a("maze", "LMRL-Gym", Kind::Maze, "game", 25, 50),
    a("wordle", "LMRL-Gym", Kind::Wordle, "seed", 980, 6),
    b("webshop", Kind::WebShop, "session_id", 6910, 10),
    b("sqlgym", Kind::SqlGym, "item_id", 10_962, 5),
    b("academia", Kind::Tool, "id", 20, 20),
    b("movie", Kind::Tool, "id", 238, 20),
    b("sheet", Kind::Tool, "id", 20, 20),
    Protocol { family: "todolist", ..b("todo", Kind::Tool, "id", 155, 20) },
    b("weather", Kind::Tool, "id", 343, 20),
    b("searchqa", Kind::SearchQa, "id", 221_328, 10),
    b("webarena", Kind::WebArena, "idx", 812, 20),
];

const fn a(
    name: &'static str,
    title: &'static str,
    kind: Kind,
    index: &'static str,
    tasks: usize,
    rounds: u32,
) -> Protocol {
    Protocol { name, family: name, title, dialect: Dialect::A, kind, index, tasks, rounds }
}

const fn b(name: &'static str, kind: Kind, index: &'static str, tasks: usize, rounds: u32) -> Protocol {
    Protocol { name, family: name, title: "", dialect: Dialect::B, kind, index, tasks, rounds }
}

impl Protocol {
    /// How an environment of this name is spoken to, AgentGym's name or ours.
    pub(super) fn known(name: &str) -> Option<Self> {
        PROTOCOLS.into_iter().find(|protocol| protocol.name == name || protocol.family == name)
    }

    /// How an environment is spoken to that AgentGym does not have.
    pub(super) fn plain(name: &'static str, dialect: Dialect) -> Self {
        match dialect {
            Dialect::A => a(name, name, Kind::Plain, "data_idx", SOME, 30),
            Dialect::B => b(name, Kind::Tool, "id", SOME, 30),
        }
    }

    /// The names of AgentGym's environments.
    pub(super) fn names() -> Vec<&'static str> {
        PROTOCOLS.iter().map(|protocol| protocol.name).collect()
    }

    /// The member that names an environment.
    pub(super) fn id(&self) -> &'static str {
        match self.dialect {
            Dialect::A => "id",
            Dialect::B => "env_idx",
        }
    }

    /// The body of a request to create an environment.
    pub(super) fn create(&self, index: usize) -> Value {
        match self.kind {
            Kind::Tool | Kind::SearchQa => json!({"id": index}),
            _ => json!({}),
        }
    }

    /// The body of a request to reset environment `id` to `index`.
    pub(super) fn reset(&self, id: i64, index: usize) -> Value {
        let mut body = json!({self.id(): id, self.index: index});
        if let Some(members) = body.as_object_mut() {
            match self.kind {
                Kind::AlfWorld => members.insert("world_type".to_owned(), "Text".into()),
                Kind::WebArena => members.insert("seed".to_owned(), 0.into()),
                _ => None,
            };
        }
        body
    }

    /// Whether an index beyond the last counts on from the first.
    pub(super) fn wraps(&self) -> bool {
        matches!(self.kind, Kind::TextCraft | Kind::BabyAi | Kind::Wordle)
    }

    /// Whether an environment is closed by a request; others stay until the server ends.
    pub(super) fn closes(&self) -> bool {
        matches!(
            self.kind,
            Kind::TextCraft | Kind::BabyAi | Kind::SciWorld | Kind::SearchQa | Kind::WebArena | Kind::Plain
        )
    }

    /// Whether a step after the end is an error.
    pub(super) fn ends(&self) -> bool {
        matches!(self.kind, Kind::BabyAi | Kind::SciWorld | Kind::AlfWorld | Kind::Maze | Kind::Wordle)
    }

    /// Whether what counts is the `score`, not the `reward`.
    pub(super) fn scores(&self) -> bool {
        matches!(self.kind, Kind::BabyAi | Kind::SciWorld)
    }

    /// The top of the scale in which rewards come.
    pub(super) fn top(&self) -> f64 {
        if self.kind == Kind::SciWorld { 100.0 } else { 1.0 }
    }
}
