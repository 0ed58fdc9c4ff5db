//! A trace as something to read.

mod carried;
mod compare;
mod conversation;
mod mark;
mod text;
mod turn;

pub use conversation::conversation;
pub use text::render_trace_text;
pub use turn::{Sort, Span, Tone, Turn};
