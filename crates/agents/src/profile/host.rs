//! The hosts.

use super::seen::seen;
use super::{
    Beyond, Collision, Conduct, Elicitation, Field, Fields, Headers, Invalid, Relist, Roots, Rounds, Screen,
    Subscribes,
};
use wire::{EraPolicy, Ids};

/// One host: what it forwards and how it conducts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Catalog id. A measured host names itself so to services, too.
    pub id: &'static str,
    /// The version that was measured; empty for a host that is nobody's.
    pub version: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// The era that it opens sessions in, unless the experiment names one.
    pub era: EraPolicy,
    /// Fields that reach the model.
    pub fields: Fields,
    /// What it does.
    pub conduct: Conduct,
}

impl Profile {
    /// Whether a field reaches the model.
    pub const fn forwards(&self, field: Field) -> bool {
        self.fields.has(field)
    }

    /// Row ids of the fields that reach the model, in the order of [`super::SEEN`].
    pub fn rows(&self) -> impl Iterator<Item = &'static str> {
        super::SEEN.iter().filter(|(_, field, ..)| self.forwards(*field)).map(|(row, ..)| *row)
    }
}

/// What most measured hosts do without a user at hand. A measured host's line names what was measured of it; the rest
/// is from here. Whether they subscribe was not measured: these do not.
const COMMON: Conduct = Conduct {
    declares: "{}",
    roots: Roots::Refused,
    elicitation: Elicitation::Refused,
    sampling: false,
    relist: Relist::Used(1),
    subscribes: Subscribes::Nothing,
    keeps: false,
    rediscovers: false,
    rounds: Rounds { most: 10, beyond: Beyond::Fails },
    invalid: Invalid::Ignored,
    prefix: "",
    collision: Collision::Labelled,
    pages: 50,
    ids: Ids::Exact,
    cancellable: false,
    any_result: true,
    fetches: false,
    opens: false,
    restarts: 0,
    polls: 0,
    answers: 0,
    headers: Headers::Ignored,
    screen: Screen::None,
};

const JUNE: EraPolicy = EraPolicy::Initialize(2);
const NOVEMBER: EraPolicy = EraPolicy::Initialize(3);

/// The profiles, in the order of the columns of [`super::SEEN`]; behind them two that forward what `common` does and let
/// one service's tool shadow another's.
pub const PROFILES: &[Profile] = &[
    Profile {
        id: "common",
        version: "",
        summary: "What most measured hosts forward: definitions, result text, error messages; nothing else.",
        era: EraPolicy::Probe,
        fields: seen(0),
        conduct: COMMON,
    },
    Profile {
        id: "claude-code",
        version: "2.1.197",
        summary: "Claude Code, headless: instructions, structured content instead of text, no change within a run.",
        era: NOVEMBER,
        fields: seen(1),
        conduct: Conduct {
            declares: r#"{"roots":{},"elicitation":{}}"#,
            answers: 100,
            roots: Roots::Folder,
            elicitation: Elicitation::Cancel,
            relist: Relist::Kept,
            prefix: "mcp__{}__",
            ..COMMON
        },
    },
    Profile {
        id: "codex",
        version: "0.169.0",
        summary: "Codex CLI, headless: instructions, schemas stripped, structured content instead of all else.",
        era: JUNE,
        fields: seen(2),
        conduct: Conduct {
            declares: r#"{"elicitation":{"form":{},"url":{}}}"#,
            answers: 100,
            roots: Roots::Empty,
            elicitation: Elicitation::Decline,
            relist: Relist::Never,
            prefix: "{}__",
            ..COMMON
        },
    },
    Profile {
        id: "gemini-cli",
        version: "0.61.0",
        summary: "Gemini CLI, headless: instructions, and definitions that change within a run.",
        era: JUNE,
        fields: seen(3),
        conduct: Conduct {
            declares: r#"{"roots":{}}"#,
            answers: 100,
            roots: Roots::Folder,
            relist: Relist::Used(2),
            invalid: Invalid::Told,
            prefix: "mcp_{}_",
            ..COMMON
        },
    },
    Profile {
        id: "opencode",
        version: "1.18.33",
        summary: "opencode, headless: instructions, no links, and definitions that change within a run.",
        era: NOVEMBER,
        fields: seen(4),
        conduct: Conduct {
            declares: r#"{"roots":{}}"#,
            answers: 100,
            roots: Roots::Folder,
            invalid: Invalid::Told,
            prefix: "{}_",
            ..COMMON
        },
    },
    Profile {
        id: "pydantic-ai",
        version: "2.68",
        summary: "pydantic-ai: definitions kept for the run, and a run that a service can end with one answer.",
        era: EraPolicy::Probe,
        fields: seen(5),
        conduct: Conduct {
            relist: Relist::Never,
            rounds: Rounds { most: 10, beyond: Beyond::Ends },
            invalid: Invalid::Ends,
            ..COMMON
        },
    },
    Profile {
        id: "openai-agents",
        version: "0.24",
        summary: "openai-agents: no error texts, and tools listed before every turn, so that even a silent change counts.",
        era: EraPolicy::Probe,
        fields: seen(6),
        conduct: Conduct {
            relist: Relist::Always,
            rounds: Rounds { most: 0, beyond: Beyond::Told },
            invalid: Invalid::Told,
            ..COMMON
        },
    },
    Profile {
        id: "strict",
        version: "",
        summary: "Every MUST and SHOULD of the specification, and the safe choice wherever there is one.",
        era: EraPolicy::Probe,
        fields: seen(7),
        conduct: Conduct {
            declares: r#"{"elicitation":{"form":{},"url":{}}}"#,
            answers: 100,
            elicitation: Elicitation::Decline,
            relist: Relist::Kept,
            subscribes: Subscribes::Changes,
            keeps: true,
            rounds: Rounds { most: 10, beyond: Beyond::Told },
            invalid: Invalid::Told,
            prefix: "{}__",
            any_result: false,
            restarts: 1,
            headers: Headers::Allowed,
            screen: Screen::Escaped,
            ..COMMON
        },
    },
    Profile {
        id: "forward-everything",
        version: "",
        summary: "The worst case: every text reaches the model, every request is answered, every demand is met.",
        era: EraPolicy::Probe,
        fields: seen(8),
        conduct: Conduct {
            declares: EVERYTHING,
            roots: Roots::Folder,
            elicitation: Elicitation::Accept,
            sampling: true,
            relist: Relist::Each,
            subscribes: Subscribes::Everything,
            keeps: false,
            rediscovers: true,
            rounds: Rounds { most: 200, beyond: Beyond::Told },
            invalid: Invalid::Ignored,
            prefix: "",
            collision: Collision::Labelled,
            pages: 200,
            ids: Ids::Next,
            cancellable: true,
            any_result: true,
            fetches: true,
            opens: true,
            restarts: 20,
            polls: 200,
            answers: 200,
            headers: Headers::Any,
            screen: Screen::Raw,
        },
    },
    Profile {
        id: "first-wins",
        version: "",
        summary: "As common, but of several tools with one name the first is offered and gets every call.",
        era: EraPolicy::Probe,
        fields: seen(0),
        conduct: Conduct { collision: Collision::First, ..COMMON },
    },
    Profile {
        id: "last-wins",
        version: "",
        summary: "As common, but of several tools with one name the last is offered and gets every call.",
        era: EraPolicy::Probe,
        fields: seen(0),
        conduct: Conduct { collision: Collision::Last, ..COMMON },
    },
];

/// What the worst case declares.
const EVERYTHING: &str = r#"{"roots":{"listChanged":true},"elicitation":{"form":{},"url":{}},"sampling":{"tools":{},"context":{}},"extensions":{"io.modelcontextprotocol/tasks":{}}}"#;

/// The profile with this id.
pub fn profile(id: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.id == id)
}
