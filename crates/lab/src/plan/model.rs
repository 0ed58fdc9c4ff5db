//! A model as the experiment names it.

use crate::Named;
use models::reference::{Faithful, Obedient, Script};
use models::{Latency, Model, ModelError, ModelId, ProviderSettings};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// A model choice, opened as far as it can be without a task.
#[derive(Clone)]
pub(crate) struct ModelChoice {
    /// As it is shown.
    pub(crate) label: String,
    id: ModelId,
    latency: Option<Duration>,
    provider: Option<Arc<dyn Model>>,
}

/// Settings of a model.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ModelSettings {
    /// Sampling temperature.
    temperature: Option<f64>,
    /// Most seconds for one request.
    timeout_seconds: Option<u64>,
    /// Tries after the first.
    retries: Option<u32>,
    /// Wait before each reply of a reference model: a rehearsal of a real one's latency.
    latency_ms: Option<u64>,
}

impl ModelChoice {
    pub(crate) fn open(named: &Named, lookup: &dyn Fn(&str) -> Option<String>) -> Result<Self, ModelError> {
        let id: ModelId = named.id.parse()?;
        let unfit = |error: serde_json::Error| ModelError::Unknown {
            name: named.to_string(),
            help: error.to_string(),
        };
        let settings: Option<ModelSettings> =
            serde_json::from_value(named.settings.clone()).map_err(unfit)?;
        let settings = settings.unwrap_or_default();
        let provider = match &id {
            ModelId::Provider { .. } => Some(models::open(&id, &settings.provider(), lookup)?),
            ModelId::Faithful | ModelId::Obedient => None,
        };
        let latency = settings.latency_ms.map(Duration::from_millis);
        Ok(Self { label: named.to_string(), id, latency, provider })
    }

    /// Whether it takes its time: a provider's model, or the rehearsal of one.
    pub(crate) fn waits(&self) -> bool {
        self.provider.is_some() || self.latency.is_some()
    }

    /// The model for one trial; a reference model plays the task's script.
    pub(crate) fn for_task(&self, script: Script) -> Arc<dyn Model> {
        match (&self.id, &self.provider, self.latency) {
            (_, Some(provider), _) => Arc::clone(provider),
            (ModelId::Obedient, None, None) => Arc::new(Obedient::new(script)),
            (ModelId::Obedient, None, Some(delay)) => Arc::new(Latency::new(Obedient::new(script), delay)),
            (_, None, None) => Arc::new(Faithful::new(script)),
            (_, None, Some(delay)) => Arc::new(Latency::new(Faithful::new(script), delay)),
        }
    }
}

impl ModelSettings {
    fn provider(&self) -> ProviderSettings {
        let mut settings = ProviderSettings { temperature: self.temperature, ..ProviderSettings::default() };
        if let Some(seconds) = self.timeout_seconds {
            settings.timeout = Duration::from_secs(seconds);
        }
        if let Some(retries) = self.retries {
            settings.retry.retries = retries;
        }
        settings
    }
}
