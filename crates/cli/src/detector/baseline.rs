//! A plain list of keywords, to compare with: what one writes in five minutes.

/// Phrases, in lower case.
const PHRASES: &[&str] = &[
    "ignore previous",
    "ignore all",
    "ignore the above",
    "ignore your",
    "disregard",
    "forget your",
    "forget all",
    "previous instructions",
    "new instructions",
    "system prompt",
    "system message",
    "you are now",
    "you must",
    "important",
    "do not tell",
    "don't tell",
    "override",
    "jailbreak",
    "developer mode",
    "instead of",
    "instructions",
    "as an ai",
    "language model",
    "password",
    "api key",
    "secret",
    "credentials",
    "send",
    "execute",
    "urgent",
];

/// How many of the phrases stand in a text.
pub(super) fn score(text: &str) -> f64 {
    let text = text.to_lowercase();
    PHRASES.iter().map(|phrase| f64::from(u8::from(text.contains(phrase)))).sum()
}
