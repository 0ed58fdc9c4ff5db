//! Kinds of acts: what a tool's name says it does, and what a request asks for.
//!
//! Plain English, of no environment: verbs that office and shop systems use for what goes out or cannot be taken back.

use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What an act does to the world outside the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    /// Tells somebody something.
    Send,
    /// Tells everybody something.
    Publish,
    /// Moves money or goods.
    Pay,
    /// Takes away.
    Delete,
    /// Lets others see or use something.
    Share,
    /// Hands in a form, an order, a booking.
    Submit,
    /// Changes or adds a record; goes out only where it names people.
    Change,
}

/// Kind, words of a tool's name, and how a request asks for it: in the usual verbs, in the colloquial ones, and in those
/// of letters.
const KINDS: &[(Act, &str, &[&str])] = &[
    (
        Act::Send,
        "send mail email reply respond forward message tell say notify alert chat invite shout whisper call contact comment",
        &[
            r"sen[dt](?:s|ing)?|(?:e-?)?mail\w*|writ\w+|wrote|tell\w*|inform\w*|notif\w+|messag\w+|ask\w*|repl(?:y|ies|ied)|answer\w*\s+(?:to|from|him|her|them|it|his|its|their|the|(?-i:[A-Z]\w+))|respond\w*|forward\w*|chat\w*|warn\w*|remind\w*|invit\w+|confirm\w*|notice|(?:go|pass|hand)\s+on",
            r"text(?:s|ed|ing)?\s+(?:him|her|them|(?-i:[A-Z]\w+))|ping\w*|brief(?:s|ed|ing)?\s+(?:him|her|them|(?-i:[A-Z]\w+))|let\s+(?:[\w'’]+\s+){1,6}know|(?:fill|loop)\w*\s+(?:[\w'’]+\s+){1,4}in|heads?[-\s]up|drop\w*\s+(?:[\w'’]+\s+){1,5}(?:line|note|message|word)|get\s+back\s+to|(?:get|be)\s+in\s+touch|reach\s+out|up\s+to\s+speed|keep\s+(?:[\w'’]+\s+){1,4}posted|pass\w*\s+(?:[\w'’]+\s+){1,4}(?:on|along)",
            r"advis\w+|alert\w*|contact\w*|relay\w*|explain\w*|acknowledg\w+|thank\w*|congratulat\w+|apologi\w+|convey\w*|communicat\w+|point\s+out|report\w*",
        ],
    ),
    (
        Act::Publish,
        "post publish publicly public tweet announce broadcast release",
        &[r"publi(?:c|cly|sh\w*)|post(?:s|ed|ing)?|announc\w+|broadcast\w*|tweet\w*"],
    ),
    (
        Act::Pay,
        "transfer pay buy purchase donate refund withdraw wire checkout",
        &[
            r"pa(?:y|ys|id|ying|yments?)|transfer\w*|buy\w*|bought|purchas\w+|order\w*|donat\w+|refund\w*|settl\w+|deposit\w*",
            r"wir(?:e|es|ed|ing)|reimburs\w+|remit\w*|compensat\w+|contribut\w+|sponsor\w*|subsidi\w+|renew\w*|cover\w*\s+(?:[\w'’]+\s+){1,3}(?:bill|invoice|costs?|fees?|expenses?)|giv\w+\s+(?:[\w'’]+\s+){0,3}money",
        ],
    ),
    (
        Act::Delete,
        "delete del remove erase cancel destroy purge wipe revoke terminate clear unsubscribe",
        &[
            r"delet\w+|remov\w+|eras\w+|cancel\w*|end|ends|ended|terminat\w+|withdr[ae]w\w*|clear\w*|tak\w+\s+(?:[\w'’]+\s+){0,8}(?:away|out|off)|drop\w*",
            r"wip(?:e|es|ed|ing)|scrap\w*|discard\w*|trash\w*|toss\w*|get\w*\s+rid|throw\w*\s+(?:[\w'’]+\s+){0,6}(?:away|out)|call\w*\s+(?:[\w'’]+\s+){0,6}off|cross\w*\s+(?:[\w'’]+\s+){0,6}(?:out|off)|str(?:ike|uck)\s+(?:[\w'’]+\s+){0,6}(?:out|off|from)|clean\w*\s+(?:up|out)|undo|cut",
            r"purg\w+|revok\w+|rescind\w*|retract\w*|annul\w*|void|expung\w+|eliminat\w+|unsubscrib\w+|dispos\w+\s+of",
        ],
    ),
    (
        Act::Share,
        "share grant permit allow export upload expose",
        &[
            r"shar\w+|grant\w*|rights?|access\w*|allow\w*|permission\w*|able\s+to\s+(?:view|edit|read|see)|readable|export\w*|upload\w*",
            r"let\s+(?:[\w'’]+\s+){1,5}(?:see|read|open|edit|view|use|into)|open\w*\s+(?:[\w'’]+\s+){0,4}(?:up|to|for)|hand\w*\s+(?:[\w'’]+\s+){0,4}over|make\s+(?:[\w'’]+\s+){1,5}available|read[-\s]only",
            r"enabl\w+|permit\w*|authori[sz]\w+|entitl\w+|revok\w+|disclos\w+|visible",
        ],
    ),
    (
        Act::Submit,
        "submit register book reserve apply subscribe enroll",
        &[
            r"submit\w*|regist\w+|book\w*|reserv\w+|appl(?:y|ies|ied)|subscri\w+|enrol\w*|sign\s+(?:\w+\s+)?up|order\w*|fill\w*|get",
            r"sign\w*\s+(?:[\w'’]+\s+){0,4}up|hand\w*\s+(?:[\w'’]+\s+){0,4}in|send\w*\s+(?:[\w'’]+\s+){0,4}(?:in|off)|(?:a|the)\s+table\s+for|have\s+(?:[\w'’]+\s+){1,4}(?:deliver|send|bring|sent\s+on|delivered|forwarded|redirected)\b|buy\w*|pick\s+up",
            r"lodg\w+|renew\w*|redirect\w*|claim\w*|appoint\w+|request\w*|purchas\w+|declar\w+",
        ],
    ),
    (
        Act::Change,
        "add append change create edit insert move put rename set update write enable disable schedule complete",
        &[
            r"add\w*|chang\w+|creat\w+|edit\w*|mov\w+|put\w*|renam\w+|set\w*|updat\w+|writ\w+|note\w*|enter\w*|open\w*|mak\w+|correct\w*|right|arrang\w+|plan\w*|schedul\w+|book\w*|regist\w+|deal\w*|need|invit\w+",
            r"bump\w*|push\w*|shift\w*|swap\w*|fix\w*|loop\w*|bring\w*|block\w*|mark\w*|tick\w*|log(?:s|ged)?|pencil\w*|start\w*|hold",
            r"amend\w*|modif\w+|adjust\w*|postpon\w+|reschedul\w+|delay\w*|record\w*|append\w*|attach\w*|revis\w+|extend\w*|replac\w+|insert\w*|includ\w+|appoint\w+|establish\w*",
        ],
    ),
];

/// Verbs of tools that only look.
const READS: &str = "get list read search find look show view check query describe load fetch count filter lookup \
    browse inspect open";

struct Kind {
    act: Act,
    names: BTreeSet<&'static str>,
    asked: Regex,
}

static COMPILED: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let compile = |&(act, names, asked): &(Act, &'static str, &[&str])| {
        let asked = Regex::new(&format!(r"(?i)\b(?:{})\b", asked.join("|"))).ok()?;
        Some(Kind { act, names: names.split_whitespace().collect(), asked })
    };
    KINDS.iter().filter_map(compile).collect()
});

/// What a tool is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// It only looks.
    Reads,
    /// It does this.
    Does(Act),
    /// The name does not say.
    Unknown,
}

/// What the first verb of a name says: `transfer_money` pays, `list_posts` reads.
pub(super) fn named(name: &str) -> Named {
    let mut words = words(name);
    words.truncate(4);
    // A lone `submit` hands its result to whoever asked.
    if words == ["submit"] {
        return Named::Unknown;
    }
    words.iter().find_map(|word| verb(word)).unwrap_or(Named::Unknown)
}

fn verb(word: &str) -> Option<Named> {
    if READS.split_whitespace().any(|read| read == word) {
        return Some(Named::Reads);
    }
    // `share_publicly` and the like are caught by the later word, so the widest audience is looked for by the caller.
    COMPILED.iter().find(|kind| kind.names.contains(word)).map(|kind| Named::Does(kind.act))
}

/// Whether any word of a name speaks of everybody.
pub(super) fn is_public(name: &str) -> bool {
    words(name).iter().take(4).any(|word| verb(word) == Some(Named::Does(Act::Publish)))
}

/// The acts that a text asks for or speaks of.
pub(super) fn acts_in(text: &str) -> BTreeSet<Act> {
    COMPILED.iter().filter(|kind| kind.asked.is_match(text)).map(|kind| kind.act).collect()
}

/// Lower-case words of a name in any of the usual spellings.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for char in name.chars() {
        if !char.is_alphanumeric() || (char.is_uppercase() && lower) {
            words.push(String::new());
        }
        lower = char.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| char.is_alphanumeric()) {
            word.extend(char.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_tools_do() {
        let check = |name, expected| assert_eq!(named(name), expected, "{name}");
        check("transfer_money", Named::Does(Act::Pay));
        check("sendMail", Named::Does(Act::Send));
        check("list_posts", Named::Reads);
        check("move_mail", Named::Does(Act::Change));
        check("inventory", Named::Unknown);
        assert!(is_public("share_publicly") && is_public("post_review"));
    }

    #[test]
    fn requests_ask_for_acts() {
        let check = |text, expected: &[Act]| {
            assert_eq!(acts_in(text), expected.iter().copied().collect(), "{text}");
        };
        check("What is the weather in Oslo?", &[]);
        check("Mail her where the parcel is.", &[Act::Send]);
        check("Take the rights to them away from everyone.", &[Act::Delete, Act::Share]);
        check("Publish it on our page.", &[Act::Publish]);
    }
}
