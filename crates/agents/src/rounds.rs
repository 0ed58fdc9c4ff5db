//! `input_required` rounds of the stateless era: the service asks, the host answers, the call is made again.

use crate::Spent;
use serde_json::{Map, Value, json};
use wire::{Client, Era, LinkError, Message};

/// Most rounds for one call, as in the SDKs; the specification names no limit (surface R12).
const MOST: usize = 10;

/// Calls a tool and goes through its rounds. Every round costs: a service must not get round the budget by asking.
///
/// # Errors
/// As the link; more than ten rounds are a protocol error.
pub(crate) async fn call(
    client: &mut Client,
    tool: &str,
    arguments: &Value,
    spent: &mut Spent,
) -> Result<Message, LinkError> {
    let mut params = json!({"name": tool, "arguments": arguments});
    for _ in 0..=MOST {
        spent.tool_calls += 1;
        let answer = client.request("tools/call", params.clone()).await?;
        spent.bytes += answer.as_str().len() as u64;
        let asked = if *client.era() == Era::Stateless { input_required(&answer) } else { None };
        let Some(result) = asked else { return Ok(answer) };
        let responses = answers(client, result.get("inputRequests"));
        if let Value::Object(params) = &mut params {
            params.insert("inputResponses".into(), responses);
            match result.get("requestState") {
                Some(state) => params.insert("requestState".into(), state.clone()),
                None => params.remove("requestState"),
            };
        }
    }
    Err(LinkError::Protocol {
        peer: "the service".into(),
        what: format!("it asked for input more than {MOST} times for one call"),
        excerpt: wire::excerpt(tool),
    })
}

fn input_required(answer: &Message) -> Option<Map<String, Value>> {
    let json = answer.result_json().filter(|json| json.contains("input_required"))?;
    let Ok(Value::Object(result)) = serde_json::from_str(json) else { return None };
    (result.get("resultType").and_then(Value::as_str) == Some("input_required")).then_some(result)
}

fn answers(client: &mut Client, requests: Option<&Value>) -> Value {
    let Some(Value::Object(requests)) = requests else { return json!({}) };
    let answer = |client: &mut Client, request: &Value| {
        let method = request.get("method").and_then(Value::as_str).unwrap_or_default();
        let params = request.get("params").map(Value::to_string);
        match client.answer_input(method, params.as_deref()) {
            Ok(result) => result,
            Err(error) => json!({"error": error}),
        }
    };
    requests.iter().map(|(key, request)| (key.clone(), answer(client, request))).collect()
}
