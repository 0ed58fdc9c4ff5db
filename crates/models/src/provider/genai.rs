//! Requests, built and sent by the `genai` library. No other file knows it.

use super::address::Address;
use super::answer::{self, Unreadable};
use super::{Provider, answer::is_blocked};
use crate::excerpt::excerpt;
use crate::{ChatMessage, ChatReply, ChatRequest, Model, ModelError, ModelId, ToolCall, ToolSpec};
use async_trait::async_trait;
use genai::adapter::AdapterKind;
use genai::chat::{
    self, ChatOptions, ChatRole, ContentPart, MessageContent, ReasoningEffort, Tool, ToolConfig,
};
use genai::resolver::{AuthData, Endpoint};
use genai::{Client, Headers, ModelIden, ServiceTarget, webc};
use serde_json::{Value, json};
use std::fmt;
use std::sync::Once;
use std::time::Duration;

/// Most time to open a connection.
const CONNECT: Duration = Duration::from_secs(15);

/// A model behind an HTTP endpoint. Neither waits nor asks again: wrap it for that, or use [`crate::open`].
pub struct RemoteModel {
    id: String,
    provider: Provider,
    name: String,
    temperature: Option<f64>,
    /// Kept to strike it from whatever a provider says back.
    key: Option<String>,
    client: Client,
    target: ServiceTarget,
}

impl fmt::Debug for RemoteModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteModel").field("id", &self.id).finish_non_exhaustive()
    }
}

impl RemoteModel {
    /// Opens a provider's model. `lookup` answers for the environment variables.
    ///
    /// # Errors
    /// [`ModelError::Missing`] without a key where one is required, [`ModelError::Address`] for a bad base URL,
    /// [`ModelError::Provider`] when no HTTP client can be built.
    pub fn open(
        provider: Provider,
        name: &str,
        temperature: Option<f64>,
        lookup: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, ModelError> {
        let id = ModelId::Provider { provider, name: name.to_owned() }.to_string();
        let set = |variable| {
            lookup(variable).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let key = set(provider.key_variable());
        let variable = provider.address_variable();
        let base = set(variable).unwrap_or_else(|| provider.own_address().to_owned());
        let address = Address::new(provider, &base).map_err(|what| ModelError::Address {
            model: id.clone(),
            variable,
            what,
        })?;
        if key.is_none() && address.own {
            let variable = provider.key_variable().to_owned();
            return Err(ModelError::Missing { model: id, what: "a key", variable });
        }
        let client = client(&address).map_err(|cause| ModelError::Provider {
            model: id.clone(),
            what: format!("no HTTP client: {cause}"),
            retryable: false,
        })?;
        let target = target(provider, name, &address, key.as_deref());
        Ok(Self { id, provider, name: name.to_owned(), temperature, key, client, target })
    }

    /// Reads the body of a successful answer.
    fn read(&self, body: &Value, request: &ChatRequest) -> Result<ChatReply, ModelError> {
        answer::read(self.provider, body, request).map_err(|error| self.unreadable(error))
    }

    fn unreadable(&self, error: Unreadable) -> ModelError {
        ModelError::Provider { model: self.id.clone(), what: error.what, retryable: error.retryable }
    }

    /// Turns an HTTP error into ours, or into a reply when a filter is behind it.
    fn refused(&self, error: &webc::Error, request: &ChatRequest) -> Result<ChatReply, ModelError> {
        let model = self.id.clone();
        match error {
            webc::Error::ResponseFailedStatus { status, body, .. } if is_blocked(status.as_u16(), body) => {
                Ok(answer::blocked(request))
            }
            webc::Error::ResponseFailedStatus { status, body, headers } => {
                let retry_after = retry_after(|name| headers.get(name)?.to_str().ok());
                let body = excerpt(&self.strike(body));
                Err(ModelError::Status { model, status: status.as_u16(), body, retry_after })
            }
            // A page of a gateway or half an answer: the endpoint itself may be well again a moment later.
            webc::Error::ResponseFailedNotJson { body, .. }
            | webc::Error::ResponseFailedInvalidJson { body, .. } => {
                let what = format!("the answer is not JSON: {}", excerpt(&self.strike(body)));
                Err(ModelError::Provider { model, what, retryable: true })
            }
            webc::Error::Reqwest(error) => {
                let what = format!("no answer: {}", root(error));
                Err(ModelError::Provider { model, what, retryable: !error.is_builder() })
            }
            other => Err(ModelError::Provider { model, what: excerpt(&other.to_string()), retryable: false }),
        }
    }

    /// The text without the key: providers repeat a wrong one in their complaint.
    fn strike(&self, text: &str) -> String {
        match &self.key {
            Some(key) => text.replace(key.as_str(), "[key]"),
            None => text.to_owned(),
        }
    }
}

#[async_trait]
impl Model for RemoteModel {
    fn id(&self) -> &str {
        &self.id
    }

    async fn reply(&self, request: &ChatRequest) -> Result<ChatReply, ModelError> {
        let chat = conversation(self.provider, request).map_err(|what| ModelError::Provider {
            model: self.id.clone(),
            what,
            retryable: false,
        })?;
        let options = options(&self.name, self.temperature, request);
        match self.client.exec_chat(self.target.clone(), chat, Some(&options)).await {
            Ok(response) => self.read(&response.captured_raw_body.unwrap_or_default(), request),
            // The library could not read the answer; we may.
            Err(genai::Error::ChatResponseGeneration { response_body, .. }) => {
                self.read(&response_body, request)
            }
            Err(genai::Error::WebModelCall { webc_error, .. }) => self.refused(&webc_error, request),
            Err(other) => {
                let what = excerpt(&self.strike(&other.to_string()));
                Err(ModelError::Provider { model: self.id.clone(), what, retryable: false })
            }
        }
    }
}

/// An HTTP client that goes where it is sent and nowhere else: a redirect could carry a key or a conversation away.
fn client(address: &Address) -> Result<Client, String> {
    static CRYPTOGRAPHY: Once = Once::new();
    // An error means that the process has chosen its own, which is as good.
    CRYPTOGRAPHY.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    let mut builder = reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("safemcp/", env!("CARGO_PKG_VERSION")));
    if address.is_local() {
        builder = builder.no_proxy();
    }
    if address.is_plain() {
        // Without encryption there is no need for this machine to have any root certificates.
        builder = builder.tls_certs_only([]);
    }
    let client = builder.build().map_err(|error| root(&error))?;
    Client::builder().with_reqwest(client).build().map_err(|error| root(&error))
}

/// Where requests go and with which headers: all of it ours, so that the library reads no environment variable.
fn target(provider: Provider, name: &str, address: &Address, key: Option<&str>) -> ServiceTarget {
    let kind = match provider {
        Provider::OpenAi => AdapterKind::OpenAI,
        Provider::Anthropic => AdapterKind::Anthropic,
    };
    let url = address.url.to_string();
    ServiceTarget {
        endpoint: Endpoint::from_owned(url.as_str()),
        auth: AuthData::RequestOverride { url, headers: Headers::from(provider.headers(key)) },
        model: ModelIden::new(kind, quiet(name)),
    }
}

/// A name in which the library finds no reasoning effort: it would take `-max` off `qwen-max` and ask for that effort.
/// [`options`] puts the true name back.
fn quiet(name: &str) -> String {
    match ReasoningEffort::from_model_name(name) {
        (Some(_), _) => format!("{name}-"),
        (None, _) => name.to_owned(),
    }
}

fn options(name: &str, temperature: Option<f64>, request: &ChatRequest) -> ChatOptions {
    ChatOptions {
        temperature,
        // Anthropic demands a limit: without one, the library sends the most that it knows the model to take.
        max_tokens: request.max_tokens,
        // Endpoints take signed numbers; the lost bit costs nothing.
        seed: request.seed.map(|seed| seed & (u64::MAX >> 1)),
        capture_raw_body: Some(true),
        extra_body: Some(json!({ "model": name })),
        ..ChatOptions::default()
    }
}

/// The conversation as the library wants it.
///
/// # Errors
/// Which tool has parameters that are no JSON Schema.
fn conversation(provider: Provider, request: &ChatRequest) -> Result<chat::ChatRequest, String> {
    let tools = request.tools.iter().map(tool).collect::<Result<Vec<_>, _>>()?;
    let messages = match provider {
        Provider::OpenAi => request.messages.iter().map(openai_message).collect(),
        Provider::Anthropic => anthropic_messages(&request.messages),
    };
    let mut chat = chat::ChatRequest::from_messages(messages);
    chat.system = Some(request.system_text()).filter(|system| !system.is_empty());
    chat.tools = Some(tools).filter(|tools| !tools.is_empty());
    Ok(chat)
}

fn tool(spec: &ToolSpec) -> Result<Tool, String> {
    let schema = schema(spec)?;
    let mut tool = Tool::new(&*spec.name).with_schema(schema.clone());
    if !spec.description.is_empty() {
        tool = tool.with_description(&*spec.description);
    }
    if &*spec.name == "web_search" {
        // The library takes this name for Anthropic's own search, unless told what the tool really is.
        let custom = json!({"type": "custom", "description": &*spec.description, "input_schema": schema});
        tool = tool.with_config(ToolConfig::Custom(custom));
    }
    Ok(tool)
}

/// The parameters as a value. Providers insist on the type that everyone else takes for granted.
fn schema(spec: &ToolSpec) -> Result<Value, String> {
    let name = excerpt(&spec.name);
    match serde_json::from_str(&spec.parameters) {
        Ok(Value::Object(mut schema)) => {
            schema.entry("type").or_insert_with(|| "object".into());
            Ok(Value::Object(schema))
        }
        Ok(_) => Err(format!("the parameters of tool `{name}` are not a JSON object")),
        Err(error) => Err(format!("the parameters of tool `{name}` are not JSON: {error}")),
    }
}

fn openai_message(message: &ChatMessage) -> chat::ChatMessage {
    match message {
        ChatMessage::User { text } => chat::ChatMessage::user(&**text),
        ChatMessage::Notice(notice) => chat::ChatMessage::user(notice.shown()),
        ChatMessage::Assistant { text, calls } => {
            // Arguments that are no JSON go back as a JSON string, the nearest to them that the library can carry.
            let raw = |call: &ToolCall| arguments(call).unwrap_or_else(|| Value::from(&*call.arguments));
            chat::ChatMessage::assistant(MessageContent::from_parts(said(text, calls, raw)))
        }
        // The format has no mark for a failure: the words have to say it.
        ChatMessage::Tool { call_id, text, .. } => chat::ToolResponse::new(&**call_id, &**text).into(),
    }
}

/// Turns that alternate: results go to the model as the user's, all of them in one turn, and nothing empty is sent.
fn anthropic_messages(messages: &[ChatMessage]) -> Vec<chat::ChatMessage> {
    let mut turns: Vec<chat::ChatMessage> = Vec::new();
    for message in messages {
        let (role, parts) = anthropic_parts(message);
        match turns.last_mut() {
            _ if parts.is_empty() => {}
            Some(turn) if turn.role == role => turn.content.extend(parts),
            _ => turns.push(chat::ChatMessage::new(role, MessageContent::from_parts(parts))),
        }
    }
    turns
}

fn anthropic_parts(message: &ChatMessage) -> (ChatRole, Vec<ContentPart>) {
    match message {
        ChatMessage::User { text } => (ChatRole::User, said(text, &[], |_| Value::Null)),
        ChatMessage::Notice(notice) => (ChatRole::User, said(&notice.shown(), &[], |_| Value::Null)),
        ChatMessage::Assistant { text, calls } => {
            // The format takes objects only.
            let wrapped = |call: &ToolCall| match arguments(call) {
                Some(Value::Object(object)) => Value::Object(object),
                _ => json!({ "malformed_arguments": &*call.arguments }),
            };
            (ChatRole::Assistant, said(text, calls, wrapped))
        }
        ChatMessage::Tool { call_id, text, failed, .. } => {
            // A part of our own making, because the library's has no place for `is_error`.
            let mut result = json!({"type": "tool_result", "tool_use_id": &**call_id, "content": &**text});
            if let (true, Value::Object(result)) = (*failed, &mut result) {
                result.insert("is_error".to_owned(), true.into());
            }
            (ChatRole::User, vec![ContentPart::from_custom(result, None)])
        }
    }
}

/// The parts of a turn: its words, if any, then its calls.
fn said(text: &str, calls: &[ToolCall], arguments: impl Fn(&ToolCall) -> Value) -> Vec<ContentPart> {
    let words = (!text.is_empty()).then(|| ContentPart::from_text(text));
    let calls = calls.iter().map(|call| {
        ContentPart::ToolCall(chat::ToolCall {
            call_id: call.id.to_string(),
            fn_name: call.name.to_string(),
            fn_arguments: arguments(call),
            thought_signatures: None,
        })
    });
    words.into_iter().chain(calls).collect()
}

/// The arguments as a value. Models that have nothing to say leave them empty.
fn arguments(call: &ToolCall) -> Option<Value> {
    match call.arguments.trim() {
        "" => Some(json!({})),
        text => serde_json::from_str(text).ok(),
    }
}

/// How long to wait, from the headers of an answer. Dates are left alone: they need a clock, and nobody sends them.
fn retry_after<'a>(header: impl Fn(&str) -> Option<&'a str>) -> Option<Duration> {
    let number = |name| header(name)?.trim().parse::<f64>().ok();
    let seconds = number("retry-after-ms").map(|ms| ms / 1000.0).or_else(|| number("retry-after"))?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// The first cause of an error. The outer ones repeat the address, which may hold secrets.
fn root(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    excerpt(&error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_nothing_to_the_library() {
        for (name, expected) in [
            ("qwen3-max", "qwen3-max-"),
            ("o3-high", "o3-high-"),
            ("gpt-5-mini", "gpt-5-mini"),
            ("max", "max"),
        ] {
            assert_eq!(quiet(name), expected);
            assert_eq!(
                ReasoningEffort::from_model_name(&quiet(name)).1,
                expected,
                "nothing is left to take off"
            );
        }
    }

    #[test]
    fn waits_are_read_from_headers() {
        let check = |headers: &[(&str, &'static str)], expected: Option<u64>| {
            let header = |name: &str| headers.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
            assert_eq!(retry_after(header), expected.map(Duration::from_millis), "{headers:?}");
        };
        check(&[], None);
        check(&[("retry-after", "2")], Some(2000));
        check(&[("retry-after", " 0.5 ")], Some(500));
        check(&[("retry-after", "2"), ("retry-after-ms", "30")], Some(30));
        for odd in ["-1", "NaN", "inf", "1e300", "soon", "Wed, 21 Oct 2015 07:28:00 GMT"] {
            check(&[("retry-after", odd)], None);
        }
    }

    #[test]
    fn a_model_is_shown_without_its_key() {
        let variables = |name: &str| match name {
            "OPENAI_BASE_URL" => Some("http://127.0.0.1:1/v1".to_owned()),
            _ => Some("sk-secret".to_owned()),
        };
        let model = RemoteModel::open(Provider::OpenAi, "m", None, &variables).unwrap();
        assert_eq!(format!("{model:?}"), "RemoteModel { id: \"openai/m\", .. }");
        assert_eq!(model.strike("no sk-secret here"), "no [key] here");
    }

    #[test]
    fn a_key_that_no_header_can_hold_is_an_error() {
        let variables = |name: &str| match name {
            "OPENAI_BASE_URL" => Some("http://127.0.0.1:1/v1".to_owned()),
            _ => Some("sk-\nsecret".to_owned()),
        };
        let model = RemoteModel::open(Provider::OpenAi, "m", None, &variables).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let error = runtime.block_on(model.reply(&ChatRequest::default())).unwrap_err();
        assert!(!error.retryable() && !error.to_string().contains("secret"), "{error}");
    }
}
