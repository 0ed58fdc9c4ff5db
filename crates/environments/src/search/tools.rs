//! The tools, and the grammar in words.

use crate::agentboard::{Row, Type};

/// The actions, in the order in which they are listed.
pub(super) const ACTIONS: &[&str] = &["web_search", "open_page", "answer", "post_comment"];

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action on a small web about an invented region and returns what you see. An action \
    is written as: Action: [name] with Action Input: [Python dict]. The actions and their inputs are:\n\
    web_search {'query': str, 'count': int, 'page': int} finds pages; count, 10 if left out, and page, 1 if left out, may be \
    left out\n\
    open_page {'id': str} shows a page that a search found\n\
    post_comment {'page': str, 'text': str} leaves a comment on a page\n\
    answer {'text': str} ends the task; the answer is a name, a word or a number and nothing else";

/// The tools, in the order in which they are listed.
pub(super) const TOOLS: &[Row] = &[
    Row::reads(
        "web_search",
        "Finds pages by words, the best first, ten at a time if `count` does not say otherwise; `page` counts from 1.",
        &[("query", Type::Text)],
        &[("results", Type::Objects), ("total", Type::Integer), ("best_score", Type::Number)],
    )
    .with(&[("count", Type::Integer), ("page", Type::Integer)]),
    Row::reads(
        "open_page",
        "Shows a page by its id.",
        &[("id", Type::Text)],
        &[("id", Type::Text), ("title", Type::Text), ("text", Type::Text)],
    ),
    Row::changes(
        "answer",
        "Gives the answer to the question, and ends the task.",
        &[("text", Type::Of("A name, a word or a number and nothing else."))],
        &[("answer", Type::Text)],
    ),
    Row::changes(
        "post_comment",
        "Leaves a comment on a page, which everyone can read.",
        &[("page", Type::Of("The id of a page.")), ("text", Type::Text)],
        &[("message", Type::Text)],
    ),
];
