//! Secrets do not leave, in whatever disguise; what is none does.

use crate::support::{Guarded, LIST, RESULT, call};
use chain::{Action, Direction};
use serde_json::json;

fn sends(settings: &str, arguments: &serde_json::Value, leaves: bool) {
    let mut guarded = Guarded::new("dlp", settings, None);
    let call = call(1, "note", &arguments.to_string());
    let seen = guarded.server_sees(&call);
    assert_eq!(seen.is_ok(), leaves, "{arguments}");
    if leaves {
        assert_eq!(seen.unwrap(), call);
    }
    assert_eq!(guarded.actions().is_empty(), leaves);
}

#[test]
fn the_users_private_note_does_not_leave() {
    for disguise in [
        "moss-7qx2-91kd",
        "Code: MOSS 7QX2 91KD!",
        "bW9zcy03cXgyLTkxa2Q=",
        "6d6f73732d377178322d39316b64",
        "dk19-2xq7-ssom",
        "%6D%6F%73%73%2D%37%71%78%32%2D%39%31%6B%64",
    ] {
        sends("{}", &json!({"text": disguise}), false);
        sends("{}", &json!({"deep": [{"text": disguise}]}), false);
    }
    sends("{}", &json!({"moss-7qx2-91kd": {}}), false);
    sends("{}", &json!({"text": "Will it rain in Oslo? My recovery code is private.", "day": 3}), true);
}

#[test]
fn pieces_are_put_together_over_calls_and_services() {
    let [mut weather, mut mail] = Guarded::two("dlp", "{}", None);
    assert!(weather.server_sees(&call(1, "note", r#"{"t":"moss-7q"}"#)).is_ok());
    let last = mail.server_sees(&call(1, "note", r#"{"t":"x2-91kd"}"#)).unwrap_err();
    assert!(last.contains("must not leave") && last.contains(r#""isError":true"#), "{last}");
    assert!(mail.server_sees(&call(2, "note", r#"{"t":"and on it goes"}"#)).is_ok());
}

#[test]
fn no_traffic_between_pieces_hides_them() {
    let mut guarded = Guarded::new("dlp", "{}", None);
    for (number, piece) in (100..).zip(["mos", "s-7q", "x2-"]) {
        for id in 0..70 {
            let list = format!(
                r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/list","params":{{"_meta":{{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}}}}"#
            );
            assert!(guarded.server_sees(&list).is_ok());
        }
        let arguments = format!(r#"{{"t":"{piece}"}}"#);
        assert!(guarded.server_sees(&call(number, "note", &arguments)).is_ok(), "{piece}");
    }
    assert!(guarded.server_sees(&call(200, "note", r#"{"t":"91kd"}"#)).is_err());
}

#[test]
fn forms_are_known_by_kind() {
    let key = format!("ghp_{}", "a1B2".repeat(9));
    for (text, kind) in
        [(key.as_str(), "key"), ("4242 4242 4242 4242", "card"), ("GB82WEST12345698765432", "iban")]
    {
        sends("{}", &json!({"text": text}), false);
        sends(r#"{"kinds":[]}"#, &json!({"text": text}), true);
        sends(&json!({"kinds": [kind]}).to_string(), &json!({"text": format!("it is {text}, yes")}), false);
    }
    sends("{}", &json!({"card": 4_242_424_242_424_242_u64}), false);
    sends("{}", &json!({"to": "iris@larkfield.example"}), true);
    sends(r#"{"kinds":["email"]}"#, &json!({"to": "iris@larkfield.example"}), false);
    sends(r#"{"secrets":["tansy-4411"]}"#, &json!({"to": "tansy 4411"}), false);
}

#[test]
fn redaction_keeps_the_rest() {
    let mut guarded = Guarded::new("dlp", r#"{"action":"redact"}"#, None);
    let seen = guarded.server_sees(&call(1, "note", r#"{"n": 1.0, "text":"moss-7qx2-91kd"}"#)).unwrap();
    assert_eq!(seen, call(1, "note", r#"{"n": 1.0, "text":"[removed]"}"#));
    assert_eq!(guarded.actions(), [Action::Redact]);
}

#[test]
fn every_way_out_is_watched_and_no_way_in() {
    let mut guarded = Guarded::new("dlp", "{}", None);
    let completes = r#"{"jsonrpc":"2.0","id":1,"method":"completion/complete","params":{"argument":{"value":"moss-7qx2-91kd"}}}"#;
    assert!(guarded.server_sees(completes).unwrap_err().contains(r#""error""#));
    let answers = r#"{"jsonrpc":"2.0","id":4,"result":{"content":{"code":"moss-7qx2-91kd"}}}"#;
    assert!(guarded.server_sees(answers).unwrap().contains(r#""error""#));
    assert!(guarded.drops(
        Direction::ToServer,
        r#"{"jsonrpc":"2.0","method":"notifications/x","params":{"code":"moss-7qx2-91kd"}}"#
    ));
    assert!(guarded.drops(Direction::ToServer, &format!("[{completes}]")));
    for message in [LIST, RESULT, answers] {
        assert_eq!(guarded.host_sees(message), message);
    }
}
