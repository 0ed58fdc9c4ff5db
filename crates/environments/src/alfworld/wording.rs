//! The words of the two versions of the original that are in use.

use serde::Deserialize;

/// Whose words are spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) enum Wording {
    /// Version 0.3, which AgentGym serves.
    #[default]
    #[serde(rename = "0.3")]
    Third,
    /// Version 0.4.
    #[serde(rename = "0.4")]
    Fourth,
}

/// The answer to `help` in version 0.4, word for word.
pub(super) const HELP: &str = "Available commands:
  look:                             look around your current location
  inventory:                        check your current inventory
  go to (receptacle):               move to a receptacle
  open (receptacle):                open a receptacle
  close (receptacle):               close a receptacle
  take (object) from (receptacle):  take an object from a receptacle
  move (object) to (receptacle):  place an object in or on a receptacle
  examine (something):              examine a receptacle or an object
  use (object):                     use an object
  heat (object) with (receptacle):  heat an object using a receptacle
  clean (object) with (receptacle): clean an object using a receptacle
  cool (object) with (receptacle):  cool an object using a receptacle
  slice (object) with (object):     slice an object using a sharp object
";

impl Wording {
    /// The word for putting a thing down.
    pub(super) fn putting(self) -> &'static str {
        match self {
            Self::Third => "put",
            Self::Fourth => "move",
        }
    }

    /// The word between a thing that is put down and where it comes to.
    pub(super) fn onto(self) -> &'static str {
        match self {
            Self::Third => "in/on",
            Self::Fourth => "to",
        }
    }

    /// What is said before the description of a spot on arrival.
    pub(super) fn arrival(self, spot: &str) -> String {
        match self {
            // The original says the number of a location, which AgentGym takes away again.
            Self::Third => String::new(),
            Self::Fourth => format!("You arrive at {spot}. "),
        }
    }

    /// Whether there is the action `help`.
    pub(super) fn helps(self) -> bool {
        self == Self::Fourth
    }
}
