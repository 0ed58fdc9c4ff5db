//! A server of the reference SDK at the far end of each carrier, with a record of what reaches it.

use crate::record::Place;
use crate::recorder::in_front_of;
use crate::service::Abacus;
use rmcp::ServiceExt;
use rmcp::transport::streamable_http_server::{
    StreamableHttpServerConfig, StreamableHttpService, session::local::LocalSessionManager,
};
use std::path::{Path, PathBuf};
use testkit::Tee;
use tokio::io::{DuplexStream, split};
use wire::http::{HttpClient, HttpTarget};
use wire::stdio::StreamLink;
use wire::{Child, Limits, Link, Program};

/// What messages travel on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// Byte streams in memory.
    Memory,
    /// Standard input and output of a process.
    Stdio,
    /// Streamable HTTP.
    Http,
}

impl Carrier {
    pub(crate) const ALL: [Self; 3] = [Self::Memory, Self::Stdio, Self::Http];
}

/// How to reach a server, once.
pub(crate) enum Address {
    Stream(DuplexStream),
    /// A command with its arguments.
    Program(Vec<String>),
    Url(String),
}

/// A server, and where what reaches it is recorded.
pub(crate) async fn far(carrier: Carrier, folder: &Path) -> (Address, Place) {
    match carrier {
        Carrier::Memory => {
            let (near, far, tee) = Tee::pair();
            tokio::spawn(async move { Abacus.serve(far).await.unwrap().waiting().await });
            (Address::Stream(near), Place::Tee(tee))
        }
        Carrier::Stdio => recorded(folder, "far", vec![helper(), "sdk".to_owned()]),
        Carrier::Http => {
            let (url, place) = in_front_of(&sdk_address().await).await;
            (Address::Url(url), place)
        }
    }
}

async fn sdk_address() -> String {
    let config = StreamableHttpServerConfig::default();
    let service: StreamableHttpService<Abacus, LocalSessionManager> =
        StreamableHttpService::new(|| Ok(Abacus), Default::default(), config);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/mcp", listener.local_addr().unwrap());
    let router = axum::Router::new().nest_service("/mcp", service);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    url
}

/// A program with a record of its standard input and output.
pub(crate) fn recorded(folder: &Path, name: &str, program: Vec<String>) -> (Address, Place) {
    let folder = folder.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let mut command = vec![helper(), "tee".to_owned(), folder.to_str().unwrap().to_owned()];
    command.extend(program);
    (Address::Program(command), Place::Folder(folder))
}

/// The helper program, which Cargo builds with the tests.
pub(crate) fn helper() -> String {
    let tests: PathBuf = std::env::current_exe().unwrap();
    let path = tests.parent().and_then(|deps| deps.parent()).unwrap().join("examples").join("interop");
    assert!(path.exists(), "{} is missing; `cargo test -p safemcp-chain` builds it", path.display());
    path.to_str().unwrap().to_owned()
}

/// A link of ours to a server.
pub(crate) fn link(address: Address) -> Box<dyn Link> {
    let limits = Limits::default();
    match address {
        Address::Stream(end) => Box::new(stream(end, "the server")),
        Address::Program(parts) => Box::new(Child::start(&program(&parts), limits).unwrap()),
        Address::Url(url) => Box::new(HttpClient::new(&HttpTarget::new(url), limits).unwrap()),
    }
}

pub(crate) fn program(parts: &[String]) -> Program {
    let (command, args) = parts.split_first().unwrap();
    args.iter().fold(Program::new(command), Program::arg)
}

pub(crate) fn stream(end: DuplexStream, peer: &str) -> impl Link + use<> {
    let (read, write) = split(end);
    StreamLink::new(read, write, peer, Limits::default())
}
