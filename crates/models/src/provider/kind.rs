//! Which providers there are.

/// A provider's format. Others speak these too: the address decides who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provider {
    /// OpenAI chat completions.
    OpenAi,
    /// Anthropic Messages.
    Anthropic,
}

impl Provider {
    /// What model ids begin with, before the slash.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
        }
    }

    /// The provider with this prefix.
    pub fn from_prefix(prefix: &str) -> Option<Self> {
        [Self::OpenAi, Self::Anthropic].into_iter().find(|provider| provider.prefix() == prefix)
    }

    /// A model id that is well formed.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::OpenAi => "openai/gpt-5-mini",
            Self::Anthropic => "anthropic/claude-sonnet-5",
        }
    }

    /// Environment variable of the key.
    pub fn key_variable(self) -> &'static str {
        match self {
            Self::OpenAi => "OPENAI_API_KEY",
            Self::Anthropic => "ANTHROPIC_API_KEY",
        }
    }

    /// Environment variable of the base URL.
    pub fn address_variable(self) -> &'static str {
        match self {
            Self::OpenAi => "OPENAI_BASE_URL",
            Self::Anthropic => "ANTHROPIC_BASE_URL",
        }
    }

    /// The provider's own base URL.
    pub(super) fn own_address(self) -> &'static str {
        match self {
            Self::OpenAi => "https://api.openai.com/v1",
            Self::Anthropic => "https://api.anthropic.com",
        }
    }

    /// Headers of a request. A key is left out where none is set, never sent empty.
    pub(super) fn headers(self, key: Option<&str>) -> Vec<(&'static str, String)> {
        match self {
            Self::OpenAi => key.map(|key| ("authorization", format!("Bearer {key}"))).into_iter().collect(),
            Self::Anthropic => key
                .map(|key| ("x-api-key", key.to_owned()))
                .into_iter()
                .chain([("anthropic-version", "2023-06-01".to_owned())])
                .collect(),
        }
    }
}
