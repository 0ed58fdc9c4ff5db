//! `safemcp serve`.

use crate::args::{ServeArgs, ShapeArg};
use crate::env::{named, settings};
use crate::exit::{Done, Failure, Verdict};
use crate::struck::{self, Struck};
use attacks::{Attack, Execution, Opportunity, Served, secret};
use chain::{Bridged, Chain, Chained, Recorder, bridge};
use environments::{
    AgentGymLimits, AgentGymOffer, AgentGymServer, Environment, EnvironmentService, FAMILIES, Family, Shape,
    share,
};
use models::reference::{Faithful, Obedient, Script};
use models::{Model, ModelId, ProviderSettings};
use serde_json::Value;
use std::sync::Arc;
use tokio::signal::unix::{Signal, SignalKind, signal};
use wire::fault::Fault;
use wire::http::HttpServer;
use wire::stdio::StreamLink;
use wire::{Limits, Link, LinkError};

/// One environment, ready to be offered any number of times.
struct Offer {
    family: &'static dyn Family,
    index: usize,
    seed: u64,
    shape: Shape,
    settings: Value,
    attack: Option<Attack>,
    /// The attacker's own, which words demands.
    model: Option<Arc<dyn Model>>,
    /// Set where the attack stands below the messages.
    served: Option<Served>,
}

/// Offers an environment as a real MCP server.
pub(crate) fn serve(args: &ServeArgs) -> Verdict {
    if let Some(address) = args.agentgym {
        return over_agentgym(args, address);
    }
    let attack: Option<Attack> =
        args.attack.as_deref().map(str::parse).transpose().map_err(Failure::usage)?;
    if attack.as_ref().is_some_and(Attack::asks_behavior) {
        let why = "the objective `behavior` asks for requests of a file, which an experiment names: \
            see docs/behaviors.md and `safemcp run`";
        return Err(Failure::usage(why));
    }
    let model = attacker_model(attack.as_ref(), args.attacker_model.as_deref())?;
    let shape = match args.shape {
        ShapeArg::Native => Shape::Native,
        ShapeArg::Agentgym => Shape::AgentGym,
    };
    let settings = settings(args.settings.as_deref())?;
    let mut offer = Offer {
        family: named(args.environment.as_deref().unwrap_or_default())?,
        index: args.index,
        seed: args.seed,
        shape,
        settings,
        attack,
        model,
        served: None,
    };
    // Opened once before anybody connects, so that a mistake shows at once.
    let environment = offer.open().map_err(Failure::usage)?;
    if let Some(attack) = offer.attack.take_if(|attack| matches!(attack.surface.execution, Execution::Served))
    {
        fits(&attack, args.http.is_some())?;
        offer.served =
            Some(attack.serve(&offer.opportunity(environment.as_ref()), args.seed).map_err(Failure::usage)?);
    }
    if let Some(attack) = &offer.attack {
        let armed = attack.arm(&offer.opportunity(environment.as_ref()), args.seed, offer.model.as_ref());
        armed.map(drop).map_err(Failure::usage)?;
    }
    note(&format!("{}\n\nForeign texts carry the secret {}.", environment.task().prompt, secret(args.seed)));
    if let Some(served) = &offer.served {
        note(&format!("It is hostile below its messages: {:?}.", served.fault.flaw));
        struck::before(&served.fault);
    }
    let runtime = runtime()?;
    let done = match args.http {
        Some(address) => runtime.block_on(over_http(offer, address)),
        None => runtime.block_on(over_stdio(&offer)),
    };
    // A thread may still wait for standard input, which nobody can interrupt.
    runtime.shutdown_background();
    done
}

/// The model of an attack that has its demand worded; a reference model does it without a script.
fn attacker_model(attack: Option<&Attack>, name: Option<&str>) -> Result<Option<Arc<dyn Model>>, Failure> {
    let Some(attack) = attack else { return Ok(None) };
    match (attack.rewords(), name) {
        (false, None) => Ok(None),
        (false, Some(_)) => Err(Failure::usage(
            "`--attacker-model` words demands, and only the placement `fused:model` has one worded",
        )),
        (true, None) => {
            let placement = attack.placement.id();
            let why = format!(
                "the placement `{placement}` has a model word the demand; name it: `--attacker-model MODEL`"
            );
            Err(Failure::usage(why))
        }
        (true, Some(name)) => {
            let lookup = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
            let id: ModelId = name.parse().map_err(Failure::usage)?;
            let model: Arc<dyn Model> = match &id {
                ModelId::Faithful => Arc::new(Faithful::new(Script::default())),
                ModelId::Obedient => Arc::new(Obedient::new(Script::default())),
                ModelId::Provider { .. } => {
                    models::open(&id, &ProviderSettings::default(), &lookup).map_err(Failure::usage)?
                }
            };
            Ok(Some(model))
        }
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    built.map_err(|error| Failure::harness(format!("cannot start: {error}")))
}

impl Offer {
    fn open(&self) -> Result<Box<dyn Environment>, environments::EnvironmentError> {
        self.family.open(self.index, self.seed, &self.settings)
    }

    fn opportunity(&self, environment: &dyn Environment) -> Opportunity {
        let solution = environment.solution(self.shape);
        Opportunity {
            foreign: environment.foreign_act(self.shape, Opportunity::CARRIED),
            needed: solution.calls.first().map(|call| call.tool.clone()),
            solution,
            secret: secret(self.seed),
            services: vec![],
            behavior: None,
            data: None,
            elsewhere: None,
        }
    }

    /// A fresh world behind its service, and the attack's layer if there is one.
    fn parts(&self) -> Result<(EnvironmentService, Chain), LinkError> {
        let fail = |what: String| LinkError::Io { peer: self.family.id().to_owned(), what };
        let environment = self.open().map_err(|error| fail(error.to_string()))?;
        let opportunity = self.opportunity(environment.as_ref());
        let armed = self
            .attack
            .as_ref()
            .map(|attack| attack.arm(&opportunity, self.seed, self.model.as_ref()))
            .transpose();
        let armed = armed.map_err(|error| fail(error.to_string()))?;
        let layers = armed.map(|armed| armed.over(0, 1)).unwrap_or_default();
        let mut layers: Vec<_> = layers.into_iter().flatten().collect();
        layers.extend(self.served.as_ref().map(Served::layer));
        Ok((EnvironmentService::new(share(environment), self.shape), Chain::new(layers, Recorder::default())))
    }

    fn link(&self) -> Result<Box<dyn Link>, LinkError> {
        let (service, chain) = self.parts()?;
        let link = Box::new(Chained::new(chain, Box::new(service)));
        Ok(match self.fault() {
            Some(fault) => Box::new(Struck::new(link, fault)),
            None => link,
        })
    }

    fn fault(&self) -> Option<Fault> {
        self.served.as_ref().map(|served| served.fault.clone())
    }
}

/// Whether an attack below the messages exists on this transport.
fn fits(attack: &Attack, http: bool) -> Result<(), Failure> {
    let (fits, wanted) = match attack.surface.method {
        "HTTP" => (http, "--http ADDRESS"),
        "stdio" => (!http, "--stdio"),
        _ => (true, ""),
    };
    let surface = attack.surface;
    let wrong = format!("surface {} ({}) exists only over {}", surface.id, surface.name, surface.method);
    if fits { Ok(()) } else { Err(Failure::usage(format!("{wrong}; serve with `{wanted}`"))) }
}

async fn over_stdio(offer: &Offer) -> Verdict {
    let mut interrupt = interrupts()?;
    let fault = offer.fault();
    let _deaf = deaf(fault.as_ref())?;
    let mut service = offer.link().map_err(Failure::harness)?;
    let mut host = StreamLink::stdio(Limits::default());
    if let Some(fault) = &fault {
        host = host.faulty(fault.clone());
    }
    let chain = Chain::new(vec![], Recorder::default());
    let strange = |error: &LinkError| note(&error.to_string());
    let done = tokio::select! {
        ended = bridge(chain, &mut host, &mut service, strange) => match ended {
            Ok(Bridged::HostClosed | Bridged::ServerClosed) => Ok(Done::Well),
            Err(error) => Err(Failure::harness(error)),
        },
        _ = interrupt.recv() => Ok(Done::Well),
    };
    linger(fault.as_ref()).await;
    done
}

async fn linger(fault: Option<&Fault>) {
    if let Some(fault) = fault {
        struck::after(fault).await;
    }
}

async fn over_http(offer: Offer, address: std::net::SocketAddr) -> Verdict {
    let mut interrupt = interrupts()?;
    let fault = offer.fault();
    let _deaf = deaf(fault.as_ref())?;
    let factory = move || offer.link();
    let bound = HttpServer::bind_faulty(address, fault.clone(), factory, Limits::default()).await;
    let mut server = bound.map_err(Failure::harness)?;
    note(&format!("Serving at {} until interrupted.", server.url()));
    interrupt.recv().await;
    linger(fault.as_ref()).await;
    server.close().await;
    Ok(Done::Well)
}

/// Offers every environment to AgentGym's clients, until interrupted.
fn over_agentgym(args: &ServeArgs, address: std::net::SocketAddr) -> Verdict {
    let settings = settings(args.settings.as_deref())?;
    if args.environment.is_none() && !settings.is_null() {
        return Err(Failure::usage("`--settings` are those of an environment; name it"));
    }
    if let Some(environment) = &args.environment {
        named(environment)?;
    }
    let offer = AgentGymOffer { environment: args.environment.clone(), settings, seed: args.seed };
    let runtime = runtime()?;
    let done = runtime.block_on(async {
        let mut interrupt = interrupts()?;
        let limits = AgentGymLimits::default();
        let mut server = AgentGymServer::bind(address, &offer, limits).await.map_err(Failure::usage)?;
        let url = server.url();
        let root = args.environment.as_ref().map_or(String::new(), |id| format!(", `{id}` at {url}"));
        let names = FAMILIES.iter().map(|family| family.id()).collect::<Vec<_>>().join(", ");
        note(&format!("Serving AgentGym's protocol at {url}/NAME{root}, until interrupted. Names: {names}."));
        interrupt.recv().await;
        server.close().await;
        Ok(Done::Well)
    });
    runtime.shutdown_background();
    done
}

/// Interrupts of the user, which is how a server ends well. Called before anybody can know of the server, so that an
/// early one is not missed. Needs a Tokio runtime.
fn interrupts() -> Result<Signal, Failure> {
    let failed = |error| Failure::harness(format!("cannot wait for an interrupt: {error}"));
    signal(SignalKind::interrupt()).map_err(failed)
}

/// Takes SIGTERM and does nothing about it, where that is the fault.
fn deaf(fault: Option<&Fault>) -> Result<Option<Signal>, Failure> {
    let failed = |error| Failure::harness(format!("cannot ignore the end: {error}"));
    let hangs = fault.is_some_and(|fault| !struck::stays(fault).is_zero());
    hangs.then(|| signal(SignalKind::terminate())).transpose().map_err(failed)
}

/// Speaks on standard error: standard output belongs to the protocol.
#[expect(
    clippy::print_stderr,
    reason = "the command line speaks here; standard output belongs to the protocol"
)]
fn note(text: &str) {
    eprintln!("{}", report::show::block(text));
}
