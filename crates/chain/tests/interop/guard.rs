//! A bridge between two links, the way a guard stands: client of the SDK, our links, server of the SDK.

use crate::far::{Address, Carrier, far, helper, link, recorded, stream};
use crate::record::{Crossed, Place};
use crate::recorder::in_front_of;
use crate::sdk::{converse, modes};
use chain::{Chain, bridge};
use rmcp::ClientLifecycleMode;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use testkit::Tee;
use tokio::time::timeout;
use wire::http::HttpServer;
use wire::{Limits, Link, LinkError, memory_pair};

/// Carries between two links in a task of its own.
fn stand(mut host: impl Link + 'static, far: Address) {
    tokio::spawn(async move {
        let strange = |error: &LinkError| panic!("{error}");
        bridge(Chain::empty(), &mut host, link(far).as_mut(), strange).await
    });
}

/// What a client is given in place of `address`: a guard. Its server over HTTP lives as long as what is answered last.
async fn guarded(near: Carrier, address: Address, folder: &Path) -> (Address, Place, Option<HttpServer>) {
    match near {
        Carrier::Memory => {
            let (client, here, tee) = Tee::pair();
            stand(stream(here, "the client"), address);
            (Address::Stream(client), Place::Tee(tee), None)
        }
        Carrier::Stdio => {
            let far = match address {
                Address::Program(parts) => parts,
                Address::Url(url) => vec![url],
                Address::Stream(_) => panic!("another process cannot reach into this one"),
            };
            let program = [helper(), "bridge".to_owned()].into_iter().chain(far).collect();
            let (address, place) = recorded(folder, "near", program);
            (address, place, None)
        }
        Carrier::Http => {
            let address = Mutex::new(Some(address));
            let open = move || {
                let (near, far) = memory_pair(["the guard", "the client"]);
                stand(far, address.lock().unwrap().take().expect("one client, one link"));
                Ok(Box::new(near) as Box<dyn Link>)
            };
            let server = HttpServer::bind(([127, 0, 0, 1], 0).into(), open, Limits::default()).await.unwrap();
            let (url, place) = in_front_of(&server.url()).await;
            (Address::Url(url), place, Some(server))
        }
    }
}

/// What a client and a server say to each other, on both sides of a guard.
async fn through(near: Carrier, carrier: Carrier, mode: ClientLifecycleMode) -> [Crossed; 2] {
    let folder = tempfile::tempdir().unwrap();
    let (address, after) = far(carrier, folder.path()).await;
    let (address, before, server) = guarded(near, address, folder.path()).await;
    converse(address, mode).await;
    if let Some(mut server) = server {
        server.close().await;
    }
    [before.read(), after.read()]
}

/// The same without a guard.
async fn direct(carrier: Carrier, mode: ClientLifecycleMode) -> Crossed {
    let folder = tempfile::tempdir().unwrap();
    let (address, place) = far(carrier, folder.path()).await;
    converse(address, mode).await;
    place.read()
}

/// Holds a guard between these carriers against a direct connection.
async fn check(near: Carrier, carrier: Carrier) {
    for mode in modes() {
        let shown = format!("{near:?} to {carrier:?}, {mode:?}");
        let [before, after] =
            timeout(Duration::from_secs(120), through(near, carrier, mode.clone())).await.expect(&shown);
        let direct = timeout(Duration::from_secs(120), direct(near, mode)).await.expect(&shown);
        assert!(direct.there.len() > 7 && direct.back.len() > 9, "{shown}: {direct:?}");
        assert_eq!(before, after, "both sides of the guard, {shown}");
        assert_eq!(before, direct, "with and without a guard, {shown}");
    }
}

#[tokio::test]
async fn a_guard_between_streams() {
    check(Carrier::Memory, Carrier::Memory).await;
    check(Carrier::Memory, Carrier::Stdio).await;
    check(Carrier::Memory, Carrier::Http).await;
}

#[tokio::test]
async fn a_guard_as_a_process() {
    check(Carrier::Stdio, Carrier::Stdio).await;
    check(Carrier::Stdio, Carrier::Http).await;
}

#[tokio::test]
async fn a_guard_at_an_address() {
    check(Carrier::Http, Carrier::Memory).await;
    check(Carrier::Http, Carrier::Stdio).await;
    check(Carrier::Http, Carrier::Http).await;
}
