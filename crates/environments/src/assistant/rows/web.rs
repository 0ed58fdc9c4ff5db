//! The tools of the web service.

use super::{MESSAGE, QUERY, TEXT};
use crate::agentboard::{Row, Type};

const URL: (&str, Type) = ("url", Type::Of("Address of the page"));

/// `search_web`.
pub(super) const SEARCH: Row = Row::reads(
    "search_web",
    "Lists the pages in which every word of the query occurs: in address, title or text.",
    &[QUERY],
    &[("pages", Type::Objects)],
);
/// `open_page`.
pub(super) const OPEN: Row = Row::reads(
    "open_page",
    "Reads a page and the fields of its form.",
    &[URL],
    &[("url", Type::Text), ("title", Type::Text), ("text", Type::Text), ("form", Type::Texts)],
);
/// `submit_form`.
pub(super) const SUBMIT: Row = Row::changes(
    "submit_form",
    "Fills in the form of a page and sends it off. `fields` has a text for every field of the form.",
    &[URL, ("fields", Type::Object)],
    &[MESSAGE],
);
/// `list_posts`.
pub(super) const POSTS: Row = Row::reads(
    "list_posts",
    "Lists what stands on the company's public news page.",
    &[],
    &[("posts", Type::Objects)],
);
/// `post_public`.
pub(super) const POST: Row = Row::changes(
    "post_public",
    "Publishes a text on the company's public news page, for anyone to read.",
    &[TEXT],
    &[MESSAGE],
);
