//! What a service says to a model: which messages carry it, in both eras, where in them it stands, and of what sort it is.
//!
//! This is the one place that knows. Every defense that reads what comes from a service asks here.
//!
//! | sort | carried by |
//! |---|---|
//! | instructions | the answers to `initialize` and `server/discover` |
//! | definitions | lists of tools, resources, templates, prompts, and of what is in a folder |
//! | results | the answers to `tools/call` and to `tasks/result`; the task in the answer to `tasks/get` and in its notice; errors; answers to nobody |
//! | resources, prompts, completions | the answers to `resources/read`, `prompts/get` and `completion/complete` |
//! | questions | requests to the host; `inputRequests` in an answer |
//! | notices | all other notifications |

mod places;
mod sort;

pub(crate) use places::Places;
pub(crate) use sort::{RESULTS_AT, Sort};

/// Descriptions of tools.
pub(crate) const DESCRIPTIONS: &[&str] = &["result.tools[*].description"];

/// Texts that a service forwards as data: of results, be they late or failed, and of resources.
pub(crate) const DATA: &[&str] = &[
    "result.content[*].text",
    "result.content[*].resource.text",
    "error.message",
    "result.result.content[*].text",
    "result.result.content[*].resource.text",
    "result.error.message",
    "params.result.content[*].text",
    "params.result.content[*].resource.text",
    "params.error.message",
    "result.contents[*].text",
];

/// Words that stand where no text should, or beside one, and reach the model all the same: content that is a bare string,
/// what a link says of itself, the data of an error, and what a task says of its status.
pub(crate) const ASIDES: &[&str] = &[
    "result.content",
    "result.content[*]",
    "result.content[*].name",
    "result.content[*].title",
    "result.content[*].description",
    "error.data",
    "result.result.content",
    "result.result.content[*]",
    "result.result.content[*].name",
    "result.result.content[*].title",
    "result.result.content[*].description",
    "result.error.data",
    "params.result.content",
    "params.result.content[*]",
    "params.result.content[*].name",
    "params.result.content[*].title",
    "params.result.content[*].description",
    "params.error.data",
    "result.statusMessage",
    "result.task.statusMessage",
    "params.statusMessage",
    r#"result._meta."io.modelcontextprotocol/model-immediate-response""#,
];

/// Texts that services offer to be followed: instructions, descriptions of whatever is listed, and prompts.
pub(crate) const OFFERS: &[&str] = &[
    "result.instructions",
    "result.tools[*].description",
    "result.tools[*].inputSchema.**.description",
    "result.resources[*].description",
    "result.resourceTemplates[*].description",
    "result.prompts[*].description",
    "result.prompts[*].arguments[*].description",
    "result.description",
    "result.messages[*].content.text",
    "result.messages[*].content.resource.text",
    "result.messages[*].content[*].text",
    "result.messages[*].content[*].resource.text",
];
