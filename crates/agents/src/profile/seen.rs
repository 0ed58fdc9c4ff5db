//! Which fields reach the model.

use super::{Field, Fields};

/// A line for each field: row id of the surface, the field, and a mark for each host in the order of
/// [`super::PROFILES`]: `Y` where the field reaches the model's request.
///
/// The six hosts between `common` and `strict` were measured with a marker in every field; a mark for a host and a
/// field that were not measured together is that of `common`.
#[rustfmt::skip]
pub const SEEN: &[(&str, Field, &str, &str)] = &[
    // common, claude-code, codex, gemini-cli, opencode, pydantic-ai, openai-agents, strict, forward-everything
    ("L03",              Field::Greeting,          "- - - - - - - - Y", "first answer: versions, capabilities, server info, time to live"),
    ("L04",              Field::Instructions,      "- Y Y Y Y - - - Y", "instructions"),
    ("TL02",             Field::ToolTitle,         "- - - - - - - - Y", "tool title"),
    ("TL03",             Field::ToolDescription,   "Y Y Y Y Y Y Y Y Y", "tool description"),
    ("TL04 title",       Field::SchemaTitle,       "Y Y - Y Y - Y - Y", "titles in the argument schema"),
    ("TL04 $comment",    Field::SchemaComment,     "Y Y - Y Y Y Y - Y", "comments in the argument schema"),
    ("TL06",             Field::SchemaDescription, "Y Y Y Y Y Y Y Y Y", "descriptions in the argument schema"),
    ("TL07",             Field::SchemaChoice,      "Y Y Y Y Y Y Y Y Y", "enum and const"),
    ("TL08",             Field::SchemaDefault,     "Y Y - Y Y Y Y - Y", "defaults and examples"),
    ("TL09",             Field::SchemaBound,       "Y Y - Y Y Y Y Y Y", "patterns and bounds"),
    ("TL11",             Field::SchemaUnknown,     "Y Y - Y Y Y Y - Y", "unknown keywords of the schema"),
    ("TL13",             Field::OutputSchema,      "- - - - - - - - Y", "output schema"),
    ("TL14",             Field::Annotations,       "- - - - - - - - Y", "annotations of a tool"),
    ("TL16",             Field::ToolIcons,         "- - - - - - - - Y", "icons of a tool"),
    ("TL17",             Field::ToolMeta,          "- - - - - - - - Y", "_meta and every other member of a definition"),
    ("TL19",             Field::ListRest,          "- - - - - - - - Y", "cursor, time to live and the like of a list"),
    ("TR01",             Field::Text,              "Y Y Y Y Y Y Y Y Y", "result text"),
    ("TR01 beside TR07", Field::TextBeside,        "Y - - Y Y Y Y Y Y", "result text where structured content is present"),
    ("TR04 beside TR07", Field::BlocksBeside,      "Y Y - Y Y Y Y Y Y", "other content where structured content is present"),
    ("TR02",             Field::Image,             "- Y Y Y - Y - - Y", "image bytes"),
    ("TR03",             Field::Audio,             "- - - - - - - - Y", "audio bytes"),
    ("TR04 uri",         Field::LinkUri,           "Y Y Y Y - Y Y Y Y", "link: URI"),
    ("TR04 name",        Field::LinkName,          "Y Y Y - - - Y Y Y", "link: name"),
    ("TR04 description", Field::LinkDescription,   "Y Y Y - - - Y - Y", "link: description"),
    ("TR04 title",       Field::LinkTitle,         "Y - Y Y - - Y - Y", "link: title"),
    ("TR05",             Field::Embedded,          "Y Y Y Y Y Y Y Y Y", "text of an embedded resource"),
    ("TR05 uri",         Field::EmbeddedUri,       "- - - - - - - - Y", "URI of an embedded resource"),
    ("TR06",             Field::ForUser,           "Y Y Y Y Y Y Y - Y", "content for the user only"),
    ("TR06 annotations", Field::BlockAnnotations,  "- - - - - - - - Y", "annotations of content"),
    ("TR07",             Field::Structured,        "- Y Y - - - - - Y", "structured content"),
    ("TR09",             Field::ResultMeta,        "- - - - - - - - Y", "_meta and every other member of a result"),
    ("R01",              Field::Question,          "- - - - - - - - Y", "questions to the user and requests for a model's words"),
    ("RS01",             Field::Resources,         "- - - - - - - - Y", "lists of resources and templates"),
    ("RS03",             Field::Resource,          "- - - - - - - - Y", "a resource that is offered"),
    ("PR01",             Field::Prompts,           "- - - - - - - - Y", "list of prompts"),
    ("PR02",             Field::Prompt,            "- - - - - - - - Y", "a prompt that is offered, in the roles it claims"),
    ("CP01",             Field::Completion,        "- - - - - - - - Y", "values that complete an argument"),
    ("N01",              Field::Log,               "- - - - - - - - Y", "log messages"),
    ("N02",              Field::Progress,          "- - - - - - - - Y", "progress messages"),
    ("N03",              Field::Notification,      "- - - - - - - - Y", "every other notification"),
    ("E02",              Field::ErrorMessage,      "Y Y Y Y Y Y - - Y", "error message"),
    ("E03",              Field::ErrorData,         "- - Y - - - - - Y", "error data"),
    ("TK03",             Field::TaskStatus,        "- - - - - - - - Y", "a task: its id, status and message"),
    ("TK08",             Field::Immediate,         "- - - - - - - - Y", "the immediate response of a task"),
    ("P06",              Field::Stderr,            "- - - - - - - - Y", "standard error"),
];

/// The fields that reach the model of the host in this column.
pub(super) const fn seen(column: usize) -> Fields {
    let mut fields = Fields::NONE;
    let mut rest = SEEN;
    while let [(_, field, marks, _), tail @ ..] = rest {
        if mark(marks.as_bytes(), column) {
            fields = fields.with(*field);
        }
        rest = tail;
    }
    fields
}

/// Whether the mark in this column is a `Y`. Marks stand two bytes apart.
const fn mark(mut marks: &[u8], mut column: usize) -> bool {
    while column > 0 {
        match marks {
            [_, _, tail @ ..] => marks = tail,
            _ => return false,
        }
        column -= 1;
    }
    matches!(marks, [b'Y', ..])
}
