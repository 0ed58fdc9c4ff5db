//! What the package itself does before a task is loaded.
//!
//! None of it is needed for its answers. But whatever a connection does moves the stream by which Java numbers objects,
//! and with it the order of some lists: so it is done as in the original, call by call.

use super::gateway::{Failure, Gateway};
use super::protocol::{self, Answer, Argument};

/// The object that stands for the connection itself.
const SERVER: &str = "GATEWAY_SERVER";

/// A port for calls the other way, of which there are none.
const BACK: u32 = 25_334;

/// More names than there are tasks.
const MOST: usize = 1000;

/// Makes the simulator's object; its name.
///
/// # Errors
/// See [`Failure`].
pub(super) fn make(gateway: &mut Gateway, class: &str) -> Result<String, Failure> {
    if let Answer::Object(client) = gateway.call(SERVER, "getCallbackClient", &[])?
        && let Answer::Object(address) = gateway.call(&client, "getAddress", &[])?
    {
        gateway.call(SERVER, "resetCallbackClient", &[Argument::Object(&address), Argument::Number(BACK)])?;
    }
    for (end, _) in class.match_indices('.').chain([(class.len(), "")]) {
        gateway.send(&protocol::look_up(class.get(..end).unwrap_or(class)))?;
    }
    let name = gateway.construct(class)?;
    if let Answer::Object(names) = gateway.call(&name, "getTaskNames", &[])?
        && let Answer::Object(cursor) = gateway.call(&names, "iterator", &[])?
    {
        // The package asks until it is told that there are no more.
        let next = protocol::call(&cursor, "next", &[]);
        let mut left = MOST;
        while left > 0 && matches!(gateway.send(&next)?, Answer::Text(_)) {
            left -= 1;
        }
    }
    gateway.call(&name, "getPossibleSimplifications", &[])?;
    Ok(name)
}
