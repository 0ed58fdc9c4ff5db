//! The words of a segment, and what kind of word each is.

use std::sync::LazyLock;

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

static KNOWN: LazyLock<Vec<(u64, u64)>> = LazyLock::new(|| {
    let mut known: Vec<(u64, u64)> = Vec::new();
    for (kind, words) in (FIRST..).zip(KINDS) {
        known.extend(words.split_whitespace().map(|word| (hash(word.as_bytes()), kind)));
    }
    known.extend(GRAMMAR.split_whitespace().map(|word| (hash(word.as_bytes()), hash(word.as_bytes()))));
    known.sort_unstable();
    known.dedup_by_key(|(word, _)| *word);
    known
});

/// FNV-1a.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(BASIS, |hash, byte| step(hash, *byte))
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// Reads words one by one, and keeps the letters of the last.
pub(super) struct Words<'t> {
    rest: &'t str,
    /// The last word in lower case, a mark at both ends; empty when it has no letters to look at.
    pub(super) letters: Vec<u8>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text, letters: Vec::with_capacity(64) }
    }

    /// The next word or sign.
    pub(super) fn next(&mut self) -> Option<Word> {
        loop {
            let first = self.rest.chars().next()?;
            let length = word_length(self.rest);
            if length > 0 {
                return Some(self.word(length));
            }
            self.rest = self.rest.get(first.len_utf8()..)?;
            if let Ok(byte) = u8::try_from(first)
                && SIGNS.contains(&byte)
            {
                self.letters.clear();
                return Some(Word::simple(hash(&[byte]), true));
            }
        }
    }

    fn word(&mut self, length: usize) -> Word {
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.letters.clear();
        if let Some(length) = url_length(word, rest) {
            self.rest = rest.get(length..).unwrap_or_default();
            return Word::simple(URL, false);
        }
        if let Some(length) = domain_length(rest) {
            self.rest = rest.get(length..).unwrap_or_default();
            return Word::simple(ADDRESS, false);
        }
        self.plain(word)
    }

    fn plain(&mut self, word: &str) -> Word {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return Word::simple(NUMBER, true);
        }
        self.letters.push(b'^');
        lower(word, &mut self.letters);
        let own = hash(self.letters.get(1..).unwrap_or_default());
        self.letters.push(b'$');
        let capitals = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        Word { own, kind: kind(word, own), capitals, data: false }
    }
}

/// Lower case, every digit a zero.
fn lower(word: &str, out: &mut Vec<u8>) {
    if word.is_ascii() {
        out.extend(
            word.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() }),
        );
    } else {
        let mut buffer = [0; 4];
        for char in word.chars().flat_map(char::to_lowercase) {
            out.extend_from_slice(char.encode_utf8(&mut buffer).as_bytes());
        }
    }
}

fn kind(word: &str, own: u64) -> u64 {
    if let Ok(at) = KNOWN.binary_search_by_key(&own, |(known, _)| *known) {
        return KNOWN.get(at).map_or(OTHER, |(_, kind)| *kind);
    }
    let inner = word.as_bytes().get(1..).unwrap_or_default();
    let camel = inner
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    if !word.is_ascii() {
        FOREIGN
    } else if camel || word.contains('_') || word.bytes().any(|byte| byte.is_ascii_digit()) {
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

/// The domain of an address whose name was just read.
fn domain_length(rest: &str) -> Option<usize> {
    let local = rest.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '.' | '+' | '-')))?;
    let domain = rest.get(local..)?.strip_prefix('@')?;
    let length = domain
        .find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '.' | '-')))
        .unwrap_or(domain.len());
    (length > 0).then_some(local + 1 + length)
}
