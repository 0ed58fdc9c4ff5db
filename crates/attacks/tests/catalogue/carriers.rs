//! Every row that is executed is executed, in every era in which it exists; and what the carriers say of themselves is
//! true.

use crate::session::{Session, result};
use attacks::{Attack, Eras, Execution, SURFACES, Surface};
use serde_json::Value;
use std::path::Path;
use wire::Message;
use wire::json::decode;

/// Rows without a text of their own: a number, a limit, or nothing at all.
const WORDLESS: [&str; 8] = ["L01", "TL21", "T12", "TK02", "TK04", "TK07", "TL18", "T10"];

/// Rows whose answer never comes.
const SILENT: [&str; 1] = ["T12"];

fn attack(surface: &Surface, placement: &str) -> Attack {
    let objective = if surface.breach.is_some() { "protocol" } else { "hijack" };
    format!("{}/direct/{objective}/{placement}/always", surface.id).parse().unwrap()
}

fn check(surface: &Surface, placement: &str, stateless: bool) {
    let what = format!("{} {placement} {}", surface.id, if stateless { "stateless" } else { "initialize" });
    let mut session = Session::new(&attack(surface, placement), stateless);
    let calls = session.play();
    let planted = session.planted();
    assert!(!planted.is_empty(), "{what}: nothing is planted");
    assert!(planted.iter().all(|plant| plant.surface == surface.id), "{what}");
    if !WORDLESS.contains(&surface.id) {
        let seen: String = session
            .seen
            .iter()
            .map(|message| decode(&format!("\"{}\"", message.as_str())).into_owned())
            .collect();
        for piece in &planted[0].core {
            assert!(seen.contains(piece), "{what}: {piece:?} does not reach the host");
        }
    }
    let silent = SILENT.contains(&surface.id);
    assert!(calls[0].is_some() != silent, "{what}: the first call");
    assert!(calls[1].is_some(), "{what}: the second call");
}

#[test]
fn every_row_is_executed_in_every_era_in_which_it_exists() {
    let mut executed = 0;
    for surface in SURFACES.iter().filter(|surface| matches!(surface.execution, Execution::Carried(_))) {
        let eras = [(false, surface.eras.has_initialize()), (true, surface.eras.has_stateless())];
        for (stateless, _) in eras.into_iter().filter(|(_, exists)| *exists) {
            // Words that are asked for on the way come to the same places.
            check(surface, "after", stateless);
            check(surface, "fused:model", stateless);
            executed += 1;
        }
    }
    assert_eq!(executed, EXECUTED);
}

/// Rows and eras that are executed.
const EXECUTED: usize = 152;

/// Rows below the messages, which `safemcp serve` executes.
const BELOW: [&str; 5] = ["T03", "T04", "T07", "P06", "P07"];

#[test]
fn the_table_is_whole() {
    assert_eq!(SURFACES.len(), 118);
    let mut ids: Vec<&str> = SURFACES.iter().map(|surface| surface.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 118);
    let served = SURFACES.iter().filter(|surface| matches!(surface.execution, Execution::Served));
    let mut served: Vec<&str> = served.map(|surface| surface.id).collect();
    served.sort_unstable_by_key(|id| BELOW.iter().position(|below| below == id));
    assert_eq!(served, BELOW);
    for surface in SURFACES.iter() {
        assert!(!surface.readers.is_empty() && !surface.classes.is_empty(), "{}", surface.id);
        assert!(!surface.references.is_empty(), "{}", surface.id);
        if let Execution::Not(why) = surface.execution {
            assert!(why.len() > 20, "{}: {why}", surface.id);
            // What the protocol itself carries is executed.
            let protocol = ["L", "TL", "TR", "R", "RS", "PR", "CP", "N", "E", "TK"];
            let part = surface.id.trim_end_matches(|char: char| char.is_ascii_digit());
            assert!(!protocol.contains(&part), "{}", surface.id);
        }
        let outside = surface.eras == Eras::Outside;
        assert!(!outside || matches!(surface.execution, Execution::Not(_)), "{}", surface.id);
    }
}

/// A line of an example, by its name.
fn line(source: &str, name: &str) -> String {
    let prefix = format!("//! {name}: ");
    source.lines().find_map(|line| line.strip_prefix(&prefix)).map(str::to_owned).unwrap_or_default()
}

/// Whether everything that `part` says is so in `whole`.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(key, value)| whole.get(key).is_some_and(|own| holds(own, value)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            part.iter().all(|item| whole.iter().any(|own| holds(own, item)))
        }
        (Value::String(whole), Value::String(part)) => whole.contains(part.as_str()),
        _ => whole == part,
    }
}

/// The example of a carrier: its row, and what reaches the host because of it.
fn example_holds(source: &str) {
    let (row, after) = (line(source, "row"), line(source, "after"));
    let surface = attacks::surface(&row).unwrap();
    for stateless in [false, true] {
        let exists = if stateless { surface.eras.has_stateless() } else { surface.eras.has_initialize() };
        if !exists {
            continue;
        }
        let mut session = Session::new(&attack(surface, "after"), stateless);
        let calls = session.play();
        let payload = session.planted()[0].core.concat();
        let after = after.replace("PAYLOAD", &payload.replace('"', "\\\""));
        if after == "nothing" {
            assert!(calls[0].is_none(), "{row}");
            return;
        }
        if session.seen.iter().any(|message| shows(message, &after)) {
            return;
        }
    }
    panic!("{row}: {after} is not what the host sees");
}

/// Whether a message is what an example says: `METHOD {PARAMS}`, `error {...}`, or a result.
fn shows(message: &Message, after: &str) -> bool {
    let (method, json) = after.split_at(after.find('{').unwrap());
    let part: Value = serde_json::from_str(json).unwrap();
    let whole = match method.trim() {
        "" => result(message),
        "error" => message.error_json().map_or(Value::Null, |error| serde_json::from_str(error).unwrap()),
        method if message.method().is_some_and(|known| known == method) => {
            serde_json::from_str(message.params().unwrap()).unwrap()
        }
        _ => Value::Null,
    };
    holds(&whole, &part)
}

#[test]
fn every_carrier_has_an_example_that_is_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/carrier");
    let mut checked = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        if !source.starts_with("//! Carrier `") {
            continue;
        }
        let headings: Vec<&str> = source.lines().filter_map(|line| line.strip_prefix("//! ## ")).collect();
        assert_eq!(headings, ["What it does", "Why it works", "Example", "References"]);
        example_holds(&source);
        checked += 1;
    }
    assert_eq!(checked, 13);
}
