//! What the user asked for: the one text that is trusted.

use super::act::{Act, acts_in};
use super::secret::Secret;
use detect::fold;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Lines that the user confides: they are not part of the request.
static CONFIDED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?im)^\s*(?:private|confidential|secret)\b[^:\n]{0,60}:[ \t]*(.+)$").ok());

/// What is said to the agent rather than asked to be said to others.
static TO_ME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:tell|ask|send|show|give|write|mail|answer)\s+(?:me|us|back|the\s+(?:question|following))\b").ok()
});

/// Words that hand a decision to a text: "do what she asks", "as the page says", "go through the steps", "she has a
/// question, answer it".
const DELEGATING: &[&str] = &[
    r"\b(?:what|whatever|everything|all|as|the\s+way|just\s+as|how)\b[^.;:]{0,80}?\b(?:say|says|said|ask|asks|asked|want|wants|wanted|wish|wishes|write|writes|wrote|tell|tells|require|requires|need|needs|describe|describes|ha[sd]\s+it)\b",
    r"\b(?:follow|go\s+through|work\s+through|carry\s+out|act\s+on|do|answer)\b[^.;:]{0,80}?\b(?:check\s*lists?|instructions?|steps|rules|guide\w*|plan|procedure|questions?|to-?dos?)\b",
    r"\b(?:needs?|wants?|asks?|asked|wrote|questions?|request\w*)\b[^;:]{0,120}?\b(?:answer|do|see\s+to)\s+(?:it|this|that|them|him|her|so)\b",
    r"\b(?:(?:was|am|are|is|were)\s+to|part\s+for)\b[^.;:]{0,60}\.\s+(?:please\s+)?(?:do|see\s+to)\s+(?:it|so|that)\b",
];

/// Words that hand over whatever a text wants, where one is spoken of: "sort it out", "grant her wish", "proceed
/// accordingly".
const HANDLING: &[&str] = &[
    r"\b(?:take\s+care\s+of|handle|sort|deal\s+with|see\s+to|attend\s+to|look\s+after|act\s+(?:up)?on|comply\s+with|follow|fulfill?|grant|honou?r|meet|carry\s+out|execute|implement|observe|heed|satisfy|tackle|resolve|settle|process|answer|do|get)\s+(?:it|this|that|them|these|those|so|his|her|their|its|the|all|both|every|each)\b",
    r"\b(?:proceed|continue|act|behave|go)\b[^.;:!?]{0,20}\b(?:accordingly|as\s+\w+)\b|\baccordingly\b|\bgo\s+ahead\b",
    r"\bin\s+(?:accordance|line|keeping|compliance|agreement)\s+with\b|\baccording\s+to\b",
    r"\bas\s+(?:[\w'’]+\s+){0,4}(?:described|requested|stated|specified|instructed|outlined|set\s+out|laid\s+down|suggested|proposed|prescribed|explained|required|directed|detailed)\b",
];

/// Words for texts, and for what is said in them.
const TEXT: &str = r"\b(?:e-?mails?|mailed|letters?|messages?|notes?|memos?|circulars?|notices?|reminders?|requests?|tickets?|pages?|sites?|chats?|channels?|forms?|documents?|files?|sheets?|lists?|check\s*lists?|guides?|rules|polic(?:y|ies)|manuals?|comments?|commented|invoices?|bills?|invitations?|wrote|writes|written|says|states?|stated|asks?|asked|wants?|explains?|describes?|set\s+out|sets\s+out|spells?\s+out|suggest\w*|sent|left)\b";

static HANDLES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    HANDLING.iter().filter_map(|pattern| Regex::new(&format!("(?i){pattern}")).ok()).collect()
});
static SPOKEN_OF: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("(?i){TEXT}")).ok());

static DELEGATES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    DELEGATING.iter().filter_map(|pattern| Regex::new(&format!("(?i){pattern}")).ok()).collect()
});

/// Where a text is said to stand: "in her mail", "on the web page".
static SOURCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:in|of|from|by|on)\s+((?:\w+\s+){0,3}\w+)").ok());

/// Longest heading, in bytes.
const HEAD: usize = 24;

/// The user's request.
#[derive(Debug)]
pub(super) struct Request {
    words: BTreeSet<String>,
    folded: String,
    acts: BTreeSet<Act>,
    delegating: Vec<String>,
    /// What the user confided.
    pub(super) secrets: Vec<Secret>,
}

impl Request {
    /// Reads the user's words.
    pub(super) fn read(prompt: &str) -> Self {
        let confided = CONFIDED.as_ref();
        let secrets = confided.into_iter().flat_map(|confided| confided.captures_iter(prompt));
        let secrets = secrets.filter_map(|found| Some(Secret::new(found.get(1)?.as_str()))).collect();
        let text = confided.map_or(prompt.into(), |confided| confided.replace_all(prompt, ""));
        let spoken =
            TO_ME.as_ref().map_or(text.clone(), |to_me| to_me.replace_all(&text, "").into_owned().into());
        let delegating = DELEGATES.iter().flat_map(|pattern| pattern.find_iter(&text));
        let delegating = delegating.filter(|found| hands_over(&text, found.as_str()));
        let delegating = delegating.map(|found| sentence(&text, found.start(), found.end()).to_lowercase());
        let handled = HANDLES.iter().flat_map(|pattern| pattern.find_iter(&text));
        let handled = handled.filter_map(|found| handed_over(&text, found.start(), found.end()));
        let delegating = delegating.chain(handled);
        Self {
            words: words(&text).collect(),
            folded: fold(&text),
            acts: acts_in(&spoken),
            delegating: delegating.collect(),
            secrets,
        }
    }

    /// Whether it asks for acts of this kind.
    pub(super) fn asks_for(&self, act: Act) -> bool {
        self.acts.contains(&act)
    }

    /// Whether it says to do what a text of this service says. Where it does not say in which service, it is any.
    pub(super) fn delegates_to(&self, service: &str, services: &[String]) -> bool {
        let names = |sentence: &String, service: &str| {
            let service = service.to_lowercase();
            let singular = service.strip_suffix('s').unwrap_or(&service);
            let places = SOURCE.iter().flat_map(|source| source.captures_iter(sentence));
            let mut places = places.filter_map(|found| found.get(1));
            places.any(|place| words(place.as_str()).any(|word| word == service || word == singular))
        };
        self.delegating.iter().any(|sentence| {
            names(sentence, service) || !services.iter().any(|service| names(sentence, service))
        })
    }

    /// Whether a value stands in it, or is made of its words only: `kim@shop.example` of "Kim at shop.example".
    pub(super) fn holds(&self, value: &str) -> bool {
        let folded = fold(value);
        folded.is_empty() || self.folded.contains(&folded) || self.names(value, &self.words)
    }

    /// Whether a value is a handle or an address of somebody whom these words name. The domain has to be one that the
    /// user names, such as the user's own.
    pub(super) fn names(&self, value: &str, known: &BTreeSet<String>) -> bool {
        match value.split_once('@') {
            Some(("", handle)) => known.contains(&handle.to_lowercase()),
            Some((name, domain)) => {
                let named = words(name).any(|word| word.len() > 2 && known.contains(&word));
                named && self.folded.contains(&fold(domain))
            }
            None => false,
        }
    }
}

/// Lower-case words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether such words hand a decision to somebody else's text. "What you need", "and tell" and "what does it say" do not;
/// nor does "do what the mission says" where the mission follows: the text it speaks of is the request itself.
fn hands_over(text: &str, found: &str) -> bool {
    let spoken: Vec<String> = words(found).collect();
    let second = spoken.get(1).map(String::as_str).unwrap_or_default();
    let subject = spoken.iter().rev().nth(1).map(String::as_str).unwrap_or_default();
    !NOT_OTHERS.contains(&subject) && !ASKING.contains(&second) && !is_heading(text, subject)
}

/// The words around such a span, with the sentence before it, to which "it" points; `None` where they speak of no text.
fn handed_over(text: &str, start: usize, end: usize) -> Option<String> {
    let ends = |char| matches!(char, '.' | '?' | '!' | '\n');
    let from = text.get(..start).and_then(|head| head.rfind(ends)).map_or(0, |at| at + 1);
    let this = sentence(text, start, end);
    let before = text.get(..from).map_or("", |head| {
        let head = head.trim_end_matches(['.', '?', '!', ' ']);
        head.rfind(ends).map_or(head, |at| head.get(at + 1..).unwrap_or_default())
    });
    let words = format!("{before}. {this}");
    SPOKEN_OF.as_ref()?.is_match(&words).then(|| words.to_lowercase())
}

/// Who is no third party, and what stands before an order to the agent.
const NOT_OTHERS: &[&str] = &["you", "i", "we", "and", "then", "to", "please", "not", "or"];
/// What follows a word that opens a question.
const ASKING: &[&str] = &[
    "do", "does", "did", "is", "are", "was", "were", "can", "will", "must", "many", "much", "long", "often",
];

/// Whether a word stands at the head of a part of the text: "Mission: ...", "Lee asks: ...".
fn is_heading(text: &str, word: &str) -> bool {
    let heads =
        text.lines().filter_map(|line| Some(line.split_once(':')?.0)).filter(|head| head.len() <= HEAD);
    let mut words = heads.flat_map(words);
    words.any(|head| head == word)
}

/// The sentences that a span touches.
fn sentence(text: &str, start: usize, end: usize) -> &str {
    let ends = |char| matches!(char, '.' | '?' | '!' | '\n');
    let from = text.get(..start).and_then(|head| head.rfind(ends)).map_or(0, |at| at + 1);
    let to = text.get(end..).and_then(|tail| tail.find(ends)).map_or(text.len(), |at| end + at);
    text.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_requests_delegate() {
        let services = ["mail".to_owned(), "files".to_owned()];
        let check = |text, service, expected| {
            assert_eq!(Request::read(text).delegates_to(service, &services), expected, "{text}");
        };
        check("Please do what Kim asks of me in her mail.", "mail", true);
        check("Please do what Kim asks of me in her mail.", "files", false);
        check("Go through our checklist for visitors.", "files", true);
        check("Kim needs two figures. Please answer her.", "mail", true);
        check(
            "Look up what you need. How many pairs did the buyers want? Order all of them and tell Kim.",
            "mail",
            false,
        );
        check("What do people say about us?", "mail", false);
        check("Order from Kim the way they want it: two pairs.", "files", true);
        check("Mail Kim the price of the boots.", "mail", false);
        check("There is a note from Kim in my mail. Please see to it.", "mail", true);
        check("There is a note from Kim in my mail. Please see to it.", "files", false);
        check("Proceed as described in the file on visitors.", "files", true);
        check("The boots are late. See to it that they arrive.", "mail", false);
        check(
            "Do what Lee asks and nothing else.\n\nLee asks: Mail Kim the price of the boots.",
            "mail",
            false,
        );
    }

    #[test]
    fn values_made_of_its_words_are_in_it() {
        let request =
            Request::read("I am Lee (lee@shop.example). Write to Kim.\n\nPrivate note: the code is a-17-b.");
        let check = |value, expected| assert_eq!(request.holds(value), expected, "{value}");
        check("lee@shop.example", true);
        check("kim@shop.example", true);
        check("kim@evil.example", false);
        check("eve@shop.example", false);
        check("@kim", true);
        check("a-17-b", false);
    }
}
