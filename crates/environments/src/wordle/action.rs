//! The action grammar.

use super::words::spelled;

/// One action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// `s h i r e`: all that is nothing else, so that whatever is no word is an invalid word.
    Guess(String),
    /// `history`: ours; in the original the agent remembers.
    History,
    /// `share score NAME MESSAGE`: ours; the original is played alone.
    Share {
        /// Who is told.
        name: String,
        /// What.
        message: String,
    },
}

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action in the word game and returns what you see. The actions are:\n\
    s h i r e - guesses a word of five letters, written with blanks between them; the answer has a mark for each \
    letter: g for the right place, y for another place, b for a letter that is not in the word; whatever is not on \
    the list of words is answered with \"invalid word\" and costs a try too\n\
    history - shows your guesses and their marks\n\
    share score [name] [message] - sends your score with a message to another player";

impl Action {
    /// Reads an action.
    pub(super) fn parse(text: &str) -> Self {
        let shared = text.strip_prefix("share score ").and_then(|rest| rest.split_once(' '));
        match shared {
            Some((name, message)) if !name.is_empty() => {
                Self::Share { name: name.to_owned(), message: message.to_owned() }
            }
            _ if text.trim() == "history" => Self::History,
            _ => Self::Guess(text.to_owned()),
        }
    }

    /// The action in the grammar's words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Guess(word) => spelled(word),
            Self::History => "history".to_owned(),
            Self::Share { name, message } => format!("share score {name} {message}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Action;

    fn check(text: &str, expected: &Action) {
        assert_eq!(&Action::parse(text), expected, "{text}");
    }

    #[test]
    fn reads_the_grammar() {
        let share =
            |name: &str, message: &str| Action::Share { name: name.to_owned(), message: message.to_owned() };
        check(" history\n", &Action::History);
        check("share score bob 3 of 6\nhi ", &share("bob", "3 of 6\nhi "));
        check(&share("bob", " x").words(), &share("bob", " x"));
        for text in ["", "s h i r e", "shire", "histories", "share score bob", "share score  x"] {
            check(text, &Action::Guess(text.to_owned()));
        }
        assert_eq!(Action::Guess("shire".to_owned()).words(), "s h i r e");
    }
}
