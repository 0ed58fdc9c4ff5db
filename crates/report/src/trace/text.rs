//! A trace for the terminal.

use super::{Sort, Span, Tone, Turn, conversation};
use crate::show;
use chain::Trace;

/// Tells a trace as text for a terminal. Nothing hostile stands in it: every character that is not plainly seen is an
/// escape. Payloads stand in `«»`, what a defense took away in `[-...-]`, what it put there in `{+...+}`.
pub fn render_trace_text(trace: &Trace) -> String {
    conversation(trace).iter().map(told).collect()
}

fn told(turn: &Turn) -> String {
    let mut out = format!("{:<9}{}\n", turn.sort.name(), show::line(&turn.title));
    // A message that crossed unchanged tells nothing that its effects do not.
    if turn.sort == Sort::Carried {
        return out;
    }
    let body: String = turn.body.iter().map(toned).collect();
    for line in body.lines() {
        out.push_str(&format!("         {line}\n"));
    }
    out
}

fn toned(span: &Span) -> String {
    let text = show::block(&span.text);
    match span.tone {
        Tone::Plain => text,
        Tone::Payload => format!("«{text}»"),
        Tone::Removed => format!("[-{text}-]"),
        Tone::Added => format!("{{+{text}+}}"),
        Tone::Call => format!("-> {text}"),
    }
}
