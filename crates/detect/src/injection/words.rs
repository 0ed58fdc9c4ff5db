//! The words of a segment, and what kind of word each is.

use crate::class::{DIGIT, LOWER, UNDERSCORE, UPPER, WIDE, WORD, class};
use crate::hash::Lookup;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Most letters of a word that are kept, the marks at its ends included.
const LONGEST: usize = 40;

/// A word or a sign.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// The word itself, in lower case, digits alike.
    pub(super) own: u64,
    /// Its kind; a small word of grammar is its own kind, any other stranger is like any stranger.
    pub(super) kind: u64,
    /// Written in capitals.
    pub(super) capitals: bool,
    /// A number or a sign.
    pub(super) data: bool,
}

impl Word {
    const fn simple(kind: u64, data: bool) -> Self {
        Self { own: kind, kind, capitals: false, data }
    }
}

const OTHER: u64 = 1;
const NUMBER: u64 = 2;
const NAME: u64 = 3;
const URL: u64 = 4;
const ADDRESS: u64 = 5;
const FOREIGN: u64 = 6;
/// Kinds of [`KINDS`] are numbered from here.
const FIRST: u64 = 16;

/// Words that play the same part in an injected instruction.
#[rustfmt::skip]
const KINDS: &[&str] = &[
    // What changes the world.
    "send transfer forward email mail post upload delete remove grant revoke unlock lock open pay buy order book schedule \
     cancel update change set share invite create add execute run disable enable move copy download install withdraw deposit \
     modify reset erase submit publish subscribe unsubscribe wire purchase turn dispatch register commit push merge drop kill \
     stop restart deploy assign allocate escalate approve refund attach leak exfiltrate transmit append exec shutdown",
    // What reads it.
    "retrieve fetch get find read access search look check list view collect gather extract obtain query scan inspect load \
     locate enumerate browse",
    // What is said.
    "write tell say provide give explain describe summarize summarise translate generate compose answer respond reply output \
     print repeat recommend suggest state mention include prepend compute calculate convert rewrite paraphrase draft encode \
     decode sing recite show display create name identify compare discuss outline analyze analyse evaluate define present",
    "call invoke trigger use utilize using calling invoking",
    "ignore disregard forget override bypass neglect abandon skip overlook dismiss ignoring disregarding discard",
    "password passwords credential credentials secret secrets key keys token tokens passphrase pin cvv ssh env passport ssn \
     confidential private sensitive login passcode seed wallet",
    "ai assistant assistants agent agents model models llm llms chatbot gpt chatgpt claude gemini bot copilot",
    "instruction instructions prompt prompts directive directives guideline guidelines rule rules command commands constraint \
     constraints policy policies restriction restrictions protocol",
    "previous prior above earlier preceding original initial former existing preceeding past",
    "must need should required mandatory essential crucial critical important urgent necessary obliged vital imperative",
    "immediately now first instantly promptly asap instead before",
    "secretly quietly silently discreetly covertly hidden notify notifying telling mentioning reveal informing inform alert \
     disclose unnoticed undetected trace",
    "user users owner customer human",
    "tool tools function functions api plugin command endpoint",
    "i me my mine we us our",
    "please kindly",
    "task tasks request question goal objective response message conversation context output job",
    "system admin administrator developer operator root sudo security",
    // Other verbs that stand at the start of orders.
    "adjust introduce initiate verify ensure reallocate implement monitor conduct simulate inject intercept falsify activate \
     deactivate alter redirect rename replace resend reroute replicate migrate configure conceal capture redistribute restore \
     reduce increase apply assess accelerate clear close confirm connect convince correct delay deny deliver divert \
     decline decrease eliminate encourage enforce enter enhance expose fabricate fill follow give grab guide halt hand hide \
     implant infiltrate inflate initialize insert instruct issue leave let log maintain make manage manipulate mark misreport \
     negotiate notify obey offer optimize overwrite perform persuade place prepare prescribe proceed process produce promote \
     provision quote raise reassign record recover redact refer reject release reload remind report request reschedule reserve \
     resign resolve restrict rotate route save scrape seize sell serve shift ship shut sign skip spend spread spoof start steal \
     store strip supply suspend swap switch tag tamper teach test track train trade try unblock undermine undo uninstall \
     upgrade validate visit vote warn withhold wipe work click begin continue convey promise swear keep put",
    "pretend imagine roleplay story character scene novel fiction play act suppose hypothetical",
];

/// Small words of grammar.
const GRAMMAR: &str = "a an the to of in for and or not do don't dont is are be this that it with from at on by as if \
    after then all any so only you your yourself what how why who when where which can could would will may have has \
    into about no never always also its their his her he she they there here up out over but was were been";

/// Signs that are words of their own.
const SIGNS: &[u8] = b"!?:\"`<>{(#[|*=";

/// A word with a capital after a small letter.
const CAMEL: u8 = 1 << 6;

/// A word with an apostrophe: no number, whatever else is in it.
const APOSTROPHE: u8 = 1 << 7;

/// The kind of each word of [`KINDS`] and [`GRAMMAR`], by its hash.
static KNOWN: LazyLock<Lookup<u64>> = LazyLock::new(|| {
    let mut known: BTreeMap<u64, u64> = BTreeMap::new();
    for (kind, words) in (FIRST..).zip(KINDS) {
        for word in words.split_whitespace() {
            known.entry(hash(word.as_bytes())).or_insert(kind);
        }
    }
    for word in GRAMMAR.split_whitespace().map(|word| hash(word.as_bytes())) {
        known.entry(word).or_insert(word);
    }
    Lookup::new(&known)
});

/// Of a word: eight bytes at a time.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        hash = step(hash, u64::from_le_bytes(*chunk));
    }
    if !rest.is_empty() {
        hash = step(hash, rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)));
    }
    hash
}

fn step(hash: u64, bytes: u64) -> u64 {
    let mixed = (hash ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// Reads words one by one, and keeps the letters of the last.
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
    letters: Letters,
}

/// The first letters of a word in lower case, a mark at both ends.
struct Letters {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Letters {
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    /// In lower case, every digit a zero.
    fn extend(&mut self, ascii: &[u8]) {
        let places = self.bytes.get_mut(self.length..).unwrap_or_default();
        let length = ascii.len().min(places.len());
        for (place, byte) in places.iter_mut().zip(ascii) {
            *place = if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() };
        }
        self.length += length;
    }

    fn start(&mut self) {
        self.length = 0;
        self.push(b'^');
    }

    /// Without the mark at the start.
    fn word(&self) -> &[u8] {
        self.bytes.get(1..self.length).unwrap_or_default()
    }
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, letters: Letters { bytes: [0; LONGEST], length: 0 } }
    }

    /// The last word in lower case, a mark at both ends, up to [`LONGEST`]; empty when it has no letters to look at.
    pub(super) fn letters(&self) -> &[u8] {
        self.letters.bytes.get(..self.letters.length).unwrap_or_default()
    }

    /// The next word or sign.
    pub(super) fn next(&mut self) -> Option<Word> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            let class = class(byte);
            if class & WORD != 0 {
                return Some(self.word());
            }
            if class == WIDE {
                let char = self.text.get(self.at..)?.chars().next()?;
                if char.is_alphanumeric() {
                    return Some(self.word());
                }
                self.at += char.len_utf8();
                continue;
            }
            self.at += 1;
            if SIGNS.contains(&byte) {
                self.letters.length = 0;
                return Some(Word::simple(hash(&[byte]), true));
            }
        }
    }

    fn word(&mut self) -> Word {
        let start = self.at;
        let classes = self.letter_by_letter();
        let bytes = self.text.as_bytes();
        if matches!(bytes.get(self.at), Some(b':' | b'.' | b'+' | b'-' | b'@')) {
            let (word, rest) = self.text.get(start..).unwrap_or_default().split_at(self.at - start);
            if let Some(length) = url_length(word, rest) {
                return self.skip(length, URL);
            }
            if let Some(length) = domain_length(rest) {
                return self.skip(length, ADDRESS);
            }
        }
        if classes == DIGIT {
            self.letters.length = 0;
            return Word::simple(NUMBER, true);
        }
        let own = hash(self.letters.word());
        self.letters.push(b'$');
        let capitals = classes == UPPER && self.at - start > 2;
        Word { own, kind: kind(own, classes), capitals, data: false }
    }

    /// Goes past something whose letters say nothing.
    fn skip(&mut self, length: usize, kind: u64) -> Word {
        self.at += length;
        self.letters.length = 0;
        Word::simple(kind, false)
    }

    /// Reads a word to its end: the classes of its bytes.
    fn letter_by_letter(&mut self) -> u8 {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let mut classes = 0;
        self.letters.start();
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let mut length = 0;
            for class in rest.iter().map(|byte| class(*byte)).take_while(|class| class & WORD != 0) {
                classes |= class;
                length += 1;
            }
            self.letters.extend(rest.get(..length).unwrap_or_default());
            self.at += length;
            match rest.get(length..) {
                Some([b'\'', next, ..]) if self.at > start && next.is_ascii_alphabetic() => {
                    classes |= APOSTROPHE;
                    self.letters.push(b'\'');
                    self.at += 1;
                }
                Some([next, ..]) if !next.is_ascii() && wide_letter(self.text, self.at) => {
                    return self.slowly(start);
                }
                _ => break,
            }
        }
        let inner = || bytes.get(start + 1..self.at).unwrap_or_default();
        let camel = |pair: &[u8; 2]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
        if classes & UPPER != 0 && classes & LOWER != 0 && inner().array_windows().any(camel) {
            classes |= CAMEL;
        }
        classes
    }

    /// Reads a word with letters beyond ASCII.
    fn slowly(&mut self, start: usize) -> u8 {
        let word = self.text.get(start..).unwrap_or_default();
        let word = word.get(..word_length(word)).unwrap_or_default();
        self.letters.start();
        let mut buffer = [0; 4];
        for char in word.chars().flat_map(char::to_lowercase) {
            char.encode_utf8(&mut buffer).bytes().for_each(|byte| self.letters.push(byte));
        }
        self.at = start + word.len();
        WIDE
    }
}

fn wide_letter(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
}

fn kind(own: u64, classes: u8) -> u64 {
    if let Some(kind) = KNOWN.get(own) {
        kind
    } else if classes & WIDE != 0 {
        FOREIGN
    } else if classes & (CAMEL | UNDERSCORE | DIGIT) != 0 {
        NAME
    } else {
        OTHER
    }
}

/// Bytes of the word at the start of the text; 0 when there is none.
fn word_length(text: &str) -> usize {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut length = text.bytes().take_while(|byte| plain(byte)).count();
    while let Some(rest) = text.get(length..) {
        let Some(char) = rest.chars().next() else { break };
        let inside = char == '\'' && length > 0 && rest.get(1..).is_some_and(starts_with_letter);
        if !(inside || char.is_alphanumeric() || char == '_') {
            break;
        }
        length += char.len_utf8();
    }
    length
}

fn starts_with_letter(text: &str) -> bool {
    text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
}

/// What belongs to a URL after its first word.
fn url_length(word: &str, rest: &str) -> Option<usize> {
    let scheme = rest.starts_with("://") && word.len() < 8;
    let bare = word.eq_ignore_ascii_case("www") && rest.starts_with('.');
    (scheme || bare).then(|| {
        rest.find(|char: char| char.is_whitespace() || matches!(char, '"' | '\'' | '<' | '>' | ')' | '\\'))
            .unwrap_or(rest.len())
    })
}

/// Longest name before the `@` of an address (RFC 5321, 4.5.3.1.1).
const NAME_OF_ADDRESS: usize = 64;

/// The domain of an address whose name was just read.
fn domain_length(rest: &str) -> Option<usize> {
    let name = rest.get(..rest.floor_char_boundary(NAME_OF_ADDRESS))?;
    let local = name.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '.' | '+' | '-')))?;
    let domain = rest.get(local..)?.strip_prefix('@')?;
    let length = domain
        .find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '.' | '-')))
        .unwrap_or(domain.len());
    (length > 0).then_some(local + 1 + length)
}
