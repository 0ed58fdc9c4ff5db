//! What a host answers when a server asks something of it (surface T10).

use crate::{ErrorObject, excerpt};
use serde_json::{Value, json};

/// Answers the requests that a server of the initialize era sends to the host, and the `inputRequests` of the
/// stateless era.
pub trait Handler: Send {
    /// The result for `method`, or the error to answer with.
    ///
    /// # Errors
    /// An [`ErrorObject`], sent to the server as it is.
    fn answer(&mut self, method: &str, params: Option<&str>) -> Result<Value, ErrorObject>;

    /// Capabilities that the host declares because this handler stands behind them. Default: none.
    fn capabilities(&self) -> Value {
        json!({})
    }
}

/// The default handler: answers `ping`, refuses everything else with -32601, declares nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refuse;

impl Handler for Refuse {
    fn answer(&mut self, method: &str, _: Option<&str>) -> Result<Value, ErrorObject> {
        match method {
            "ping" => Ok(json!({})),
            _ => Err(ErrorObject {
                code: -32601,
                message: format!("this host does not offer {}", excerpt(method)),
            }),
        }
    }
}
