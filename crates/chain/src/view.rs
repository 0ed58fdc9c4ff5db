//! Read-only windows into common messages.

use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use wire::Message;

/// A `tools/call` request, read in place.
#[derive(Clone, Debug)]
pub struct CallView<'m> {
    /// The tool's name as the host wrote it.
    pub name: Cow<'m, str>,
    /// Raw JSON of the arguments; `{}` when there are none.
    pub arguments: &'m str,
    /// Whether it goes on with a call that the service answered with `input_required` (stateless era).
    pub retry: bool,
}

/// Reads a `tools/call` request; `None` for anything else, and for one without a readable name.
pub fn call_view(message: &Message) -> Option<CallView<'_>> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params<'m> {
        #[serde(borrow)]
        name: Cow<'m, str>,
        #[serde(borrow, default)]
        arguments: Option<&'m RawValue>,
        #[serde(borrow, default)]
        input_responses: Option<&'m RawValue>,
        #[serde(borrow, default)]
        request_state: Option<&'m RawValue>,
    }
    if message.method()? != "tools/call" {
        return None;
    }
    let params: Params<'_> = serde_json::from_str(message.params()?).ok()?;
    let retry = params.input_responses.or(params.request_state).is_some();
    Some(CallView { name: params.name, arguments: params.arguments.map_or("{}", RawValue::get), retry })
}
