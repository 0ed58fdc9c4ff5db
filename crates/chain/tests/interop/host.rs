//! A chain in front of a server's link, the way a host holds it in the lab: our client, our links, server of the SDK.

use crate::far::{Carrier, far, link};
use crate::record::Crossed;
use chain::{Chain, Chained, Direction, Layer, Recorder, Tap, TapLayer};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::timeout;
use wire::{Client, EraPolicy, Link, Message, Refuse, Settings};

const ERAS: [EraPolicy; 4] =
    [EraPolicy::Initialize(0), EraPolicy::Initialize(3), EraPolicy::Stateless, EraPolicy::Probe];

/// Says everything once; answers what came back.
async fn talk(link: Box<dyn Link>, era: EraPolicy) -> Vec<String> {
    let settings = Settings { era, ..Settings::default() };
    let (mut client, hello) = Client::connect(link, Box::new(Refuse), settings).await.unwrap();
    let mut heard = vec![format!("{} {:?}", hello.capabilities, hello.server)];
    let call = |name: &str, arguments: Value| {
        ("tools/call", json!({"name": name, "arguments": arguments, "_meta": {"progressToken": "caf\u{e9}"}}))
    };
    let requests = [
        ("tools/list", json!({})),
        call("sum", json!({"a": 2, "b": 3})),
        call("count", json!({})),
        call("divide", json!({"a": 7, "b": 2})),
        call("divide", json!({"a": 7, "b": 0})),
        call("sum", json!({"a": "2"})),
        ("no/such/method", json!({"\u{2028}": [1.0, 1e300]})),
    ];
    for (method, params) in requests {
        let answer = client.request(method, params).await.unwrap();
        let came = client.take_notifications();
        heard.extend(came.iter().chain([&answer]).map(|message| message.as_str().to_owned()));
    }
    assert!(client.anomalies().is_empty(), "{:?}", client.anomalies());
    client.close().await.unwrap();
    heard
}

/// One conversation: what the client heard, and what crossed at the server.
async fn run(
    carrier: Carrier,
    era: EraPolicy,
    wrap: impl FnOnce(Box<dyn Link>) -> Box<dyn Link>,
) -> (Vec<String>, Crossed) {
    let folder = tempfile::tempdir().unwrap();
    let (address, place) = far(carrier, folder.path()).await;
    let talk = talk(wrap(link(address)), era);
    let heard = timeout(Duration::from_secs(120), talk).await.expect("the server answers");
    (heard, place.read())
}

fn chained(chain: Chain) -> impl FnOnce(Box<dyn Link>) -> Box<dyn Link> {
    |link| Box::new(Chained::new(chain, link))
}

async fn check(carrier: Carrier) {
    for era in ERAS {
        let (heard, crossed) = run(carrier, era, |link| link).await;
        assert!(crossed.there.len() >= 8 && crossed.back.len() >= 11, "{crossed:?}");
        assert!(
            heard[1..].iter().zip(&crossed.back[1..]).all(|(one, other)| one == other),
            "{heard:?} {crossed:?}"
        );

        let empty = run(carrier, era, chained(Chain::empty())).await;
        assert_eq!(empty, (heard.clone(), crossed.clone()), "{carrier:?}, {era:?}");

        let recorder = Recorder::default();
        let taps = [Tap::Delivered, Tap::Planted].map(|tap| TapLayer::new(tap, recorder.clone()));
        let layers = taps.map(|tap| Box::new(tap) as Box<dyn Layer>).into();
        let tapped = run(carrier, era, chained(Chain::new(layers, recorder.clone()))).await;
        assert_eq!(tapped, (heard, crossed.clone()), "{carrier:?}, {era:?}");
        let trace = recorder.take();
        for tap in [Tap::Delivered, Tap::Planted] {
            let texts = |way| trace.messages(tap, way).map(Message::as_str).map(str::to_owned).collect();
            let seen = Crossed { there: texts(Direction::ToServer), back: texts(Direction::ToHost) };
            assert_eq!(seen, crossed, "{tap:?}, {carrier:?}, {era:?}");
        }
    }
}

#[tokio::test]
async fn chains_over_every_carrier() {
    for carrier in Carrier::ALL {
        check(carrier).await;
    }
}
