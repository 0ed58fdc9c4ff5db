//! Texts compared as a reader would.

/// A text in lower case with single spaces.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// The numbers that a text names: `1,240.50`, `1240.5` and `EUR 1240.50.` name the same one.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = f64> {
    text.split(|char: char| !(char.is_ascii_digit() || char == ',' || char == '.'))
        .filter_map(|run| plain(run.trim_matches([',', '.'])))
}

/// A number without the commas that set off thousands.
fn plain(run: &str) -> Option<f64> {
    if run.is_empty() {
        return None;
    }
    let (whole, decimals) = run.split_once('.').unwrap_or((run, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = groups.all(|group| group.len() == 3);
    if !grouped || (whole.contains(',') && first.len() > 3) {
        return None;
    }
    format!("{}.{decimals}0", whole.replace(',', "")).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    fn check(text: &str, expected: &[f64]) {
        assert_eq!(numbers(text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn numbers_are_read_as_written() {
        check("EUR 1,240.50 in all.", &[1240.5]);
        check("1240.5, then 7", &[1240.5, 7.0]);
        check("12,34 and 1.2.3 and -", &[]);
        check("18:30", &[18.0, 30.0]);
    }
}
