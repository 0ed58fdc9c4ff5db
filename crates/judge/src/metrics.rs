//! What a trial cost, counted on the trace.

use chain::{Direction, Event, Metrics, Tap, Trace};

/// Counts model requests, calls, tokens and bytes.
pub fn measure(trace: &Trace) -> Metrics {
    let mut metrics = Metrics::default();
    for event in &trace.events {
        match event {
            Event::Said(said) | Event::Consulted { said, .. } => {
                metrics.model_calls += 1;
                metrics.input_tokens = metrics.input_tokens.saturating_add(said.input_tokens);
                metrics.output_tokens = metrics.output_tokens.saturating_add(said.output_tokens);
            }
            Event::Message { tap: Tap::Planted, direction, message, .. } => {
                let bytes = message.as_str().len() as u64;
                match direction {
                    Direction::ToServer => metrics.bytes_to_service += bytes,
                    Direction::ToHost => metrics.bytes_to_host += bytes,
                }
            }
            Event::Message { tap: Tap::Delivered, direction: Direction::ToServer, message, .. } => {
                metrics.tool_calls +=
                    u64::from(message.method().is_some_and(|method| method == "tools/call"));
            }
            _ => {}
        }
    }
    metrics
}
