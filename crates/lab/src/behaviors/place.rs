//! Where something stands in a CSV file, for a message.

/// Line and column, both from 1, of the byte at which a text is cut.
pub(super) fn after(text: &str) -> (u64, u64) {
    let line = text.matches('\n').count() + 1;
    let last = text.rsplit('\n').next().unwrap_or_default();
    (line as u64, last.chars().count() as u64 + 1)
}

/// Line and column of a field of the record that begins at this byte.
pub(super) fn field(text: &str, record: usize, number: usize) -> (u64, u64) {
    let (mut quoted, mut left) = (false, number);
    // Blank lines before a record are none of its own.
    let body = text.get(record..).unwrap_or_default();
    let blank = body.len() - body.trim_start_matches(['\r', '\n']).len();
    let begin = record + blank;
    for (at, char) in text.get(begin..).unwrap_or_default().char_indices() {
        if left == 0 {
            return after(text.get(..begin + at).unwrap_or_default());
        }
        match char {
            '"' => quoted = !quoted,
            ',' if !quoted => left -= 1,
            '\n' if !quoted => return after(text.get(..begin + at).unwrap_or_default()),
            _ => {}
        }
    }
    after(text)
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn quoted_commas_and_line_breaks_part_nothing() {
        let text = "a,b\n\n\"x,\ny\",\"é\"\"\",z\nlast";
        for (record, number, expected) in
            [(0, 0, (1, 1)), (0, 1, (1, 3)), (4, 0, (3, 1)), (4, 1, (4, 4)), (4, 2, (4, 10)), (21, 3, (5, 5))]
        {
            assert_eq!(field(text, record, number), expected, "field {number} from {record}");
        }
    }
}
