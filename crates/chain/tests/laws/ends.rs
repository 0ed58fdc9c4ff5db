//! A chain between two links.

use crate::common::{Idle, message};
use async_trait::async_trait;
use chain::{Bridged, Chain, Hooked, Recorder, Tap, TapLayer, bridge};
use std::collections::VecDeque;
use wire::{Link, LinkError, MemoryLink, Message, memory_pair};

fn idle() -> Chain {
    let recorder = Recorder::default();
    Chain::new(
        vec![Box::new(TapLayer::new(Tap::Delivered, recorder.clone())), Box::new(Hooked::new(Idle))],
        recorder,
    )
}

fn numbered(side: &str, number: u64) -> Message {
    message(&format!(r#"{{"method":"notifications/{side}","params":{{"n":{number}}}}}"#))
}

/// Sends and reads in turn, so that both directions are busy at once; answers what it heard.
async fn talk(link: &mut MemoryLink, side: &str, sends: u64, hears: u64) -> Vec<Message> {
    let mut heard = Vec::new();
    for number in 0..sends.max(hears) {
        if number < sends {
            link.send(numbered(side, number)).await.unwrap();
        }
        if number < hears {
            heard.push(link.recv().await.unwrap().unwrap());
        }
    }
    heard
}

/// Both sides talk at once, then one closes.
async fn check(from_host: u64, from_server: u64, host_closes: bool) {
    let (mut host, mut host_end) = memory_pair(["the bridge", "the host"]);
    let (mut server, mut server_end) = memory_pair(["the bridge", "the service"]);
    let crossing = tokio::spawn(async move {
        bridge(idle(), &mut host_end, &mut server_end, |error| panic!("{error}")).await
    });
    let (at_host, at_server) = tokio::join!(
        talk(&mut host, "host", from_host, from_server),
        talk(&mut server, "server", from_server, from_host),
    );
    assert_eq!(at_server, (0..from_host).map(|n| numbered("host", n)).collect::<Vec<_>>());
    assert_eq!(at_host, (0..from_server).map(|n| numbered("server", n)).collect::<Vec<_>>());
    let (mut first, mut second, expected) = match host_closes {
        true => (host, server, Bridged::HostClosed),
        false => (server, host, Bridged::ServerClosed),
    };
    first.close().await.unwrap();
    assert_eq!(crossing.await.unwrap().unwrap(), expected);
    assert!(second.recv().await.unwrap().is_none(), "the other side is closed too");
    assert!(second.send(numbered("late", 0)).await.is_err());
}

#[tokio::test]
async fn both_ways_at_once_keep_their_order() {
    check(500, 500, true).await;
    check(300, 20, false).await;
    check(0, 200, true).await;
    check(0, 0, false).await;
}

/// A link that receives what it is told and keeps what it is sent.
#[derive(Default)]
struct Played {
    inbox: VecDeque<Result<Message, LinkError>>,
    sent: Vec<Message>,
    /// Answers each request, and stays open.
    answers: bool,
    /// Takes nothing.
    stuck: bool,
    closed: bool,
}

#[async_trait]
impl Link for Played {
    fn peer(&self) -> &str {
        "a played side"
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        if self.stuck {
            std::future::pending::<()>().await;
        }
        if let Some(id) = message.id().filter(|_| self.answers) {
            self.inbox.push_back(Ok(Message::result(&id, &serde_json::json!({}))));
        }
        self.sent.push(message);
        Ok(())
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        match self.inbox.pop_front() {
            Some(received) => received.map(Some),
            None if self.answers || self.stuck => std::future::pending().await,
            None => Ok(None),
        }
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        self.closed = true;
        Ok(())
    }
}

fn requests(many: u64) -> VecDeque<Result<Message, LinkError>> {
    (0..many).map(|id| Ok(Message::request(&id.into(), "ping", &serde_json::json!({})))).collect()
}

#[tokio::test]
async fn a_host_that_only_stops_talking_still_gets_its_answers() {
    let mut host = Played { inbox: requests(5), ..Played::default() };
    let mut server = Played { answers: true, ..Played::default() };
    let ended = bridge(idle(), &mut host, &mut server, |_| {}).await.unwrap();
    assert_eq!(ended, Bridged::HostClosed);
    assert_eq!((server.sent.len(), host.sent.len()), (5, 5));
    assert!(host.closed && server.closed);
}

#[tokio::test]
async fn a_broken_rule_ends_nothing() {
    let broken =
        |what: &str| LinkError::Protocol { peer: "p".into(), what: what.into(), excerpt: String::new() };
    let mut host = Played { inbox: requests(2), ..Played::default() };
    host.inbox.insert(1, Err(broken("odd")));
    let mut server = Played { answers: true, ..Played::default() };
    let mut strange = Vec::new();
    bridge(idle(), &mut host, &mut server, |error| strange.push(error.to_string())).await.unwrap();
    assert_eq!((strange.len(), server.sent.len()), (1, 2));

    let fatal = LinkError::Io { peer: "p".into(), what: "broken pipe".into() };
    let mut host = Played { inbox: [Err(fatal)].into(), ..Played::default() };
    let error = bridge(idle(), &mut host, &mut server, |_| {}).await.unwrap_err();
    assert_eq!(error.to_string(), "p: broken pipe");
    assert!(host.closed && server.closed, "an error closes both sides as well");
}

#[tokio::test(start_paused = true)]
async fn a_side_that_takes_nothing_is_a_timeout() {
    let mut host = Played { inbox: requests(1), ..Played::default() };
    let mut server = Played { stuck: true, ..Played::default() };
    let error = bridge(idle(), &mut host, &mut server, |_| {}).await.unwrap_err();
    assert!(matches!(error, LinkError::Timeout { .. }), "{error}");
    assert!(host.closed && server.closed);
}
