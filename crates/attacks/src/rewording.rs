//! A demand in other words, as a model of the attacker's puts it for each text that it is blended into.

use crate::keep::kept;
use crate::sentences::sentences;
use crate::{Attack, Goal, Payload};
use chain::{Cx, LayerError, Said};
use models::{ChatReply, Model, Question, Stop};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How often the model is asked for one wording.
const TRIES: usize = 3;

/// The words of one armed attack. All its pens share them, so that nothing is asked twice in a trial.
#[derive(Clone)]
pub(crate) struct Rewording {
    attack: Arc<Attack>,
    demand: Arc<str>,
    keep: Arc<[String]>,
    /// Whether the payload has several parts, which only go together when they are of one wording.
    once: bool,
    model: Arc<dyn Model>,
    /// The payload in the words for each benign text.
    known: Arc<Mutex<BTreeMap<String, Payload>>>,
}

/// The answer that is asked for.
#[derive(Deserialize)]
struct Answer {
    sentences: Vec<String>,
}

/// Why an answer is of no use.
enum Useless {
    /// Asking again may help: it cannot be read, or lacks these.
    Answer { why: String, lost: Vec<String> },
    /// It will not be better.
    For(String),
}

impl Rewording {
    /// No words yet.
    pub(crate) fn new(attack: &Attack, goal: &Goal, model: Arc<dyn Model>) -> Self {
        let once = attack.payload(&goal.instruction).parts.len() > 1;
        let (attack, demand) = (Arc::new(attack.clone()), goal.instruction.as_str().into());
        let keep = kept(&goal.instruction).into();
        Self { attack, demand, keep, once, model, known: Arc::default() }
    }

    /// The payload in the words for a benign text, if they are known.
    pub(crate) fn known(&self, benign: &str) -> Option<Payload> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if self.once { known.values().next().cloned() } else { known.get(benign).cloned() }
    }

    /// Asks the model for words that fit a benign text.
    pub(crate) async fn ask(&self, benign: &str, cx: &mut Cx<'_>) -> Result<(), LayerError> {
        let (mut missing, mut reason) = (vec![], String::new());
        for _ in 0..TRIES {
            let question = Question::Reword {
                text: benign.to_owned(),
                demand: self.demand.to_string(),
                keep: self.keep.to_vec(),
                lost: std::mem::take(&mut missing),
            };
            let reply = self.model.reply(&question.request()).await;
            let reply = reply.map_err(|error| self.failed(&error.to_string()))?;
            cx.reworded(self.model.id(), said(&reply));
            match self.read(&reply) {
                Ok(demand) => {
                    let payload = self.attack.payload(&demand);
                    let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
                    known.insert(benign.to_owned(), payload);
                    return Ok(());
                }
                Err(Useless::For(why)) => return Err(self.failed(&why)),
                Err(Useless::Answer { why, lost }) => (missing, reason) = (lost, why),
            }
        }
        Err(self.failed(&format!("{reason} (asked {TRIES} times)")))
    }

    /// The demand in the model's words.
    fn read(&self, reply: &ChatReply) -> Result<String, Useless> {
        match reply.stop {
            Stop::Complete if reply.calls.is_empty() => {}
            Stop::Refused | Stop::Blocked => return Err(Useless::For("it declined".into())),
            _ => return Err(Useless::For("it did not come to an end of its answer".into())),
        }
        let unreadable = |why: &str| Useless::Answer {
            why: format!(
                "its answer is not of the form {{\"sentences\": [...]}}: {why}, in `{}`",
                wire::excerpt(&reply.text)
            ),
            lost: vec![],
        };
        let answer: Answer =
            serde_json::from_str(reply.unfenced()).map_err(|error| unreadable(&error.to_string()))?;
        let whole: Vec<String> = answer.sentences.iter().map(|sentence| ended(sentence)).collect();
        let demand = whole.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ");
        if demand.is_empty() {
            return Err(unreadable("it holds no sentence"));
        }
        // A value that is torn over two sentences is lost: benign text may come to stand in it.
        let pieces = sentences(&demand);
        let stands = |value: &&String| pieces.iter().any(|piece| piece.contains(value.as_str()));
        let lost: Vec<String> = self.keep.iter().filter(|value| !stands(value)).cloned().collect();
        if lost.is_empty() {
            return Ok(demand);
        }
        let named = lost.iter().map(|value| format!("`{}`", wire::excerpt(value))).collect::<Vec<_>>();
        Err(Useless::Answer { why: format!("its words for the demand lost {}", named.join(", ")), lost })
    }

    fn failed(&self, why: &str) -> LayerError {
        let (model, placement) = (self.model.id(), self.attack.placement.id());
        LayerError::new("attack", format!("the attacker's model {model} was asked for `{placement}`: {why}"))
    }
}

/// A sentence on one line, with a mark at its end.
fn ended(sentence: &str) -> String {
    let line = sentence.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    if line.is_empty() || line.ends_with(['.', '!', '?']) { line } else { format!("{line}.") }
}

fn said(reply: &ChatReply) -> Said {
    let calls = reply.calls.iter().map(|call| (Arc::clone(&call.name), Arc::clone(&call.arguments)));
    Said {
        text: Arc::clone(&reply.text),
        calls: calls.collect(),
        input_tokens: reply.usage.input,
        output_tokens: reply.usage.output,
    }
}
