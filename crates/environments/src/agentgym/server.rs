//! The server.

use super::admission::admits;
use super::answer::Answer;
use super::caller::OURS;
use super::mount::Mount;
use super::request::Request;
use super::settings::ID;
use crate::{EnvironmentError, FAMILIES, family};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{self, Method, StatusCode};
use axum::response::Response;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;

/// How long the end may take.
const STOP: Duration = Duration::from_secs(2);

/// Bounds of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgentGymLimits {
    /// Environments of one family that are kept; for one more, the one that has been idle longest is dropped. Default
    /// 1024.
    pub environments: usize,
    /// How long an environment is kept that nobody uses. Default one hour.
    pub idle: Duration,
    /// Largest body of a request, in bytes. Default 1 MiB.
    pub body_bytes: usize,
    /// How long a client may take to send its body. Default 30 s.
    pub body_time: Duration,
}

impl Default for AgentGymLimits {
    fn default() -> Self {
        Self {
            environments: 1024,
            idle: Duration::from_secs(3600),
            body_bytes: 1024 * 1024,
            body_time: Duration::from_secs(30),
        }
    }
}

/// What a server offers. Every family is there under its id in any case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgentGymOffer {
    /// The family that is at the root as well, where AgentGym's clients look for it.
    pub environment: Option<String>,
    /// Settings of that family.
    pub settings: Value,
    /// Seed of all worlds.
    pub seed: u64,
}

/// Offers every family at `http://ADDRESS/ID/` as AgentGym's servers do.
///
/// Dropping it ends it at once; [`AgentGymServer::close`] ends it in good order.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), environments::EnvironmentError> {
/// use environments::{AgentGymLimits, AgentGymOffer, AgentGymServer};
/// let offer = AgentGymOffer { environment: Some("textcraft".to_owned()), ..AgentGymOffer::default() };
/// let mut server = AgentGymServer::bind(([127, 0, 0, 1], 0).into(), &offer, AgentGymLimits::default()).await?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// server.close().await;
/// # Ok(()) }
/// ```
pub struct AgentGymServer {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

struct Service {
    mounts: Vec<Arc<Mount>>,
    root: Option<Arc<Mount>>,
    limits: AgentGymLimits,
}

impl AgentGymServer {
    /// Serves at `address`; port 0 is any free one. The protocol knows no password: an address other than loopback
    /// serves whoever can reach it.
    ///
    /// # Errors
    /// For an unknown environment, settings that cannot be used, and an address that cannot be had.
    pub async fn bind(
        address: SocketAddr,
        offer: &AgentGymOffer,
        limits: AgentGymLimits,
    ) -> Result<Self, EnvironmentError> {
        let service = Arc::new(Service::new(offer, limits)?);
        let data = |error: std::io::Error| EnvironmentError::Data {
            family: ID,
            path: address.to_string(),
            what: error.to_string(),
        };
        let listener = TcpListener::bind(address).await.map_err(data)?;
        let address = listener.local_addr().map_err(data)?;
        let router = Router::new().fallback(serve).with_state(service);
        let (stop, stopped) = oneshot::channel::<()>();
        let served = axum::serve(listener, router).with_graceful_shutdown(async move {
            let _dropped = stopped.await;
        });
        let task = tokio::spawn(async move {
            // The listener recovers from failed accepts by itself and reports none.
            let _ended = served.await;
        });
        Ok(Self { address, stop: Some(stop), task })
    }

    /// The address that is listened on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address for clients, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more connections and waits a moment for those that are open.
    pub async fn close(&mut self) {
        let Some(stop) = self.stop.take() else { return };
        let _ended = stop.send(());
        let _late = timeout(STOP, &mut self.task).await;
        self.task.abort();
    }
}

impl Drop for AgentGymServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Service {
    fn new(offer: &AgentGymOffer, limits: AgentGymLimits) -> Result<Self, EnvironmentError> {
        let root = offer.environment.as_deref().map(family).transpose()?.map(|family| family.id());
        let mut mounts = Vec::new();
        for family in FAMILIES {
            let settings = if root == Some(family.id()) { offer.settings.clone() } else { Value::Null };
            mounts.push(Arc::new(Mount::new(*family, settings, offer.seed, limits)?));
        }
        let found = root.map(|id| {
            let found = mounts.iter().find(|mount| mount.id() == id).map(Arc::clone);
            found.ok_or_else(|| EnvironmentError::Settings {
                family: ID,
                what: format!("`{id}` is not built in, so it cannot be offered"),
            })
        });
        Ok(Self { root: found.transpose()?, mounts, limits })
    }

    /// The family that a path leads to, and the endpoint there.
    fn find(&self, path: &str) -> Option<(&Arc<Mount>, String)> {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let first = parts.next().unwrap_or_default();
        let named = self.mounts.iter().find(|mount| mount.id() == first || mount.protocol.name == first);
        let (mount, endpoint) = match named {
            Some(mount) => (mount, parts.next().unwrap_or_default()),
            None => (self.root.as_ref()?, first),
        };
        parts.next().is_none().then(|| (mount, endpoint.to_owned()))
    }

    async fn answer(&self, request: http::Request<Body>) -> (Answer, Option<String>) {
        if !admits(request.headers()) {
            return (Answer::failed(403, "Host or Origin is not served here"), None);
        }
        let path = request.uri().path();
        let Some((mount, endpoint)) = self.find(path) else {
            let hello = path == "/" && request.method() == Method::GET;
            return (if hello { Answer::ok("ok".into()) } else { Answer::nowhere() }, None);
        };
        let post = match *request.method() {
            Method::POST => true,
            Method::GET => false,
            _ => return (Answer::other_method(), None),
        };
        let query = request.uri().query().unwrap_or_default().to_owned();
        let body =
            timeout(self.limits.body_time, to_bytes(request.into_body(), self.limits.body_bytes)).await;
        let body = match body {
            Ok(Ok(body)) => body,
            Ok(Err(_)) => return (Answer::failed(413, "the body is too long or broken off"), None),
            Err(_) => return (Answer::failed(408, "the body did not come in time"), None),
        };
        let (playing, claim) = (Arc::clone(mount), mount.claim.clone());
        // A family may take its time, or wait for something outside.
        let played = spawn_blocking(move || match Request::read(post, endpoint, query, &body) {
            Ok(request) => playing.answer(&request),
            Err(answer) => answer,
        });
        (played.await.unwrap_or_else(|_| Answer::failed(500, "the world broke down")), claim)
    }
}

async fn serve(State(service): State<Arc<Service>>, request: http::Request<Body>) -> Response {
    let (answer, claim) = service.answer(request).await;
    let mut response = Response::builder()
        .status(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        .header(CONTENT_TYPE, "application/json");
    if let Some(claim) = claim {
        response = response.header(OURS, claim);
    }
    response.body(Body::from(answer.body.to_string())).unwrap_or_default()
}
