//! From low-level moves to the actions of either shape.

use super::action::{CLOSE_DOOR, OPEN_BOX};
use super::instruction::Move;
use super::offer::{Offer, Verb};
use super::play::Play;
use super::thing::Kind;
use super::tools;
use crate::Act;
use serde_json::json;

/// One action.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// In the grammar.
    pub(super) action: String,
    /// As a call of a native tool.
    pub(super) native: Act,
}

/// The actions that make these moves, as long ones as are offered on the way; `None` where some move cannot be made.
pub(super) fn script(start: &Play, moves: &[Move]) -> Option<Vec<Line>> {
    let (mut play, mut left, mut lines) = (start.clone(), moves, Vec::new());
    while !left.is_empty() {
        let (line, count) = line(&play, left)?;
        let (made, rest) = left.split_at_checked(count)?;
        play.make(made);
        left = rest;
        lines.push(line);
    }
    Some(lines)
}

/// The next action, and how many moves it makes.
fn line(play: &Play, moves: &[Move]) -> Option<(Line, usize)> {
    let fits = |offer: &&Offer| !offer.moves.is_empty() && moves.starts_with(&offer.moves);
    let mut fitting: Vec<&Offer> = play.offers.list.iter().filter(fits).collect();
    fitting.sort_by_key(|offer| std::cmp::Reverse(offer.moves.len()));
    // The wrapper stops when nothing that is seen changes, even if something did.
    let whole = |offer: &&&Offer| {
        offer.moves.len() == 1 || {
            let mut tried = play.run.clone();
            tried.advance(&offer.moves);
            tried.game.moves - play.run.game.moves == u32::try_from(offer.moves.len()).unwrap_or_default()
        }
    };
    if let Some(offer) = fitting.iter().find(whole) {
        let line = Line { action: offer.text.clone(), native: tools::act(offer) };
        return Some((line, offer.moves.len()));
    }
    let front = play.sight.front().map(|(_, thing)| thing.kind);
    let (action, tool) = match (moves.first()?, front?) {
        (Move::Toggle, Kind::Box) => (OPEN_BOX, tools::OPEN_BOX),
        (Move::Toggle, Kind::Door) => (CLOSE_DOOR, tools::TOGGLE),
        _ => return None,
    };
    let native = Act { tool: tool.to_owned(), arguments: json!({}) };
    Some((Line { action: action.to_owned(), native }, 1))
}

impl Verb {
    /// The native tool that does this.
    pub(super) fn tool(self) -> &'static str {
        match self {
            Self::TurnLeft | Self::TurnRight => tools::TURN,
            Self::Forward => tools::MOVE_FORWARD,
            Self::PickUp => tools::PICK_UP,
            Self::Drop => tools::DROP,
            Self::Toggle => tools::TOGGLE,
            Self::GoThrough => tools::GO_THROUGH,
            Self::GoTo => tools::GO_TO,
            Self::Check => tools::LOOK,
        }
    }
}
