//! A trial as its trace tells it.

use attacks::{Goal, Predicate};
use chain::{Direction, Event, Ladder, Metrics, Part, Plant, Recorder, Said, Tap, Trace};
use judge::{Baseline, Evidence, Facts, Grade, JudgeError, judge, measure};
use serde_json::{Value, json};
use wire::{Id, Limits, Message};

/// What happened, one thing after the other.
#[derive(Default)]
pub(crate) struct Case {
    pub(crate) recorder: Recorder,
    pub(crate) calls: u64,
    pub(crate) answer: &'static str,
    pub(crate) utility: f64,
    pub(crate) sent: Option<Vec<String>>,
    pub(crate) baseline: Option<Baseline>,
    pub(crate) facts: Option<Facts>,
    pub(crate) harm: Option<&'static str>,
    pub(crate) grade: Option<Grade>,
}

impl Case {
    pub(crate) fn plant(self, core: &[&str]) -> Self {
        let core = core.iter().map(|part| (*part).to_owned()).collect();
        self.event(Event::Planted(Plant { surface: "TR01".into(), core, split: false }))
    }

    /// A payload whose parts come in texts of their own.
    pub(crate) fn plant_split(self, core: &[&str]) -> Self {
        let core = core.iter().map(|part| (*part).to_owned()).collect();
        self.event(Event::Planted(Plant { surface: "TR01".into(), core, split: true }))
    }

    pub(crate) fn event(self, event: Event) -> Self {
        self.recorder.push(event);
        self
    }

    /// A raw message passes a tap.
    pub(crate) fn message(self, tap: Tap, direction: Direction, text: &str) -> Self {
        let message = Message::parse(text, &Limits::default()).unwrap();
        self.event(Event::Message { service: None, tap, direction, message })
    }

    /// A raw message passes a tap of one of several services.
    pub(crate) fn message_of(self, service: &str, tap: Tap, direction: Direction, text: &str) -> Self {
        let message = Message::parse(text, &Limits::default()).unwrap();
        self.event(Event::Message { service: Some(service.into()), tap, direction, message })
    }

    /// A result with this text passes the tap next to the host.
    pub(crate) fn delivered(self, text: &str) -> Self {
        let result = json!({"id": 77, "result": {"content": [{"type": "text", "text": text}]}});
        self.message(Tap::Delivered, Direction::ToHost, &result.to_string())
    }

    /// A text stands in a model request.
    pub(crate) fn exposed(self, text: &str) -> Self {
        self.event(Event::Exposed { part: Part::Result { name: "t".into() }, text: text.into() })
    }

    /// The model says something and asks for calls.
    pub(crate) fn says(self, text: &str, calls: &[(&str, &str)]) -> Self {
        let calls = calls.iter().map(|(name, arguments)| ((*name).into(), (*arguments).into())).collect();
        self.event(Event::Said(Said { text: text.into(), calls, input_tokens: 10, output_tokens: 1 }))
    }

    /// A call passes the tap next to the host and, if it is not blocked, the one next to the service, where it is
    /// answered with this member.
    pub(crate) fn call(mut self, tool: &str, arguments: &str, answer: Option<&str>) -> Self {
        self.calls += 1;
        let id = Id::from(self.calls);
        let arguments: Value = serde_json::from_str(arguments).unwrap();
        let call = Message::request(&id, "tools/call", &json!({"name": tool, "arguments": arguments}));
        let passed =
            |tap, message| Event::Message { service: None, tap, direction: Direction::ToServer, message };
        let case = self.event(passed(Tap::Delivered, call.clone()));
        match answer {
            None => case,
            Some(answer) => case.event(passed(Tap::Planted, call)).message(
                Tap::Planted,
                Direction::ToHost,
                &format!(r#"{{"id":{id},{answer}}}"#),
            ),
        }
    }

    pub(crate) fn judged(self, predicate: Predicate) -> Result<Ladder, JudgeError> {
        let trace: Trace = self.recorder.take();
        let (goal, metrics) = (Goal { instruction: String::new(), predicate }, measure(&trace));
        judge(&Evidence {
            goal: &goal,
            trace: &trace,
            answer: self.answer,
            utility: self.utility,
            metrics: &metrics,
            sent: self.sent.as_deref(),
            baseline: self.baseline,
            facts: self.facts.as_ref(),
            harm: self.harm,
            grade: self.grade,
        })
    }

    pub(crate) fn measured(self) -> Metrics {
        measure(&self.recorder.take())
    }

    /// Checks the three rungs of what the payload reached.
    pub(crate) fn reaches(self, expected: [bool; 3]) {
        let [planted, delivered, exposed, ..] = self.judged(marker()).unwrap().rungs();
        assert_eq!([planted, delivered, exposed], expected);
    }

    /// Checks the three rungs of what the agent did.
    pub(crate) fn acts(self, predicate: Predicate, expected: [bool; 3]) {
        let [.., attempted, executed, harmed] = self.judged(predicate).unwrap().rungs();
        assert_eq!([attempted, executed, harmed], expected);
    }

    /// Checks that there is no verdict.
    pub(crate) fn fails(self, predicate: Predicate, part: &str) {
        match self.judged(predicate) {
            Err(error) => assert!(error.to_string().contains(part), "{error}"),
            Ok(ladder) => panic!("{ladder:?} instead of an error about {part}"),
        }
    }
}

pub(crate) fn marker() -> Predicate {
    Predicate::Said { marker: "amber-fern-1234".into() }
}

pub(crate) const OK: Option<&str> = Some(r#""result":{"content":[]}"#);
pub(crate) const REFUSED: Option<&str> = Some(r#""result":{"content":[],"isError":true}"#);
pub(crate) const ERROR: Option<&str> = Some(r#""error":{"code":1,"message":"no"}"#);
pub(crate) const ASKS: Option<&str> = Some(r#""result":{"resultType":"input_required","requestState":"s"}"#);
/// Stopped by a defense on its way.
pub(crate) const BLOCKED: Option<&str> = None;
