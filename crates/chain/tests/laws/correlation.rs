//! Answers arrive at the hooks together with the request they belong to.

use crate::common::{carry, chain_of, message};
use async_trait::async_trait;
use chain::{CallView, Cx, Direction, Flow, Hooked, Hooks, LayerError, Pending};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use wire::Message;

/// What a hook saw: its name, the message, and the request that it answers.
type Seen = (&'static str, String, Option<Pending>);

/// Hooks that note what they see. Calls of the tool `forbidden` are answered at once.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<Seen>>>);

impl Notes {
    fn note(&self, hook: &'static str, message: &Message, answers: Option<&Pending>) {
        self.0.lock().unwrap().push((hook, message.to_string(), answers.cloned()));
    }
}

#[async_trait]
impl Hooks for Notes {
    fn name(&self) -> &str {
        "notes"
    }

    async fn on_tools(
        &mut self,
        list: &Pending,
        message: Message,
        _: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.note("tools", &message, Some(list));
        Ok(Flow::Pass(message))
    }

    async fn on_call(
        &mut self,
        call: &CallView<'_>,
        message: &Message,
        _: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.note("call", message, None);
        match message.id() {
            Some(id) if call.name == "forbidden" => Ok(Flow::Answer(Message::error(&id, -32600, "no"))),
            _ => Ok(Flow::Pass(message.clone())),
        }
    }

    async fn on_result(
        &mut self,
        call: &Pending,
        message: Message,
        _: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.note("result", &message, Some(call));
        Ok(Flow::Pass(message))
    }

    async fn on_message(
        &mut self,
        _: Direction,
        message: Message,
        answers: Option<&Pending>,
        _: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.note("message", &message, answers);
        Ok(Flow::Pass(message))
    }
}

/// One thing that happens on the wire.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The host asks: which method, and which form of id.
    Ask(u8, u8),
    /// The service answers one of the open requests, with a result or an error.
    Answer(prop::sample::Index, bool),
    /// The service asks the host (initialize era), under an id that the host uses as well; the host answers.
    AskHost(u64),
    /// Somebody tells something.
    Tell(bool),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..5_u8, 0..3_u8).prop_map(|(method, form)| Step::Ask(method, form)),
        4 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(which, good)| Step::Answer(which, good)),
        1 => (0..20_u64).prop_map(Step::AskHost),
        1 => any::<bool>().prop_map(Step::Tell),
    ];
    prop::collection::vec(step, 0..40)
}

/// The reference: what should be open, and what should have been seen.
#[derive(Default)]
struct Model {
    open: BTreeMap<String, Pending>,
    asked: u64,
    calls: u64,
    seen: Vec<Seen>,
}

impl Model {
    /// The messages of a step.
    fn play(&mut self, step: Step) -> Vec<(Direction, Message)> {
        match step {
            Step::Ask(method, form) => vec![(Direction::ToServer, self.ask(method, form))],
            Step::Answer(which, good) if !self.open.is_empty() => {
                vec![(Direction::ToHost, self.answer(which, good))]
            }
            Step::Answer(..) => vec![],
            Step::AskHost(id) => {
                let asked = message(&format!(r#"{{"id":{id},"method":"sampling/createMessage"}}"#));
                let answer = message(&format!(r#"{{"id":{id},"result":{{}}}}"#));
                self.seen.extend([&asked, &answer].map(|message| ("message", message.to_string(), None)));
                vec![(Direction::ToHost, asked), (Direction::ToServer, answer)]
            }
            Step::Tell(by_host) => {
                let told = message(r#"{"method":"notifications/progress"}"#);
                self.seen.push(("message", told.to_string(), None));
                vec![(if by_host { Direction::ToServer } else { Direction::ToHost }, told)]
            }
        }
    }

    fn ask(&mut self, method: u8, form: u8) -> Message {
        self.asked += 1;
        let id = match form {
            0 => format!("{}", self.asked),
            1 => format!("\"{}\"", self.asked),
            _ => format!("{}.50", self.asked),
        };
        let retry = method == 3 && self.calls > 0;
        let (method, tool, params) = match method {
            0 => ("tools/list", "", "{}".to_owned()),
            1 => ("ping", "", "{}".to_owned()),
            2 => ("tools/call", "forbidden", r#"{"name":"forbidden"}"#.to_owned()),
            3 if retry => {
                ("tools/call", "tell", r#"{"name":"tell","requestState":"s","inputResponses":{}}"#.to_owned())
            }
            _ => ("tools/call", "tell", r#"{"arguments":{"a":[1]},"name":"te\u006cl"}"#.to_owned()),
        };
        let asked = message(&format!(r#"{{"method":"{method}","params":{params},"id":{id}}}"#));
        self.seen.push((if method == "tools/call" { "call" } else { "message" }, asked.to_string(), None));
        if tool != "forbidden" {
            let nth = if retry { self.calls - 1 } else { self.calls };
            self.calls += u64::from(method == "tools/call" && !retry);
            self.open.insert(id, Pending { method: method.into(), tool: tool.into(), nth });
        }
        asked
    }

    fn answer(&mut self, which: prop::sample::Index, good: bool) -> Message {
        let id = self.open.keys().nth(which.index(self.open.len())).unwrap().clone();
        let pending = self.open.remove(&id).unwrap();
        let body =
            if good { r#""result":{"resultType":"input_required"}"# } else { r#""error":{"code":-1}"# };
        let answer = message(&format!(r#"{{"id":{id},{body}}}"#));
        let hook = match pending.method.as_str() {
            "tools/list" => "tools",
            "tools/call" => "result",
            _ => "message",
        };
        self.seen.push((hook, answer.to_string(), Some(pending)));
        answer
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn ids_stay_correlated(steps in steps()) {
        let notes = Notes::default();
        let mut chain = chain_of(vec![Box::new(Hooked::new(notes.clone()))]);
        let mut model = Model::default();
        for step in steps {
            for (way, message) in model.play(step) {
                let out = carry(&mut chain, way, message.clone());
                prop_assert_eq!(out.len(), 1);
                let refused = out[0].0 != way;
                prop_assert_eq!(refused, message.as_str().contains("forbidden"));
                prop_assert_eq!(out[0].1.id(), message.id());
                prop_assert!(refused || out[0].1.same(&message));
            }
        }
        prop_assert_eq!(&*notes.0.lock().unwrap(), &model.seen);
    }
}

/// Plays raw texts (`>` to the service, `<` to the host); answers which hook saw each, and the n of the call.
fn check(texts: &[&str], expected: &[(&str, Option<u64>)]) {
    let notes = Notes::default();
    let mut chain = chain_of(vec![Box::new(Hooked::new(notes.clone()))]);
    for text in texts {
        let way = if text.starts_with('>') { Direction::ToServer } else { Direction::ToHost };
        carry(&mut chain, way, message(&text[1..]));
    }
    let seen: Vec<_> =
        notes.0.lock().unwrap().iter().map(|(hook, _, of)| (*hook, of.as_ref().map(|of| of.nth))).collect();
    assert_eq!(seen, expected);
}

#[test]
fn an_answer_that_a_lenient_host_would_take_is_shown_with_its_request() {
    let call = r#">{"id":1,"method":"tools/call","params":{"name":"t"}}"#;
    for odd in [r#""1""#, "1.0", "1e0"] {
        let answer = format!(r#"<{{"id":{odd},"result":{{}}}}"#);
        // The true answer is still awaited afterwards.
        check(
            &[call, &answer, r#"<{"id":1,"result":{}}"#],
            &[("call", None), ("result", Some(0)), ("result", Some(0))],
        );
    }
    check(
        &[call, r#"<{"id":1,"method":"x","result":{}}"#, r#"<{"id":1,"error":{}}"#],
        &[("call", None), ("result", Some(0)), ("result", Some(0))],
    );
    check(&[call, r#"<{"id":2,"result":{}}"#], &[("call", None), ("message", None)]);
    check(&[call, r#"<{"id":1,"method":"ping"}"#], &[("call", None), ("message", None)]);
}

#[test]
fn rounds_are_one_call() {
    let round = |id: u64, extra: &str| {
        format!(r#">{{"id":{id},"method":"tools/call","params":{{"name":"t"{extra}}}}}"#)
    };
    let asks = |id: u64| format!(r#"<{{"id":{id},"result":{{"resultType":"input_required"}}}}"#);
    check(
        &[
            &round(1, ""),
            &asks(1),
            &round(2, r#","requestState":"s""#),
            &asks(2),
            &round(3, r#","inputResponses":{}"#),
            &asks(3),
            &round(4, ""),
            &asks(4),
        ],
        &[
            ("call", None),
            ("result", Some(0)),
            ("call", None),
            ("result", Some(0)),
            ("call", None),
            ("result", Some(0)),
            ("call", None),
            ("result", Some(1)),
        ],
    );
}
