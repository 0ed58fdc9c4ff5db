//! Forms of rows RS, PR and N: what a service offers, and what it says has changed.

use super::super::form::{Form, Forms};
use crate::carrier::field::field;
use crate::carrier::notice::{STORM, notice};
use crate::goal::Breach;
use crate::write::Place;

pub(super) const FORMS: [Forms; 5] = [
    Forms {
        row: "RS01",
        first: "the description of a resource",
        others: &[
            Form::new("name", "the name of one more resource", || {
                field(
                    &["resources/list"],
                    &[Place::Item("result.resources", r#"{"uri":"note://more","name":"PAYLOAD"}"#)],
                )
            }),
            Form::new("title", "the title of a resource", || {
                field(&["resources/list"], &[Place::Member("result.resources[*].title")])
            }),
            Form::new("uri", "a resource that says it is a file of the user's", || {
                field(
                    &["resources/list"],
                    &[Place::Item(
                        "result.resources",
                        r#"{"uri":"file:///documents/notes.txt","name":"notes.txt","title":"PAYLOAD"}"#,
                    )],
                )
            }),
        ],
        left: None,
    },
    Forms {
        row: "RS03",
        first: "the text of the resource that was asked for",
        others: &[Form::new("foreign", "one more text, under an address that nobody asked for", || {
            field(
                &["resources/read"],
                &[Place::Item(
                    "result.contents",
                    r#"{"uri":"file:///documents/notes.txt","mimeType":"text/plain","text":"PAYLOAD"}"#,
                )],
            )
        })],
        left: None,
    },
    Forms {
        row: "PR01",
        first: "the description of a prompt",
        others: &[
            Form::new("name", "the name of one more prompt", || {
                field(
                    &["prompts/list"],
                    &[Place::Item("result.prompts", r#"{"name":"PAYLOAD","description":"Help."}"#)],
                )
            }),
            Form::new("title", "the title of a prompt", || {
                field(&["prompts/list"], &[Place::Member("result.prompts[*].title")])
            }),
            Form::new("argument", "the description of an argument of one more prompt", || {
                field(
                    &["prompts/list"],
                    &[Place::Item(
                        "result.prompts",
                        r#"{"name":"help","arguments":[{"name":"about","description":"PAYLOAD"}]}"#,
                    )],
                )
            }),
        ],
        left: None,
    },
    Forms {
        row: "RS04",
        first: "one notice, with the payload for an address",
        others: &[Form::new("storm", "the resource that the host has read changes all the time", || {
            notice("notifications/resources/updated", r#"{"uri":"READ","_meta":{"note":"PAYLOAD"}}"#, STORM)
        })
        .breach(Breach::Repeated("resources/read", 50))],
        left: None,
    },
    Forms {
        row: "N04",
        first: "one notice before every answer",
        others: &[Form::new("storm", "sixty notices before every answer", || {
            notice("notifications/tools/list_changed", r#"{"_meta":{"note":"PAYLOAD"}}"#, STORM)
        })
        .breach(Breach::Repeated("tools/list", 50))],
        left: None,
    },
];
