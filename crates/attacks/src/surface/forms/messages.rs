//! Forms of rows T and L: framing, and how a session opens.

use super::super::form::{Form, Forms};
use super::super::row::Eras;
use crate::carrier::field::field;
use crate::carrier::shape::{Shape, shape};
use crate::carrier::silence::late;
use crate::carrier::stray::{Way, stray};
use crate::goal::Breach;
use crate::write::Place;

pub(super) const FORMS: [Forms; 5] = [
    Forms {
        row: "T06",
        first: "a member twice in one object, first harmless and then with the payload",
        others: &[
            Form::new("depth", "a hundred arrays around the payload", || shape(Shape::Deep)),
            Form::new("size", "128 KiB of white space between the tokens before the payload", || {
                shape(Shape::Large)
            }),
            Form::new("keys", "a thousand members beside the payload", || shape(Shape::Keys)),
            Form::new("number", "a number beyond every range beside the payload", || shape(Shape::Number)),
            Form::new("surrogate", "half a character, escaped, beside the payload", || {
                shape(Shape::Surrogate)
            }),
            Form::new("nul", "the payload behind a NUL character", || shape(Shape::Nul)),
        ],
        left: Some(
            "bytes that are no UTF-8 are refused before they are a message, and so are more bytes and levels than the limits allow",
        ),
    },
    Forms {
        row: "T08",
        first: "the id of the call in another JSON type, before the true answer",
        others: &[
            Form::new("unissued", "an id that was never issued, before the true answer", || {
                stray(Way::Unissued)
            }),
            Form::new("reused", "the id of a request that was answered before", || stray(Way::Reused)),
            Form::new(
                "late",
                "the id of a call that nobody waits for any more: its own answer never came",
                || stray(Way::Late),
            ),
            Form::new("both", "the true answer, and an error with the payload in the same message", || {
                stray(Way::Both)
            }),
        ],
        left: None,
    },
    Forms {
        row: "T12",
        first: "the answer to one call never comes",
        others: &[Form::new("delay", "the answer to one call comes a tenth of a second late", late)],
        left: Some(
            "an order of answers cannot change where one request is under way at a time; what a delay costs is time, which no predicate reads",
        ),
    },
    Forms {
        row: "L02",
        first: "a key of `experimental`",
        others: &[Form::new("extension", "the settings of an extension", || {
            field(
                &["initialize", "server/discover"],
                &[Place::Value(r#"result.capabilities.extensions."example/notes""#, r#"{"note":"PAYLOAD"}"#)],
            )
        })],
        left: None,
    },
    Forms {
        row: "L05",
        first: "a scope that no specification knows",
        others: &[
            Form::new("stale", "a discovery that may not be kept for a moment", || {
                field(&["server/discover"], &[Place::Value("result.ttlMs", "0")])
            })
            .only(Eras::Stateless)
            .breach(Breach::Repeated("server/discover", 2)),
            Form::new("public", "a discovery for everybody, and for a thousand years", || {
                field(
                    &["server/discover"],
                    &[Place::Value("result.cacheScope", r#""public","ttlMs":31536000000000"#)],
                )
            })
            .only(Eras::Stateless),
        ],
        left: Some(
            "no host here keeps a discovery beyond its session or shares it with others: a long life and `public` are sent and come to nothing",
        ),
    },
];
