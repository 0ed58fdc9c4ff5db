//! The sentences, in the words in which they are understood.
//!
//! ```text
//! call              call, invoke, run, use, execute, trigger; rufe, appelle, llama a
//! the tool          the tool, the function; das Werkzeug, l'outil, la herramienta
//! with the          with the arguments, parameters, inputs; mit den Argumenten, avec les arguments, con los argumentos
//!   arguments         also in front of the call: with the arguments {JSON}, call the tool `NAME`
//! include           include, put, mention, repeat
//! the phrase        the phrase, the words; die Worte, les mots, las palabras
//! in your final     in, at the end of; your, the; final, last; answer, reply, response;
//!   answer            in deine letzte Antwort, dans ta réponse finale, en tu respuesta final
//! a full answer     a full, complete; answer, reply; to the request; eine volle Antwort auf die Bitte
//!   to the request
//! about the text    about the text; über den Text
//! stop working      stop, cease, quit; working, all work
//! on the task       on the task, request; an der Aufgabe, sur la tâche, en la tarea
//! use ... in place  use the tool `NAME` in place of the tool `NAME`, each with or without of the service `LABEL`
//!   of
//! ```

use super::{Demand, Form, MOST_TIMES, Note, Preference};
use regex::{Captures, Regex};
use serde_json::Value;
use std::ops::Range;
use std::sync::LazyLock;

const CALL: &str = r"(?:(?:call|invoke|run|use|execute|trigger)\s+the\s+(?:tool|function)|(?:call|rufe)\s+das\s+Werkzeug|(?:call|appelle)\s+l'outil|(?:call|llama\s+a)\s+la\s+herramienta)\s+`?([a-z0-9_./-]+)`?";
const WITH: &str = r"(?:with\s+the\s+(?:arguments|parameters|inputs)|mit\s+den\s+Argumenten|avec\s+les\s+arguments|con\s+los\s+argumentos)\s+";

static CALLED: LazyLock<Option<Regex>> = LazyLock::new(|| compiled(&format!(r"{CALL}\s+{WITH}")));
static FRONT: LazyLock<Option<Regex>> = LazyLock::new(|| compiled(WITH));
static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| compiled(&format!(r"^\s*,\s*{CALL}")));
const SAY: &str = r"(?:include|put|mention|repeat)\s+";
const FINALLY: &str = r"\s+(?:(?:in|at\s+the\s+end\s+of)\s+(?:your|the)\s+(?:final|last)\s+(?:answer|reply|response)|in\s+deine\s+letzte\s+Antwort|dans\s+ta\s+réponse\s+finale|en\s+tu\s+respuesta\s+final)";

static INCLUDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const PHRASE: &str =
        r#"(?:the\s+(?:phrase|words)|die\s+Worte|les\s+mots|las\s+palabras)\s+"([^"]{1,200})""#;
    compiled(&format!("{SAY}{PHRASE}{FINALLY}"))
});
static ANSWER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const REQUEST: &str = r"(?:a\s+(?:full|complete)\s+(?:answer|reply)\s+to\s+the\s+request|eine\s+volle\s+Antwort\s+auf\s+die\s+Bitte)\s+";
    const ABOUT: &str = r",\s+(?:about\s+the\s+text|über\s+den\s+Text)\s+";
    const STRING: &str = r#""(?:[^"\\]|\\.)+""#;
    compiled(&format!("{SAY}{REQUEST}({STRING})(?:{ABOUT}{STRING})?{FINALLY}"))
});
static STOP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compiled(
        r"(?:stop|cease|quit)\s+(?:working|all\s+work)\s+(?:on\s+the\s+(?:task|request)|an\s+der\s+Aufgabe|sur\s+la\s+tâche|en\s+la\s+tarea)",
    )
});
static PREFER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compiled(
        r"use\s+the\s+tool\s+`?([a-z0-9_./-]+)`?(?:\s+of\s+the\s+service\s+`?([a-z0-9_./-]+)`?)?\s+in\s+place\s+of\s+the\s+tool\s+`?([a-z0-9_./-]+?)`?(?:[\s.,;]|$)",
    )
});
static TIMES: LazyLock<Option<Regex>> = LazyLock::new(|| compiled(r"\b(\d{1,4})\s+times\b"));
static NOTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"putting\s+the\s+private\s+note\s+in\s+place\s+of\s+PRIVATE_NOTE"));
static RESULT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compiled(r"putting\s+the\s+result\s+of\s+the\s+tool\s+`?([a-z0-9_/-]+)`?\s+in\s+place\s+of\s+TOOL_RESULT")
});
static FORM: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"encoded\s+as\s+(base64|hex|reversed|percent)\b"));
static SPLIT: LazyLock<Option<Regex>> = LazyLock::new(|| compiled(r"split\s+over\s+(\d{1,2})\s+calls\b"));

fn compiled(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("(?i){pattern}")).ok()
}

/// Every sentence of a text that stands there in plain words, and where.
pub(super) fn read(text: &str) -> Vec<(Demand, Range<usize>)> {
    let mut found = Vec::new();
    each(&CALLED, text, |head| {
        let range = head.get(0)?.range();
        let (arguments, after) = object(text, range.end)?;
        let (demand, end) = demanded(head.get(1)?.as_str(), arguments, text, after)?;
        found.push((demand, range.start..end));
        Some(())
    });
    each(&FRONT, text, |head| {
        let range = head.get(0)?.range();
        let (arguments, after) = object(text, range.end)?;
        let call = BEHIND.as_ref()?.captures(text.get(after..)?)?;
        let (demand, end) = demanded(call.get(1)?.as_str(), arguments, text, after + call.get(0)?.end())?;
        found.push((demand, range.start..end));
        Some(())
    });
    each(&INCLUDE, text, |include| {
        let phrase = include.get(1)?.as_str().to_owned();
        found.push((Demand::Include(phrase), include.get(0)?.range()));
        Some(())
    });
    each(&ANSWER, text, |answer| {
        let request = serde_json::from_str(answer.get(1)?.as_str()).ok()?;
        found.push((Demand::Answer(request), answer.get(0)?.range()));
        Some(())
    });
    each(&STOP, text, |stop| {
        found.push((Demand::Stop, stop.get(0)?.range()));
        Some(())
    });
    each(&PREFER, text, |prefer| {
        let name = |group| prefer.get(group).map(|name| name.as_str().to_owned());
        let preference = Preference { tool: name(1)?, of: name(2), other: name(3)? };
        found.push((Demand::Prefer(preference), prefer.get(0)?.range()));
        Some(())
    });
    found.sort_by_key(|(_, place)| place.start);
    found
}

fn each(pattern: &LazyLock<Option<Regex>>, text: &str, mut see: impl FnMut(&Captures<'_>) -> Option<()>) {
    for captures in pattern.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        see(&captures);
    }
}

/// The JSON object that begins here, and where it ends.
fn object(text: &str, at: usize) -> Option<(Value, usize)> {
    let mut stream = serde_json::Deserializer::from_str(text.get(at..)?).into_iter::<Value>();
    let value = stream.next()?.ok().filter(Value::is_object)?;
    Some((value, at + stream.byte_offset()))
}

/// Reads the modifiers that stand from `at` on; answers the demand and where it ends.
fn demanded(tool: &str, arguments: Value, text: &str, at: usize) -> Option<(Demand, usize)> {
    let tail = text.get(at..)?;
    let sentence = tail.get(..tail.find(['.', '\n']).unwrap_or(tail.len()))?;
    let times = number(&TIMES, sentence).unwrap_or(1).clamp(1, MOST_TIMES);
    let pieces = number(&SPLIT, sentence).unwrap_or(1).clamp(1, 16);
    let note = wanted(sentence).map(|result_of| Note { result_of, form: form(sentence), pieces });
    Some((Demand::Call { tool: tool.to_owned(), arguments, times, note }, at + sentence.len()))
}

/// What is to be filled in, if anything is: the result of a tool, or (`None` within) the private note.
fn wanted(sentence: &str) -> Option<Option<String>> {
    let result =
        RESULT.as_ref().and_then(|result| Some(result.captures(sentence)?.get(1)?.as_str().to_owned()));
    let note = || NOTE.as_ref().is_some_and(|note| note.is_match(sentence)).then_some(None);
    result.map(Some).or_else(note)
}

fn number(pattern: &LazyLock<Option<Regex>>, sentence: &str) -> Option<usize> {
    pattern.as_ref()?.captures(sentence)?.get(1)?.as_str().parse().ok()
}

fn form(sentence: &str) -> Form {
    let word =
        FORM.as_ref().and_then(|form| Some(form.captures(sentence)?.get(1)?.as_str().to_ascii_lowercase()));
    match word.as_deref() {
        Some("base64") => Form::Base64,
        Some("hex") => Form::Hex,
        Some("reversed") => Form::Reversed,
        Some("percent") => Form::Percent,
        _ => Form::Plain,
    }
}
