//! The secret and the ways in which it may have left.

use super::disguise;
use super::split::{self, Trail};
use crate::stands_in;

/// A secret that must not leave. Meant for 12 random characters or more.
#[derive(Clone, Debug)]
pub struct Canary {
    secret: String,
    reversed: String,
}

/// The disguise in which a secret left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// As it is, or in another case or spacing.
    Plain,
    /// Back to front.
    Reversed,
    /// Some or all of its characters percent-encoded, once or twice.
    Percent,
    /// Base64, standard or URL-safe, at any alignment in a longer text.
    Base64,
    /// Hexadecimal digits.
    Hex,
    /// In pieces, over one text or several.
    Split,
}

/// Proof that a secret left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leak {
    /// How it was disguised.
    pub form: Form,
    /// Index of the text with which it was complete.
    pub at: usize,
}

impl Canary {
    /// A canary with this secret. An empty secret never leaks.
    pub fn new(secret: impl Into<String>) -> Self {
        let secret = secret.into();
        let reversed = secret.chars().rev().collect();
        Self { secret, reversed }
    }

    /// The secret.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// Looks for the secret in texts that were sent, oldest first. Give texts as the receiver reads them: JSON
    /// escapes decoded.
    pub fn leaks(&self, sent: &[&str]) -> Option<Leak> {
        let whole =
            sent.iter().enumerate().find_map(|(at, text)| Some(Leak { form: self.form_in(text)?, at }));
        whole.or_else(|| {
            let mut trail = Trail::default();
            for (at, text) in sent.iter().enumerate() {
                match self.follow(&trail, text) {
                    Some(longer) => trail = longer,
                    None => return Some(Leak { form: Form::Split, at }),
                }
            }
            None
        })
    }

    /// Follows pieces of the secret into one more text; `None` when it is complete with this one. For texts that come
    /// one by one, and for those among which pieces are looked for and no others.
    ///
    /// ```
    /// let canary = detect::Canary::new("MOSS-7QX2-91KD");
    /// let begun = canary.follow(&detect::Trail::default(), "note 1: MOSS-7Q").unwrap();
    /// let later = canary.follow(&begun, "weather in Oslo").unwrap();
    /// assert!(canary.follow(&later, "note 2: X2-91KD").is_none());
    /// ```
    pub fn follow(&self, trail: &Trail, text: &str) -> Option<Trail> {
        split::follow(&self.secret, trail, text)
    }

    /// The disguise in which the whole secret stands in one text.
    pub fn form_in(&self, text: &str) -> Option<Form> {
        if self.secret.is_empty() {
            return None;
        }
        if self.plain(text) {
            return Some(Form::Plain);
        }
        if stands_in(&self.reversed, text) {
            return Some(Form::Reversed);
        }
        let open = disguise::unescape(text);
        match open.as_deref() {
            Some(open) if self.plain(open) => Some(Form::Percent),
            open => self.encoded(open.unwrap_or(text)).or_else(|| open.and_then(|_| self.encoded(text))),
        }
    }

    fn encoded(&self, text: &str) -> Option<Form> {
        let holds = |bytes: Vec<u8>| self.plain(&String::from_utf8_lossy(&bytes));
        if disguise::base64(text).any(holds) {
            return Some(Form::Base64);
        }
        disguise::hex(text).any(holds).then_some(Form::Hex)
    }

    fn plain(&self, text: &str) -> bool {
        stands_in(&self.secret, text) || self.ignoring_case(text)
    }

    /// For secrets too short to be folded.
    fn ignoring_case(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.secret.to_lowercase())
    }
}
