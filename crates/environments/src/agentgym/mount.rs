//! One family that is served.

use super::answer::{self, Answer};
use super::live::Game;
use super::protocol::{Dialect, Kind, Protocol};
use super::request::Request;
use super::server::AgentGymLimits;
use super::shelf::{Place, Shelf};
use super::twin::{claim, wrapped};
use crate::{EnvironmentError, Family};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// What original servers say to an index that they do not have.
const NO_INDEX: &str = "list index out of range";
/// The worlds that ALFWorld knows; all are the same to us.
const WORLDS: [&str; 3] = ["Text", "Embody", "Hybrid"];

/// A family with the environments that clients have created.
pub(super) struct Mount {
    pub(super) protocol: Protocol,
    /// What is said of this mount in a header, if it is played with its own settings.
    pub(super) claim: Option<String>,
    family: &'static dyn Family,
    settings: Value,
    seed: u64,
    tasks: usize,
    limits: AgentGymLimits,
    shelf: Mutex<Shelf>,
    words: OnceLock<Vec<String>>,
}

impl Mount {
    /// Mounts a family.
    ///
    /// # Errors
    /// For settings that cannot be used.
    pub(super) fn new(
        family: &'static dyn Family,
        settings: Value,
        seed: u64,
        limits: AgentGymLimits,
    ) -> Result<Self, EnvironmentError> {
        let protocol =
            Protocol::known(family.id()).unwrap_or_else(|| Protocol::plain(family.id(), Dialect::A));
        let tasks = family.tasks(&settings)?;
        let claim = settings.is_null().then(|| claim(family.id(), seed));
        let (shelf, words) = (Mutex::default(), OnceLock::new());
        Ok(Self { protocol, claim, family, settings, seed, tasks, limits, shelf, words })
    }

    /// The family's id.
    pub(super) fn id(&self) -> &'static str {
        self.family.id()
    }

    /// The answer to a request. May take as long as the family takes to open a task.
    pub(super) fn answer(&self, request: &Request) -> Answer {
        let (protocol, kind) = (&self.protocol, self.protocol.kind);
        let (post, endpoint) = (request.post, request.endpoint.as_str());
        let done = match endpoint {
            "" if !post => Ok(Answer::ok(answer::greeting(protocol))),
            "create" if post => self.create(request),
            "reset" if post => self.reset(request),
            "step" if post => self.step(request),
            // Not every original can do this, but every client of theirs may ask for it.
            "close" if post => {
                request.number(protocol.id()).map(|id| Answer::ok(lock(&self.shelf).close(id).into()))
            }
            "observation" if !post => self.show(request, answer::observation),
            "list_envs" if !post && protocol.dialect == Dialect::B => {
                Ok(Answer::ok(json!(lock(&self.shelf).ids())))
            }
            "detail" if !post && protocol.dialect == Dialect::A => self.show(request, answer::detail),
            "available_actions" if !post && kind == Kind::AlfWorld => {
                self.show(request, |_, game| json!(game.offered()))
            }
            "available_actions" if !post && kind == Kind::Maze => {
                Ok(Answer::ok(json!(["move left", "move right", "move up", "move down"])))
            }
            "filtered_vocab" if !post && kind == Kind::Wordle => Ok(Answer::ok(json!(self.words()))),
            "task_description" if !post && kind == Kind::SciWorld => self
                .show(request, |_, game| json!({"task_description": answer::lead(&game.seen.observation).0})),
            "instruction_text" if !post && kind == Kind::WebShop => {
                self.show(request, |_, game| instruction(&game.seen.observation).into())
            }
            "create" | "reset" | "step" | "observation" | "" => Err(Answer::other_method()),
            _ => Err(Answer::nowhere()),
        };
        done.unwrap_or_else(|answer| answer)
    }

    fn create(&self, request: &Request) -> Result<Answer, Answer> {
        let asked = request.maybe("id")?;
        let (id, place) = lock(&self.shelf).create(&self.limits);
        // These originals open a task of their own choice at once.
        let index = match self.protocol.kind {
            Kind::TextCraft => Some(id),
            Kind::WebShop => Some(id.checked_rem(i64::try_from(self.tasks).unwrap_or(i64::MAX)).unwrap_or(0)),
            Kind::Tool | Kind::SearchQa => Some(asked.unwrap_or_default()),
            _ => None,
        };
        let mut game = lock(&place);
        if let Some(index) = index {
            *game = Some(self.open(index).inspect_err(|_| {
                lock(&self.shelf).close(id);
            })?);
        }
        Ok(Answer::ok(answer::created(&self.protocol, id, game.as_ref())))
    }

    fn reset(&self, request: &Request) -> Result<Answer, Answer> {
        let id = request.number(self.protocol.id())?;
        let kind = self.protocol.kind;
        let asked = match kind {
            Kind::TextCraft => Some(request.maybe(self.protocol.index)?.unwrap_or_default()),
            Kind::Tool | Kind::SearchQa | Kind::WebShop => request.maybe(self.protocol.index)?,
            _ => Some(request.number(self.protocol.index)?),
        };
        if kind == Kind::AlfWorld && !WORLDS.contains(&request.text("world_type")?) {
            let what = r#"world_type must be one of "Text", "Embody" and "Hybrid""#;
            return Err(Answer::refused(&self.protocol, what));
        }
        let place = self.find(id)?;
        let mut game = lock(&place);
        let before = game.as_ref().and_then(|game| i64::try_from(game.index).ok());
        let opened = self.open(asked.or(before).unwrap_or_default())?;
        Ok(Answer::ok(answer::start(&self.protocol, id, game.insert(opened))))
    }

    fn step(&self, request: &Request) -> Result<Answer, Answer> {
        let id = request.number(self.protocol.id())?;
        let action = request.text("action")?;
        let place = self.find(id)?;
        let mut place = lock(&place);
        let game = place.as_mut().ok_or_else(|| self.not_reset(id))?;
        if game.seen.done && self.protocol.ends() {
            return Err(self.finished(id));
        }
        game.step(action);
        Ok(Answer::ok(answer::step(&self.protocol, game)))
    }

    /// Answers with what one opened environment shows.
    fn show(&self, request: &Request, shown: impl Fn(&Protocol, &Game) -> Value) -> Result<Answer, Answer> {
        let id = request.number(self.protocol.id())?;
        let place = self.find(id)?;
        let place = lock(&place);
        let game = place.as_ref().ok_or_else(|| self.not_reset(id))?;
        if game.seen.done && self.protocol.ends() {
            return Err(self.finished(id));
        }
        Ok(Answer::ok(shown(&self.protocol, game)))
    }

    fn find(&self, id: i64) -> Result<Place, Answer> {
        let place = lock(&self.shelf).find(id);
        place.ok_or_else(|| Answer::refused(&self.protocol, &format!("The id {id} is not valid.")))
    }

    fn open(&self, index: i64) -> Result<Game, Answer> {
        let no_index = || Answer::refused(&self.protocol, NO_INDEX);
        let index = wrapped(&self.protocol, usize::try_from(index).map_err(|_| no_index())?, self.tasks);
        if index >= self.tasks {
            return Err(no_index());
        }
        let game = Game::open(self.family, index, self.seed, &self.settings);
        game.map_err(|error| Answer::refused(&self.protocol, &error.to_string()))
    }

    fn not_reset(&self, id: i64) -> Answer {
        Answer::refused(&self.protocol, &format!("The environment {id} has not been reset."))
    }

    fn finished(&self, id: i64) -> Answer {
        Answer::refused(&self.protocol, &format!("The task with environment {id} has finished."))
    }

    /// Every word that some task of Wordle hides, in the order of the alphabet.
    fn words(&self) -> &[String] {
        self.words.get_or_init(|| {
            let games = (0..self.tasks).filter_map(|index| {
                let game = Game::open(self.family, index, self.seed, &self.settings).ok()?;
                Some(game.state().get("hidden")?.as_str()?.to_owned())
            });
            games.collect::<BTreeSet<_>>().into_iter().collect()
        })
    }
}

/// The request that stands on every page of the shop.
fn instruction(page: &str) -> &str {
    let request = page.split("Instruction: [SEP] ").nth(1).unwrap_or(page);
    request.split(" [SEP] ").next().unwrap_or_default()
}

/// What is locked is whole after every call, so a poisoned lock is still good.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
