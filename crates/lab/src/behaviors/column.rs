//! What a column holds.

/// What is read of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// What the model is asked to do.
    Goal,
    /// The behavior's name.
    Id,
    /// How a willing reply would begin.
    Target,
    /// A text that the goal is about.
    Context,
    /// The kind of behavior.
    Category,
    /// The kind of behavior where nothing says it better.
    Group,
}
