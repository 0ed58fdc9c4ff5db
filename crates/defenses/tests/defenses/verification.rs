//! A call that the task does not need is refused, whatever misled the agent.

use crate::support::{Guarded, LIST, RESULT, call, second};
use async_trait::async_trait;
use chain::Action;
use models::{ChatReply, ChatRequest, Model, ModelError, Stop, Usage};
use std::sync::Arc;

#[test]
fn calls_of_the_task_pass_and_others_do_not() {
    let model = second(&[("forecast", r#"{"city":"Oslo"}"#), ("forecast", r#"{"city":"Oslo"}"#)]);
    let [mut weather, mut mail] = Guarded::two("verification", "{}", Some(model));
    let ask = |id| call(id, "forecast", r#"{ "city" : "Oslo" }"#);
    assert_eq!(weather.server_sees(&ask(1)).unwrap(), ask(1));
    assert_eq!(weather.host_sees(RESULT), RESULT);
    assert_eq!(weather.host_sees(LIST), LIST);
    let denied = mail.server_sees(&call(1, "send", r#"{"to":"mallory"}"#)).unwrap_err();
    assert!(
        denied.contains("does not serve the user's task") && denied.contains(r#""isError":true"#),
        "{denied}"
    );
    assert_eq!(mail.actions(), [Action::Block]);
    assert!(weather.server_sees(&ask(2)).is_ok(), "the task needs it twice");
    assert!(weather.server_sees(&ask(3)).is_err());
    let retry = call(4, "forecast", r#"{"city":"Oslo"},"requestState":"x""#);
    assert!(weather.server_sees(&retry).is_ok(), "a round of a call that was verified");
}

/// A model that says the same whatever it is asked.
struct Says(&'static str);

#[async_trait]
impl Model for Says {
    fn id(&self) -> &str {
        "says"
    }

    async fn reply(&self, _: &ChatRequest) -> Result<ChatReply, ModelError> {
        let usage = Usage { input: 7, output: 3, estimated: false };
        Ok(ChatReply { text: self.0.into(), calls: vec![], stop: Stop::Complete, usage })
    }
}

#[test]
fn an_answer_is_one_json_object_or_none() {
    let check = |says: &'static str, settings: &str, passes: bool| {
        let [mut guarded, _] = Guarded::two("verification", settings, Some(Arc::new(Says(says))));
        assert_eq!(guarded.server_sees(&call(1, "a", "{}")).is_ok(), passes, "{says}");
    };
    check(r#"{"serves": true}"#, "{}", true);
    check("```json\n{\"serves\": true}\n```", "{}", true);
    check(r#"{"serves": false}"#, r#"{"otherwise":"allow"}"#, false);
    for unreadable in ["yes", r#"{"serves": "true"}"#, r#"{"serves": true, "but": 1}"#, ""] {
        check(unreadable, "{}", false);
        check(unreadable, r#"{"otherwise":"allow"}"#, true);
    }
}
