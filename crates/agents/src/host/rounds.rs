//! `input_required` rounds of the stateless era: the service asks, the host answers, the request is made again.

use super::Host;
use super::mission::Halt;
use super::request::Reply;
use crate::{Beyond, Elicitation};
use chain::Outcome;
use serde_json::{Map, Value, json};
use wire::{Era, LinkError, Message};

/// The error by which a service of the initialize era wants an address visited first (surface R03).
const ADDRESS_FIRST: i64 = -32042;

impl Host<'_> {
    /// Makes a request and goes through its rounds. The specification names no limit to them (surface R12), so the
    /// profile does, and every round costs: a service must not get round the budget by asking.
    pub(super) async fn exchange(
        &mut self,
        service: usize,
        method: &str,
        mut params: Value,
    ) -> Result<Reply, Halt> {
        let most = self.kit.profile().conduct.rounds.most;
        for round in 0.. {
            if method == "tools/call" {
                self.kit.spend(|spent| spent.tool_calls += 1);
            }
            let answer = match self.request(service, method, params.clone()).await? {
                Reply::Answer(answer) => answer,
                failure @ Reply::Failure(_) => return Ok(failure),
            };
            self.afford(&self.kit.spent())?;
            let Some(demand) = self.demand(service, &answer) else { return Ok(Reply::Answer(answer)) };
            if round >= most {
                return self.weary(&params);
            }
            let responses = self.respond(service, demand.get("inputRequests")).await;
            if let (Value::Object(params), true) = (&mut params, demand.contains_key("resultType")) {
                params.insert("inputResponses".into(), responses);
                match demand.get("requestState") {
                    Some(state) => params.insert("requestState".into(), state.clone()),
                    None => params.remove("requestState"),
                };
            }
        }
        Ok(Reply::Failure("The call failed.".into()))
    }

    /// What a service wants before it answers.
    fn demand(&self, service: usize, answer: &Message) -> Option<Map<String, Value>> {
        let stateless =
            self.services.get(service).is_some_and(|service| *service.client.era() == Era::Stateless);
        match answer.error_json() {
            None if stateless => input_required(answer),
            Some(error) if self.kit.profile().conduct.elicitation == Elicitation::Accept => visits(error),
            _ => None,
        }
    }

    /// Answers all requests of a round through the connection's handler.
    pub(super) async fn respond(&mut self, service: usize, requests: Option<&Value>) -> Value {
        let mut responses = Map::new();
        let Some(service) = self.services.get_mut(service) else { return responses.into() };
        for (key, request) in requests.and_then(Value::as_object).into_iter().flatten() {
            let method = request.get("method").and_then(Value::as_str).unwrap_or_default();
            let params = request.get("params").map(Value::to_string);
            let response = match service.client.answer_input(method, params.as_deref()).await {
                Ok(result) => result,
                Err(error) => json!({"error": error}),
            };
            responses.insert(key.clone(), response);
        }
        responses.into()
    }

    /// A service that asks for more rounds than the host follows.
    fn weary(&self, params: &Value) -> Result<Reply, Halt> {
        let rounds = self.kit.profile().conduct.rounds;
        let what = format!("it asked for input more than {} times for one call", rounds.most);
        match rounds.beyond {
            Beyond::Told => Ok(Reply::Failure("The call failed.".into())),
            Beyond::Ends => Err(Halt(Outcome::Completed, format!("the host ended the run: {what}"))),
            Beyond::Fails => {
                let name = params.get("name").and_then(Value::as_str).unwrap_or_default();
                let (peer, excerpt) = ("the service".into(), wire::excerpt(name));
                Err(LinkError::Protocol { peer, what, excerpt }.into())
            }
        }
    }
}

fn input_required(answer: &Message) -> Option<Map<String, Value>> {
    let json = answer.result_json().filter(|json| json.contains("input_required"))?;
    let Ok(Value::Object(result)) = serde_json::from_str(json) else { return None };
    (result.get("resultType").and_then(Value::as_str) == Some("input_required")).then_some(result)
}

/// The addresses of [`ADDRESS_FIRST`] as requests of a round.
fn visits(error: &str) -> Option<Map<String, Value>> {
    let error: Value = serde_json::from_str(error).ok()?;
    let wanted = error.get("code").and_then(Value::as_i64) == Some(ADDRESS_FIRST);
    let all = error.get("data")?.get("elicitations")?.as_array().filter(|_| wanted)?;
    let request = |(at, params): (usize, &Value)| {
        (at.to_string(), json!({"method": "elicitation/create", "params": params}))
    };
    let requests: Map<String, Value> = all.iter().enumerate().map(request).collect();
    Some(Map::from_iter([("inputRequests".to_owned(), requests.into())]))
}
