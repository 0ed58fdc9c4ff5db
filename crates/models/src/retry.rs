//! Asking again when that can help.

use crate::{ChatReply, ChatRequest, Model, ModelError};
use async_trait::async_trait;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// A time that no run outlasts: stands for a total too long for the clock.
const FAR: Duration = Duration::from_secs(60 * 60 * 24 * 365);

/// How often and how patiently to ask again.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    /// Requests after the first; 0 never asks again.
    pub retries: u32,
    /// Wait before the first retry; doubles with each further one.
    pub first_wait: Duration,
    /// Longest wait of our own choosing. A provider may ask for more.
    pub longest_wait: Duration,
    /// Most time for all requests and waits of one reply together.
    pub total: Duration,
    /// Whether waits are spread.
    pub jitter: Jitter,
}

/// How the waits of many workers are kept from falling on the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jitter {
    /// Not at all: every wait is known beforehand.
    None,
    /// Shortened by up to half, by numbers drawn from this seed.
    Seeded(u64),
}

impl Default for RetryPolicy {
    /// Four requests in all, waits of about 0.5, 1 and 2 seconds, ten minutes in total.
    fn default() -> Self {
        Self {
            retries: 3,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
            total: Duration::from_secs(600),
            jitter: Jitter::Seeded(0),
        }
    }
}

impl RetryPolicy {
    /// Asks once and takes what comes.
    pub fn never() -> Self {
        Self { retries: 0, ..Self::default() }
    }

    /// The wait before a retry, counted from 0, without jitter.
    fn wait(&self, retry: u32) -> Duration {
        self.first_wait.saturating_mul(2_u32.saturating_pow(retry)).min(self.longest_wait)
    }
}

/// Asks a model again while its error says that this can help.
#[derive(Debug)]
pub struct Retry<M> {
    model: M,
    policy: RetryPolicy,
    random: Option<Mutex<ChaCha8Rng>>,
}

impl<M: Model> Retry<M> {
    /// Wraps `model`.
    pub fn new(model: M, policy: RetryPolicy) -> Self {
        let random = match policy.jitter {
            Jitter::None => None,
            Jitter::Seeded(seed) => Some(Mutex::new(ChaCha8Rng::seed_from_u64(seed))),
        };
        Self { model, policy, random }
    }

    /// The wait before a retry: ours, or the provider's if that is longer.
    fn wait(&self, retry: u32, error: &ModelError) -> Duration {
        let full = self.policy.wait(retry);
        let ours = Duration::try_from_secs_f64(full.as_secs_f64() * self.share()).unwrap_or(full);
        ours.max(error.retry_after().unwrap_or_default())
    }

    /// Which share of a wait to sit out, from one half to all of it.
    fn share(&self) -> f64 {
        let Some(random) = &self.random else { return 1.0 };
        let drawn = random.lock().unwrap_or_else(PoisonError::into_inner).next_u32();
        0.5 + f64::from(drawn) / f64::from(u32::MAX) / 2.0
    }

    /// One request that ends when the total time does.
    async fn attempt(&self, request: &ChatRequest, end: Instant) -> Result<ChatReply, ModelError> {
        match tokio::time::timeout_at(end, self.model.reply(request)).await {
            Ok(reply) => reply,
            Err(_) => Err(ModelError::Timeout { model: self.id().to_owned(), limit: self.policy.total }),
        }
    }
}

#[async_trait]
impl<M: Model> Model for Retry<M> {
    fn id(&self) -> &str {
        self.model.id()
    }

    async fn reply(&self, request: &ChatRequest) -> Result<ChatReply, ModelError> {
        let now = Instant::now();
        let end = now.checked_add(self.policy.total).unwrap_or(now + FAR);
        let mut retry = 0;
        loop {
            let error = match self.attempt(request, end).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            let wait = self.wait(retry, &error);
            // A wait that outlasts the total time would only delay the same error.
            if !error.retryable()
                || retry >= self.policy.retries
                || end.duration_since(Instant::now()) <= wait
            {
                return Err(error);
            }
            tokio::time::sleep(wait).await;
            retry += 1;
        }
    }
}
