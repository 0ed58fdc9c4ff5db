//! Messages, layers and a way to run them without a runtime.

use chain::{Chain, Cx, Direction, Flow, Hooks, Layer, LayerError, Recorder};
use proptest::prelude::*;
use serde_json::Value;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use wire::{Limits, Message};

/// Polls once: no layer here waits for anything.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

pub(crate) fn message(text: &str) -> Message {
    Message::parse(text, &Limits::default()).unwrap()
}

pub(crate) fn carry(chain: &mut Chain, direction: Direction, message: Message) -> Vec<(Direction, Message)> {
    now(chain.carry(direction, message)).expect("no layer waits").unwrap()
}

pub(crate) fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::ToServer), Just(Direction::ToHost)]
}

/// JSON values with awkward strings and numbers, as text.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?",
        any::<String>().prop_map(|value| Value::from(value).to_string()),
        Just(r#""\ud800\u0000\/\b\ud83d\ude00""#.to_owned()),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let member = ("[a-c]", inner.clone()).prop_map(|(key, value)| format!(r#""{key}" : {value}"#));
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(" ,\t"))),
            prop::collection::vec(member, 0..4).prop_map(|members| format!("{{{}\n}}", members.join(","))),
        ]
    })
}

/// Objects with the members of a message in any order and number, unknown ones, and odd white space; and batches.
pub(crate) fn any_message() -> impl Strategy<Value = Message> {
    let name = prop_oneof![
        Just("jsonrpc"),
        Just("id"),
        Just("method"),
        Just("params"),
        Just("result"),
        Just("error"),
        Just("x-unknown"),
        Just("m\\u0065thod"),
    ];
    let method = prop_oneof![
        Just(r#""tools/call""#.to_owned()),
        Just(r#""tools/list""#.to_owned()),
        Just(r#""notifications/x""#.to_owned()),
    ];
    let value = prop_oneof![
        4 => value(),
        1 => method,
        1 => Just(r#"{"name":"tell","arguments":{"n":12345678901234567890123}}"#.to_owned()),
    ];
    let space = prop_oneof![4 => Just(""), 1 => Just(" "), 1 => Just("\r\n\t ")];
    let member = (space.clone(), name, space.clone(), value, space.clone())
        .prop_map(|(a, name, b, value, c)| format!(r#"{a}"{name}"{b}:{value}{c}"#));
    let object = (space, prop::collection::vec(member, 0..7))
        .prop_map(|(space, members)| format!("{space}{{{}}}{space}", members.join(",")));
    prop_oneof![
        9 => object.clone().prop_map(|text| message(&text)),
        1 => prop::collection::vec(object, 0..3).prop_map(|items| message(&format!("[{}]", items.join(",")))),
    ]
}

/// A layer made of a function, which also says how many messages to add.
pub(crate) struct Acting<F>(pub(crate) &'static str, pub(crate) F);

#[async_trait::async_trait]
impl<F> Layer for Acting<F>
where
    F: FnMut(Direction, Message, &mut Cx<'_>) -> Flow + Send,
{
    fn name(&self) -> &str {
        self.0
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        Ok((self.1)(way, message, cx))
    }
}

/// Hooks that keep every default.
pub(crate) struct Idle;

impl Hooks for Idle {
    fn name(&self) -> &str {
        "idle"
    }
}

pub(crate) fn chain_of(layers: Vec<Box<dyn Layer>>) -> Chain {
    Chain::new(layers, Recorder::default())
}
