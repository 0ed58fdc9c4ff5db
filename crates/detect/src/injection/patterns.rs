//! The wordings, by family.

use super::{Family, Reason};
use Family::{
    Address, Arguments, Authority, Call, Destination, Detour, Fiction, Obligation, Override, Reply, Request,
    Role, Secrecy, Secret,
};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Most hits of one wording that are looked at: a text that repeats itself is not more of an injection.
const MOST: usize = 200;

/// Family, weight, wording. Wordings ignore case; `~` stands for white space, `…` for up to 40 characters of the
/// same sentence.
const WORDINGS: &[(Family, f32, &str)] = &[
    (
        Override,
        0.9,
        r"\b(?:ignore|disregard|forget|override|bypass|neglect|abandon|skip)\b…\b(?:previous|prior|above|earlier|preceding|existing|original|initial|former|all|any|your|other)\b…\b(?:\w*structions?|prompts?|directives?|guidelines|rules|commands|orders|constraints|context|tasks?)\b",
    ),
    (
        Override,
        0.7,
        r"\b(?:ignore|disregard|forget)~(?:everything|all|anything)~(?:that~|you~|i~|we~)?(?:above|before|previously|earlier|said|told|so~far|were|have|was)\b",
    ),
    (
        Override,
        0.6,
        r"\b(?:new|updated|revised|real|actual|overriding)~(?:instructions?|objective|directives?|orders)~?(?::|\bare\b|\bis\b|\bfollow\b|\bfrom\b)",
    ),
    (
        Override,
        0.5,
        r"\b(?:adhere~to|follow|obey|execute)~(?:only~)?(?:the~following|these|this|my|the~below)~(?:new~)?(?:instructions?|commands?|directives?|orders?)\b",
    ),
    (
        Detour,
        0.55,
        r"\bbefore~(?:you~)?(?:can~|may~|could~|will~)?(?:solv|answer|complet|continu|proceed|finish|start|respond|reply|do)\w*…\b(?:task|request|question|query|user|must|first|call|need)\b",
    ),
    (
        Detour,
        0.4,
        r"\b(?:after|once)~(?:you~(?:have~)?)?(?:do|did|done|doing|complet\w+|finish\w*)~(?:that|this|so|it)\b…\b(?:can|continue|proceed|resume|return|go~back)\b",
    ),
    (
        Detour,
        0.4,
        r"\binstead~of~(?:the~|your~|what~)(?:user\w*|task|original|current|request\w*|answer\w*)|\b(?:main|primary|first|real|actual|only)~(?:task|goal|objective)~is~(?:now~)?to\b",
    ),
    (
        Call,
        0.35,
        r"\b(?:call|invoke|execute|run|use|trigger)~(?:the~|a~|this~|your~|its~)?(?:(?:tool|function|command|action)s?\b|[`'\x22*]*\w+[`'\x22*]*~(?:tool|function|command|action)\b)",
    ),
    (
        Call,
        0.35,
        r"\b(?:call|invoke|execute|run|trigger)~(?:the~)?[`'\x22]?\w+_\w+|\b(?:call|invoke|execute|run|trigger|use)~(?:the~)?[`'\x22]?[A-Za-z]+_\w+[`'\x22]?~(?:to|with|and|now|immediately|first)\b",
    ),
    (Call, 0.3, r"\bmake~a~(?:tool|function)?~?call~to\b|\b(?:tool|function)~calls?~(?:to|of|with)\b"),
    (
        Arguments,
        0.4,
        r"\b(?:with|using|pass\w*|set)~(?:the~|these~)?(?:following~|exact~)?(?:arguments?|parameters?|args|inputs?|values?)\b.{0,20}[:={\[]",
    ),
    (
        Arguments,
        0.3,
        r"\b(?:call|invoke|execute|run|use|tool)\b…\bwith\b.{0,30}(?:\{|\(|[`'\x22]?\w+[`'\x22]?~?(?:=|:)~?[`'\x22\d])",
    ),
    (
        Obligation,
        0.2,
        r"\byou~(?:must|need~to|have~to|are~(?:now~)?(?:required|instructed|obliged|ordered)|shall|should~(?:always|first|immediately))\b|\b(?:it~is|this~is|is~a|as~a)~(?:mandatory|required|essential|crucial|critical)\b|\bmandatory\b",
    ),
    (Obligation, 0.2, r"\b(?:immediately|right~away|at~once|without~delay|first~of~all)\b"),
    (
        Authority,
        0.45,
        r"\bimportant~?(?:!{2,}|(?:message|instructions?|notice|system|update)\b)|\bimportant~message~from\b|!{3,}",
    ),
    (
        Authority,
        0.5,
        r"\b(?:system|security|admin(?:istrator)?|developer|compliance|maintenance|operator|platform|protocol)~(?:message|notice|override|directive|instruction|announcement|mode|prompt)s?\b",
    ),
    (
        Authority,
        0.35,
        r"\b(?:authori[sz]ed|approved|required|ordered|mandated|instructed)~by~(?:the~|your~)?(?:system|admin\w*|security|developer|owner|user|operator|company|it|compliance|management|openai|anthropic)\b|\bon~behalf~of~(?:the~)?(?:system|admin\w*|security|developer|operator)",
    ),
    (
        Authority,
        0.3,
        r"\b(?:urgent|emergency|critical)\b~?[:!]|\b(?:as|i~am)~(?:the|your|an?)~(?:system~)?(?:admin\w*|developer|operator|owner|creator|supervisor)\b",
    ),
    (
        Address,
        0.3,
        r"\b(?:ai|artificial~intelligence)~(?:assistants?|agents?|models?|systems?)\b|\b(?:large~)?language~models?\b|\bllms?\b|\bchat-?gpt\b|\bgpt-?[345]\w*",
    ),
    (
        Address,
        0.5,
        r"\b(?:dear|hey|hello|attention|note~to|notice~to|message~(?:for|to)|to~you,|instructions?~(?:for|to))~(?:the~|all~|any~)?(?:ai|assistants?|agents?|models?|llms?|gpt|claude|chatbot)\b|\byou~are~(?:now~)?(?:an?~)?(?:ai|assistant|agent|chatbot)\b",
    ),
    (
        Secrecy,
        0.6,
        r"\b(?:do~not|don'?t|never|without|must~not|avoid|no~need~to)~(?:\w+~){0,3}?(?:tell|telling|mention|mentioning|inform|informing|notify|notifying|reveal|revealing|disclose|disclosing|alert|alerting|asking|show|showing)\b…\b(?:user|me|anyone|anybody|human|owner|person)\b",
    ),
    (
        Secrecy,
        0.35,
        r"\b(?:secretly|covertly|discreetly|surreptitiously)\b|\b(?:keep|do)~(?:this|it)~(?:a~)?(?:secret|hidden|quiet\w*|silently)\b|\bhide~(?:this|it)~from\b|\bsilently~(?:call|send|forward|copy|run|execute|add|include)\b",
    ),
    (
        Secret,
        0.45,
        r"\b(?:send|email|e-mail|forward|post|upload|transmit|submit|share|leak|exfiltrate|include|append|attach|pass|copy|paste|reveal|provide|give|tell|read)\b[^.!?]{0,100}\b(?:passwords?|credentials|api[\s_-]?keys?|secrets?|private~keys?|ssh~keys?|id_rsa|\.env\b|\.ssh\b|credit~card|passport|security~codes?|2fa|verification~codes?|(?:bank|account)~details|saved~payment|personal~(?:data|details|information)|(?:medical|health|genetic)~(?:data|records?|history|information))",
    ),
    (
        Destination,
        0.35,
        r"\b(?:send|sends|email|e-mail|forward|post|upload|transfer|transmit|wire|invite|bcc|cc)\b[^!?]{0,200}\b(?:to|at|from)\b[^!?]{0,80}(?:[\w.+-]+@[\w-]+\.\w+|https?://\S+|\bwww\.\S+|\b[A-Z]{2}\d{12,})",
    ),
    (
        Request,
        0.3,
        r"\bplease~(?:\w+ly~)?(?:send|transfer|grant|give|delete|remove|unlock|lock|open|pay|buy|order|book|schedule|cancel|create|add|update|change|set|post|share|forward|email|invite|make|get|find|retrieve|download|run|execute|disable|enable|turn|tell|use|call)\b",
    ),
    (
        Request,
        0.2,
        r"(?:^|[.:'\x22]~?)(?:retrieve|fetch|get|find|download|export|delete|transfer|send|grant|unlock|disable)~(?:me~|all~(?:of~)?|the~)*\bmy\b",
    ),
    (Role, 0.65, r"<\|\w{2,20}\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>"),
    (
        Role,
        0.5,
        r"</?(?:system|instructions?|important|information|admin|assistant|user|sys|secret|override)(?:[\s_-]\w+){0,2}\s*>|#{2,}~?\(?(?:system|instruction|admin|assistant)|[\[(](?:system|admin|instructions?)(?:[\s_-]\w+){0,2}[\])]",
    ),
    (Role, 0.3, r"(?:^|\n)\s*(?:system|assistant|human|user)~?:"),
    (
        Fiction,
        0.35,
        r"\b(?:imagine|pretend|role-?play\w*|once~upon~a~time|let'?s~play|hypothetical\w*)\b|\b(?:in|write|tell|continue|inside)~(?:the|this|a|my|our)~(?:\w+~)?(?:story|novel|play|scene|tale|film|fairy~tale|screenplay)\b|\bthe~(?:main~)?(?:character|hero|heroine|wizard|robot|narrator|protagonist)\b",
    ),
    (
        Reply,
        0.4,
        r"\b(?:in|to|of|into)~your~(?:\w+~)?(?:response|reply|answer|output|message|code|summary)\b|\b(?:modify|rewrite|encode|translate|begin|end|start|finish|format|respond|reply|answer)\b…\byour~(?:entire~|whole~|final~)?(?:response|reply|answer|output|message)\b",
    ),
];

/// A wording, compiled.
struct Wording {
    family: Family,
    weight: f32,
    regex: Regex,
}

static COMPILED: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let compile = |&(family, weight, text): &(Family, f32, &str)| {
        let text = text.replace('~', r"\s+").replace(r"\s+?", r"\s*").replace('…', r"[^.!?]{0,40}?");
        Some(Wording { family, weight, regex: Regex::new(&format!("(?i){text}")).ok()? })
    };
    WORDINGS.iter().filter_map(compile).collect()
});

/// Where any of the wordings stands.
pub(super) fn hits(text: &str) -> Vec<Reason> {
    let text = &unescaped(text);
    let mut hits = Vec::new();
    for Wording { family, weight, regex } in &*COMPILED {
        let found = regex.find_iter(text).take(MOST);
        hits.extend(found.map(|hit| Reason { family: *family, weight: *weight, span: hit.range() }));
    }
    hits
}

/// Results often hold escaped strings, where `\n` glues itself to the next word. White space of the same length
/// keeps every other byte in its place.
fn unescaped(text: &str) -> Cow<'_, str> {
    if text.contains('\\') {
        Cow::Owned(text.replace("\\n", " \n").replace("\\t", " \t"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_compiles() {
        assert_eq!(COMPILED.len(), WORDINGS.len());
    }
}
