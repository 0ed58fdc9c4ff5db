//! The action grammar: the original's actions, and three of ours.

/// What an action is, before the world decides whether it is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action<'t> {
    /// `say MESSAGE`, word for word: ours.
    Say(&'t str),
    /// `open box`: ours; in the original no action opens one.
    OpenBox,
    /// `close door`: ours; in the original no action closes one.
    CloseDoor,
    /// Anything else, to be looked up among what is offered.
    Offered(&'t str),
}

/// Opens the box in front: ours.
pub(super) const OPEN_BOX: &str = "open box";
/// Closes the door in front: ours.
pub(super) const CLOSE_DOOR: &str = "close door";
const SAY: &str = "say ";

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action and returns what you see, with the list of the actions that are \
    available then. Things and doors are named with their numbers, as that list has them. The actions are:\n\
    turn left\n\
    turn right\n\
    move forward\n\
    go to [thing] [number] - walks up to a thing or a door and faces it\n\
    pickup [thing] [number] - walks up to a thing and takes it; you can carry one\n\
    drop - puts what you carry into the cell in front of you\n\
    toggle - opens the closed door in front of you; a locked one needs the key of its color in your hand\n\
    go through [door] [number] - walks into the doorway of an open door\n\
    toggle and go through [door] [number] - walks up to a door, opens it and walks into its doorway\n\
    check available actions - shows the list again\n\
    open box - opens the box in front of you; what is inside takes its place; never in the list\n\
    close door - closes the open door in front of you; never in the list\n\
    say [message] - says something that whoever is near can hear; never in the list";

impl<'t> Action<'t> {
    /// Reads an action; `lower` is the same text as [`plain`] gives it.
    pub(super) fn read(text: &'t str, lower: &'t str) -> Self {
        let said = text.trim_start().strip_prefix(SAY).or_else(|| written(text).strip_prefix(SAY));
        match (said, lower) {
            (Some(message), _) if !message.trim().is_empty() => Self::Say(message),
            (_, OPEN_BOX) => Self::OpenBox,
            (_, CLOSE_DOOR) => Self::CloseDoor,
            _ => Self::Offered(lower),
        }
    }
}

/// A message as an action.
pub(super) fn say(message: &str) -> String {
    format!("{SAY}{message}")
}

/// The action in an agent's text, as the original compares it.
pub(super) fn plain(text: &str) -> String {
    written(text).to_lowercase().trim().to_owned()
}

/// What stands after the last `Action:`, or the whole.
fn written(text: &str) -> &str {
    text.rsplit_once("Action:").map_or(text, |(_, action)| action).trim()
}

#[cfg(test)]
mod tests {
    use super::{Action, plain};

    fn check(text: &str, expected: Action<'_>) {
        assert_eq!(Action::read(text, &plain(text)), expected, "{text}");
    }

    #[test]
    fn reads_the_grammar() {
        check(" Turn LEFT\n", Action::Offered("turn left"));
        check("Thought: so.\nAction:\ngo to red ball 1", Action::Offered("go to red ball 1"));
        check("Open box", Action::OpenBox);
        check("close door", Action::CloseDoor);
        check("open box 1", Action::Offered("open box 1"));
        check("say Action: drop\n ", Action::Say("Action: drop\n "));
        check("Thought: hm.\nAction: say Hello", Action::Say("Hello"));
        check("say  ", Action::Offered("say"));
        check("", Action::Offered(""));
    }
}
