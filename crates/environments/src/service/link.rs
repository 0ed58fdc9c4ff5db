//! The link whose far side is a world.

use super::answer::Answers;
use super::listing::Listing;
use super::request::Request;
use super::shelf::Shelf;
use crate::{Environment, Shape};
use async_trait::async_trait;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use wire::{Kind, Link, LinkError, Message};

/// An environment that a service plays and a judge reads afterwards.
pub type SharedEnvironment = Arc<Mutex<Box<dyn Environment>>>;

/// Puts an environment where a service and a judge can both reach it.
pub fn share(environment: Box<dyn Environment>) -> SharedEnvironment {
    Arc::new(Mutex::new(environment))
}

/// An MCP server over one environment: a [`Link`] whose far side is the world itself. It speaks both protocol eras,
/// request by request, and has tools, two resources and a prompt.
pub struct EnvironmentService {
    desk: Arc<Desk>,
    queue: VecDeque<Message>,
    closed: bool,
}

/// What a call needs: apart from the link, so that a call that waits can be made on a thread of its own.
struct Desk {
    environment: SharedEnvironment,
    listing: Arc<Listing>,
    answers: Answers,
    waits: bool,
    /// A tool of another part whose calls it carries out without listing it, and the list in which it stands.
    borrowed: Option<(String, Arc<Listing>)>,
}

impl EnvironmentService {
    /// Offers all of `environment` in the given shape.
    pub fn new(environment: SharedEnvironment, shape: Shape) -> Self {
        Self::offer(environment, shape, None, None)
    }

    /// Offers the native tools of one of the environment's services; a service that it does not have offers none.
    pub fn part(environment: SharedEnvironment, service: &str) -> Self {
        Self::offer(environment, Shape::Native, Some(service), None)
    }

    /// Offers the same, and carries out calls of one more tool, which it does not list: a server that passes them on to
    /// where the tool is.
    pub fn part_with(environment: SharedEnvironment, service: &str, tool: &str) -> Self {
        Self::offer(environment, Shape::Native, Some(service), Some(tool))
    }

    fn offer(
        environment: SharedEnvironment,
        shape: Shape,
        part: Option<&str>,
        borrowed: Option<&str>,
    ) -> Self {
        let desk = {
            let world = lock(&environment);
            let answers = Answers::new(world.as_ref(), part);
            let listing = Listing::of(answers.name(), world.as_ref(), shape, part);
            let borrowed = borrowed.map(|tool| {
                let whole = Answers::new(world.as_ref(), None);
                (tool.to_owned(), Listing::of(whole.name(), world.as_ref(), shape, None))
            });
            let waits = world.waits();
            drop(world);
            Desk { environment, listing, answers, waits, borrowed }
        };
        Self { desk: Arc::new(desk), queue: VecDeque::new(), closed: false }
    }

    /// The environment behind the service.
    pub fn environment(&self) -> SharedEnvironment {
        Arc::clone(&self.desk.environment)
    }

    fn closed_error(&self) -> LinkError {
        LinkError::Closed { peer: self.peer().to_owned(), waiting: "a message was sent to it".into() }
    }
}

impl Desk {
    /// Plays one message on the world; the answer, if the message asks for one. Where the world leads outside, on a
    /// thread where waiting holds up nobody.
    async fn carry(self: &Arc<Self>, message: Message) -> Result<Option<Message>, LinkError> {
        if !self.waits {
            return Ok(self.play(&message));
        }
        let desk = Arc::clone(self);
        let played = tokio::task::spawn_blocking(move || {
            let answer = desk.play(&message);
            (answer, lock(&desk.environment).fault())
        });
        let failed = |what: String| LinkError::Io { peer: self.answers.name().to_owned(), what };
        match played.await {
            Ok((answer, None)) => Ok(answer),
            Ok((_, Some(fault))) => Err(failed(fault)),
            Err(error) => Err(failed(error.to_string())),
        }
    }

    /// Plays one message on the world; the answer, if the message asks for one.
    fn play(&self, message: &Message) -> Option<Message> {
        match message.kind() {
            Kind::Request => {
                let request = match Request::read(message)? {
                    Ok(request) => request,
                    Err(refusal) => return Some(refusal),
                };
                Some(self.answer(&request))
            }
            Kind::Batch => Some(self.answers.batch()),
            // A server of this kind asks nothing, so there is nothing that a response could answer.
            Kind::Notification | Kind::Response | Kind::Other => None,
        }
    }

    fn answer(&self, request: &Request) -> Message {
        match (request.method.as_ref(), request.stateless) {
            ("initialize", false) => self.answers.initialize(request),
            ("ping", false) => self.answers.pong(request),
            ("server/discover", _) => self.answers.discover(request),
            ("tools/list", _) => self.listing.answer(request, &self.answers),
            ("tools/call", _) => self.call(request),
            _ => Shelf(lock(&self.environment).as_ref())
                .answer(request, &self.answers)
                .unwrap_or_else(|| self.answers.no_method(request)),
        }
    }

    fn call(&self, request: &Request) -> Message {
        let borrowed = self.borrowed.as_ref().filter(|(tool, _)| request.names(tool));
        let listing = borrowed.map_or(&self.listing, |(_, all)| all);
        match listing.call(request) {
            Ok((tool, arguments)) => {
                let reply = match listing.check(&tool, &arguments) {
                    Ok(()) => listing.play(lock(&self.environment).as_mut(), &tool, &arguments),
                    Err(refusal) => refusal,
                };
                self.answers.reply(request, &reply)
            }
            Err(what) => self.answers.bad_params(request, &what),
        }
    }
}

#[async_trait]
impl Link for EnvironmentService {
    fn peer(&self) -> &str {
        self.desk.answers.name()
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        if self.closed {
            return Err(self.closed_error());
        }
        let answer = self.desk.carry(message).await?;
        self.queue.extend(answer);
        Ok(())
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        match self.queue.pop_front() {
            Some(message) => Ok(Some(message)),
            None if self.closed => Ok(None),
            // Nothing can arrive before something is sent, and sending needs `&mut self`: wait for the caller.
            None => std::future::pending().await,
        }
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        self.closed = true;
        Ok(())
    }
}

/// A world is plain data and every call leaves it whole, so a poisoned lock is still a good world.
fn lock(environment: &SharedEnvironment) -> MutexGuard<'_, Box<dyn Environment>> {
    environment.lock().unwrap_or_else(PoisonError::into_inner)
}
