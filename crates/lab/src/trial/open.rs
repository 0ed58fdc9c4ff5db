//! Opens a subject: a world, and a link to its service.

use super::folder::Folder;
use super::world::World;
use super::Fault;
use crate::{CustomService, Subject};
use environments::{EnvironmentService, share};
use std::sync::Arc;
use wire::http::{HttpClient, HttpTarget};
use wire::{Child, Limits, Link, LinkError, Program};

/// A world and a link to the service in it.
pub(crate) fn open(subject: &Subject, seed: u64, limits: Limits) -> Result<(World, Box<dyn Link>), Fault> {
    match subject {
        Subject::Environment { family, index, shape, settings } => {
            let environment = share(family.open(*index, seed, settings)?);
            let service = EnvironmentService::new(Arc::clone(&environment), *shape);
            Ok((World::Environment { environment, shape: *shape }, Box::new(service)))
        }
        Subject::Custom { service, task, here } => {
            let chosen = service.tasks.get(*task).ok_or_else(|| Fault::Folder("there is no such task".into()))?;
            let folder = Folder::set_up(chosen, here)?;
            let link = connect(service, &folder, limits).map_err(|error| advised(error, service))?;
            Ok((World::Custom { service: Arc::clone(service), task: *task, folder }, link))
        }
    }
}

fn connect(service: &CustomService, folder: &Folder, limits: Limits) -> Result<Box<dyn Link>, LinkError> {
    if let Some(url) = &service.url {
        let target = HttpTarget { url: url.clone(), headers: service.headers.clone() };
        return Ok(Box::new(HttpClient::new(&target, limits)?));
    }
    let mut words = service.command.iter().map(|word| folder.fill(word));
    let mut program = Program::new(words.next().unwrap_or_default()).within(folder.path());
    program = words.fold(program, Program::arg);
    program = service.env.iter().fold(program, |program, (name, value)| program.set(name, folder.fill(value)));
    Ok(Box::new(Child::start(&program, limits)?))
}

/// Adds the user's own advice to a server that cannot be started.
fn advised(error: LinkError, service: &CustomService) -> LinkError {
    match (error, &service.install) {
        (LinkError::Start { peer, command, reason }, Some(advice)) => {
            LinkError::Start { peer, command, reason: format!("{reason} ({advice})") }
        }
        (error, _) => error,
    }
}
