//! What a host forwards to its model, as data.

/// How a host treats `structuredContent` (surface TR07).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structured {
    /// It never reaches the model.
    Never,
    /// It stands in for the text content when present, as in two of the six measured hosts.
    Instead,
    /// It is added after the text content.
    Also,
}

/// One host's forwarding behavior.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Catalog id.
    pub id: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Whether a server's `instructions` enter the system text (L04).
    pub instructions: bool,
    /// What becomes of `structuredContent`.
    pub structured: Structured,
    /// Whether `error.message` is shown (E02).
    pub error_message: bool,
    /// Whether `error.data` is shown too (E03).
    pub error_data: bool,
    /// Whether tools are listed again after `list_changed` (N04).
    pub relist: bool,
}

/// The profiles.
pub const PROFILES: &[Profile] = &[
    Profile {
        id: "common",
        summary: "What most measured hosts forward: definitions, result text, error messages; nothing else.",
        instructions: false,
        structured: Structured::Never,
        error_message: true,
        error_data: false,
        relist: true,
    },
    Profile {
        id: "forward-everything",
        summary: "The worst case: every text that a server controls and a host could show, is shown.",
        instructions: true,
        structured: Structured::Also,
        error_message: true,
        error_data: true,
        relist: true,
    },
];

/// The profile with this id.
pub fn profile(id: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.id == id)
}
