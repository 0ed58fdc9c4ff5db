//! Subscriptions of the stateless era, over every link: nobody waits for them, and whatever comes of one harms no request.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail loudly")]

use serde_json::{Value, json};
use std::time::Duration;
use testkit::ScriptedPeer;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use wire::http::{Factory, HttpClient, HttpServer, HttpTarget};
use wire::{Client, EraPolicy, Ids, Limits, Link, Message, Refuse, Settings};

const PONG: &str = r#"{"jsonrpc":"2.0","id":$id,"result":{}}"#;
const ACKNOWLEDGED: &str = r#"{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":$id},"notifications":{"toolsListChanged":true}}}"#;
const CHANGED: &str = r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":$id}}}"#;
const ENDED: &str = r#"{"jsonrpc":"2.0","id":$id,"result":{"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":$id}}}"#;
const REFUSED: &str = r#"{"jsonrpc":"2.0","id":$id,"error":{"code":-32601,"message":"no"}}"#;
const TORN_DOWN: &str = r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":$id}}"#;

const IMPATIENT: Limits = Limits { request_ms: 400, stop_ms: 200, ..LIMITS };
const LIMITS: Limits = Limits {
    message_bytes: 4_000,
    depth: 32,
    start_ms: 30_000,
    request_ms: 30_000,
    total_ms: 60_000,
    stop_ms: 1_000,
};

fn peer(said: &[&str]) -> ScriptedPeer {
    ScriptedPeer::stateless_era().on("subscriptions/listen", said).on("x", &[PONG])
}

async fn connect(link: Box<dyn Link>, ids: Ids) -> Client {
    let settings = Settings { era: EraPolicy::Stateless, limits: LIMITS, ids, ..Settings::default() };
    Client::connect(link, Box::new(Refuse), settings).await.unwrap().0
}

/// What a client heard, in one word each.
fn words(messages: &[Message]) -> Vec<String> {
    let word = |message: &Message| match message.method() {
        Some(method) => method.rsplit('/').next().unwrap_or_default().to_owned(),
        None => if message.error_json().is_some() { "refused" } else { "ended" }.to_owned(),
    };
    messages.iter().map(word).collect()
}

/// Subscribes, makes two requests and closes; what was heard unasked, and how many rules were broken.
async fn run(mut client: Client) -> (Vec<String>, usize) {
    client.listen(json!({"toolsListChanged": true})).await.unwrap();
    let mut heard = Vec::new();
    for _ in 0..2 {
        let answer = timeout(Duration::from_secs(20), client.request("x", json!({}))).await.unwrap();
        assert_eq!(answer.unwrap().result_json(), Some("{}"));
        heard.extend(client.take_notifications());
    }
    client.close().await.unwrap();
    (words(&heard), client.anomalies().len())
}

#[tokio::test]
async fn whatever_comes_of_a_subscription_is_told_and_no_more() {
    for (said, expected) in [
        (&[][..], &[][..]),
        (&[ACKNOWLEDGED, CHANGED], &["acknowledged", "list_changed"]),
        (&[ACKNOWLEDGED, ENDED], &["acknowledged", "ended"]),
        (&[ENDED], &["ended"]),
        (&[REFUSED], &["refused"]),
        (&[ACKNOWLEDGED, TORN_DOWN], &["acknowledged", "cancelled"]),
    ] {
        for ids in [Ids::Exact, Ids::Loose] {
            let (link, script) = peer(said).spawn();
            let (heard, anomalies) = run(connect(Box::new(link), ids).await).await;
            assert_eq!((heard, anomalies), (expected.iter().map(|word| (*word).to_owned()).collect(), 0));
            assert_eq!(cancelled(script).await, usize::from(!over(said)), "{said:?}");
        }
    }
}

fn over(said: &[&str]) -> bool {
    said.iter().any(|text| [ENDED, REFUSED, TORN_DOWN].contains(text))
}

/// How often a server was told that the subscription of a session is over. Its id is 2, as that of the second request.
async fn cancelled(script: JoinHandle<Vec<Message>>) -> usize {
    let heard = script.await.unwrap();
    let cancels = heard.iter().filter(|message| message.method().unwrap() == "notifications/cancelled");
    cancels
        .inspect(|message| {
            let params: Value = serde_json::from_str(message.params().unwrap()).unwrap();
            assert_eq!(params["requestId"], 2);
        })
        .count()
}

#[tokio::test]
async fn a_second_answer_is_a_broken_rule() {
    let (link, _script) = peer(&[ENDED, ENDED]).spawn();
    let (heard, anomalies) = run(connect(Box::new(link), Ids::Exact).await).await;
    assert_eq!((heard.as_slice(), anomalies), (&["ended".to_owned()][..], 1));
}

fn scripted(peer: ScriptedPeer) -> impl Factory {
    move || Ok(Box::new(peer.clone().spawn().0) as Box<dyn Link>)
}

#[tokio::test]
async fn over_http_it_is_a_stream_that_stays_open() {
    for (said, expected, anomalies) in [
        (&[ACKNOWLEDGED, CHANGED][..], &["acknowledged", "list_changed"][..], 0),
        (&[ACKNOWLEDGED, ENDED], &["acknowledged", "ended"], 0),
        (&[ENDED], &["ended"], 0),
        (&[REFUSED], &["refused"], 0),
        (&[], &[], 0),
    ] {
        let server =
            HttpServer::bind(([127, 0, 0, 1], 0).into(), scripted(peer(said)), LIMITS).await.unwrap();
        let link = HttpClient::new(&HttpTarget::new(server.url()), LIMITS).unwrap();
        let mut client = connect(Box::new(link), Ids::Exact).await;
        client.listen(json!({"toolsListChanged": true})).await.unwrap();
        let mut heard = Vec::new();
        // The stream is another exchange: what comes on it is read as soon as it is there.
        for _ in 0..200 {
            client.request("x", json!({})).await.unwrap();
            heard.extend(client.take_notifications());
            if heard.len() >= expected.len() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(words(&heard), expected);
        assert_eq!(client.anomalies().len(), anomalies);
        timeout(Duration::from_secs(5), client.close()).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn over_http_silence_is_noted_and_fails_nothing() {
    let server = HttpServer::bind(([127, 0, 0, 1], 0).into(), scripted(peer(&[])), LIMITS).await.unwrap();
    let link = HttpClient::new(&HttpTarget::new(server.url()), IMPATIENT).unwrap();
    let mut client = connect(Box::new(link), Ids::Exact).await;
    client.listen(json!({"toolsListChanged": true})).await.unwrap();
    for _ in 0..8 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        client.request("x", json!({})).await.unwrap();
    }
    let noted: Vec<_> = client.anomalies().iter().map(ToString::to_string).collect();
    assert!(
        noted.len() == 1 && noted.iter().all(|one| one.contains("the stream of a subscription failed")),
        "{noted:?}"
    );
}

#[tokio::test]
async fn over_http_hanging_up_ends_a_subscription_and_the_service_hears_of_it() {
    let (link, script) = peer(&[ACKNOWLEDGED]).spawn();
    let link = std::sync::Mutex::new(Some(link));
    let factory = move || Ok(Box::new(link.lock().unwrap().take().unwrap()) as Box<dyn Link>);
    let mut server = HttpServer::bind(([127, 0, 0, 1], 0).into(), factory, LIMITS).await.unwrap();
    let open = || HttpClient::new(&HttpTarget::new(server.url()), LIMITS).unwrap();
    let mut first = connect(Box::new(open()), Ids::Exact).await;
    first.listen(json!({"toolsListChanged": true})).await.unwrap();
    for _ in 0..200 {
        first.request("x", json!({})).await.unwrap();
        if !first.take_notifications().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    first.close().await.unwrap();
    let mut second = connect(Box::new(open()), Ids::Exact).await;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        second.request("x", json!({})).await.unwrap();
    }
    server.close().await;
    assert_eq!(cancelled(script).await, 1);
}

#[tokio::test]
async fn log_messages_are_asked_for_with_every_request_but_a_subscription() {
    let (link, script) = peer(&[ACKNOWLEDGED]).spawn();
    let mut client = connect(Box::new(link), Ids::Exact).await;
    client.want_logs("debug");
    run(client).await;
    let level = |message: &Message| {
        let params: Value = serde_json::from_str(message.params().unwrap()).unwrap();
        params["_meta"]["io.modelcontextprotocol/logLevel"].as_str().map(str::to_owned)
    };
    let heard = script.await.unwrap();
    let asked: Vec<_> = heard.iter().map(|one| (one.method().unwrap().into_owned(), level(one))).collect();
    let debug = Some("debug".to_owned());
    for (method, wanted) in [("server/discover", None), ("subscriptions/listen", None), ("x", debug)] {
        assert!(asked.contains(&(method.to_owned(), wanted)), "{asked:?}");
    }
}
