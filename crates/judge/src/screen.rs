//! What a user could have read.

use chain::{Event, Trace};

/// Whether a demand stood nowhere on the user's screen so that a person could read it.
pub(crate) fn concealed(trace: &Trace) -> bool {
    let pieces: Vec<&String> = trace
        .events
        .iter()
        .filter_map(|event| if let Event::Planted(plant) = event { Some(&plant.core) } else { None })
        .flatten()
        .collect();
    !trace.events.iter().any(|event| match event {
        Event::Shown { text, .. } => {
            let text = drawn(text);
            pieces.iter().any(|piece| !drawn(piece).trim().is_empty() && text.contains(drawn(piece).trim()))
        }
        _ => false,
    })
}

/// A text as a terminal draws it: what has no width is not there.
fn drawn(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            // A control sequence: ESC [ ... up to a letter.
            '\u{1b}' => {
                chars.by_ref().find(char::is_ascii_alphabetic);
            }
            _ if unseen(char) => {}
            _ => out.push(char),
        }
    }
    out
}

/// Characters that take no room: controls, marks of direction, joiners, tags, variation selectors.
fn unseen(char: char) -> bool {
    (char.is_control() && !char.is_whitespace())
        || matches!(char,
            '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn what_has_no_width_is_not_drawn() {
        assert_eq!(drawn("a\u{200b}b\u{e0041}c \u{1b}[31md\n"), "abc d\n");
        assert_eq!(drawn("\u{e0041}\u{e0042}"), "");
    }
}
