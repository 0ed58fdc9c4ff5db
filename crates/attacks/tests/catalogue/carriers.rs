//! Every form of every row that is executed is executed, in every era in which it exists; and what the carriers say of themselves is
//! true.

use crate::session::{Session, result};
use attacks::{Attack, Eras, Execution, SURFACES};
use serde_json::Value;
use std::path::Path;
use wire::Message;
use wire::json::decode;

/// Rows and forms without a text of their own: a number, a limit, or nothing at all.
const WORDLESS: [&str; 13] = [
    "L01",
    "L05:stale",
    "L05:public",
    "TL09:length",
    "TL14:read-only",
    "TL18:required",
    "TL21",
    "T12",
    "T12:delay",
    "TK02",
    "TK04",
    "TK07",
    "T10",
];

/// Those whose answer never comes.
const SILENT: [&str; 2] = ["T12", "T08:late"];

/// The attack on a surface, or a form of it, with the objective that is its own.
fn attack(name: &str, placement: &str) -> Attack {
    let attack: Attack = name.parse().unwrap();
    let objective = if attack.breach().is_some() { "protocol" } else { "hijack" };
    format!("{name}/direct/{objective}/{placement}/always").parse().unwrap()
}

/// Every form of every row that a carrier executes.
fn carried() -> Vec<String> {
    let rows = SURFACES.iter().filter(|surface| matches!(surface.execution, Execution::Carried(_)));
    rows.flat_map(|surface| {
        let forms = surface.forms().iter().map(|form| format!("{}:{}", surface.id, form.id));
        std::iter::once(surface.id.to_owned()).chain(forms)
    })
    .collect()
}

/// A message as a reader sees it who decodes what it holds.
fn read(message: &Message) -> String {
    let mut text = decode(&format!("\"{}\"", message.as_str())).into_owned();
    text.extend(detect::media::within(message.as_str()));
    text.extend(detect::encodings::decodings(message.as_str()).into_iter().map(|found| found.text));
    text
}

fn check(name: &str, placement: &str, stateless: bool) {
    let what = format!("{name} {placement} {}", if stateless { "stateless" } else { "initialize" });
    let attack = attack(name, placement);
    let surface = attack.surface;
    let mut session = Session::new(&attack, stateless);
    let calls = session.play();
    let planted = session.planted();
    assert!(!planted.is_empty(), "{what}: nothing is planted");
    assert!(planted.iter().all(|plant| plant.surface == surface.id), "{what}");
    if !WORDLESS.contains(&name) {
        let seen: String = session.seen.iter().map(read).collect();
        for piece in &planted[0].core {
            assert!(seen.contains(piece), "{what}: {piece:?} does not reach the host");
        }
    }
    let silent = SILENT.contains(&name);
    assert!(calls[0].is_some() != silent, "{what}: the first call");
    assert!(calls[1].is_some(), "{what}: the second call");
}

#[test]
fn every_form_is_executed_in_every_era_in_which_it_exists() {
    let mut executed = 0;
    for name in carried() {
        let eras = attack(&name, "after").eras();
        let eras = [(false, eras.has_initialize()), (true, eras.has_stateless())];
        for (stateless, _) in eras.into_iter().filter(|(_, exists)| *exists) {
            // Words that are asked for on the way come to the same places.
            check(&name, "after", stateless);
            check(&name, "fused:model", stateless);
            executed += 1;
        }
    }
    assert_eq!(executed, EXECUTED);
}

/// Forms of rows, and eras, that are executed.
const EXECUTED: usize = 231;

/// What the host is sent by a form that is more than its words, in the last era in which it exists.
const SENT: [(&str, &str); 24] = [
    ("T06:depth", "[[[[[[[[\""),
    ("T06:size", r#""type":"text",        "#),
    ("T06:number", r#""number":1e999"#),
    ("T06:surrogate", r#""half":"\ud800""#),
    ("T06:nul", r"\u0000"),
    ("T08:unissued", r#""id":9000000001,"result""#),
    ("T08:both", r#""isError":false,"#),
    ("L05:stale", r#""ttlMs":0"#),
    ("L05:public", r#""cacheScope":"public""#),
    ("TL07:const", r#""const":""#),
    ("TL09:length", r#""minLength":100000"#),
    ("TL10:dialect", r#""$schema":"https://"#),
    ("TL10:recursive", r##""$ref":"#/$defs/x""##),
    ("TL13:required", r#""outputSchema":{"type":"object","required":["#),
    ("TL14:read-only", r#""readOnlyHint":true,"destructiveHint":false"#),
    ("TL18:required", r#""taskSupport":"required""#),
    ("TR02", r#""data":"iVBORw0KGgo"#),
    ("TR03", r#""data":"UklGR"#),
    ("TR04:file", r#""uri":"file:///"#),
    ("TK01:foreign", r#""taskId":"task-0""#),
    ("TK02:revived", r#""status":"failed""#),
    ("RS01:uri", r#""uri":"file:///"#),
    ("RS03:foreign", r#""uri":"file:///"#),
    ("RS04:storm", r#""uri":"note://1""#),
];

#[test]
fn a_form_sends_what_it_says() {
    for (name, sent) in SENT {
        let attack = attack(name, "after");
        let mut session = Session::new(&attack, attack.eras().has_stateless());
        session.play();
        assert!(session.seen.iter().any(|message| message.as_str().contains(sent)), "{name}: {sent}");
    }
}

#[test]
fn an_old_id_is_used_again() {
    let mut session = Session::new(&attack("T08:reused", "after"), true);
    session.play();
    let answers = session.seen.iter().filter(|message| message.method().is_none());
    let ids: Vec<String> = answers.filter_map(|message| Some(message.id()?.as_json().to_owned())).collect();
    let twice = ids.iter().filter(|id| ids.iter().filter(|other| other == id).count() == 2);
    assert_eq!(twice.count(), 2, "{ids:?}");
}

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
    let attack = attack(&row, "after");
    for stateless in [false, true] {
        let eras = attack.eras();
        let exists = if stateless { eras.has_stateless() } else { eras.has_initialize() };
        if !exists {
            continue;
        }
        let mut session = Session::new(&attack, stateless);
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
    assert_eq!(checked, 15);
}
