//! Text in lines of a fixed width.

/// Characters in a line of prose.
const WIDTH: usize = 80;

/// The words of a text in lines of at most this many characters; a longer word has a line to itself.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            let space = if line.is_empty() { "" } else { " " };
            line.push_str(space);
            line.push_str(word);
        }
    }
    lines
}

/// A text under a margin: the label before its first line, the other lines beside it.
pub(crate) fn paragraph(margin: &str, label: &str, text: &str) -> String {
    let beside = " ".repeat(label.chars().count());
    let width = WIDTH.saturating_sub(margin.chars().count() + beside.len());
    let lines = wrap(text, width).into_iter().enumerate();
    lines
        .map(|(index, line)| format!("{margin}{}{line}\n", if index == 0 { label } else { &beside }))
        .collect()
}
