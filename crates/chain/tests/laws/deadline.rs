//! Silence is no message: a layer that bounds it is told when its time has come.

use crate::common::message;
use async_trait::async_trait;
use chain::{Chain, Chained, Cx, Direction, Flow, Layer, LayerError, Recorder, Tap, TapLayer, bridge};
use std::time::Duration;
use tokio::time::{Instant, timeout};
use wire::{Id, Kind, Link, LinkError, Message, memory_pair};

const LIMIT: Duration = Duration::from_secs(5);

/// Answers in the service's place what is not answered in time.
struct Impatient {
    open: Option<(Id, Instant)>,
    /// Whether it notices that its time has come.
    awake: bool,
}

#[async_trait]
impl Layer for Impatient {
    fn name(&self) -> &str {
        "impatient"
    }

    async fn pass(&mut self, way: Direction, message: Message, _: &mut Cx<'_>) -> Result<Flow, LayerError> {
        match (way, message.kind(), message.id()) {
            (Direction::ToServer, Kind::Request, Some(id)) => self.open = Some((id, Instant::now() + LIMIT)),
            (Direction::ToHost, Kind::Response, _) => self.open = None,
            _ => {}
        }
        Ok(Flow::Pass(message))
    }

    fn deadline(&self) -> Option<Instant> {
        self.open.as_ref().map(|(_, until)| *until)
    }

    async fn tick(&mut self, cx: &mut Cx<'_>) -> Result<(), LayerError> {
        if let Some((id, _)) = self.open.take_if(|_| self.awake) {
            cx.emit(Direction::ToHost, Message::error(&id, -32000, "too late"));
            cx.emit(Direction::ToServer, message(r#"{"method":"notifications/cancelled"}"#));
        }
        Ok(())
    }
}

/// Taps on both sides of the layer.
fn guarded(awake: bool, recorder: &Recorder) -> Chain {
    let tap = |tap| Box::new(TapLayer::new(tap, recorder.clone()));
    let layer = Box::new(Impatient { open: None, awake });
    Chain::new(vec![tap(Tap::Delivered), layer, tap(Tap::Planted)], recorder.clone())
}

fn ask() -> Message {
    message(r#"{"id":1,"method":"tools/list"}"#)
}

#[tokio::test(start_paused = true)]
async fn a_layer_may_answer_in_the_silence() {
    let (near, mut far) = memory_pair(["the host", "the service"]);
    let recorder = Recorder::default();
    let mut link = Chained::new(guarded(true, &recorder), Box::new(near));
    let begun = Instant::now();
    for _ in 0..2 {
        link.send(ask()).await.unwrap();
        assert!(link.recv().await.unwrap().unwrap().as_str().contains("too late"));
        assert_eq!(far.recv().await.unwrap().unwrap(), ask());
        let told = far.recv().await.unwrap().unwrap();
        assert_eq!(told.method().as_deref(), Some("notifications/cancelled"));
    }
    assert_eq!(begun.elapsed(), 2 * LIMIT);
    // What the layer says goes on from where it stands: each tap sees what is bound for its side.
    let trace = recorder.take();
    let count = |tap, way| trace.messages(tap, way).count();
    assert_eq!(
        [count(Tap::Delivered, Direction::ToHost), count(Tap::Delivered, Direction::ToServer)],
        [2, 2]
    );
    assert_eq!([count(Tap::Planted, Direction::ToHost), count(Tap::Planted, Direction::ToServer)], [0, 4]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_in_time_is_the_answer() {
    let (near, mut far) = memory_pair(["the host", "the service"]);
    let mut link = Chained::new(guarded(true, &Recorder::default()), Box::new(near));
    let answer = message(r#"{"id":1,"result":{}}"#);
    link.send(ask()).await.unwrap();
    let sent = answer.clone();
    let service = tokio::spawn(async move {
        tokio::time::sleep(LIMIT / 2).await;
        far.send(sent).await.unwrap();
        far
    });
    assert_eq!(link.recv().await.unwrap().unwrap(), answer);
    let _far = service.await.unwrap();
    assert!(timeout(10 * LIMIT, link.recv()).await.is_err(), "nothing is open, and nobody ticks");
}

#[tokio::test(start_paused = true)]
async fn no_layer_holds_a_session_up_by_its_deadline() {
    let (near, _far) = memory_pair(["the host", "the service"]);
    let mut link = Chained::new(guarded(false, &Recorder::default()), Box::new(near));
    link.send(ask()).await.unwrap();
    let Err(LinkError::Io { what, .. }) = link.recv().await else { panic!("an error is expected") };
    assert!(what.contains("layer `impatient`: its deadline has passed and does not move"), "{what}");
}

#[tokio::test(start_paused = true)]
async fn a_bridge_ticks_as_well() {
    let (mut host, mut host_end) = memory_pair(["the bridge", "the host"]);
    let (_server, mut server_end) = memory_pair(["the bridge", "the service"]);
    let chain = guarded(true, &Recorder::default());
    let crossing = tokio::spawn(async move {
        bridge(chain, &mut host_end, &mut server_end, |error| panic!("{error}")).await
    });
    host.send(ask()).await.unwrap();
    assert!(host.recv().await.unwrap().unwrap().as_str().contains("too late"));
    host.close().await.unwrap();
    crossing.await.unwrap().unwrap();
}

#[test]
fn an_empty_chain_has_no_deadline() {
    assert_eq!(Chain::empty().deadline(), None);
}
