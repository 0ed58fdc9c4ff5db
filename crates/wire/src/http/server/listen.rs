//! A server at an address.

use super::admission::Admission;
use super::endpoint::{Endpoint, serve};
use super::sessions::{Factory, Sessions};
use crate::fault::Fault;
use crate::{Limits, LinkError};
use axum::Router;
use axum::routing::any;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Offers a service over Streamable HTTP at `http://ADDRESS/mcp`, in both eras.
///
/// Dropping it ends everything at once; [`HttpServer::close`] ends it in good order.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), wire::LinkError> {
/// use wire::{Limits, Link, http::HttpServer, memory_pair};
/// let open = || {
///     let (link, _service) = memory_pair(["the service", "the client"]);
///     Ok(Box::new(link) as Box<dyn Link>)
/// };
/// let mut server = HttpServer::bind(([127, 0, 0, 1], 0).into(), open, Limits::default()).await?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// server.close().await;
/// # Ok(()) }
/// ```
pub struct HttpServer {
    address: SocketAddr,
    endpoint: Arc<Endpoint>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl HttpServer {
    /// Serves at `address` (port 0: any free one) under the loopback names.
    ///
    /// # Errors
    /// [`LinkError::Start`] when the address cannot be had.
    pub async fn bind(address: SocketAddr, factory: impl Factory, limits: Limits) -> Result<Self, LinkError> {
        Self::bind_as(address, Admission::default(), factory, limits).await
    }

    /// The same with a fault, if it is one of sessions or streams.
    ///
    /// # Errors
    /// [`LinkError::Start`] when the address cannot be had.
    pub async fn bind_faulty(
        address: SocketAddr,
        fault: Option<Fault>,
        factory: impl Factory,
        limits: Limits,
    ) -> Result<Self, LinkError> {
        let sessions = Sessions::new(Box::new(factory), limits, fault);
        Self::listen(address, Endpoint { sessions, admission: Admission::default(), limits }).await
    }

    /// Serves at `address` under the names that `admission` lists.
    ///
    /// # Errors
    /// [`LinkError::Start`] when the address cannot be had.
    pub async fn bind_as(
        address: SocketAddr,
        admission: Admission,
        factory: impl Factory,
        limits: Limits,
    ) -> Result<Self, LinkError> {
        let sessions = Sessions::new(Box::new(factory), limits, None);
        Self::listen(address, Endpoint { sessions, admission, limits }).await
    }

    async fn listen(address: SocketAddr, endpoint: Endpoint) -> Result<Self, LinkError> {
        let fail = |error: std::io::Error| LinkError::Start {
            peer: "the HTTP server".to_owned(),
            command: format!("listen on {address}"),
            reason: error.to_string(),
        };
        let listener = TcpListener::bind(address).await.map_err(fail)?;
        let address = listener.local_addr().map_err(fail)?;
        let endpoint = Arc::new(endpoint);
        let router = Router::new().route("/mcp", any(serve)).with_state(Arc::clone(&endpoint));
        let (stop, stopped) = oneshot::channel::<()>();
        let served = axum::serve(listener, router).with_graceful_shutdown(async move {
            let _dropped = stopped.await;
        });
        let task = tokio::spawn(async move {
            // The listener recovers from failed accepts by itself and reports none.
            let _ended = served.await;
        });
        Ok(Self { address, endpoint, stop: Some(stop), task })
    }

    /// The address that is listened on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address for clients.
    pub fn url(&self) -> String {
        format!("http://{}/mcp", self.address)
    }

    /// Takes no more connections, ends all sessions and their links, and waits for that; each step at most
    /// [`Limits::stop`] and what the links need themselves.
    pub async fn close(&mut self) {
        let Some(stop) = self.stop.take() else { return };
        let _ended = stop.send(());
        let limit = self.endpoint.limits.stop();
        let mut links = self.endpoint.sessions.close();
        let _late = timeout(limit * 2, async { while links.join_next().await.is_some() {} }).await;
        let _late = timeout(limit, &mut self.task).await;
        self.task.abort();
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        self.task.abort();
        drop(self.endpoint.sessions.close());
    }
}
