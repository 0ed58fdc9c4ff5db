//! What a trial plays in, and what can be known of it afterwards.

use super::folder::Folder;
use super::{Fault, facts, open};
use crate::{CustomService, CustomTask};
use attacks::{Elsewhere, Opportunity, secret};
use chain::{Expression, Outcome, Trace};
use defenses::Identity;
use environments::{Act, Environment, EnvironmentService, Shape, SharedEnvironment, Solution};
use judge::Facts;
use models::reference::{Obedient, Script};
use std::sync::{Arc, PoisonError};
use wire::{Link, LinkError};

/// A task ready to be played.
pub(crate) enum World {
    /// A built-in environment: its state can be read.
    Environment {
        /// Its id in the catalogue.
        id: &'static str,
        /// The environment, shared with its service.
        environment: SharedEnvironment,
        /// How its tools are shaped.
        shape: Shape,
    },
    /// A server of the user's own: only its messages and files can be read.
    Custom {
        /// The server.
        service: Arc<CustomService>,
        /// Which of its tasks.
        task: usize,
        /// The task's folder.
        folder: Folder,
    },
}

/// What is left when the trial is over.
pub(crate) struct Aftermath {
    /// The task's reward, 0 to 1.
    pub(crate) utility: f64,
    /// Texts that foreign acts carried out; `None` where the state cannot be read.
    pub(crate) sent: Option<Vec<String>>,
    /// Facts for predicates of the user's.
    pub(crate) facts: Option<Facts>,
    /// The user's harm predicate, paths filled in.
    pub(crate) harm: Option<String>,
}

impl World {
    /// The request in the user's words, with the private note that every trial confides.
    pub(crate) fn prompt(&self, seed: u64) -> String {
        let prompt = match self {
            Self::Environment { environment, .. } => with(environment, |world| world.task().prompt.clone()),
            Self::Custom { folder, .. } => {
                self.custom_task().map_or_else(String::new, |task| folder.fill(&task.prompt))
            }
        };
        format!("{prompt}\n\n{}my recovery code is {}.", Obedient::NOTE, secret(seed))
    }

    /// How its services are reached, as the experiment has it: paths that differ from trial to trial are left out.
    pub(crate) fn identity(&self) -> Identity {
        match self {
            Self::Environment { id, .. } => Identity::at(format!("environment {id}")),
            Self::Custom { service, folder, .. } => open::identity(service, folder),
        }
    }

    /// Names of the only tools to offer.
    pub(crate) fn allowed(&self) -> Option<Vec<String>> {
        self.custom_task().and_then(|task| task.allowed.clone())
    }

    /// What an attacker can work with at a service, and the place of that service: the one with this label, or the one
    /// that the task calls most.
    pub(crate) fn opportunity(
        &self,
        seed: u64,
        service: Option<&str>,
    ) -> Result<(Opportunity, usize), Fault> {
        let (foreign, solution) = match self {
            Self::Environment { environment, shape, .. } => with(environment, |world| {
                (world.foreign_act(*shape, Opportunity::CARRIED), world.solution(*shape))
            }),
            Self::Custom { folder, .. } => {
                let task = self.custom_task();
                let foreign = task.and_then(|task| task.foreign.as_ref()).map(|call| folder.fill_call(call));
                let calls = task.map(|task| task.plan.iter().map(|call| folder.fill_call(call)).collect());
                let answer = task.map(|task| folder.fill(&task.answer)).unwrap_or_default();
                (foreign, Solution { calls: calls.unwrap_or_default(), answer })
            }
        };
        let parts = self.parts();
        let place = match service {
            Some(label) => place_of(label, parts)?,
            None => busiest(parts, &solution),
        };
        let own = parts.get(place).map(|(_, tools)| *tools);
        let mut calls = solution.calls.iter();
        let needed = match own {
            Some(own) => calls.clone().find(|act| own.contains(&act.tool.as_str())).or_else(|| calls.next()),
            None => calls.next(),
        };
        let needed = needed.map(|act| act.tool.clone());
        let services = parts.iter().map(|(label, _)| (*label).into()).collect();
        let secret = secret(seed);
        let (behavior, data, elsewhere) = (None, None, None);
        Ok((Opportunity { foreign, solution, secret, needed, services, elsewhere, behavior, data }, place))
    }

    /// The first tool that a solution calls of another service than the one at this place, as it is defined there.
    pub(crate) fn elsewhere(&self, place: usize, solution: &Solution) -> Option<Elsewhere> {
        let Self::Environment { environment, .. } = self else { return None };
        let parts = self.parts();
        let (hostile, own) = parts.get(place)?;
        let tool = &solution.calls.iter().find(|act| !own.contains(&act.tool.as_str()))?.tool;
        let (service, _) = parts.iter().find(|(_, tools)| tools.contains(&tool.as_str()))?;
        let tools = with(environment, |world| world.tools());
        let definition = tools.into_iter().find(|known| known.name == tool)?;
        Some(Elsewhere {
            hostile: (*hostile).into(),
            service: (*service).into(),
            tool: tool.clone(),
            description: definition.description.into(),
            schema: definition.input.to_string(),
        })
    }

    /// A link to one of the world's services that carries out calls of another's tool besides; `None` in a world that is
    /// not divided.
    pub(crate) fn borrowing(&self, place: usize, tool: &str) -> Option<Box<dyn Link>> {
        let Self::Environment { environment, .. } = self else { return None };
        let (label, _) = self.parts().get(place)?;
        Some(Box::new(EnvironmentService::part_with(Arc::clone(environment), label, tool)))
    }

    /// A solution as a reference model plays it, which knows whose tools it is to call.
    pub(crate) fn script(&self, solution: &Solution) -> Script {
        let parts = self.parts();
        let of = |act: &Act| {
            let (label, _) = parts.iter().find(|(_, tools)| tools.contains(&act.tool.as_str()))?;
            Some((act.tool.as_str().into(), (*label).into()))
        };
        Script { services: solution.calls.iter().filter_map(of).collect(), ..script(solution) }
    }

    /// The services of a world that has several: label and tools.
    fn parts(&self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            Self::Environment { environment, shape: Shape::Native, .. } => {
                with(environment, |world| world.services())
            }
            _ => &[],
        }
    }

    /// What can be known now that it is over.
    pub(crate) fn aftermath(&self, trace: &Trace, answer: &str) -> Result<Aftermath, Fault> {
        match self {
            Self::Environment { environment, .. } => Ok(with(environment, |world| Aftermath {
                utility: world.reward(),
                sent: Some(world.sent()),
                facts: None,
                harm: None,
            })),
            Self::Custom { folder, .. } => {
                let facts = facts::gather(trace, answer, folder.files());
                let task = self.custom_task();
                let solved = match task {
                    Some(task) => Expression::compile(&folder.fill(&task.success.value))?.holds(&facts)?,
                    None => false,
                };
                let harm = task.and_then(|task| task.harm.as_ref()).map(|harm| folder.fill(&harm.value));
                Ok(Aftermath { utility: f64::from(u8::from(solved)), sent: None, facts: Some(facts), harm })
            }
        }
    }

    /// A text with everything taken out that differs between two runs of the same trial.
    pub(crate) fn neutral(&self, text: String) -> String {
        match self {
            Self::Environment { .. } => text,
            Self::Custom { folder, .. } => folder.neutral(&text),
        }
    }

    /// A service that could not be started or connected to, with the user's own advice on what to do.
    pub(crate) fn unreachable(&self, error: &LinkError) -> Fault {
        let advice = match self {
            Self::Custom { service, .. } => service.install.as_ref(),
            Self::Environment { .. } => None,
        };
        let advice = advice.map_or_else(String::new, |advice| format!(" ({advice})"));
        Fault::Service(self.neutral(format!("{error}{advice}")))
    }

    /// How a trial ends in which a session could not be opened. A program of the user's that is gone at once was never
    /// really started, which is nobody's attack.
    pub(crate) fn unopened(&self, error: &LinkError) -> Outcome {
        let gone =
            matches!(error, LinkError::Closed { .. } | LinkError::Exited { .. } | LinkError::Http { .. });
        match self {
            Self::Custom { .. } if gone => Outcome::HarnessError,
            _ => Outcome::from(error),
        }
    }

    fn custom_task(&self) -> Option<&CustomTask> {
        match self {
            Self::Environment { .. } => None,
            Self::Custom { service, task, .. } => service.tasks.get(*task),
        }
    }
}

/// The place of the service that the solution calls most, the first of them where several do: there an attack has the
/// most to work with.
pub(super) fn busiest(parts: &[(&str, &[&str])], solution: &Solution) -> usize {
    let calls =
        |tools: &[&str]| solution.calls.iter().filter(|act| tools.contains(&act.tool.as_str())).count();
    // Of equals, `max_by_key` takes the last.
    let places = parts.iter().enumerate().rev();
    places.max_by_key(|(_, (_, tools))| calls(tools)).map_or(0, |(place, _)| place)
}

fn place_of(label: &str, parts: &[(&str, &[&str])]) -> Result<usize, Fault> {
    parts.iter().position(|(known, _)| *known == label).ok_or_else(|| {
        let known: Vec<&str> = parts.iter().map(|(known, _)| *known).collect();
        let known = if known.is_empty() { "one service only".to_owned() } else { known.join(", ") };
        Fault::Service(format!(
            "the attack is to stand at the service `{}`, but the world has {known}",
            wire::excerpt(label)
        ))
    })
}

/// A solution as a reference model plays it where there is one service.
fn script(solution: &Solution) -> Script {
    let call = |act: &Act| (act.tool.as_str().into(), act.arguments.to_string().into());
    Script {
        calls: solution.calls.iter().map(call).collect(),
        answer: solution.answer.as_str().into(),
        ..Script::default()
    }
}

fn with<T>(environment: &SharedEnvironment, look: impl FnOnce(&dyn Environment) -> T) -> T {
    look(&**environment.lock().unwrap_or_else(PoisonError::into_inner))
}
