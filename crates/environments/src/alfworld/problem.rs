//! The original's problems: objects, facts and a goal.

use super::action::Treatment;
use super::expression::Expression;
use super::goal::Goal;
use super::house::{House, Spot, Thing, numbered};
use std::collections::BTreeMap;

/// A problem, read.
pub(super) struct Problem {
    pub(super) house: House,
    pub(super) goal: Goal,
}

impl Problem {
    /// Reads a problem.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let problem = Expression::read(text)?;
        let section = |name: &str| {
            let parts = problem.headed().map(|(_, parts)| parts).unwrap_or_default();
            let found = parts.iter().filter_map(Expression::headed).find(|(head, _)| *head == name);
            found.map(|(_, rest)| rest).ok_or_else(|| format!("the section `{name}` is missing"))
        };
        let mut reader = Reader::objects(section(":objects")?);
        for fact in section(":init")? {
            let (name, arguments) = fact.headed().ok_or("a fact is no list that starts with a word")?;
            let words: Vec<&str> = arguments.iter().filter_map(Expression::word).collect();
            reader.fact(name, &words);
        }
        Ok(Self { goal: goal(section(":goal")?)?, house: reader.house })
    }
}

/// The household in the making.
struct Reader {
    house: House,
    things: BTreeMap<String, usize>,
    spots: BTreeMap<String, usize>,
    locations: BTreeMap<String, usize>,
}

impl Reader {
    /// The household of the declared objects, bare of facts.
    fn objects(declared: &[Expression]) -> Self {
        let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut waiting = Vec::new();
        let mut words = declared.iter().filter_map(Expression::word);
        while let Some(word) = words.next() {
            if word == "-" {
                kinds.entry(words.next().unwrap_or_default()).or_default().append(&mut waiting);
            } else {
                // The original's planner knows no capitals, and so orders ids.
                waiting.push(word.to_lowercase());
            }
        }
        let mut sorted = |kind| {
            let mut ids = kinds.remove(kind).unwrap_or_default();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let (things, spots, locations) = (sorted("object"), sorted("receptacle"), sorted("location"));
        let names = |ids: &[String]| numbered(&ids.iter().map(|id| spoken(id)).collect::<Vec<_>>());
        let thing = |name| Thing { name, ..Thing::default() };
        // A spot that no fact places is nowhere, so it cannot be reached.
        let spot = |name| Spot { name, location: usize::MAX, ..Spot::default() };
        let house = House {
            things: names(&things).into_iter().map(thing).collect(),
            spots: names(&spots).into_iter().map(spot).collect(),
            ..House::default()
        };
        Self { house, things: places(things), spots: places(spots), locations: places(locations) }
    }

    fn fact(&mut self, name: &str, arguments: &[&str]) {
        match arguments {
            [one] => self.property(name, one),
            [one, other] => self.relation(name, one, other),
            _ => {}
        }
    }

    fn property(&mut self, name: &str, id: &str) {
        let id = id.to_lowercase();
        if let Some(spot) = self.spots.get(&id).and_then(|at| self.house.spots.get_mut(*at)) {
            match name {
                "openable" => spot.openable = true,
                "opened" => spot.open = true,
                _ => {}
            }
        }
        let Some(thing) = self.things.get(&id).and_then(|at| self.house.things.get_mut(*at)) else { return };
        match name {
            "pickupable" => thing.portable = true,
            "sliceable" => thing.sliceable = true,
            "toggleable" => thing.switchable = true,
            "isReceptacleObject" => thing.vessel = true,
            "isSliced" => thing.sliced = true,
            "isToggled" => thing.switched = true,
            _ => {}
        }
        thing.bears.extend(treatment(name, ["heatable", "coolable", "cleanable"]));
        thing.treated.extend(treatment(name, DONE));
    }

    fn relation(&mut self, name: &str, one: &str, other: &str) {
        let (first, second) = (one.to_lowercase(), other.to_lowercase());
        let at_location = self.locations.get(&second).copied();
        match name {
            "canContain" => {
                self.house.fits.insert((kind(one), kind(other)));
            }
            "atLocation" => self.house.here = at_location.unwrap_or(self.house.here),
            "holds" => self.house.held = self.things.get(&second).copied(),
            _ => {}
        }
        if let Some(spot) = self.spots.get(&first).and_then(|at| self.house.spots.get_mut(*at)) {
            match name {
                "receptacleType" => {
                    spot.kind = kind(other);
                    spot.serves = serves(other);
                }
                "receptacleAtLocation" => spot.location = at_location.unwrap_or(spot.location),
                _ => {}
            }
        }
        let Some(thing) = self.things.get(&first).and_then(|at| self.house.things.get_mut(*at)) else {
            return;
        };
        match name {
            "objectType" => {
                thing.kind = kind(other);
                thing.cuts = ["KnifeType", "ButterKnifeType"].contains(&other);
            }
            "inReceptacle" => thing.spot = self.spots.get(&second).copied(),
            "objectAtLocation" => thing.location = at_location,
            _ => {}
        }
    }
}

/// The facts of what has been done, in the order of [`Treatment::ALL`].
const DONE: [&str; 3] = ["isHot", "isCool", "isClean"];

fn treatment(name: &str, names: [&str; 3]) -> Option<Treatment> {
    names.into_iter().zip(Treatment::ALL).find(|(known, _)| *known == name).map(|(_, how)| how)
}

fn serves(kind: &str) -> Option<Treatment> {
    treatment(kind, ["MicrowaveType", "FridgeType", "SinkBasinType"])
}

fn kind(word: &str) -> String {
    word.strip_suffix("Type").unwrap_or(word).to_owned()
}

/// The word for an id: what stands before its coordinates.
fn spoken(id: &str) -> String {
    let word = id.split_once("_bar_").map_or(id, |(word, _)| word);
    if id.contains("basin") && !word.contains("basin") { format!("{word}basin") } else { word.to_owned() }
}

fn places(ids: Vec<String>) -> BTreeMap<String, usize> {
    ids.into_iter().enumerate().map(|(at, id)| (id, at)).collect()
}

/// Reads a goal of the six kinds out of its atoms: `exists` and `and` only bind them together.
fn goal(parts: &[Expression]) -> Result<Goal, String> {
    let mut atoms = Vec::new();
    for part in parts {
        collect(part, &mut atoms)?;
    }
    let find = |name: &str| atoms.iter().find(|(head, _)| *head == name).map(|(_, words)| words.as_slice());
    let typed = |variable: Option<&&str>, of: &str| {
        let wanted = |(head, words): &&(&str, Vec<&str>)| *head == of && words.first() == variable;
        let found = atoms.iter().find(wanted).and_then(|(_, words)| words.get(1));
        found.map(|word| kind(word)).ok_or_else(|| format!("the goal has no `{of}` where one is needed"))
    };
    if let Some(lamp) = find("isToggled") {
        let held = find("holds").ok_or("the goal has a lamp but nothing that is held")?;
        return Ok(Goal::Light {
            thing: typed(held.get(1), "objectType")?,
            lamp: typed(lamp.first(), "objectType")?,
        });
    }
    let put = find("inReceptacle").ok_or("the goal is none of the six kinds")?;
    Ok(Goal::Place {
        thing: typed(put.first(), "objectType")?,
        spot: typed(put.get(1), "receptacleType")?,
        count: atoms.iter().filter(|(head, _)| *head == "inReceptacle").count(),
        treatment: atoms.iter().find_map(|(head, _)| treatment(head, DONE)),
    })
}

type Atom<'e> = (&'e str, Vec<&'e str>);

fn collect<'e>(part: &'e Expression, atoms: &mut Vec<Atom<'e>>) -> Result<(), String> {
    /// What may stand in a goal of the six kinds.
    const KNOWN: [&str; 14] = [
        "objectType",
        "receptacleType",
        "inReceptacle",
        "receptacleAtLocation",
        "atLocation",
        "holds",
        "toggleable",
        "isToggled",
        "cleanable",
        "heatable",
        "coolable",
        "isClean",
        "isHot",
        "isCool",
    ];
    let (head, rest) = part.headed().ok_or("the goal has a part that is no list")?;
    match head {
        "and" => rest.iter().try_for_each(|part| collect(part, atoms)),
        "exists" => rest.iter().skip(1).try_for_each(|part| collect(part, atoms)),
        // Two things are to be two.
        "not" if rest.iter().all(|part| part.headed().is_some_and(|(head, _)| head == "=")) => Ok(()),
        _ if KNOWN.contains(&head) => {
            atoms.push((head, rest.iter().filter_map(Expression::word).collect()));
            Ok(())
        }
        _ => Err(format!("the goal has `{}`, which none of the six kinds has", wire::excerpt(head))),
    }
}
