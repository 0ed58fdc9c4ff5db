//! Messages on their way across the defenses: what came in, beside what went out.

use chain::{Direction, Event, Tap, Trace};
use std::collections::BTreeMap;
use wire::Message;

/// What became of a message.
pub(super) enum Fate<'t> {
    /// This came out on the other side.
    Arrived(&'t Message),
    /// Nothing came out.
    Stopped,
    /// Nothing had gone in: a defense made it.
    Made,
}

/// The fate of each message, by the index of the event where it is to be told; the events of the other tap are absent.
pub(super) fn fates(trace: &Trace) -> BTreeMap<usize, Fate<'_>> {
    let mut fates = BTreeMap::new();
    // Indexes of messages that have not come out yet.
    let mut waiting: Vec<Waiting<'_>> = Vec::new();
    for (index, event) in trace.events.iter().enumerate() {
        let Event::Message { tap, service, direction, message } = event else { continue };
        let way = (service.as_deref(), *direction);
        if *tap == entry(*direction) {
            fates.insert(index, Fate::Stopped);
            waiting.push(Waiting { index, way, message });
            continue;
        }
        match position(&waiting, way, message) {
            Some(position) => {
                let sent = waiting.remove(position);
                fates.insert(sent.index, Fate::Arrived(message));
            }
            None => {
                fates.insert(index, Fate::Made);
            }
        }
    }
    fates
}

/// A connection, and which way.
type Way<'t> = (Option<&'t str>, Direction);

/// A message that has not come out yet.
struct Waiting<'t> {
    index: usize,
    way: Way<'t>,
    message: &'t Message,
}

/// The tap that a message passes first.
fn entry(direction: Direction) -> Tap {
    match direction {
        Direction::ToHost => Tap::Planted,
        Direction::ToServer => Tap::Delivered,
    }
}

/// The waiting message that this one was: the same text, or the same id and method under another text.
fn position(waiting: &[Waiting<'_>], way: Way<'_>, message: &Message) -> Option<usize> {
    let find = |same: &dyn Fn(&Message) -> bool| {
        waiting.iter().position(|sent| sent.way == way && same(sent.message))
    };
    find(&|sent| sent.as_str() == message.as_str()).or_else(|| {
        find(&|sent| {
            sent.kind() == message.kind() && sent.id() == message.id() && sent.method() == message.method()
        })
    })
}
