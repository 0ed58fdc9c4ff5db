//! Check digits.

/// Whether a number of 13 to 19 digits has a valid check digit (Luhn), spaces and hyphens aside. A row of one digit is no
/// card.
pub(super) fn is_card(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|char| char.to_digit(10)).collect();
    let first = digits.first().copied();
    let doubled = |(place, digit): (usize, &u32)| match place % 2 {
        0 => *digit,
        _ if *digit > 4 => digit * 2 - 9,
        _ => digit * 2,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    (13..=19).contains(&digits.len())
        && sum.is_multiple_of(10)
        && digits.iter().any(|digit| Some(*digit) != first)
}

/// Whether an account number has valid check digits (modulo 97), spaces aside.
pub(super) fn is_iban(text: &str) -> bool {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let (Some(country), Some(rest)) = (plain.get(..4), plain.get(4..)) else { return false };
    let value = |char: char| char.to_digit(36);
    let rest = rest.chars().chain(country.chars()).filter_map(value);
    let remainder = rest.fold(0, |sum, value| (sum * if value > 9 { 100 } else { 10 } + value) % 97);
    (15..=34).contains(&plain.len()) && remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        for (text, valid) in [
            ("4242424242424242", true),
            ("3782 822463 10005", true),
            ("4242424242424243", false),
            ("0000000000000000", false),
            ("42", false),
        ] {
            assert_eq!(is_card(text), valid, "{text}");
        }
        for (text, valid) in [("GB82 WEST 1234 5698 7654 32", true), ("GB82 WEST 1234 5698 7654 33", false)] {
            assert_eq!(is_iban(text), valid, "{text}");
        }
    }
}
