//! The actions of a household and their words.

use super::house::House;

/// What an appliance does to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Treatment {
    Heat,
    Cool,
    Clean,
}

impl Treatment {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Heat, Self::Cool, Self::Clean];

    /// The word of the command.
    pub(super) fn verb(self) -> &'static str {
        match self {
            Self::Heat => "heat",
            Self::Cool => "cool",
            Self::Clean => "clean",
        }
    }
}

/// One action. Things and spots are named by their places in the lists of the [`House`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Look,
    Inventory,
    Help,
    GoTo { spot: usize },
    Open { spot: usize },
    Close { spot: usize },
    ExamineSpot { spot: usize },
    ExamineThing { thing: usize },
    Use { thing: usize },
    Take { thing: usize, spot: usize },
    Put { thing: usize, spot: usize },
    Treat { how: Treatment, thing: usize, spot: usize },
    Slice { thing: usize, knife: usize },
}

impl Action {
    /// The action as a command.
    pub(super) fn words(self, house: &House) -> String {
        let (thing, spot) = (|at| house.thing_name(at), |at| house.spot_name(at));
        match self {
            Self::Look => "look".to_owned(),
            Self::Inventory => "inventory".to_owned(),
            Self::Help => "help".to_owned(),
            Self::GoTo { spot: at } => format!("go to {}", spot(at)),
            Self::Open { spot: at } => format!("open {}", spot(at)),
            Self::Close { spot: at } => format!("close {}", spot(at)),
            Self::ExamineSpot { spot: at } => format!("examine {}", spot(at)),
            Self::ExamineThing { thing: at } => format!("examine {}", thing(at)),
            Self::Use { thing: at } => format!("use {}", thing(at)),
            Self::Take { thing: what, spot: at } => format!("take {} from {}", thing(what), spot(at)),
            Self::Put { thing: what, spot: at } => {
                let wording = house.wording;
                format!("{} {} {} {}", wording.putting(), thing(what), wording.onto(), spot(at))
            }
            Self::Treat { how, thing: what, spot: at } => {
                format!("{} {} with {}", how.verb(), thing(what), spot(at))
            }
            Self::Slice { thing: what, knife } => format!("slice {} with {}", thing(what), thing(knife)),
        }
    }
}

/// The action in an agent's text: what stands after the last `Action:`, or the whole.
pub(super) fn written(text: &str) -> &str {
    text.rsplit_once("Action:").map_or(text, |(_, action)| action).trim()
}

/// The message of `announce MESSAGE`, word for word.
pub(super) fn announced(text: &str) -> Option<&str> {
    let start = text.trim_start();
    let message = start.strip_prefix("announce ").or_else(|| written(text).strip_prefix("announce "))?;
    Some(message).filter(|message| !message.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::{announced, written};

    #[test]
    fn finds_the_action_in_a_text() {
        for (text, action) in [
            ("look", "look"),
            ("Thought:\nI see.\n\nAction:\ngo to shelf 1\n", "go to shelf 1"),
            ("Action: a\nAction: b", "b"),
        ] {
            assert_eq!(written(text), action);
        }
    }

    #[test]
    fn carries_messages_word_for_word() {
        for message in ["dinner", " two\nlines ", "Action: look", "\u{e0041}\u{1b}[0m"] {
            assert_eq!(announced(&format!("announce {message}")), Some(message));
        }
        assert_eq!(announced("Thought: hm\nAction: announce dinner"), Some("dinner"));
        assert_eq!((announced("announce"), announced("announce  "), announced("look")), (None, None, None));
    }
}
