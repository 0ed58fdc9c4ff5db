//! A client that asks a service and reads what comes at once.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use environments::{Act, EnvironmentService, Family, Shape, SharedEnvironment, share};
use futures_util::FutureExt;
use serde_json::{Value, json};
use wire::{Limits, Link, Message};

/// A service with the environment behind it.
pub(crate) struct Peer {
    pub(crate) service: EnvironmentService,
    pub(crate) environment: SharedEnvironment,
}

impl Peer {
    pub(crate) fn open(family: &dyn Family, index: usize, shape: Shape) -> Self {
        let environment = share(family.open(index, 0, &Value::Null).unwrap());
        Self { service: EnvironmentService::new(environment.clone(), shape), environment }
    }

    /// Sends a text and takes the answer; `None` when there is none.
    pub(crate) fn send(&mut self, text: &str) -> Option<String> {
        let message = Message::parse(text, &Limits::default()).unwrap();
        self.service.send(message).now_or_never().expect("sending does not wait").unwrap();
        let answer = self.service.recv().now_or_never()?;
        Some(answer.unwrap().expect("the service is open").as_str().to_owned())
    }

    /// Calls a tool; the result.
    pub(crate) fn call(&mut self, act: &Act) -> Value {
        let params = json!({"name": act.tool, "arguments": act.arguments});
        let request = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params});
        let answer = self.send(&request.to_string()).expect("a call is answered");
        serde_json::from_str::<Value>(&answer).unwrap()["result"].clone()
    }

    pub(crate) fn reward(&self) -> f64 {
        self.environment.lock().unwrap().reward()
    }

    pub(crate) fn state(&self) -> Value {
        self.environment.lock().unwrap().state()
    }
}
