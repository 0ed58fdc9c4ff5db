//! An attack next to a scripted service.

use attacks::{Armed, Attack, Goal, Opportunity, secret};
use chain::{Chain, Direction, Event, LayerError, Plant, Recorder};
use environments::{Act, Solution};
use models::Model;
use models::reference::{Faithful, Script};
use serde_json::json;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use wire::{Limits, Message};

pub(crate) const SEED: u64 = 7;

/// What a small shop offers an attacker.
pub(crate) fn opportunity() -> Opportunity {
    let foreign = Act { tool: "tell".into(), arguments: json!({"to": "x", "text": Opportunity::CARRIED}) };
    let call = Act { tool: "look".into(), arguments: json!({}) };
    let solution = Solution { calls: vec![call], answer: "done".into() };
    Opportunity {
        foreign: Some(foreign),
        solution,
        secret: secret(SEED),
        needed: Some("look".into()),
        services: vec![],
        behavior: None,
        data: None,
        elsewhere: None,
    }
}

/// A model that words demands by the rules of ours.
pub(crate) fn author() -> Arc<dyn Model> {
    Arc::new(Faithful::new(Script::default()))
}

/// A chain with one attack in it, as the lab would arm it.
pub(crate) struct Stage {
    chain: Chain,
    recorder: Recorder,
    pub(crate) goal: Goal,
    asked: u64,
}

impl Stage {
    pub(crate) fn new(attack: &Attack) -> Self {
        Self::seeded(attack, SEED)
    }

    pub(crate) fn seeded(attack: &Attack, seed: u64) -> Self {
        Self::worded(attack, seed, &author())
    }

    /// With this model of the attacker's.
    pub(crate) fn worded(attack: &Attack, seed: u64, model: &Arc<dyn Model>) -> Self {
        let Armed { layers, goal, .. } = attack.arm(&opportunity(), seed, Some(model)).unwrap();
        let recorder = Recorder::default();
        Self { chain: Chain::new(layers, recorder.clone()), recorder, goal, asked: 0 }
    }

    pub(crate) fn of(id: &str) -> Self {
        Self::new(&id.parse().unwrap())
    }

    /// Carries a message; answers what came out at its far end or turned back.
    pub(crate) fn carry(&mut self, direction: Direction, message: &Message) -> Vec<(Direction, Message)> {
        self.try_carry(direction, message).expect("an attack does not wait").unwrap()
    }

    /// The same where a layer may fail; `None` when it waits, which is then given up.
    pub(crate) fn try_carry(
        &mut self,
        direction: Direction,
        message: &Message,
    ) -> Option<Result<Vec<(Direction, Message)>, LayerError>> {
        let carried = pin!(self.chain.carry(direction, message.clone()));
        match carried.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(out) => Some(out),
            Poll::Pending => None,
        }
    }

    /// The host asks, the service answers with this member (`"result":...`): the service's words, and the host's view.
    pub(crate) fn ask(&mut self, method: &str, member: &str) -> (Message, Vec<Message>) {
        self.asked += 1;
        let params = json!({"name": "look", "arguments": {}});
        let request = Message::request(&self.asked.into(), method, &params);
        let out = self.carry(Direction::ToServer, &request);
        assert!(
            matches!(&*out, [(Direction::ToServer, sent)] if sent.same(&request)),
            "requests are left alone"
        );
        let answer = message(&format!(r#"{{"jsonrpc":"2.0", "id":{}, {member}}}"#, self.asked));
        let out = self.carry(Direction::ToHost, &answer);
        assert!(out.iter().all(|(way, _)| *way == Direction::ToHost));
        (answer, out.into_iter().map(|(_, message)| message).collect())
    }

    /// Everything that was recorded since the last call.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.recorder.take().events
    }

    /// What was planted since the last call.
    pub(crate) fn planted(&self) -> Vec<Plant> {
        let planted = |event| if let Event::Planted(plant) = event { Some(plant) } else { None };
        self.recorder.take().events.into_iter().filter_map(planted).collect()
    }
}

pub(crate) fn message(text: &str) -> Message {
    Message::parse(text, &Limits::default()).unwrap()
}
