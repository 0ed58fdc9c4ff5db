//! Circuits: components to be powered, and things to be tested.

use super::{Case, Keys};
use crate::sciworld::action::{Action, One};
use crate::sciworld::house::{House, LOADS};
use crate::sciworld::matter::{Matter, Phase};
use crate::sciworld::score::{Check, Target};
use crate::sciworld::thing::{Id, Thing};
use crate::sciworld::walk::Walk;
use rand::RngExt;

/// Things to be tested, and whether they conduct.
const SAMPLES: [(&str, bool); 10] = [
    ("aluminum foil", true),
    ("glass rod", false),
    ("paper clip", true),
    ("rubber eraser", false),
    ("copper coin", true),
    ("plastic ruler", false),
    ("steel key", true),
    ("wax candle", false),
    ("silver ring", true),
    ("cork stopper", false),
];
const UNKNOWN: [&str; 5] = [
    "unknown substance C",
    "unknown substance F",
    "unknown substance M",
    "unknown substance S",
    "unknown substance V",
];

/// A component to be powered by whatever.
pub(super) fn power(house: &mut House, variation: usize) -> Option<Case> {
    let (name, id, room) = load(house, variation)?;
    let task = format!(
        "Your task is to turn on the {name}, which is located around the {room}. First, focus on the {name}. Then, build \
         an electrical circuit that powers it."
    );
    let tools = ["battery", "black wire", "red wire"].map(|name| house.thing(name));
    let goals =
        vec![(30, Check::Focus(Target::Thing(id))), (20, Check::Linked(id)), (50, Check::Powered(id, None))];
    let keys = Keys { subject: id, tools: tools.into(), end: house.room("workshop"), ..Keys::default() };
    Some(Case { task, goals, keys, ..Case::default() })
}

/// A component to be powered by one sort of source.
pub(super) fn renewable(house: &mut House, variation: usize) -> Option<Case> {
    let (name, id, room) = load(house, variation)?;
    let renewable = variation.is_multiple_of(2);
    let word = if renewable { "renewable" } else { "nonrenewable" };
    let task = format!(
        "Your task is to turn on the {name}, which is located around the {room}, with power from a {word} source. First, \
         focus on the {name}. Then, build an electrical circuit that powers it."
    );
    let source = if renewable { "solar panel" } else { "battery" };
    let tools = [source, "black wire", "red wire"].map(|name| house.thing(name));
    let goals = vec![
        (20, Check::Focus(Target::Thing(id))),
        (20, Check::Linked(id)),
        (60, Check::Powered(id, Some(renewable))),
    ];
    let end = house.room(if renewable { "outside" } else { "workshop" });
    Some(Case {
        task,
        goals,
        keys: Keys { subject: id, tools: tools.into(), end, ..Keys::default() },
        ..Case::default()
    })
}

/// One of the loads, somewhere.
fn load(house: &mut House, variation: usize) -> Option<(&'static str, Id, &'static str)> {
    let name = *LOADS.get(variation % LOADS.len())?;
    let id = house.thing(name);
    let (room, spot) = house.pick(&crate::sciworld::house::SPOTS)?;
    house.lab.put(id, house.spot(room, spot));
    Some((name, id, room))
}

/// A thing to be tested.
pub(super) fn conductivity(house: &mut House, variation: usize) -> Option<Case> {
    let (name, conducts) = *SAMPLES.get(variation % SAMPLES.len())?;
    test(house, Thing { conducts, ..Thing::portable(name) })
}

/// A substance to be tested of which nothing is known.
pub(super) fn unknown(house: &mut House, variation: usize) -> Option<Case> {
    let matter = Matter::steady(UNKNOWN.get(variation % UNKNOWN.len())?, Phase::Solid);
    let matter = if house.random.random_bool(0.5) { matter.conducting() } else { matter };
    test(house, Thing::of(matter))
}

fn test(house: &mut House, sample: Thing) -> Option<Case> {
    let (name, conducts) = (sample.name, sample.conducts);
    let (subject, room) = house.place(sample);
    let names = house.shuffled(&["red box", "green box", "blue box", "orange box"]);
    let [yes, no] = [*names.first()?, *names.get(1)?];
    let (one, other) = (house.answer_box("workshop", yes), house.answer_box("workshop", no));
    let (right, wrong) = if conducts { (one, other) } else { (other, one) };
    let task = format!(
        "Your task is to determine if {name} is electrically conductive. The {name} is located around the {room}. First, \
         focus on the {name}. Next, test it in an electrical circuit. If it is electrically conductive, move it to the \
         {yes}. If it is electrically nonconductive, move it to the {no}. The boxes are located around the workshop."
    );
    let goals = vec![
        (25, Check::Focus(Target::Thing(subject))),
        (35, Check::Linked(subject)),
        (40, Check::Inside(subject, right)),
    ];
    let tools = ["battery", "black wire", "red wire", "blue wire", "red light bulb"];
    let tools = tools.map(|name| house.thing(name)).into();
    let keys = Keys { subject, tools, end: right, ..Keys::default() };
    Some(Case { task, goals, traps: vec![Check::Inside(subject, wrong)], keys })
}

/// Carries everything to where the source works and closes the loop.
pub(super) fn solve_power(walk: &mut Walk, keys: &Keys) -> Option<()> {
    let [source, black, red] = *keys.tools.as_slice() else { return None };
    walk.focus(keys.subject)?;
    walk.take(keys.subject)?;
    keys.tools.iter().try_for_each(|tool| walk.take(*tool))?;
    walk.go(keys.end)?;
    walk.connect((source, 0), (black, 0))?;
    walk.connect((black, 1), (keys.subject, 0))?;
    walk.connect((keys.subject, 1), (red, 0))?;
    walk.connect((red, 1), (source, 1))
}

/// Puts the sample into a circuit with a lamp, looks, and puts it into its box.
pub(super) fn solve_conductivity(walk: &mut Walk, keys: &Keys) -> Option<()> {
    let [battery, black, red, blue, lamp] = *keys.tools.as_slice() else { return None };
    walk.focus(keys.subject)?;
    walk.take(keys.subject)?;
    walk.reach(battery)?;
    walk.connect((battery, 0), (black, 0))?;
    walk.connect((black, 1), (lamp, 0))?;
    walk.connect((lamp, 1), (red, 0))?;
    walk.connect((red, 1), (keys.subject, 0))?;
    walk.connect((keys.subject, 1), (blue, 0))?;
    walk.connect((blue, 1), (battery, 1))?;
    walk.act(Action::Wait(1))?;
    walk.one(One::LookAt, lamp)?;
    walk.bring(keys.subject, keys.end)
}
