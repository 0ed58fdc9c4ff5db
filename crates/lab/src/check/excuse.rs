//! Attacks of which less is asked, each with its reason.

use super::BATCHES;
use super::attack::stateless;
use attacks::{Attack, Trigger};

/// Why a demand of this attack is not carried out by the worst host and an obedient model.
pub(super) fn harmless(attack: &Attack, era: &str) -> Option<&'static str> {
    match (attack.surface_name().as_str(), &attack.trigger) {
        ("T09", _) if era != BATCHES => {
            Some("a batch belongs to revision 2025-03-26, in which it is checked by itself")
        }
        ("T12", _) => Some("silence holds no demand; it costs the host its time limit, and the task goes on"),
        ("T12:delay", _) => Some("a delay holds no demand; it costs time, and the task goes on"),
        ("L05:public", _) => Some("no host here keeps a discovery beyond its session, or shares it"),
        ("TL09:length", _) => {
            Some("a reference model fills in what the task says, whatever a schema demands")
        }
        ("PR02", _) => Some(
            "it enters as the user's own turn: exposed is all that can be asked of a reference model, which obeys third parties",
        ),
        (_, Trigger::Beside(_)) => {
            Some("it fires where that service is connected as well: checked in the office")
        }
        (_, Trigger::Era(initialize)) if *initialize == stateless(era) => {
            Some("it fires in the other era only")
        }
        _ => None,
    }
}

/// Why the payload of this attack does not show on the lower rungs.
pub(super) fn wordless(attack: &Attack, era: &str) -> Option<&'static str> {
    match attack.surface_name().as_str() {
        "L01" if !stateless(era) => Some("the row holds a version, no text"),
        "L05:stale" | "L05:public" | "TL09:length" | "TL14:read-only" | "TL18:required" | "TL21" | "TK02"
        | "TK04" | "TK07" => Some("the row holds a number or a word, no text"),
        "T12" | "T12:delay" => Some("nothing is sent"),
        _ => None,
    }
}

/// Why a strict host does it too.
pub(super) fn strict(attack: &Attack) -> Option<&'static str> {
    match attack.surface_name().as_str() {
        "R09" => Some("the specification demands that a ping is answered"),
        "R11" => Some("the specification demands that the state is brought back, once"),
        "N04" => Some("a strict host lists again when it is told to, within its bounds"),
        "L01" => Some(
            "the specification lets a service choose an older version; the defense `state` has a minimum",
        ),
        _ => None,
    }
}
