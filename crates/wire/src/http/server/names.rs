//! Which names of requests a shared link has seen: ids and progress tokens.
//!
//! A client's own names go on to the service unless they could be mistaken for another's (surface T08): a late answer
//! to a client that is gone must not reach a later client that uses the same id.

use crate::Id;
use std::collections::BTreeSet;

/// Where labels start: far above what clients count to, and exact in a JSON number of any reader.
const FIRST_LABEL: u64 = 1 << 32;

/// Most names that are remembered. After that every request is labelled.
const MOST: usize = 65_536;

/// Longest name that is taken as it is, in bytes.
const LONGEST: usize = 64;

/// What was used on one link so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: BTreeSet<Id>,
    tokens: BTreeSet<Id>,
    labels: u64,
}

impl Names {
    /// Takes a client's own names into use. `false` if one of them was used before or can be written in several ways:
    /// the request needs a label then.
    pub(super) fn take(&mut self, id: &Id, token: Option<&Id>) -> bool {
        let fresh = |name: &Id, used: &BTreeSet<Id>| plain(name) && !used.contains(name) && used.len() < MOST;
        if !fresh(id, &self.ids) || token.is_some_and(|token| !fresh(token, &self.tokens)) {
            return false;
        }
        self.ids.insert(id.clone());
        self.tokens.extend(token.cloned());
        true
    }

    /// A name that no client has used or can take into use.
    pub(super) fn label(&mut self) -> Id {
        self.labels += 1;
        Id::from(FIRST_LABEL + self.labels)
    }
}

/// Whether a name is one that every service repeats in the same bytes: a whole number below the labels, or a short
/// word of letters, digits and a few marks that starts with a letter.
fn plain(name: &Id) -> bool {
    let text = name.as_json();
    if let Some(word) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        let marks = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
        return word.len() <= LONGEST
            && word.starts_with(|first: char| first.is_ascii_alphabetic())
            && word.bytes().all(marks);
    }
    text.parse::<u64>().is_ok_and(|number| number < FIRST_LABEL && number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_through_once() {
        let mut names = Names::default();
        let mut check = |id: &str, token: Option<&str>, taken: bool| {
            let token = token.map(Id::raw);
            assert_eq!(names.take(&Id::raw(id), token.as_ref()), taken, "{id} {token:?}");
        };
        check("0", None, true);
        check("0", None, false);
        check("1", Some("0"), true);
        check("2", Some("0"), false);
        check("2", Some(r#""a-1""#), true);
        check(r#""call_3""#, None, true);
        for odd in
            ["-1", "1.0", "01", "1e3", "null", "4294967297", r#""7""#, r#""\u0061""#, r#""""#, "\"\u{e9}\""]
        {
            check(odd, None, false);
        }
        check(&format!("\"{}\"", "a".repeat(65)), None, false);
    }

    #[test]
    fn labels_are_no_names() {
        let mut names = Names::default();
        let labels = [names.label(), names.label()];
        assert_ne!(labels[0], labels[1]);
        assert!(labels.iter().all(|label| !names.take(label, None)));
    }

    #[test]
    fn memory_is_bounded() {
        let mut names = Names::default();
        let taken = (0..70_000).filter(|number| names.take(&Id::from(*number), None)).count();
        assert_eq!(taken, MOST);
    }
}
