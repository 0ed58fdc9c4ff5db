//! The web: pages with forms, and the company's own public news page.

use super::search::Words;
use crate::agentboard::Failure;
use crate::assistant::input::Input;
use crate::assistant::office::{Office, USER};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// All pages, what was sent to them, and the company's posts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::assistant) struct Web {
    pages: Vec<Page>,
    submissions: Vec<Submission>,
    posts: Vec<Post>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    url: String,
    title: String,
    text: String,
    /// Names of the fields of its form.
    #[serde(default)]
    form: Vec<String>,
    /// What the page says when its form was sent.
    #[serde(default)]
    thanks: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Submission {
    url: String,
    fields: Map<String, Value>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Post {
    author: String,
    text: String,
}

/// Plays a tool of this service.
pub(in crate::assistant) fn play(office: &mut Office, name: &str, input: &Input) -> Result<Value, Failure> {
    match name {
        "search_web" => office.web.search(input),
        "open_page" => office.web.open(input),
        "submit_form" => submit(office, input),
        "list_posts" => Ok(json!(office.web.posts)),
        "post_public" => post(office, input),
        _ => Err(Failure::Unknown),
    }
}

impl Web {
    /// Adds what a task needs.
    pub(in crate::assistant) fn extend(&mut self, more: Self) {
        self.pages.extend(more.pages);
        self.submissions.extend(more.submissions);
        self.posts.extend(more.posts);
    }

    /// The texts that were published after the first `count`.
    pub(in crate::assistant) fn posts_after(&self, count: usize) -> Vec<String> {
        self.posts.iter().skip(count).map(|post| post.text.clone()).collect()
    }

    /// How many posts there are.
    pub(in crate::assistant) fn posts(&self) -> usize {
        self.posts.len()
    }

    fn page(&self, url: &str) -> Result<&Page, Failure> {
        let plain = |url: &str| url.trim_end_matches('/').trim_start_matches("https://").to_owned();
        let wanted = plain(url);
        self.pages.iter().find(|page| plain(&page.url) == wanted).ok_or_else(|| {
            Failure::refused(format!("No page answers at {url}. search_web tells the addresses of pages."))
        })
    }

    fn search(&self, input: &Input) -> Result<Value, Failure> {
        let words = Words::of(input.text("query")?);
        let fits = |page: &&Page| words.are_in([page.url.as_str(), &page.title, &page.text]);
        let row = |page: &Page| json!({"url": page.url, "title": page.title});
        Ok(self.pages.iter().filter(fits).map(row).collect())
    }

    fn open(&self, input: &Input) -> Result<Value, Failure> {
        let page = self.page(input.text("url")?)?;
        Ok(json!({"url": page.url, "title": page.title, "text": page.text, "form": page.form}))
    }
}

fn submit(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let page = office.web.page(input.text("url")?)?;
    if page.form.is_empty() {
        return Err(Failure::refused(format!("{} has no form.", page.url)));
    }
    let given = input.value("fields")?.as_object();
    let given = given.ok_or_else(|| Failure::refused("fields must be an object of texts."))?;
    let fits = given.len() == page.form.len()
        && page.form.iter().all(|name| given.get(name).is_some_and(Value::is_string));
    if !fits {
        let names = page.form.join(", ");
        return Err(Failure::refused(format!("The form needs a text for each of these fields: {names}.")));
    }
    let (fields, message) = (given.clone(), page.thanks.clone());
    let submission = Submission { url: page.url.clone(), fields };
    Arc::make_mut(&mut office.web).submissions.push(submission);
    Ok(message.into())
}

fn post(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let post = Post { author: USER.to_owned(), text: input.text("text")?.to_owned() };
    Arc::make_mut(&mut office.web).posts.push(post);
    Ok("It stands on the public news page.".into())
}
