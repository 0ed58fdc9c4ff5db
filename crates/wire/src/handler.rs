//! What a host answers when a server asks something of it (surface T10).

use crate::{ErrorObject, excerpt};
use async_trait::async_trait;
use serde_json::{Value, json};

/// Answers the requests that a server of the initialize era sends to the host, and the `inputRequests` of the
/// stateless era.
#[async_trait]
pub trait Handler: Send {
    /// The result for `method`, or the error to answer with. It may take its time: the request of ours that is in
    /// flight meanwhile keeps its own time limit.
    ///
    /// # Errors
    /// An [`ErrorObject`], sent to the server as it is.
    async fn answer(&mut self, method: &str, params: Option<&str>) -> Result<Value, ErrorObject>;

    /// Capabilities that the host declares because this handler stands behind them. Default: none.
    fn capabilities(&self) -> Value {
        json!({})
    }
}

/// The default handler: answers `ping`, refuses everything else with -32601, declares nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refuse;

#[async_trait]
impl Handler for Refuse {
    async fn answer(&mut self, method: &str, _: Option<&str>) -> Result<Value, ErrorObject> {
        match method {
            "ping" => Ok(json!({})),
            _ => Err(ErrorObject::no_method(method)),
        }
    }
}

impl ErrorObject {
    /// The refusal of a method that the host does not offer.
    pub fn no_method(method: &str) -> Self {
        Self { code: -32601, message: format!("this host does not offer {}", excerpt(method)) }
    }
}
