//! What services are when nobody interferes: the whitelist, generated beforehand.

use super::world::World;
use super::{Fault, Offered, open};
use crate::plan::Grid;
use crate::{LabError, Plan, Subject};
use defenses::{Defined, Identity, Locked, Lockfile, survey};
use std::collections::BTreeMap;
use tokio::sync::OnceCell;
use wire::{Client, LinkError, Refuse, Settings};

/// The services of a subject.
#[derive(Default)]
pub(crate) struct Pinned {
    /// As they are.
    pub(crate) lockfile: Lockfile,
    /// How each is reached, by its label.
    reached: BTreeMap<String, Identity>,
}

impl Pinned {
    /// How these services are reached, in their order.
    pub(crate) fn reached(&self, services: &[&str]) -> Vec<Identity> {
        services.iter().map(|label| self.reached.get(*label).cloned().unwrap_or_default()).collect()
    }
}

/// The services of every subject, pinned when they are first wanted.
pub(crate) struct Pins(Vec<OnceCell<Pinned>>);

impl Pins {
    /// No pin yet.
    pub(crate) fn new(grid: &Grid) -> Self {
        Self(grid.subjects.iter().map(|_| OnceCell::new()).collect())
    }

    /// The pins of a subject: looks at its services over clean connections, once.
    pub(crate) async fn of(&self, grid: &Grid, subject: usize) -> Result<&Pinned, Fault> {
        let missing = || Fault::Folder("there is no such subject".into());
        let cell = self.0.get(subject).ok_or_else(missing)?;
        cell.get_or_try_init(|| pin(grid, subject, &[Defined::Tools])).await
    }
}

/// Pins every service of a plan with all its definitions, as a lockfile. Nothing of the plan is run.
///
/// # Errors
/// [`LabError::Pin`] when a service cannot be reached or read, or defines other things in one task than in another.
pub async fn lock(plan: &Plan) -> Result<Lockfile, LabError> {
    let mut all = Lockfile::default();
    for (place, subject) in plan.grid.subjects.iter().enumerate() {
        let pinned = pin(&plan.grid, place, &Defined::ALL).await;
        let pinned = pinned.map_err(|fault| unpinned(subject, fault.to_string()))?;
        for (label, now) in pinned.lockfile.services {
            let known = all.services.entry(label.clone()).or_insert_with(|| now.clone());
            if let Some(change) = known.changes(&now).first() {
                let what = wire::escaped(&change.what);
                let what =
                    format!("`{label}` was the same in all tasks before, and now {} `{what}`", change.how);
                return Err(unpinned(subject, what));
            }
        }
    }
    Ok(all)
}

fn unpinned(subject: &Subject, what: String) -> LabError {
    LabError::Pin { subject: format!("{subject:?}"), what }
}

/// Pins the services of a subject with their definitions of these kinds.
pub(crate) async fn pin(grid: &Grid, subject: usize, kinds: &[Defined]) -> Result<Pinned, Fault> {
    let subject =
        grid.subjects.get(subject).ok_or_else(|| Fault::Folder("there is no such subject".into()))?;
    let (world, offered) = open(subject, 0, grid.limits).await?;
    let mut pinned = Pinned::default();
    for service in offered {
        let label = service.label.as_ref().to_owned();
        let locked = look(grid, &world, service, kinds).await?;
        pinned.reached.insert(label.clone(), Identity { server: None, ..locked.identity.clone() });
        pinned.lockfile.services.insert(label, locked);
    }
    Ok(pinned)
}

async fn look(grid: &Grid, world: &World, service: Offered, kinds: &[Defined]) -> Result<Locked, Fault> {
    let Offered { label, link } = service;
    let settings = Settings { era: grid.era.unwrap_or_default(), limits: grid.limits, ..Settings::default() };
    let (mut client, hello) =
        Client::connect(link, Box::new(Refuse), settings).await.map_err(|error| world.unreachable(&error))?;
    let lost = |error: LinkError| Fault::Service(world.neutral(error.to_string()));
    let shown = survey(&mut client, &hello, kinds).await.map_err(lost)?;
    client.close().await.map_err(lost)?;
    if !shown.definitions.contains_key(&Defined::Tools) {
        let what = format!("the service `{label}` refuses to list its tools, so that they cannot be pinned");
        return Err(Fault::Service(what));
    }
    Ok(Locked::of(world.identity().calling_itself(&hello), &shown))
}
