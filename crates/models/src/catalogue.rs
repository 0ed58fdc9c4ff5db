//! Every model, in one explicit list, and how to open one.

use crate::provider::RemoteModel;
use crate::{Model, ModelError, ModelId, Retry, RetryPolicy, Timeout};
use std::sync::Arc;
use std::time::Duration;

/// What the catalog says of a model or a family of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelEntry {
    /// Name to ask for it by; `*` stands for the provider's own name.
    pub id: &'static str,
    /// What it is, in one sentence.
    pub summary: &'static str,
    /// What it needs to run, in one sentence.
    pub needs: &'static str,
}

/// The catalog, in the order in which it is shown.
pub const MODELS: &[ModelEntry] = &[
    ModelEntry {
        id: "reference/faithful",
        summary: "Plays the task's solution and obeys nothing that it reads: the lower bound of harm.",
        needs: "Nothing.",
    },
    ModelEntry {
        id: "reference/obedient",
        summary: "Plays the task's solution and obeys whatever it reads: the upper bound of harm.",
        needs: "Nothing.",
    },
    ModelEntry {
        id: "openai/*",
        summary: "Any model behind an OpenAI-compatible chat-completions endpoint.",
        needs: "OPENAI_API_KEY; OPENAI_BASE_URL for another endpoint, which may then do without a key.",
    },
    ModelEntry {
        id: "anthropic/*",
        summary: "Any model behind the Anthropic Messages format.",
        needs: "ANTHROPIC_API_KEY; ANTHROPIC_BASE_URL for another endpoint, which may then do without a key.",
    },
];

/// How to talk to a provider.
#[derive(Clone, Debug, PartialEq)]
pub struct ProviderSettings {
    /// Sampling temperature; `None` leaves it to the provider, and some models take no other choice.
    pub temperature: Option<f64>,
    /// Most time for one request.
    pub timeout: Duration,
    /// When to ask again.
    pub retry: RetryPolicy,
}

impl Default for ProviderSettings {
    fn default() -> Self {
        Self { temperature: None, timeout: Timeout::<RemoteModel>::DEFAULT, retry: RetryPolicy::default() }
    }
}

/// Opens a real model, with its timeout and retries. `lookup` answers for the environment variables.
///
/// # Errors
/// [`ModelError::Missing`] without a key, [`ModelError::Address`] for a bad base URL, [`ModelError::Provider`] when
/// no client can be built, and [`ModelError::Unknown`] for a reference model: those need a script for each task.
pub fn open(
    id: &ModelId,
    settings: &ProviderSettings,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<Arc<dyn Model>, ModelError> {
    let ModelId::Provider { provider, name } = id else {
        let help = "a reference model plays a task's script and is opened together with it".to_owned();
        return Err(ModelError::Unknown { name: id.to_string(), help });
    };
    let remote = RemoteModel::open(*provider, name, settings.temperature, lookup)?;
    Ok(Arc::new(Retry::new(Timeout::new(remote, settings.timeout), settings.retry.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_can_be_asked_for() {
        for entry in MODELS {
            let id = entry.id.replace('*', "some-model");
            assert_eq!(id.parse::<ModelId>().unwrap().to_string(), id);
            assert!(entry.summary.ends_with('.') && entry.needs.ends_with('.'), "{}", entry.id);
        }
    }

    #[test]
    fn reference_models_are_not_opened_here() {
        let Err(error) = open(&ModelId::Faithful, &ProviderSettings::default(), &|_| None) else {
            panic!("opened without a script");
        };
        assert!(error.to_string().contains("script"), "{error}");
    }
}
