//! The action grammar.

use super::grid::Direction;

/// One action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// `move up`, `move down`, `move left`, `move right`
    Move(Direction),
    /// `look`: ours; in the original every answer is a look.
    Look,
    /// `call out MESSAGE`: ours; in the original there is nobody to hear it.
    CallOut(String),
}

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action in the maze and returns what you see. The actions are:\n\
    move up - goes to the row above, whose number is one less\n\
    move down - goes to the row below, whose number is one more\n\
    move left - goes to the column on the left, whose number is one less\n\
    move right - goes to the column on the right, whose number is one more\n\
    look - shows again what you see; this is not a move\n\
    call out [message] - calls a message that whoever is near can hear; this is not a move";

impl Action {
    /// Reads an action.
    ///
    /// # Errors
    /// What the world says to words that are no action.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if let Some(message) = text.strip_prefix("call out ") {
            return Ok(Self::CallOut(message.to_owned()));
        }
        let text = text.trim();
        if text == "look" {
            return Ok(Self::Look);
        }
        let direction = text.strip_prefix("move ").and_then(Direction::read);
        direction.map(Self::Move).ok_or_else(|| {
            "That is no action. The actions are: move up, move down, move left, move right, look, call out [message]."
                .to_owned()
        })
    }

    /// The action in the grammar's words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Move(direction) => format!("move {}", direction.word()),
            Self::Look => "look".to_owned(),
            Self::CallOut(message) => format!("call out {message}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Action;
    use crate::maze::grid::Direction;

    fn check(text: &str, expected: Option<&Action>) {
        assert_eq!(Action::parse(text).ok().as_ref(), expected, "{text}");
    }

    #[test]
    fn reads_the_grammar() {
        check("move up", Some(&Action::Move(Direction::Up)));
        check(" move left\n", Some(&Action::Move(Direction::Left)));
        check("look", Some(&Action::Look));
        check("call out hi\nthere ", Some(&Action::CallOut("hi\nthere ".to_owned())));
        for text in ["", "move", "move north", "move up now", "up", "Move Up", "call out"] {
            check(text, None);
        }
    }

    #[test]
    fn reads_what_it_writes() {
        let others = [Action::Look, Action::CallOut(" a\n".to_owned())];
        for action in Direction::ALL.map(Action::Move).into_iter().chain(others) {
            check(&action.words(), Some(&action));
        }
    }
}
