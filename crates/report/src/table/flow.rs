//! Words in lines, and numbers as they are read.

/// Puts words into lines of at most `width` characters, two words of a line joined by `gap`. A word is broken only when
/// it is longer than a whole line.
pub(crate) fn flow(words: &[String], gap: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in words.iter().flat_map(|word| broken(word, width.max(1))) {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(&part),
            Some(line) if length(line) + length(gap) + length(&part) <= width => {
                line.push_str(gap);
                line.push_str(&part);
            }
            _ => lines.push(part),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A sentence in lines of at most `width` characters, each with its break and after `indent` blanks.
pub(crate) fn sentence(text: &str, indent: usize, width: usize) -> String {
    let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let lines = flow(&words, " ", width.saturating_sub(indent));
    lines.into_iter().map(|line| format!("{:indent$}{line}\n", "")).collect()
}

/// Characters of a text.
pub(crate) fn length(text: &str) -> usize {
    text.chars().count()
}

/// A number with a comma between thousands.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 trial`, `1,200 trials`.
pub fn counted(number: u64, what: &str) -> String {
    format!("{} {what}{}", thousands(number), if number == 1 { "" } else { "s" })
}

fn broken(word: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    let parts = chars.chunks(width).map(|chunk| chunk.iter().collect::<String>());
    parts.filter(|part| !part.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_only_when_longer_than_a_line() {
        let check = |words: &[&str], width: usize, expected: &[&str]| {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            assert_eq!(flow(&words, "  ", width), expected);
        };
        check(&[], 10, &[""]);
        check(&["one", "two"], 8, &["one  two"]);
        check(&["one", "two"], 7, &["one", "two"]);
        check(&["one", "", "two"], 8, &["one  two"]);
        check(&["abcdefghij", "k"], 4, &["abcd", "efgh", "ij", "k"]);
        check(&["größer", "x"], 6, &["größer", "x"]);
        check(&["abcd ", "e"], 4, &["abcd", "e"]);
        check(&["ab"], 0, &["a", "b"]);
    }

    #[test]
    fn thousands_have_commas() {
        for (number, shown) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678")] {
            assert_eq!(thousands(number), shown);
        }
    }
}
