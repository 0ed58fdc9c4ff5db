//! The fields that one host forwards and another does not.

/// A server-controlled field, or several that the measured hosts treat alike. Results that say they are errors (TR08)
/// and names (TL01, TL05) reach the model of every host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// L03: first answer: versions, capabilities, server info, time to live.
    Greeting,
    /// L04: instructions.
    Instructions,
    /// TL02: tool title.
    ToolTitle,
    /// TL03: tool description.
    ToolDescription,
    /// TL04 title: titles in the argument schema.
    SchemaTitle,
    /// TL04 `$comment`: comments in the argument schema.
    SchemaComment,
    /// TL06: descriptions in the argument schema.
    SchemaDescription,
    /// TL07: enum and const.
    SchemaChoice,
    /// TL08: defaults and examples.
    SchemaDefault,
    /// TL09: patterns and bounds.
    SchemaBound,
    /// TL11: unknown keywords of the schema.
    SchemaUnknown,
    /// TL13: output schema.
    OutputSchema,
    /// TL14: annotations of a tool.
    Annotations,
    /// TL16: icons of a tool.
    ToolIcons,
    /// TL17: `_meta` and every other member of a definition.
    ToolMeta,
    /// TL19: cursor, time to live and the like of a list.
    ListRest,
    /// TR01: result text.
    Text,
    /// TR01 beside TR07: result text where structured content is present.
    TextBeside,
    /// TR04 beside TR07: other content where structured content is present.
    BlocksBeside,
    /// TR02: image bytes.
    Image,
    /// TR03: audio bytes.
    Audio,
    /// TR04 uri: link: URI.
    LinkUri,
    /// TR04 name: link: name.
    LinkName,
    /// TR04 description: link: description.
    LinkDescription,
    /// TR04 title: link: title.
    LinkTitle,
    /// TR05: text of an embedded resource.
    Embedded,
    /// TR05 uri: URI of an embedded resource.
    EmbeddedUri,
    /// TR06: content for the user only.
    ForUser,
    /// TR06 annotations: annotations of content.
    BlockAnnotations,
    /// TR07: structured content.
    Structured,
    /// TR09: `_meta` and every other member of a result.
    ResultMeta,
    /// R01: questions to the user and requests for a model's words.
    Question,
    /// RS01: lists of resources and templates.
    Resources,
    /// RS03: a resource that is offered.
    Resource,
    /// PR01: list of prompts.
    Prompts,
    /// PR02: a prompt that is offered, in the roles it claims.
    Prompt,
    /// CP01: values that complete an argument.
    Completion,
    /// N01: log messages.
    Log,
    /// N02: progress messages.
    Progress,
    /// N03: every other notification.
    Notification,
    /// E02: error message.
    ErrorMessage,
    /// E03: error data.
    ErrorData,
    /// TK03: a task: its id, status and message.
    TaskStatus,
    /// TK08: the immediate response of a task.
    Immediate,
    /// P06: standard error.
    Stderr,
}

/// A set of fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields(u64);

impl Fields {
    /// The empty set.
    pub(super) const NONE: Self = Self(0);

    /// Whether the field is in the set.
    pub const fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u64) != 0
    }

    /// The set with this field in it.
    pub(super) const fn with(self, field: Field) -> Self {
        Self(self.0 | (1 << field as u64))
    }
}
