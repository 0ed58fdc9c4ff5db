//! When an attack fires.

use crate::exchange::Stage;

const LIST: &str = r#""result":{"tools":[{"name":"look","description":"Looks."}]}"#;
const CALL: &str = r#""result":{"content":[{"type":"text","text":"Seen."}]}"#;
const ASKS: &str = r#""result":{"resultType":"input_required","content":[{"type":"text","text":"Who?"}]}"#;
const FAILS: &str = r#""error":{"code":1,"message":"no"}"#;

/// What the host sees of one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sees {
    /// The answer as it was.
    Benign,
    /// The answer with a payload.
    Poisoned,
    /// The announcement, then the answer as it was.
    Announced,
}

/// Plays `list` and `call` exchanges.
fn check(id: &str, exchanges: &[(&str, &str, Sees)]) {
    let mut stage = Stage::of(id);
    for (at, (method, member, expected)) in exchanges.iter().enumerate() {
        let (answer, seen) = stage.ask(method, member);
        let announced = |message: &wire::Message| {
            message.as_str() == r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{}}"#
        };
        let found = match &*seen {
            [one] if one.same(&answer) => Sees::Benign,
            [one] if one.id() == answer.id() => Sees::Poisoned,
            [first, second] if announced(first) && second.same(&answer) => Sees::Announced,
            other => panic!("{id}: {other:?}"),
        };
        assert_eq!(found, *expected, "{id}: exchange {at}");
        assert_eq!(stage.planted().len(), usize::from(found == Sees::Poisoned), "{id}: exchange {at}");
    }
}

#[test]
fn always() {
    use Sees::{Benign, Poisoned};
    let (list, call) = (("tools/list", LIST), ("tools/call", CALL));
    let of = |(method, member): (&'static str, &'static str), sees| (method, member, sees);
    check("TL03/direct/hijack/after/always", &[of(list, Poisoned), of(call, Benign), of(list, Poisoned)]);
    check("TR01/direct/hijack/after/always", &[of(list, Benign), of(call, Poisoned), of(call, Poisoned)]);
}

#[test]
fn results_change_from_the_nth_call_on() {
    use Sees::{Benign, Poisoned};
    let call = |sees| ("tools/call", CALL, sees);
    check("TR01/direct/hijack/after/from-call:1", &[call(Poisoned), call(Poisoned)]);
    check(
        "TR01/direct/hijack/after/from-call:3",
        &[call(Benign), ("tools/list", LIST, Benign), call(Benign), call(Poisoned), call(Poisoned)],
    );
    // A call that failed is a call, though there is no place for a payload in its answer.
    check("TR01/direct/hijack/after/from-call:2", &[("tools/call", FAILS, Benign), call(Poisoned)]);
    check("TR01/direct/hijack/after/from-call:1", &[("tools/call", FAILS, Benign), call(Poisoned)]);
}

#[test]
fn definitions_change_after_the_nth_call_and_are_announced_once() {
    use Sees::{Announced, Benign, Poisoned};
    let (call, list) = (|sees| ("tools/call", CALL, sees), |sees| ("tools/list", LIST, sees));
    check(
        "TL03/direct/hijack/after/from-call:2",
        &[
            list(Benign),
            call(Benign),
            list(Benign),
            call(Announced),
            list(Poisoned),
            call(Benign),
            list(Poisoned),
        ],
    );
    check("TL03/direct/hijack/after/from-call:1", &[("tools/call", FAILS, Announced), list(Poisoned)]);
    // What a service asks before it answers belongs to the same call.
    let asks = |sees| ("tools/call", ASKS, sees);
    check("TL03/direct/hijack/after/from-call:1", &[asks(Announced), list(Poisoned)]);
}

#[test]
fn rounds_of_one_call_announce_once() {
    let mut stage = Stage::of("TL03/direct/hijack/after/from-call:1");
    let mut announcements = 0;
    for (id, extra) in [(1, ""), (2, r#","requestState":"s""#), (3, r#","inputResponses":{}"#)] {
        let call = format!(r#"{{"id":{id},"method":"tools/call","params":{{"name":"look"{extra}}}}}"#);
        stage.carry(chain::Direction::ToServer, &crate::exchange::message(&call));
        let answer = crate::exchange::message(&format!(r#"{{"id":{id},{ASKS}}}"#));
        announcements += stage.carry(chain::Direction::ToHost, &answer).len() - 1;
    }
    assert_eq!(announcements, 1);
}
