//! The first three rungs: where the payload stood.

use chain::{Direction, Event, Tap, Trace};
use detect::stands_in;
use wire::Message;
use wire::json::Shape;

/// Planted, delivered, exposed.
pub(crate) fn reach(trace: &Trace) -> [bool; 3] {
    let mut reached = [false; 3];
    let mut cores: Vec<&[String]> = Vec::new();
    for event in &trace.events {
        let [_, delivered, exposed] = &mut reached;
        match event {
            Event::Planted(plant) if !cores.contains(&plant.core.as_slice()) => cores.push(&plant.core),
            Event::Message { tap: Tap::Delivered, direction: Direction::ToHost, message } if !*delivered => {
                *delivered = carries(&cores, &strings(message));
            }
            Event::Exposed { text, .. } if !*exposed => *exposed = carries(&cores, text),
            _ => {}
        }
    }
    let [planted, ..] = &mut reached;
    *planted = !cores.is_empty();
    reached
}

/// Whether one of the payloads stands in a text with all the parts that carry its demand.
fn carries(cores: &[&[String]], text: &str) -> bool {
    cores.iter().any(|core| core.iter().all(|part| stands_in(part, text)))
}

/// All strings of a message, decoded, in order.
pub(crate) fn strings(message: &Message) -> String {
    let tape = message.tape();
    let mut out = String::new();
    for (id, node) in tape.nodes().iter().enumerate() {
        if node.shape == Shape::String {
            out.push_str(&tape.text(message.as_str(), id));
            out.push('\n');
        }
    }
    out
}
