//! Temperatures and melting points.

use super::phase::{named, oven, put, treat};
use super::{Case, Keys};
use crate::sciworld::action::{Action, Two};
use crate::sciworld::house::House;
use crate::sciworld::matter::{Matter, Phase};
use crate::sciworld::score::{Check, Target};
use crate::sciworld::thing::{Id, Thing};
use crate::sciworld::walk::Walk;
use rand::RngExt;

/// Things of some temperature, and where they are.
const THINGS: [(&str, &str, &str); 8] = [
    ("brass weight", "cellar", "shelf"),
    ("glass marble", "foundry", "anvil"),
    ("ceramic tile", "bathroom", "shelf"),
    ("iron nail", "outside", "bench"),
    ("wooden block", "bedroom", "bed"),
    ("metal spoon", "kitchen", "counter"),
    ("rubber duck", "greenhouse", "potting table"),
    ("granite pebble", "laboratory", "bench"),
];
const BOXES: [&str; 4] = ["red box", "green box", "blue box", "orange box"];
const KNOWN: [&str; 8] =
    ["gallium", "naphthalene", "tin", "lead", "zinc", "aluminum", "chocolate", "beeswax"];
const UNKNOWN: [&str; 4] =
    ["unknown substance B", "unknown substance K", "unknown substance O", "unknown substance R"];

/// A thing to be measured and sorted by its temperature.
pub(super) fn temperature(house: &mut House, variation: usize) -> Option<Case> {
    let (name, room, spot) = *THINGS.get(variation % THINGS.len())?;
    let spot = house.spot(room, spot);
    let subject = house.lab.add(spot, Thing::portable(name));
    let degrees = house.lab.thing(subject).temperature();
    let (boxes, limit, above) = boxes(house, degrees, 3..13);
    let [high, low] = [*boxes.first()?, *boxes.get(1)?];
    let ids = [house.answer_box(room, high), house.answer_box(room, low)];
    let [right, wrong] = if above { ids } else { [ids[1], ids[0]] };
    let (thermometer, shelf) = thermometer(house);
    let task = format!(
        "Your task is to measure the temperature of the {name}, which is located around the {room}. First, focus on the \
         thermometer. Next, focus on the {name}. Measure it where it is. If its temperature is above {limit} degrees \
         celsius, move it to the {high}. If it is below {limit} degrees celsius, move it to the {low}. The boxes are \
         located around the {room}, the \
         thermometer around the {shelf}."
    );
    let goals = vec![
        (20, Check::Focus(Target::Thing(thermometer))),
        (20, Check::Focus(Target::Thing(subject))),
        (30, Check::Measured(subject, f64::NEG_INFINITY)),
        (30, Check::Inside(subject, right)),
    ];
    let keys = Keys { subject, tools: vec![thermometer], end: right, ..Keys::default() };
    Some(Case { task, goals, traps: vec![Check::Inside(subject, wrong)], keys })
}

/// A substance whose melting point can be looked up.
pub(super) fn known(house: &mut House, variation: usize) -> Option<Case> {
    let matter = named(KNOWN.get(variation % KNOWN.len())?)?;
    melting(house, matter)
}

/// A substance whose melting point nobody knows.
pub(super) fn unknown(house: &mut House, variation: usize) -> Option<Case> {
    let name = *UNKNOWN.get(variation % UNKNOWN.len())?;
    let melts = f64::from(house.random.random_range(40..800));
    melting(house, Matter::pure(name, [melts, f64::INFINITY], [0.5, 60.0, 0.0]))
}

fn melting(house: &mut House, matter: Matter) -> Option<Case> {
    let (subject, room, degrees) = put(house, matter)?;
    let melts = matter.melting?.at;
    let (boxes, limit, above) = boxes(house, melts, 8..30);
    let [high, low] = [*boxes.first()?, *boxes.get(1)?];
    let ids = [house.answer_box("laboratory", high), house.answer_box("laboratory", low)];
    let right = if above { ids[0] } else { ids[1] };
    let (name, (thermometer, shelf)) = (matter.name, thermometer(house));
    let task = format!(
        "Your task is to measure the melting point of {name}, which is located around the {room}. First, focus on the \
         thermometer. Next, focus on the {name}. Then, melt it and measure it. If the melting point is above {limit} \
         degrees celsius, focus on the {high}. If it is below {limit} degrees celsius, focus on the {low}. The boxes are \
         located around the laboratory, the thermometer around the {shelf}."
    );
    let goals = vec![
        (15, Check::Focus(Target::Thing(thermometer))),
        (15, Check::Focus(Target::Thing(subject))),
        (10, Check::Warmer(Some(subject), degrees + 1.0)),
        (20, Check::Phase(Some(subject), Phase::Liquid)),
        (20, Check::Measured(subject, melts)),
        (20, Check::Focus(Target::Thing(right))),
    ];
    let keys = Keys { subject, tools: vec![thermometer], end: right, degrees: melts, ..Keys::default() };
    Some(Case { task, goals, keys, ..Case::default() })
}

/// The thermometer and the room in which it is.
fn thermometer(house: &House) -> (Id, &'static str) {
    let id = house.thing("thermometer");
    (id, house.lab.thing(house.lab.room_of(id)).name)
}

/// Two boxes, the first for above: their names, the limit in degrees Celsius, and whether `degrees` is above.
fn boxes(house: &mut House, degrees: f64, margin: std::ops::Range<i32>) -> (Vec<&'static str>, f64, bool) {
    let names = house.shuffled(&BOXES);
    let above = house.random.random_bool(0.5);
    let margin = f64::from(house.random.random_range(margin));
    let limit = if above { degrees - margin } else { degrees + margin };
    (names, limit.round(), above)
}

/// Measures the thing where it is and puts it into its box.
pub(super) fn solve_temperature(walk: &mut Walk, keys: &Keys) -> Option<()> {
    let thermometer = *keys.tools.first()?;
    walk.take(thermometer)?;
    walk.focus(thermometer)?;
    walk.focus(keys.subject)?;
    walk.two(Two::UseOn, thermometer, keys.subject)?;
    walk.bring(keys.subject, keys.end)
}

/// Melts the substance, measures it and names its box.
pub(super) fn solve_melting(walk: &mut Walk, keys: &Keys) -> Option<()> {
    let thermometer = *keys.tools.first()?;
    walk.take(thermometer)?;
    walk.focus(thermometer)?;
    walk.focus(keys.subject)?;
    let oven = oven(walk, keys.subject, keys.degrees)?;
    treat(walk, keys.subject, oven)?;
    while walk.lab().phase(keys.subject) == Some(Phase::Solid) {
        walk.act(Action::Wait(1))?;
    }
    walk.two(Two::UseOn, thermometer, keys.subject)?;
    walk.focus(keys.end)
}
