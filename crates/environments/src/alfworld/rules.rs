//! What can be done, and what it does.

use super::action::{Action, Treatment};
use super::house::{House, Spot, Thing};
use super::scene::describe_thing;
use super::wording::HELP;

impl House {
    /// Every action that is possible now, in no particular order.
    pub(super) fn possible(&self) -> Vec<Action> {
        let mut actions = vec![Action::Look, Action::Inventory];
        actions.extend(self.wording.helps().then_some(Action::Help));
        for (at, spot) in self.spots.iter().enumerate() {
            if spot.location == self.here {
                self.possible_at(at, spot, &mut actions);
            } else {
                actions.push(Action::GoTo { spot: at });
            }
        }
        if let Some((held, thing)) = self.held() {
            actions.push(Action::ExamineThing { thing: held });
            let near = |thing: &Thing| thing.sliceable && thing.location == Some(self.here);
            let cut = self.things.iter().enumerate().filter(|(_, other)| thing.cuts && near(other));
            actions.extend(cut.map(|(at, _)| Action::Slice { thing: at, knife: held }));
        }
        actions
    }

    fn possible_at(&self, at: usize, spot: &Spot, actions: &mut Vec<Action>) {
        actions.push(Action::ExamineSpot { spot: at });
        if spot.openable {
            actions.push(if spot.open { Action::Close { spot: at } } else { Action::Open { spot: at } });
        }
        let switches = self.contents(at).filter(|(_, thing)| thing.switchable);
        actions.extend(switches.map(|(thing, _)| Action::Use { thing }));
        let Some((held, thing)) = self.held() else {
            let loose = self.contents(at).filter(|(_, thing)| thing.portable && spot.accessible());
            actions.extend(loose.map(|(thing, _)| Action::Take { thing, spot: at }));
            return;
        };
        if spot.accessible() && self.takes(spot, thing) {
            actions.push(Action::Put { thing: held, spot: at });
        }
        // As in the original, an appliance works with its door closed.
        let how = spot.serves.filter(|how| thing.bears.contains(how));
        actions.extend(how.map(|how| Action::Treat { how, thing: held, spot: at }));
    }

    /// The commands that are possible now, sorted.
    pub(super) fn commands(&self) -> Vec<String> {
        let mut commands: Vec<String> = self.possible().iter().map(|action| action.words(self)).collect();
        commands.sort_unstable();
        commands.dedup();
        commands
    }

    /// The action that a command stands for, if it is possible now.
    pub(super) fn read(&self, command: &str) -> Option<Action> {
        self.possible().into_iter().find(|action| action.words(self) == command)
    }

    /// Does what is possible and says what is seen then.
    pub(super) fn act(&mut self, action: Action) -> String {
        match action {
            Action::Look => return self.look(),
            Action::Inventory => return self.inventory(),
            Action::Help => return HELP.to_owned(),
            Action::ExamineSpot { spot } => return self.describe_spot(spot),
            Action::ExamineThing { thing } => {
                return self.things.get(thing).map(describe_thing).unwrap_or_default();
            }
            Action::GoTo { spot } => {
                self.here = self.spots.get(spot).map_or(self.here, |spot| spot.location);
                return self.wording.arrival(self.spot_name(spot)) + &self.describe_spot(spot);
            }
            Action::Open { spot } => self.set_open(spot, true),
            Action::Close { spot } => self.set_open(spot, false),
            Action::Take { thing, .. } => self.take(thing),
            Action::Put { thing, spot } => self.put(thing, spot),
            Action::Use { thing } => {
                self.things.get_mut(thing).into_iter().for_each(|thing| thing.switched = true);
            }
            Action::Treat { how, thing, .. } => self.treat(how, thing),
            Action::Slice { thing, .. } => {
                self.things.get_mut(thing).into_iter().for_each(|thing| thing.sliced = true);
            }
        }
        self.told(action)
    }

    /// What is said of an action that has changed something.
    fn told(&self, action: Action) -> String {
        let (thing, spot) = (|at| self.thing_name(at), |at| self.spot_name(at));
        match action {
            Action::Open { spot: at } => format!("You open the {}. {}", spot(at), self.describe_spot(at)),
            Action::Close { spot: at } => format!("You close the {}.", spot(at)),
            Action::Take { thing: what, spot: at } => {
                format!("You pick up the {} from the {}.", thing(what), spot(at))
            }
            Action::Put { thing: what, spot: at } => {
                let (putting, onto) = (self.wording.putting(), self.wording.onto());
                format!("You {putting} the {} {onto} the {}.", thing(what), spot(at))
            }
            // The original never notices that a switch is used a second time.
            Action::Use { thing: what } => format!("You turn on the {}.", thing(what)),
            Action::Treat { how, thing: what, spot: at } => {
                format!("You {} the {} using the {}.", how.verb(), thing(what), spot(at))
            }
            Action::Slice { thing: what, knife } => {
                format!("You sliced the {} with the {}.", thing(what), thing(knife))
            }
            _ => String::new(),
        }
    }

    fn set_open(&mut self, spot: usize, open: bool) {
        self.spots.get_mut(spot).into_iter().for_each(|spot| spot.open = open);
    }

    fn take(&mut self, at: usize) {
        if let Some(thing) = self.things.get_mut(at) {
            (thing.spot, thing.location) = (None, None);
            self.held = Some(at);
        }
    }

    fn put(&mut self, at: usize, spot: usize) {
        if let Some(thing) = self.things.get_mut(at) {
            (thing.spot, thing.location) = (Some(spot), Some(self.here));
            self.held = None;
        }
    }

    fn treat(&mut self, how: Treatment, thing: usize) {
        let Some(thing) = self.things.get_mut(thing) else { return };
        thing.treated.insert(how);
        match how {
            Treatment::Heat => thing.treated.remove(&Treatment::Cool),
            Treatment::Cool => thing.treated.remove(&Treatment::Heat),
            Treatment::Clean => false,
        };
    }
}
