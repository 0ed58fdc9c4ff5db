//! The payload stands in its field, and nothing else has changed.

use crate::exchange::{SEED, Stage, message};
use attacks::{Attack, AttackError, Trigger};
use chain::Direction;
use wire::Message;
use wire::json::Path;

/// What a benign service says, with much that a careless rewrite would spoil. `$field` is the benign field.
const LIST: &str = r#""result":{ "tools":[ {"name":"look" ,"x-\u0065":1.0e+02,"description":$field,"description2":"Looks\tat."},
    {"name":"tell","description":"Tells.","inputSchema":{"n":12345678901234567890123,"n":0}}],"nextCursor":null}"#;
const CALL: &str = r#""result":{"content" :[{"type":"image","data":"AAAA"},{"type":"text" ,"text":$field,"annotations":{}},
    {"type":"text","text":"more"}],"isError":false,"_meta":{"n":1.10}}"#;

const BENIGN: [&str; 4] =
    [r#""""#, r#""Got 2 logs.""#, r#""A list:\n  - one\n  - two \ud83d\ude00\n""#, r#""{\"a\": \"b. c\"}""#];

/// Raw JSON of the surface's field, and the text around it.
fn cut<'m>(message: &'m Message, path: &str) -> (&'m str, [&'m str; 2]) {
    let (text, tape) = (message.as_str(), message.tape());
    let path: Path = path.parse().unwrap();
    let found = tape.select(text, &path)[0];
    let span = tape.node(found).unwrap().span;
    let around = [&text[..span.start as usize], &text[span.end as usize..]];
    (span.of(text), around)
}

/// Where the two points of the paper stand.
fn path(attack: &Attack) -> &'static str {
    if attack.surface.method == "tools/list" {
        "result.tools[*].description"
    } else {
        "result.content[*].text"
    }
}

/// A field as a reader reads it: its strings, if it is JSON.
fn shown(field: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(field) {
        Ok(serde_json::Value::Object(members)) => {
            members.values().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join("\n")
        }
        _ => field.to_owned(),
    }
}

/// Asks until the trigger fires, then checks the poisoned answer.
fn check(attack: &Attack, benign: &str) {
    let surface = attack.surface;
    let script = if surface.method == "tools/list" { LIST } else { CALL }.replace("$field", benign);
    let mut stage = Stage::new(attack);
    if let Trigger::FromCall(first) = attack.trigger {
        let before = if surface.method == "tools/list" { first } else { first - 1 };
        for _ in 0..before {
            let (answer, seen) = stage.ask("tools/call", CALL.replace("$field", benign).as_str());
            assert!(seen.iter().any(|message| message.same(&answer)), "{attack} fires too early");
        }
    }
    assert_eq!(stage.planted(), [], "{attack}");
    let (answer, seen) = stage.ask(surface.method, &script);
    let [seen] = &*seen else { panic!("{attack}: one answer for one request: {seen:?}") };
    let (field, around) = cut(seen, path(attack));
    let (benign_field, benign_around) = cut(&answer, path(attack));
    assert_eq!(around, benign_around, "{attack}: bytes beside the field changed");
    let (field, benign) = (wire::json::decode(field), wire::json::decode(benign_field));
    let [plant] = &*stage.planted() else { panic!("{attack}: one event for one payload") };
    assert_eq!(plant.surface, surface.id);
    let shown = shown(&field);
    let mut rest = &*shown;
    for part in &plant.core {
        rest = rest
            .split_once(part.as_str())
            .unwrap_or_else(|| panic!("{attack}: {part:?} is not in {field:?}"))
            .1;
    }
    assert!(!plant.core.is_empty());
    let words: Vec<_> = benign.split_whitespace().collect();
    assert!(
        words.iter().all(|word| field.contains(word.trim_end_matches('}'))),
        "{attack}: benign words are gone from {field:?}"
    );
}

#[test]
fn every_attack_writes_its_payload_and_nothing_else() {
    for attack in Attack::covering().unwrap() {
        BENIGN.iter().for_each(|benign| check(&attack, benign));
    }
}

/// Whether all of the payload goes into one field.
fn whole(strategy: &'static dyn attacks::Strategy) -> bool {
    attacks::Stack::from(strategy).word("Stop.").spread == attacks::Spread::Whole
}

/// Every placement with every strategy: the core stays findable wherever it is put.
#[test]
fn strategies_and_placements_go_together() {
    for (at, strategy) in attacks::STRATEGIES.iter().filter(|strategy| whole(**strategy)).enumerate() {
        for (next, placement) in attacks::PLACEMENTS.iter().enumerate() {
            let surface = if (at + next) % 2 == 0 { "TL03" } else { "TR01" };
            let id = [surface, strategy.id(), "exfiltrate:split", placement.id(), "always"].join("/");
            check(&id.parse().unwrap(), BENIGN[(at + next) % BENIGN.len()]);
        }
    }
}

/// Messages that hold no place for a payload pass as the very same ones.
fn left_alone(id: &str, method: &str, member: &str) {
    let mut stage = Stage::of(id);
    let (answer, seen) = stage.ask(method, member);
    assert!(matches!(&*seen, [one] if one.same(&answer)), "{id}: {seen:?}");
    assert_eq!(stage.planted(), [], "{id}");
}

#[test]
fn what_has_no_place_is_left_alone() {
    for (id, method) in [("TL03/direct", "tools/list"), ("TR01/direct", "tools/call")] {
        left_alone(id, method, r#""error":{"code":1,"message":"no"}"#);
        left_alone(id, method, r#""result":{}"#);
        left_alone(id, method, r#""result":{"tools":[],"content":[]}"#);
        left_alone(id, method, r#""result":{"tools":"x","content":{"text":"x"}}"#);
        left_alone(id, method, r#""result":{"tools":[{"description":7}],"content":[{"text":7}]}"#);
        left_alone(id, "ping", r#""result":{"tools":[{"description":"x"}],"content":[{"text":"x"}]}"#);
    }
    left_alone("TL03/direct", "tools/call", &CALL.replace("$field", r#""x""#));
    left_alone("TR01/direct", "tools/list", &LIST.replace("$field", r#""x""#));
    left_alone("TR01/direct", "tools/call", r#""result":{"content":[{"type":"image","data":"AAAA"}]}"#);
}

#[test]
fn a_tool_without_a_description_gets_one() {
    let mut stage = Stage::of("TL03/direct/hijack/after/always");
    let (_, seen) = stage.ask("tools/list", r#""result":{"tools":[{ "name":"look"}]}"#);
    let demand = &stage.goal.instruction;
    let described = wire::json::encode(&format!("\n\n{demand}"));
    let expected = format!(
        r#"{{"jsonrpc":"2.0", "id":1, "result":{{"tools":[{{"description":{described}, "name":"look"}}]}}}}"#
    );
    assert_eq!(seen[0].as_str(), expected);
}

#[test]
fn what_belongs_to_no_request_is_left_alone() {
    for text in [
        r#"{"id":9,"result":{"tools":[{"description":"x"}],"content":[{"text":"x"}]}}"#,
        r#"{"method":"notifications/message","params":{"data":"x"}}"#,
        r#"{"id":1,"method":"sampling/createMessage"}"#,
        r#"[{"id":1,"result":{"content":[{"text":"x"}]}}]"#,
    ] {
        for id in ["TL03/direct", "TR01/direct"] {
            let mut stage = Stage::of(id);
            let strange = message(text);
            let out = stage.carry(Direction::ToHost, &strange);
            assert!(matches!(&*out, [(Direction::ToHost, same)] if same.same(&strange)));
            assert_eq!(stage.planted(), []);
        }
    }
}

#[test]
fn a_trial_repeats_itself() {
    for attack in Attack::covering().unwrap() {
        let play = || {
            let mut stage = Stage::new(&attack);
            let benign = BENIGN[2];
            let list = stage.ask("tools/list", &LIST.replace("$field", benign)).1;
            let calls = (0..3).flat_map(|_| stage.ask("tools/call", &CALL.replace("$field", benign)).1);
            list.into_iter().chain(calls.collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        assert_eq!(play(), play(), "{attack}");
    }
    assert_ne!(attacks::secret(SEED), attacks::secret(SEED + 1));
    assert_ne!(attacks::token(SEED), attacks::token(SEED + 1));
}

#[test]
fn an_objective_without_opportunity_is_refused() {
    let check = |id: &str, opportunity: &attacks::Opportunity, part: &str| {
        let attack: Attack = id.parse().unwrap();
        match attack.arm(opportunity, SEED, None).map(|_| ()) {
            Err(error @ AttackError::NotApplicable { .. }) => {
                assert!(error.to_string().contains(part), "{error}");
            }
            other => panic!("{id}: {other:?}"),
        }
    };
    let mut poor = crate::exchange::opportunity();
    poor.foreign = None;
    poor.solution.calls.clear();
    check("TR01/direct/hijack", &poor, "add `foreign`");
    check("TR01/direct/exfiltrate:hex", &poor, "add `foreign`");
    check("TR01/direct/exhaust", &poor, "no call to repeat");
}
