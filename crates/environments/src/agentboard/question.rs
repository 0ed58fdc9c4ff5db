//! A question with one right answer, and how far an agent has come with it.

use super::{Call, Failure, Progress, argument, same, sorted};
use serde_json::{Value, json};

/// What a user asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Question {
    /// The user's words.
    pub(crate) text: String,
    /// Results that must come up; the answer is one of them, and most often the only one.
    pub(crate) subgoals: Vec<Value>,
    /// What someone who does not know the answer looks up.
    pub(crate) looks: Vec<Call>,
}

impl Question {
    /// A question with this answer; the order of a list does not count.
    pub(crate) fn new(text: impl Into<String>, answer: &Value, looks: Vec<Call>) -> Self {
        let answer = sorted(answer).unwrap_or_else(|_| answer.clone());
        Self { text: text.into(), subgoals: vec![answer], looks }
    }

    /// The calls that answer it: looking, then finishing. None where more must come up than the answer.
    pub(crate) fn solution(&self) -> Vec<Call> {
        let [answer] = self.subgoals.as_slice() else { return Vec::new() };
        let finish = ("finish".to_owned(), json!({"answer": answer}));
        self.looks.iter().cloned().chain([finish]).collect()
    }
}

/// How far an agent has come with a question. The original rewards an answer wherever it comes up; here the reward is for
/// saying it in `finish`.
#[derive(Clone, Debug)]
pub(crate) struct Score {
    subgoals: Vec<Value>,
    progress: Progress,
    answer: Value,
    settled: Option<f64>,
}

impl Score {
    /// Nothing has come up yet.
    pub(crate) fn new(question: &Question) -> Self {
        let subgoals = question.subgoals.clone();
        Self { progress: Progress::new(subgoals.clone()), subgoals, answer: Value::Null, settled: None }
    }

    /// Notes the result of an action that succeeded.
    pub(crate) fn note(&mut self, result: Value) {
        self.progress.note(result);
    }

    /// Ends the episode with `input["answer"]`; the answer as it counts.
    ///
    /// # Errors
    /// When there is no answer, or a list that cannot be sorted.
    pub(crate) fn finish(&mut self, input: &Value) -> Result<Value, Failure> {
        let answer = sorted(argument(input, "answer")?)?;
        self.progress.note(answer.clone());
        let said = self.subgoals.iter().any(|subgoal| same(&answer, subgoal));
        self.settled = Some(f64::from(u8::from(said && self.progress.share() >= 1.0)));
        self.answer = answer.clone();
        Ok(answer)
    }

    /// The answer that ended the episode; `null` before.
    pub(crate) fn answer(&self) -> &Value {
        &self.answer
    }

    /// The original's reward: the share of subgoals that have come up.
    pub(crate) fn shown(&self) -> f64 {
        self.progress.share()
    }

    /// 1 after the right answer, else 0.
    pub(crate) fn reward(&self) -> f64 {
        self.settled.unwrap_or_default()
    }

    /// Whether an answer was given.
    pub(crate) fn done(&self) -> bool {
        self.settled.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{Question, Score};
    use serde_json::{Value, json};

    fn check(subgoals: &[Value], results: &[Value], answer: &Value, expected: (f64, f64)) {
        let question = Question { subgoals: subgoals.to_vec(), ..Question::default() };
        let mut score = Score::new(&question);
        results.iter().for_each(|result| score.note(result.clone()));
        assert_eq!((score.reward(), score.done()), (0.0, false));
        score.finish(&json!({"answer": answer})).unwrap();
        assert_eq!((score.shown(), score.reward()), expected, "{subgoals:?} {results:?}");
    }

    #[test]
    fn the_answer_must_be_said() {
        check(&[json!(2)], &[], &json!(2.0), (1.0, 1.0));
        check(&[json!(2)], &[json!(2)], &json!(3), (1.0, 0.0));
        check(&[json!(2)], &[], &json!("2"), (0.0, 0.0));
        check(&[json!(["a", "b"])], &[], &json!(["b", "a"]), (1.0, 1.0));
        check(&[json!("x"), json!(2)], &[], &json!(2), (0.5, 0.0));
        check(&[json!("x"), json!(2)], &[json!("x")], &json!(2), (1.0, 1.0));
    }

    #[test]
    fn what_is_no_answer_ends_nothing() {
        let mut score = Score::new(&Question::new("?", &json!(1), Vec::new()));
        for input in [json!({}), json!({"answer": [1, "a"]}), json!(5)] {
            assert!(score.finish(&input).is_err() && !score.done());
        }
    }
}
