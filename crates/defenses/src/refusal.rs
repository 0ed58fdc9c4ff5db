//! How a call is refused: in words that the model reads.

use chain::{Action, Cx, Direction, Finding, Flow};
use serde_json::{Value, json};
use wire::{Id, Kind, Limits, Message};

/// JSON-RPC: an error of the server's own, here of what stands before it.
pub(crate) const REFUSED: i64 = -32000;

/// Refuses a call: its answer is a failed result with these words, because every host shows those to its model.
pub(crate) fn refuse(call: &Message, words: &str) -> Flow {
    call.id().map_or(Flow::Drop, |id| Flow::Answer(failed(&id, words, stateless(call))))
}

/// Refuses a call with these words for the model, and records why.
pub(crate) fn stop(layer: &str, why: &str, call: &Message, words: &str, cx: &mut Cx<'_>) -> Flow {
    find(cx, layer, why, "params", Action::Block);
    refuse(call, words)
}

/// The result of a call that failed with these words.
pub(crate) fn failed(id: &Id, words: &str, stateless: bool) -> Message {
    let content = json!([{"type": "text", "text": words}]);
    if stateless {
        return Message::result(id, &json!({"resultType": "complete", "content": content, "isError": true}));
    }
    Message::result(id, &json!({"content": content, "isError": true}))
}

/// Whether a request belongs to the stateless era, which names its version in every request.
pub(crate) fn stateless(request: &Message) -> bool {
    let version = "io.modelcontextprotocol/protocolVersion";
    let params = request.params().filter(|params| params.contains(version));
    let params = params.and_then(|params| serde_json::from_str::<Value>(params).ok());
    params.is_some_and(|params| params.get("_meta").is_some_and(|meta| meta.get(version).is_some()))
}

/// What becomes of a message of the host that is no call and may hold one all the same: a batch is refused, a call
/// without an id dropped. `None` for every other message.
pub(crate) fn smuggled(layer: &str, way: Direction, message: &Message, cx: &mut Cx<'_>) -> Option<Flow> {
    if way == Direction::ToHost {
        return None;
    }
    let flow = match message.kind() {
        Kind::Batch => answer_to_batch(),
        Kind::Notification if message.method().is_some_and(|method| method == "tools/call") => Flow::Drop,
        Kind::Request if message.method().is_some_and(|method| method == "tools/call") => {
            message.id().map_or(Flow::Drop, |id| {
                Flow::Answer(Message::error(&id, REFUSED, "this call was refused: it cannot be read"))
            })
        }
        _ => return None,
    };
    find(cx, layer, "a call that cannot be checked", "", Action::Block);
    Some(flow)
}

/// A batch has no id to answer to.
fn answer_to_batch() -> Flow {
    let text = format!(
        r#"{{"jsonrpc":"2.0","id":null,"error":{{"code":{REFUSED},"message":"refused: a batch cannot be checked"}}}}"#
    );
    Message::parse(text, &Limits::default()).map_or(Flow::Drop, Flow::Answer)
}

/// Records what a layer found.
pub(crate) fn find(cx: &mut Cx<'_>, layer: &str, what: &str, place: &str, action: Action) {
    cx.find(Finding { layer: layer.into(), what: what.into(), place: place.into(), action });
}
