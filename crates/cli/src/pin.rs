//! `safemcp pin`.

use crate::args::PinArgs;
use crate::env::named;
use crate::exit::{Done, Failure, Verdict, say};
use crate::run::planned;
use defenses::{Change, Defined, How, Identity, Locked, Lockfile, survey};
use environments::{EnvironmentService, Shape, share};
use lab::Source;
use report::show;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use wire::http::{HttpClient, HttpTarget};
use wire::{Child, Client, Limits, Link, LinkError, Program, Refuse, Settings};

/// A service that was named, and the way to it.
struct Named {
    label: String,
    identity: Identity,
    link: Box<dyn Link>,
}

/// Writes down what services define, and tells what changed since that was done last.
pub(crate) fn pin(args: &PinArgs) -> Verdict {
    let mut lock = match args.lockfile.exists() {
        true => Lockfile::read(&args.lockfile).map_err(Failure::usage)?,
        false if args.check => {
            return Err(Failure::usage(format!(
                "there is no lockfile `{}` to check",
                args.lockfile.display()
            )));
        }
        false => Lockfile::default(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::harness(format!("cannot start: {error}")))?;
    let seen = runtime.block_on(look(args));
    runtime.shutdown_background();
    let (mut told, mut same) = (String::new(), true);
    for (label, now) in seen? {
        let old = lock.services.insert(label.clone(), now);
        let now = lock.services.get(&label);
        same &= tell(&mut told, &label, old.as_ref(), now);
    }
    if args.check {
        say(&told)?;
        return Ok(if same { Done::Well } else { Done::Gate });
    }
    lock.write(&args.lockfile).map_err(Failure::harness)?;
    let _ = writeln!(told, "Written to {}.", args.lockfile.display());
    say(&told)
}

/// What the services that were named define now.
async fn look(args: &PinArgs) -> Result<Vec<(String, Locked)>, Failure> {
    if let Some(file) = &args.experiment {
        return of_experiment(file).await;
    }
    let services = services(args)?;
    let mut seen = Vec::with_capacity(services.len());
    for Named { label, identity, link } in services {
        seen.push((label, ask(identity, link).await.map_err(Failure::harness)?));
    }
    Ok(seen)
}

/// Everything in an experiment. Its defenses may need the very file that is written here.
async fn of_experiment(file: &Path) -> Result<Vec<(String, Locked)>, Failure> {
    let experiment = lab::read_file(file).map_err(lab::LabError::from)?.clean();
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let plan = planned(&experiment, &Source::new(&file.display().to_string(), &text))?;
    Ok(lab::lock(&plan).await?.services.into_iter().collect())
}

async fn ask(identity: Identity, link: Box<dyn Link>) -> Result<Locked, LinkError> {
    let (mut client, hello) = Client::connect(link, Box::new(Refuse), Settings::default()).await?;
    let shown = survey(&mut client, &hello, &Defined::ALL).await;
    client.close().await?;
    Ok(Locked::of(identity.calling_itself(&hello), &shown?))
}

/// The one service that was named, or those of the environment.
fn services(args: &PinArgs) -> Result<Vec<Named>, Failure> {
    if let Some(environment) = &args.environment {
        return of_environment(environment, args.name.as_deref());
    }
    let label = args.name.clone().ok_or_else(|| Failure::usage("the service needs a `--name`"))?;
    let limits = Limits::default();
    if let Some(url) = &args.url {
        let link = HttpClient::new(&HttpTarget::new(url), limits).map_err(Failure::usage)?;
        return Ok(vec![Named { label, identity: Identity::at(url), link: Box::new(link) }]);
    }
    let mut words = args.command.iter();
    let program = Program::new(words.next().cloned().unwrap_or_default());
    let program = words.fold(program, Program::arg);
    let link = Child::start(&program, limits).map_err(Failure::usage)?;
    Ok(vec![Named { label, identity: Identity::of_program(&program), link: Box::new(link) }])
}

fn of_environment(id: &str, name: Option<&str>) -> Result<Vec<Named>, Failure> {
    let family = named(id)?;
    let opened = family.open(0, 0, &Value::Null).map_err(Failure::usage)?;
    let identity = Identity::at(format!("environment {}", family.id()));
    let (parts, environment) = (opened.services(), share(opened));
    if parts.is_empty() {
        let label = name.unwrap_or(id).to_owned();
        let link = Box::new(EnvironmentService::new(environment, Shape::Native));
        return Ok(vec![Named { label, identity, link }]);
    }
    if name.is_some() {
        let what = format!("`{id}` has several services, which have names of their own; leave `--name` out");
        return Err(Failure::usage(what));
    }
    let part = |(name, _): &(&str, _)| Named {
        label: (*name).to_owned(),
        identity: identity.clone(),
        link: Box::new(EnvironmentService::part(Arc::clone(&environment), name)),
    };
    Ok(parts.iter().map(part).collect())
}

/// Tells how a service differs from what was known of it; answers whether it does not.
fn tell(out: &mut String, label: &str, old: Option<&Locked>, now: Option<&Locked>) -> bool {
    let now = now.cloned().unwrap_or_default();
    // Of a new service the definitions are counted, and who it is is told by itself.
    let known =
        old.cloned().unwrap_or_else(|| Locked { identity: now.identity.clone(), ..Locked::default() });
    let changes = known.changes(&now);
    let counts = |how: How| changes.iter().filter(|change| change.how == how).count();
    let label = show::line(label);
    let _ = match (old, changes.is_empty()) {
        (None, _) => writeln!(out, "{label}: new, {} definitions", changes.len()),
        (_, true) => writeln!(out, "{label}: nothing changed"),
        _ => {
            let hows: BTreeSet<How> = changes.iter().map(|change| change.how).collect();
            let hows: Vec<String> = hows.into_iter().map(|how| format!("{} {how}", counts(how))).collect();
            writeln!(out, "{label}: {}", hows.join(", "))
        }
    };
    if old.is_none() {
        introduce(out, &now.identity);
    }
    for Change { how, what } in &changes {
        let _ = writeln!(out, "  {how:<8}{}", show::line(what));
    }
    old.is_some() && changes.is_empty()
}

fn introduce(out: &mut String, identity: &Identity) {
    let _ = writeln!(out, "  source  {}", show::line(&identity.source));
    for word in identity.files.keys() {
        let _ = writeln!(out, "  file    {}", show::line(word));
    }
    if let Some(server) = &identity.server {
        let _ = writeln!(out, "  name    {}", show::line(&format!("{} {}", server.name, server.version)));
    }
}
