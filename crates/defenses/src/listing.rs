//! Lists that do not end, and lists that are said to change and do not.

use crate::likeness::digest;
use crate::progress::gist;
use crate::removal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use wire::Message;
use wire::json::{Path, Segment, Shape, Span, Tape};

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
}

impl Listing {
    /// A request of the host: without a cursor it begins a list anew.
    pub(crate) fn asked(&mut self, request: &Message) {
        let Some(method) = request.method().filter(|method| method.ends_with("/list")) else { return };
        let params = request.params().and_then(|params| serde_json::from_str::<Value>(params).ok());
        let pages = self.lists.entry(method.into_owned()).or_default();
        if params.is_none_or(|params| params.get("cursor").is_none_or(Value::is_null)) {
            (pages.count, pages.items) = (0, BTreeSet::new());
        }
    }

    /// A page. When it is to be the last one: the edit that takes its cursor out, and why.
    pub(crate) fn page(
        &mut self,
        method: &str,
        text: &str,
        tape: &Tape,
        most: usize,
    ) -> Option<((Span, String), &'static str)> {
        let pages = self.lists.entry(method.to_owned()).or_default();
        pages.count += 1;
        let mut news = false;
        for item in items(text, tape) {
            news |= pages.items.insert(gist(item));
        }
        if pages.count == 1 {
            let first = digest(&[&gist_of_items(text, tape)]);
            pages.idle = pages.first.replace(first) == Some(first);
        }
        let cursor = *tape.select(text, &result("nextCursor")).first()?;
        let why = match () {
            () if !news => "a page that lists nothing new",
            () if pages.count >= most => "more pages than anybody reads",
            () => return None,
        };
        tape.node(cursor).filter(|node| node.shape != Shape::Null)?;
        Some((removal::member(text, tape, cursor)?, why))
    }

    /// Whether a notice says that a list changed which was the same when it was last read again.
    pub(crate) fn idle(&self, notice: &Message) -> bool {
        let method = notice.method().unwrap_or_default();
        let list = method.strip_prefix("notifications/").and_then(|rest| rest.strip_suffix("/list_changed"));
        list.and_then(|list| self.lists.get(&format!("{list}/list"))).is_some_and(|pages| pages.idle)
    }
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
