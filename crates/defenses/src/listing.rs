//! Lists that do not end, and lists that are said to change and do not.

use crate::likeness::digest;
use crate::progress::gist;
use crate::removal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use wire::Message;
use wire::json::{Path, Segment, Shape, Span, Tape};

/// A request with a cursor and an empty page, without the cursor itself, in bytes.
const PAGE: usize = 512;

/// What is known of the lists of one service.
#[derive(Default)]
pub(crate) struct Listing {
    lists: BTreeMap<String, Pages>,
}

/// Pages of one list since it was last begun.
#[derive(Default)]
struct Pages {
    count: usize,
    /// What was listed.
    items: BTreeSet<[u8; 32]>,
    /// The first page, as it stood the last time.
    first: Option<[u8; 32]>,
    /// Whether the list was read again and was the same.
    idle: bool,
    /// Whether a cursor of it led to nothing new.
    vain: bool,
    /// Bytes of requests and pages since it was last begun.
    size: usize,
    /// Whether a notice said that it changed, and it was not read since.
    told: bool,
    /// Whether it is read because of such a notice.
    again: bool,
}

/// What is to be done with a page.
pub(crate) struct Page {
    /// When it is to be the last one: the edit that takes its cursor out, and why.
    pub(crate) last: Option<((Span, String), &'static str)>,
    /// Whether it lists anything that was not listed before.
    pub(crate) news: bool,
    /// Whether the list is read again because it is said to have changed.
    pub(crate) again: bool,
    /// Bytes of its cursor, where it keeps one.
    pub(crate) cursor: usize,
}

impl Listing {
    /// A request of the host: without a cursor it begins a list anew. Answers whether it would not be made if the service
    /// kept still: it brings a cursor back, or reads again what is said to have changed.
    pub(crate) fn asked(&mut self, request: &Message) -> bool {
        let Some(method) = request.method().filter(|method| method.ends_with("/list")) else { return false };
        let params = request.params().and_then(|params| serde_json::from_str::<Value>(params).ok());
        let pages = self.lists.entry(method.into_owned()).or_default();
        let first = params.is_none_or(|params| params.get("cursor").is_none_or(Value::is_null));
        if first {
            (pages.count, pages.items, pages.size) = (0, BTreeSet::new(), 0);
            pages.again = std::mem::take(&mut pages.told);
        }
        pages.size += request.as_str().len();
        pages.again || !first
    }

    /// A page of a list that may have so many, with cursors that cost no more bytes than `affords` bears.
    pub(crate) fn page(
        &mut self,
        method: &str,
        text: &str,
        tape: &Tape,
        most: usize,
        affords: impl Fn(usize) -> bool,
    ) -> Page {
        let pages = self.lists.entry(method.to_owned()).or_default();
        pages.count += 1;
        pages.size += text.len();
        let mut news = false;
        for item in items(text, tape) {
            news |= pages.items.insert(gist(item));
        }
        if pages.count == 1 {
            let first = digest(&[&gist_of_items(text, tape)]);
            pages.idle = pages.first.replace(first) == Some(first);
        }
        let (count, again, vain) = (pages.count, pages.again, pages.vain);
        pages.vain |= count > 1 && !news;
        let cursor = tape.select(text, &result("nextCursor")).first().copied();
        let node = cursor.and_then(|id| tape.node(id)).filter(|node| node.shape != Shape::Null);
        let length = node.map_or(0, |node| node.span.of(text).len());
        let why = match () {
            () if length == 0 => None,
            () if !news => Some("a page that lists nothing new"),
            () if vain => Some("a cursor of this list led to nothing before"),
            () if count >= most => Some("more pages than anybody reads"),
            // It is given, and brought back, and what it leads to may be empty.
            () if !affords(2 * length + PAGE) => Some("a cursor that costs more than the list"),
            () => None,
        };
        let last = why.zip(cursor).and_then(|(why, id)| Some((removal::member(text, tape, id)?, why)));
        Page { cursor: if last.is_none() { length } else { 0 }, last, news, again }
    }

    /// What it cost to read the list that a notice says has changed, in bytes.
    pub(crate) fn price(&self, notice: &Message) -> usize {
        changed(notice).and_then(|list| self.lists.get(&list)).map_or(0, |pages| pages.size)
    }

    /// Takes note that the host is told of a change.
    pub(crate) fn told(&mut self, notice: &Message) {
        if let Some(pages) = changed(notice).and_then(|list| self.lists.get_mut(&list)) {
            pages.told = true;
        }
    }

    /// Whether a notice says that a list changed which was the same when it was last read again.
    pub(crate) fn idle(&self, notice: &Message) -> bool {
        changed(notice).and_then(|list| self.lists.get(&list)).is_some_and(|pages| pages.idle)
    }
}

/// The method that reads the list which a notice says has changed.
fn changed(notice: &Message) -> Option<String> {
    let method = notice.method()?;
    let list = method.strip_prefix("notifications/")?.strip_suffix("/list_changed")?;
    Some(format!("{list}/list"))
}

/// What a page lists: the items of every list in its result.
fn items<'t>(text: &'t str, tape: &'t Tape) -> impl Iterator<Item = &'t str> {
    let Ok(each) = "result.*[*]".parse::<Path>() else { return vec![].into_iter() };
    let spans = tape.select_all(text, &each).into_iter().filter_map(|id| Some(tape.node(id)?.span.of(text)));
    spans.collect::<Vec<_>>().into_iter()
}

fn gist_of_items(text: &str, tape: &Tape) -> String {
    items(text, tape).collect::<Vec<_>>().join("\n")
}

fn result(member: &str) -> Path {
    Path::from(vec![Segment::Key("result".into()), Segment::Key(member.into())])
}
