//! How a goal is reached.

use super::action::{Action, Treatment};
use super::goal::Goal;
use super::house::House;

/// The shortest of the plain ways to the goal: for every place where it could be met, fetch a thing, treat it, bring it.
/// Empty when there is none.
pub(super) fn plan(house: &House, goal: &Goal) -> Vec<Action> {
    let ends: Vec<usize> = match goal {
        Goal::Place { spot, .. } => positions(&house.spots, |place| place.kind == *spot),
        Goal::Light { lamp, .. } => positions(&house.things, |thing| thing.kind == *lamp && thing.switchable),
    };
    let things = positions(&house.things, |thing| goal.wants(thing));
    let mut best: Option<Vec<Action>> = None;
    for end in ends {
        for first in 0..things.len() {
            // Things are tried in turn, starting from each of them once.
            let mut order = things.clone();
            order.rotate_left(first);
            let found = Walk::new(house, goal).to(end, &order);
            let shorter = |actions: &Vec<Action>| best.as_ref().is_none_or(|best| actions.len() < best.len());
            best = found.filter(shorter).or(best);
        }
    }
    best.unwrap_or_default()
}

fn positions<T>(items: &[T], wanted: impl Fn(&T) -> bool) -> Vec<usize> {
    items.iter().enumerate().filter(|(_, item)| wanted(item)).map(|(at, _)| at).collect()
}

/// One way, tried out on a copy of the house.
struct Walk<'g> {
    house: House,
    goal: &'g Goal,
    actions: Vec<Action>,
}

impl<'g> Walk<'g> {
    fn new(house: &House, goal: &'g Goal) -> Self {
        Self { house: house.clone(), goal, actions: Vec::new() }
    }

    /// The way that ends at a spot or a lamp, or `None` when it does not reach the goal.
    fn to(mut self, end: usize, things: &[usize]) -> Option<Vec<Action>> {
        for thing in things {
            if self.goal.is_met(&self.house) {
                break;
            }
            match self.goal {
                Goal::Place { treatment, .. } => self.bring(*thing, *treatment, end)?,
                Goal::Light { .. } => {
                    self.fetch(*thing)?;
                    let spot = self.house.things.get(end)?.spot?;
                    self.approach(spot)?;
                    self.act(Action::Use { thing: end })?;
                }
            }
        }
        self.goal.is_met(&self.house).then_some(self.actions)
    }

    fn bring(&mut self, at: usize, treatment: Option<Treatment>, end: usize) -> Option<()> {
        let thing = self.house.things.get(at)?;
        if thing.spot == Some(end) && self.goal.is_treated(thing) {
            return Some(());
        }
        let treated = self.goal.is_treated(thing);
        self.fetch(at)?;
        if let Some(how) = treatment.filter(|_| !treated) {
            let spot = self.house.spots.iter().position(|spot| spot.serves == Some(how))?;
            self.approach(spot)?;
            self.act(Action::Treat { how, thing: at, spot })?;
        }
        self.approach(end)?;
        self.open(end)?;
        self.act(Action::Put { thing: at, spot: end })
    }

    fn fetch(&mut self, thing: usize) -> Option<()> {
        if self.house.held == Some(thing) {
            return Some(());
        }
        let spot = self.house.things.get(thing)?.spot?;
        self.approach(spot)?;
        self.open(spot)?;
        self.act(Action::Take { thing, spot })
    }

    fn approach(&mut self, spot: usize) -> Option<()> {
        if self.house.spots.get(spot)?.location == self.house.here {
            return Some(());
        }
        self.act(Action::GoTo { spot })
    }

    fn open(&mut self, spot: usize) -> Option<()> {
        if self.house.spots.get(spot)?.accessible() {
            return Some(());
        }
        self.act(Action::Open { spot })
    }

    /// Does what is possible; what is not ends the way.
    fn act(&mut self, action: Action) -> Option<()> {
        if !self.house.possible().contains(&action) {
            return None;
        }
        self.house.act(action);
        self.actions.push(action);
        Some(())
    }
}
