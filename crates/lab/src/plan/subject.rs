//! What is attacked: a task of an environment or of a service of the user's own.

use crate::{CustomCall, CustomService};
use attacks::Opportunity;
use environments::{Act, Family, Shape, Solution};
use serde_json::Value;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// One task behind MCP.
#[derive(Clone)]
pub enum Subject {
    /// A built-in environment.
    Environment {
        /// The host's label for it; the environment's id, with its shape where that is not the native one, if none is given.
        label: Option<String>,
        /// Which.
        family: &'static dyn Family,
        /// Task.
        index: usize,
        /// Shape of its tools.
        shape: Shape,
        /// The family's own settings.
        settings: Value,
        /// The host's labels of its services, none where it has one only; `None` where that shows when it is opened.
        services: Option<Vec<&'static str>>,
    },
    /// A server of the user's own.
    Custom {
        /// The server.
        service: Arc<CustomService>,
        /// Which of its tasks.
        task: usize,
        /// Folder of the experiment file.
        here: PathBuf,
    },
}

impl Subject {
    /// The environment's or service's name.
    pub fn name(&self) -> String {
        match self {
            Self::Environment { label: Some(label), .. } => label.clone(),
            Self::Environment { family, shape: Shape::Native, .. } => family.id().to_owned(),
            Self::Environment { family, shape: Shape::AgentGym, .. } => format!("{}/agentgym", family.id()),
            Self::Custom { service, .. } => service.name.clone(),
        }
    }

    /// The task: an index or a name.
    pub fn task(&self) -> String {
        match self {
            Self::Environment { index, .. } => index.to_string(),
            Self::Custom { service, task, .. } => {
                service.tasks.get(*task).map_or_else(String::new, |task| task.name.clone())
            }
        }
    }

    /// The host's labels of its services, none where it has one only; `None` where that is not known yet.
    pub(crate) fn services(&self) -> Option<&[&'static str]> {
        match self {
            Self::Environment { services, .. } => services.as_deref(),
            Self::Custom { .. } => Some(&[]),
        }
    }

    /// What a task of the user's own offers an attacker, as it is written; `None` for a built-in one, which has all that an
    /// attack can want.
    pub(crate) fn written(&self) -> Option<Opportunity> {
        let Self::Custom { service, task, .. } = self else { return None };
        let task = service.tasks.get(*task)?;
        let act = |call: &CustomCall| Act {
            tool: call.tool.clone(),
            arguments: Value::Object(call.arguments.clone().into_iter().collect()),
        };
        let calls: Vec<Act> = task.plan.iter().map(act).collect();
        Some(Opportunity {
            foreign: task.foreign.as_ref().map(act),
            needed: calls.first().map(|call| call.tool.clone()),
            solution: Solution { calls, answer: task.answer.clone() },
            secret: String::new(),
            services: vec![],
            behavior: None,
            data: None,
            elsewhere: None,
        })
    }

    /// Everything about it that can change a result, as text.
    pub(crate) fn canonical(&self) -> String {
        match self {
            Self::Environment { label, family, index, shape, settings, services: _ } => {
                let label = label.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
                format!("environment {label}{} {index} {shape:?} {settings}", family.id())
            }
            Self::Custom { service, task, .. } => {
                let mut service = CustomService::clone(service);
                service.tasks = service.tasks.get(*task).cloned().into_iter().collect();
                format!("service {}", serde_json::to_string(&service).unwrap_or_default())
            }
        }
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.name(), self.task())
    }
}
