//! What of a message is the agent's own words.

use std::borrow::Cow;
use wire::Message;
use wire::json::{Path, Shape, Tape};

/// Where they stand: in the arguments of a call or prompt, the value to be completed, the address of a resource, and
/// the answers to a service's questions, of either era.
const PLACES: [&str; 5] =
    ["params.arguments", "params.argument", "params.uri", "params.inputResponses", "result"];

/// What of a message to a service is the agent's own words: names and values, one a line. All else is the protocol's or
/// the host's, and the same whatever the agent does. Empty for a message without any.
///
/// ```
/// # let limits = wire::Limits::default();
/// let call = r#"{"id":1,"method":"tools/call","params":{"name":"note","arguments":{"text":"Hi"},"_meta":{"v":"2"}}}"#;
/// let message = wire::Message::parse(call, &limits).unwrap();
/// assert_eq!(chain::own_words(&message, &message.tape()), "text\nHi");
/// let list = wire::Message::parse(r#"{"id":2,"method":"tools/list","params":{"cursor":"a"}}"#, &limits).unwrap();
/// assert_eq!(chain::own_words(&list, &list.tape()), "");
/// ```
pub fn own_words(message: &Message, tape: &Tape) -> String {
    let text = message.as_str();
    let places = PLACES.iter().filter_map(|place| place.parse::<Path>().ok());
    let nodes = places.flat_map(|place| {
        let roots = tape.select_all(text, &place);
        roots.into_iter().flat_map(|root| tape.below(root).map(move |id| (id, id == root)))
    });
    let words = nodes.flat_map(|(id, root)| {
        let key = (!root).then(|| tape.key(text, id));
        let value = tape.node(id).filter(|node| matches!(node.shape, Shape::String | Shape::Number));
        [key, value.map(|_| tape.text(text, id))].into_iter().flatten()
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<Cow<'_, str>>>().join("\n")
}
