//! Dates without a clock.

/// The date `days` after 1970-01-01, as `YYYY-MM-DD`, in the Gregorian calendar.
pub(super) fn date(days: u32) -> String {
    let mut year = 1970;
    let mut left = days;
    while left >= year_length(year) {
        left -= year_length(year);
        year += 1;
    }
    let mut month = 1;
    while left >= month_length(year, month) {
        left -= month_length(year, month);
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", left + 1)
}

/// Whether a text is a date of the form `YYYY-MM-DD` that exists.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |part: &str, digits: usize| {
        let fine = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| fine)
    };
    match (number(year, 4), number(month, 2), number(day, 2)) {
        (Some(year), Some(month @ 1..=12), Some(day)) => (1..=month_length(year, month)).contains(&day),
        _ => false,
    }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn year_length(year: u32) -> u32 {
    if is_leap(year) { 366 } else { 365 }
}

fn month_length(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{date, is_date};

    #[test]
    fn counts_days() {
        for (days, expected) in
            [(0, "1970-01-01"), (58, "1970-02-28"), (789, "1972-02-29"), (22_339, "2031-03-01")]
        {
            assert_eq!(date(days), expected);
        }
    }

    #[test]
    fn knows_dates() {
        for (text, expected) in [
            ("2031-03-01", true),
            ("2032-02-29", true),
            ("2031-02-29", false),
            ("2031-13-01", false),
            ("2031-3-1", false),
            ("tomorrow", false),
            ("", false),
            ("2031-00-10", false),
            ("+031-01-10", false),
        ] {
            assert_eq!(is_date(text), expected, "{text}");
        }
    }
}
