//! `safemcp serve`.

use crate::args::{ServeArgs, ShapeArg};
use crate::env::{named, settings};
use crate::exit::{Done, Failure, Verdict};
use attacks::{Attack, Opportunity, secret};
use chain::{Bridged, Chain, Chained, Recorder, bridge};
use environments::{
    AgentGymLimits, AgentGymOffer, AgentGymServer, Environment, EnvironmentService, FAMILIES, Family, Shape,
    share,
};
use serde_json::Value;
use std::sync::Arc;
use tokio::signal::unix::{Signal, SignalKind, signal};
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
}

/// Offers an environment as a real MCP server.
pub(crate) fn serve(args: &ServeArgs) -> Verdict {
    if let Some(address) = args.agentgym {
        return over_agentgym(args, address);
    }
    let attack = args.attack.as_deref().map(str::parse).transpose().map_err(Failure::usage)?;
    let shape = match args.shape {
        ShapeArg::Native => Shape::Native,
        ShapeArg::Agentgym => Shape::AgentGym,
    };
    let settings = settings(args.settings.as_deref())?;
    let offer = Offer {
        family: named(args.environment.as_deref().unwrap_or_default())?,
        index: args.index,
        seed: args.seed,
        shape,
        settings,
        attack,
    };
    // Opened once before anybody connects, so that a mistake shows at once.
    let environment = offer.open().map_err(Failure::usage)?;
    note(&format!("{}\n\nForeign texts carry the secret {}.", environment.task().prompt, secret(args.seed)));
    let runtime = runtime()?;
    let done = match args.http {
        Some(address) => runtime.block_on(over_http(offer, address)),
        None => runtime.block_on(over_stdio(&offer)),
    };
    // A thread may still wait for standard input, which nobody can interrupt.
    runtime.shutdown_background();
    done
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    built.map_err(|error| Failure::harness(format!("cannot start: {error}")))
}

impl Offer {
    fn open(&self) -> Result<Box<dyn Environment>, environments::EnvironmentError> {
        self.family.open(self.index, self.seed, &self.settings)
    }

    /// A fresh world behind its service, and the attack's layer if there is one.
    fn parts(&self) -> Result<(EnvironmentService, Chain), LinkError> {
        let fail = |what: String| LinkError::Io { peer: self.family.id().to_owned(), what };
        let environment = self.open().map_err(|error| fail(error.to_string()))?;
        let solution = environment.solution(self.shape);
        let opportunity = Opportunity {
            foreign: environment.foreign_act(self.shape, Opportunity::CARRIED),
            needed: solution.calls.first().map(|call| call.tool.clone()),
            solution,
            secret: secret(self.seed),
            services: vec![],
        };
        let armed = self.attack.as_ref().map(|attack| attack.arm(&opportunity, self.seed)).transpose();
        let layers =
            armed.map_err(|error| fail(error.to_string()))?.map(|armed| armed.layers).unwrap_or_default();
        Ok((EnvironmentService::new(share(environment), self.shape), Chain::new(layers, Recorder::default())))
    }

    fn link(&self) -> Result<Box<dyn Link>, LinkError> {
        let (service, chain) = self.parts()?;
        Ok(Box::new(Chained::new(chain, Box::new(service))))
    }
}

async fn over_stdio(offer: &Offer) -> Verdict {
    let mut interrupt = interrupts()?;
    let (mut service, chain) = offer.parts().map_err(Failure::harness)?;
    let mut host = StreamLink::stdio(Limits::default());
    let strange = |error: &LinkError| note(&error.to_string());
    tokio::select! {
        ended = bridge(chain, &mut host, &mut service, strange) => match ended {
            Ok(Bridged::HostClosed | Bridged::ServerClosed) => Ok(Done::Well),
            Err(error) => Err(Failure::harness(error)),
        },
        _ = interrupt.recv() => Ok(Done::Well),
    }
}

async fn over_http(offer: Offer, address: std::net::SocketAddr) -> Verdict {
    let mut interrupt = interrupts()?;
    let offer = Arc::new(offer);
    let factory = move || offer.link();
    let mut server = HttpServer::bind(address, factory, Limits::default()).await.map_err(Failure::harness)?;
    note(&format!("Serving at {} until interrupted.", server.url()));
    interrupt.recv().await;
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

/// Speaks on standard error: standard output belongs to the protocol.
#[expect(
    clippy::print_stderr,
    reason = "the command line speaks here; standard output belongs to the protocol"
)]
fn note(text: &str) {
    eprintln!("{}", report::show::block(text));
}
