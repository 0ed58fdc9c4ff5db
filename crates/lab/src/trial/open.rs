//! Opens a subject: a world, and a link to its service.

use super::Fault;
use super::folder::Folder;
use super::world::World;
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
            let chosen =
                service.tasks.get(*task).ok_or_else(|| Fault::Folder("there is no such task".into()))?;
            let folder = Folder::set_up(chosen, here)?;
            let link = connect(service, &folder, limits);
            let world = World::Custom { service: Arc::clone(service), task: *task, folder };
            match link {
                Ok(link) => Ok((world, link)),
                Err(error) => Err(world.unreachable(&error)),
            }
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
    program =
        service.env.iter().fold(program, |program, (name, value)| program.set(name, folder.fill(value)));
    Ok(Box::new(Child::start(&program, limits)?))
}
