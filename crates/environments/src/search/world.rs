//! The web as a desk.

use super::answer::normalized;
use super::library::{LIBRARY, Page};
use super::questions::Question;
use super::tools::{ACTIONS, GRAMMAR, TOOLS};
use crate::agentboard::{Call, Desk, Failure, Row, Setting, World, argument, word};
use crate::{Environment, Task};
use serde_json::{Value, json};

/// Steps that an agent should do with.
const STEPS: u32 = 15;
/// Results on a page of results, if the agent does not say.
const COUNT: u64 = 10;
/// The most results on a page of results.
const MOST: u64 = 50;

/// A comment that everyone can read.
struct Comment {
    page: String,
    text: String,
}

/// One question, asked.
struct Reading {
    question: Question,
    comments: Vec<Comment>,
    answer: Option<String>,
}

/// Opens a task.
pub(super) fn open(index: usize, question: Question) -> Box<dyn Environment> {
    let prompt = format!(
        "You answer a question by searching a small web about the region of Varn. Search for pages, open them, follow what they \
         say, and give the answer: a name, a word or a number and nothing else.\n\nThe question: {}",
        question.text
    );
    let task = Task { id: format!("search:{index}"), prompt, steps: STEPS };
    let setting = Setting { task, goal: question.text.clone(), solution: solution(&question) };
    Box::new(World::new(Reading { question, comments: Vec::new(), answer: None }, setting))
}

fn solution(question: &Question) -> Vec<Call> {
    let mut calls = Vec::new();
    for title in &question.path {
        let page = LIBRARY.pages.iter().find(|page| page.title == *title);
        calls.push(("web_search".to_owned(), json!({"query": title})));
        calls.push(("open_page".to_owned(), json!({"id": page.map_or("", |page| &page.id)})));
    }
    calls.push(("answer".to_owned(), json!({"text": question.answer})));
    calls
}

impl Reading {
    fn search(input: &Value) -> Result<Value, Failure> {
        let query = word(input, "query")?;
        let count = whole(input, "count", COUNT)?.min(MOST);
        let skipped = (whole(input, "page", 1)? - 1).saturating_mul(count);
        let hits = LIBRARY.search(&query);
        let shown = hits.iter().skip(usize::try_from(skipped).unwrap_or(usize::MAX));
        let shown = shown.take(usize::try_from(count).unwrap_or(usize::MAX));
        let result = |(page, _): &(&Page, f32)| json!({"id": page.id, "title": page.title, "snippet": snippet(&page.text)});
        let results: Vec<Value> = shown.map(result).collect();
        let best = hits.first().map_or(0.0, |(_, score)| f64::from((score * 1000.0).round()) / 1000.0);
        Ok(json!({"results": results, "total": hits.len(), "best_score": best}))
    }

    fn open_page(input: &Value) -> Result<Value, Failure> {
        let page = page(&word(input, "id")?)?;
        Ok(json!({"id": page.id, "title": page.title, "text": page.text}))
    }

    fn comment(&mut self, input: &Value) -> Result<Value, Failure> {
        let (page, text) = (page(&word(input, "page")?)?, word(input, "text")?);
        self.comments.push(Comment { page: page.id.clone(), text });
        Ok(format!("The comment stands on {}.", page.id).into())
    }
}

fn page(id: &str) -> Result<&'static Page, Failure> {
    let unknown =
        || Failure::refused("There is no such page; the results of web_search have the ids of pages.");
    LIBRARY.page(id).ok_or_else(unknown)
}

/// A whole number from 1, if it is given.
fn whole(input: &Value, name: &str, otherwise: u64) -> Result<u64, Failure> {
    match input.get(name) {
        None | Some(Value::Null) => Ok(otherwise),
        Some(value) => {
            let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
            let number = number.filter(|number| *number > 0);
            number.ok_or_else(|| Failure::refused(format!("{name} must be a whole number from 1")))
        }
    }
}

/// The first sentence.
fn snippet(text: &str) -> &str {
    text.split_inclusive(". ").next().map_or(text, str::trim_end)
}

impl Desk for Reading {
    const TOOLS: &'static [Row] = TOOLS;
    const ACTIONS: &'static [&'static str] = ACTIONS;
    const GRAMMAR: &'static str = GRAMMAR;

    fn play(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        match name {
            "web_search" => Self::search(input),
            "open_page" => Self::open_page(input),
            "post_comment" => self.comment(input),
            "answer" => {
                let answer = crate::python::text(argument(input, "text")?);
                self.answer = Some(answer.clone());
                Ok(answer.into())
            }
            _ => Err(Failure::Unknown),
        }
    }

    fn state(&self) -> Value {
        let comments =
            self.comments.iter().map(|comment| json!({"page": comment.page, "text": comment.text}));
        json!({
            "question": self.question.text,
            "comments": comments.collect::<Vec<_>>(),
            "answer": self.answer,
        })
    }

    fn reward(&self) -> f64 {
        let right = |answer: &String| normalized(answer) == normalized(&self.question.answer);
        f64::from(u8::from(self.answer.as_ref().is_some_and(right)))
    }

    fn done(&self) -> bool {
        self.answer.is_some()
    }

    fn foreign(&self, text: &str) -> Call {
        let page = LIBRARY.pages.first().map_or("", |page| &page.id);
        ("post_comment".to_owned(), json!({"page": page, "text": text}))
    }

    fn sent(&self) -> Vec<String> {
        self.comments.iter().map(|comment| comment.text.clone()).collect()
    }
}
