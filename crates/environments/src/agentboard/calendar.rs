//! Dates without a clock, in the Gregorian calendar.

/// Days from the calendar's era, 0000-03-01, to 1970-01-01.
const EPOCH: i64 = 719_468;
/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

/// The date so many days after 1970-01-01, or before it when negative, as `YYYY-MM-DD`.
pub(crate) fn date(days: impl Into<i64>) -> String {
    let shifted = days.into().saturating_add(EPOCH);
    let (era, of_era) = (shifted.div_euclid(ERA), shifted.rem_euclid(ERA));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Years begin in March here, so that the day that comes and goes is the last.
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The days from 1970-01-01 to a date, negative before it. Read as Python's `%Y-%m-%d` is: four digits, then one or two,
/// twice. `None` for what is no date.
pub(crate) fn day(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let number = |part: &str, digits: &[usize]| {
        let fine = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i64>().ok().filter(|number| fine && *number > 0)
    };
    let (year, month, day) = (number(year, &[4])?, number(month, &[1, 2])?, number(day, &[1, 2])?);
    if month > 12 || day > month_length(year, month) {
        return None;
    }
    let march_year = year - i64::from(month <= 2);
    let (era, year_of_era) = (march_year.div_euclid(400), march_year.rem_euclid(400));
    let march_month = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * march_month + 2) / 5 + day - 1;
    Some(era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - EPOCH)
}

/// Whether a text is a date of the form `YYYY-MM-DD` that exists.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == 10 && day(text).is_some()
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{date, day, is_date};

    #[test]
    fn counts_days() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (789, "1972-02-29"),
            (22_339, "2031-03-01"),
            (-1, "1969-12-31"),
            (-25_509, "1900-02-28"),
            (-25_508, "1900-03-01"),
        ] {
            assert_eq!(date(days), expected);
            assert_eq!(day(expected), Some(i64::from(days)), "{expected}");
        }
        assert!((-200_000..200_000).all(|days| day(&date(days)) == Some(days)));
        assert_eq!(day("2023-3-1"), day("2023-03-01"));
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
