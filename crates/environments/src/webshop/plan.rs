//! How a goal is reached.

use super::goal::Goal;
use super::session::{Page, Press, Session};
use super::shop::Shop;

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// Searches for words.
    Search(String),
    /// Presses a button with this label.
    Press(String, Press),
}

/// The moves that find the product of a goal by its title, choose the options and buy it.
pub(super) fn plan(shop: &Shop, goal: &Goal) -> Vec<Move> {
    let mut session = Session::default();
    let place = shop.place(&goal.asin);
    let mut moves = vec![Move::Search(goal.name.clone())];
    session.search(shop, &goal.name);
    while session.page == Page::Results {
        let found = session.shown().find(|shown| Some(*shown) == place).map(Press::Open);
        let press = match found {
            Some(press) => press,
            // Beyond the last page there is nothing to find.
            None if session.shown().next().is_none() => break,
            None => Press::Next,
        };
        moves.extend(pressed(&mut session, shop, &press));
    }
    for (name, value) in goal.options() {
        moves.extend(pressed(&mut session, shop, &Press::Choose(name.to_owned(), value.to_owned())));
    }
    moves.extend(pressed(&mut session, shop, &Press::Buy));
    moves
}

fn pressed(session: &mut Session, shop: &Shop, press: &Press) -> Option<Move> {
    let (label, press) = session.buttons(shop).into_iter().find(|(_, found)| found == press)?;
    session.press(press.clone());
    Some(Move::Press(label, press))
}
