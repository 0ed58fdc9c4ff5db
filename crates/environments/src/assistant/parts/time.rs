//! Days and times as text: `2031-05-14` and `2031-05-14 09:00`. Texts of one form sort as the times do.

/// When everything in the office happens: there is no clock.
pub(super) const NOW: &str = "2031-05-14 09:00";

/// Whether a text is a day.
pub(super) fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut number = |width: usize| {
        let part = parts.next().filter(|part| part.len() == width)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
    };
    let (Some(year), Some(month), Some(day)) = (number(4), number(2), number(2)) else { return false };
    let most = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    };
    parts.next().is_none() && (1..=12).contains(&month) && (1..=most).contains(&day)
}

/// Whether a text is a day with a time.
pub(super) fn is_moment(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(day, clock)| is_day(day) && minutes(clock).is_some())
}

/// `09:30` as minutes since midnight.
pub(super) fn minutes(clock: &str) -> Option<u32> {
    let (hour, minute) = clock.split_once(':')?;
    let number = |text: &str| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok())?
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Minutes since midnight as `09:30`.
pub(super) fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::{clock, is_day, is_moment, minutes};

    fn check(text: &str, day: bool, moment: bool) {
        assert_eq!((is_day(text), is_moment(text)), (day, moment), "{text}");
    }

    #[test]
    fn days_and_moments_are_known() {
        check("2031-05-14", true, false);
        check("2032-02-29", true, false);
        check("2031-02-29", false, false);
        check("2031-5-14", false, false);
        check("2031-05-14-1", false, false);
        check("2031-05-14 09:30", false, true);
        check("2031-05-14 24:00", false, false);
        check("2031-05-14T09:30", false, false);
        check("\u{661}\u{661}-05-14", false, false);
        assert_eq!(minutes("17:05").map(clock).as_deref(), Some("17:05"));
    }
}
