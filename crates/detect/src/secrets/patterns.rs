//! The forms.

use super::checked::{is_card, is_iban};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// An API key, a token, a private key.
    Key,
    /// A card number with a valid check digit.
    Card,
    /// A bank account number with valid check digits.
    Iban,
    /// A US social security number.
    Ssn,
    /// An e-mail address.
    Email,
}

impl Sort {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Key => "a key or token",
            Self::Card => "a card number",
            Self::Iban => "a bank account number",
            Self::Ssn => "a social security number",
            Self::Email => "an e-mail address",
        }
    }
}

/// A secret in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub sort: Sort,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// A form, and what has to hold besides.
struct Form {
    sort: Sort,
    pattern: Option<Regex>,
    holds: fn(&str) -> bool,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let keys = concat!(
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
        r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
        r"|\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,}|glpat-[A-Za-z0-9_-]{20,})",
        r"|\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
        r"|\bAIza[0-9A-Za-z_-]{35}",
        r"|\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)[-_A-Za-z0-9]{16,}|\bsk-[A-Za-z0-9]{32,}",
        r"|\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
    );
    let any: fn(&str) -> bool = |_| true;
    let forms = [
        (Sort::Key, keys, any),
        (Sort::Card, r"\b\d(?:[ -]?\d){12,18}\b", is_card as fn(&str) -> bool),
        (Sort::Iban, r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", is_iban),
        (Sort::Ssn, r"\b\d{3}-\d{2}-\d{4}\b", is_ssn),
        (Sort::Email, r"(?i)\b[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b", any),
    ];
    let form = |(sort, pattern, holds): (Sort, &str, fn(&str) -> bool)| Form {
        sort,
        pattern: Regex::new(pattern).ok(),
        holds,
    };
    forms.into_iter().map(form).collect()
});

/// The secrets in a text that can be told by their form, by sort.
pub fn find(text: &str) -> Vec<Found> {
    let found = |form: &'static Form| {
        let places = form.pattern.iter().flat_map(|pattern| pattern.find_iter(text));
        let places = places.filter(|place| (form.holds)(place.as_str()));
        places.map(|place| Found { sort: form.sort, span: place.range() }).collect::<Vec<_>>()
    };
    FORMS.iter().flat_map(found).collect()
}

/// Numbers that were never issued are none.
fn is_ssn(text: &str) -> bool {
    let area = text.get(..3).unwrap_or("000");
    !matches!(area, "000" | "666")
        && !area.starts_with('9')
        && !text.contains("-00-")
        && !text.ends_with("-0000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_found_and_nothing_else() {
        let check = |text: &str, sorts: &[Sort]| {
            assert_eq!(find(text).iter().map(|found| found.sort).collect::<Vec<_>>(), sorts, "{text}");
        };
        check(&format!("key: ghp_{}", "a1B2".repeat(9)), &[Sort::Key]);
        check("AKIAABCDEFGHIJKLMNOP", &[Sort::Key]);
        check("-----BEGIN RSA PRIVATE KEY-----", &[Sort::Key]);
        check(&format!("sk-ant-{}", "x9".repeat(20)), &[Sort::Key]);
        check("4242-4242-4242-4242 or 378282246310005", &[Sort::Card, Sort::Card]);
        check("to DE89 3704 0044 0532 0130 00", &[Sort::Iban]);
        check("219-09-9999", &[Sort::Ssn]);
        check("iris@larkfield.example", &[Sort::Email]);
        for benign in
            ["Order 1234567890123", "000-12-3456", "2031-05-14", "skip-list", "a@b", "Room 12-34-56"]
        {
            check(benign, &[]);
        }
    }
}
