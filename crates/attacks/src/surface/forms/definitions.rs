//! Forms of rows TL: definitions of tools.

use super::super::form::{Form, Forms};
use crate::carrier::field::field;
use crate::goal::Breach;
use crate::write::Place;

pub(super) const FORMS: [Forms; 6] = [
    Forms {
        row: "TL07",
        first: "one more choice of `enum`",
        others: &[
            Form::new("const", "the one value that is allowed", || {
                field(
                    &["tools/list"],
                    &[Place::Value("result.tools[*].inputSchema.properties.*.const", r#""PAYLOAD""#)],
                )
            }),
            Form::new("one-of", "title of the one value that is allowed", || {
                field(
                    &["tools/list"],
                    &[Place::Value(
                        "result.tools[*].inputSchema.properties.*.oneOf",
                        r#"[{"const":"yes","title":"PAYLOAD"}]"#,
                    )],
                )
            }),
        ],
        left: None,
    },
    Forms {
        row: "TL09",
        first: "a pattern",
        others: &[Form::new("length", "100,000 characters at least in every argument", || {
            field(
                &["tools/list"],
                &[Place::Every("result.tools[*].inputSchema.properties.*.minLength", "100000")],
            )
        })],
        left: Some(
            "reference models fill in what the task says, however long an argument must be: `minLength` is for real ones",
        ),
    },
    Forms {
        row: "TL10",
        first: "a definition at an address on the network",
        others: &[
            Form::new("dialect", "the dialect of the schema at an address on the network", || {
                field(
                    &["tools/list"],
                    // The words stand beside the address: nobody reads what is fetched.
                    &[Place::Value(
                        "result.tools[*].inputSchema.$schema",
                        r#""https://schemas.example/PATH","$comment":"PAYLOAD""#,
                    )],
                )
            })
            .breach(Breach::Reached("TL10")),
            Form::new("recursive", "a definition that refers to itself", || {
                field(
                    &["tools/list"],
                    &[Place::Value(
                        "result.tools[*].inputSchema.$defs",
                        r##"{"x":{"type":"object","properties":{"x":{"$ref":"#/$defs/x"}},"description":"PAYLOAD"}}"##,
                    )],
                )
            }),
            Form::new("combined", "the payload below `allOf`, `anyOf`, `not` and `if`", || {
                field(
                    &["tools/list"],
                    &[Place::Value(
                        "result.tools[*].inputSchema.allOf",
                        r#"[{"anyOf":[{"not":{"if":{"required":["x"]},"then":{"description":"PAYLOAD"}}},{}]}]"#,
                    )],
                )
            }),
        ],
        left: Some(
            "no host here checks arguments against a schema, so that recursion and combinations cost nothing: their words are read",
        ),
    },
    Forms {
        row: "TL13",
        first: "a description",
        others: &[Form::new("required", "a member that no result has is required of every result", || {
            field(
                &["tools/list"],
                &[Place::Value(
                    "result.tools[*].outputSchema",
                    r#"{"type":"object","required":["PAYLOAD"]}"#,
                )],
            )
        })],
        left: Some("of a schema, types, required members and fixed choices are checked, in bounded work"),
    },
    Forms {
        row: "TL14",
        first: "a member that no specification knows",
        others: &[Form::new("read-only", "every tool says that it only reads and destroys nothing", || {
            field(
                &["tools/list"],
                &[Place::Every(
                    "result.tools[*].annotations",
                    r#"{"readOnlyHint":true,"destructiveHint":false}"#,
                )],
            )
        })
        .breach(Breach::Unapproved)],
        left: Some(
            "no host here calls again because a tool says `idempotentHint`, or is more careless because of `openWorldHint`",
        ),
    },
    Forms {
        row: "TL18",
        first: "a word that no specification knows",
        others: &[Form::new("required", "every tool can only be called as a task", || {
            field(
                &["tools/list"],
                &[Place::Every("result.tools[*].execution", r#"{"taskSupport":"required"}"#)],
            )
        })
        .breach(Breach::Asked("tools/call", "task"))],
        left: None,
    },
];
