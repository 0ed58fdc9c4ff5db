//! Opens a subject: a world, and a link to its service.

use super::Fault;
use super::folder::Folder;
use super::world::World;
use crate::{CustomService, Subject};
use defenses::Identity;
use environments::{Environment, EnvironmentService, Family, Shape, share};
use serde_json::Value;
use std::sync::Arc;
use wire::http::{HttpClient, HttpTarget};
use wire::{Child, Limits, Link, LinkError, Program};

/// A connection to a service.
pub(crate) struct Offered {
    /// The host's own label for the service.
    pub(crate) label: Arc<str>,
    /// The way to it.
    pub(crate) link: Box<dyn Link>,
}

/// A world, and a link to each service in it.
pub(crate) async fn open(
    subject: &Subject,
    seed: u64,
    limits: Limits,
) -> Result<(World, Vec<Offered>), Fault> {
    let one = |link: Box<dyn Link>| vec![Offered { label: subject.name().into(), link }];
    match subject {
        Subject::Environment { family, index, shape, settings, .. } => {
            let opened = if family.waits(settings) {
                elsewhere(*family, *index, seed, settings.clone()).await?
            } else {
                family.open(*index, seed, settings)?
            };
            let parts = if *shape == Shape::Native { opened.services() } else { &[] };
            let environment = share(opened);
            let part = |(name, _): &(&str, _)| Offered {
                label: (*name).into(),
                link: Box::new(EnvironmentService::part(Arc::clone(&environment), name)),
            };
            let offered = match parts {
                [] => one(Box::new(EnvironmentService::new(Arc::clone(&environment), *shape))),
                parts => parts.iter().map(part).collect(),
            };
            Ok((World::Environment { id: family.id(), environment, shape: *shape }, offered))
        }
        Subject::Custom { service, task, here } => {
            let chosen =
                service.tasks.get(*task).ok_or_else(|| Fault::Folder("there is no such task".into()))?;
            let folder = Folder::set_up(chosen, here)?;
            let link = connect(service, &folder, limits);
            let world = World::Custom { service: Arc::clone(service), task: *task, folder };
            match link {
                Ok(link) => Ok((world, one(link))),
                Err(error) => Err(world.unreachable(&error)),
            }
        }
    }
}

/// Opens a task where waiting holds up nobody.
async fn elsewhere(
    family: &'static dyn Family,
    index: usize,
    seed: u64,
    settings: Value,
) -> Result<Box<dyn Environment>, Fault> {
    let opened = tokio::task::spawn_blocking(move || family.open(index, seed, &settings)).await;
    Ok(opened.map_err(|error| Fault::Service(error.to_string()))??)
}

fn connect(service: &CustomService, folder: &Folder, limits: Limits) -> Result<Box<dyn Link>, LinkError> {
    if let Some(url) = &service.url {
        let target = HttpTarget { url: url.clone(), headers: service.headers.clone() };
        return Ok(Box::new(HttpClient::new(&target, limits)?));
    }
    Ok(Box::new(Child::start(&program(service, folder), limits)?))
}

fn program(service: &CustomService, folder: &Folder) -> Program {
    let mut words = service.command.iter().map(|word| folder.fill(word));
    let program = Program::new(words.next().unwrap_or_default()).within(folder.path());
    let program = words.fold(program, Program::arg);
    service.env.iter().fold(program, |program, (name, value)| program.set(name, folder.fill(value)))
}

/// How a service is reached, in the words of the experiment, where the task's folder has no real path. What lies in that
/// folder is the task's, and no part of the service.
pub(super) fn identity(service: &CustomService, folder: &Folder) -> Identity {
    if let Some(url) = &service.url {
        return Identity::at(url);
    }
    let mut words = service.command.iter();
    let written = Program::new(words.next().cloned().unwrap_or_default());
    let source = words.fold(written, Program::arg).to_string();
    let files = Identity::of_program(&program(service, folder)).files;
    let of = |word: &String| Some((word.clone(), files.get(&folder.fill(word))?.clone()));
    let files = service.command.iter().filter(|word| !word.contains("{dir}")).filter_map(of).collect();
    Identity { source, files, server: None }
}
