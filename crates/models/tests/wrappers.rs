//! Retries, timeouts and latency, in paused time.

use async_trait::async_trait;
use models::{
    ChatReply, ChatRequest, Jitter, Latency, Model, ModelError, Retry, RetryPolicy, Stop, Timeout, Usage,
};
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);

/// Fails as scripted, then replies; remembers when it was asked.
struct Scripted {
    begun: Instant,
    asked: Mutex<Vec<Duration>>,
    failures: Vec<ModelError>,
}

impl Scripted {
    fn new(failures: impl IntoIterator<Item = ModelError>) -> Self {
        Self { begun: Instant::now(), asked: Mutex::default(), failures: failures.into_iter().collect() }
    }
}

#[async_trait]
impl Model for Scripted {
    fn id(&self) -> &str {
        "test/scripted"
    }

    async fn reply(&self, _: &ChatRequest) -> Result<ChatReply, ModelError> {
        let attempt = self.asked.lock().map_or(0, |mut asked| {
            asked.push(self.begun.elapsed());
            asked.len()
        });
        match self.failures.get(attempt.saturating_sub(1)) {
            Some(error) => Err(error.clone()),
            None => Ok(ChatReply {
                text: "ok".into(),
                calls: vec![],
                stop: Stop::Complete,
                usage: Usage::default(),
            }),
        }
    }
}

fn status(status: u16, retry_after: Option<Duration>) -> ModelError {
    ModelError::Status { model: "test/scripted".into(), status, body: String::new(), retry_after }
}

fn patient() -> RetryPolicy {
    RetryPolicy {
        retries: 3,
        first_wait: SECOND,
        longest_wait: 3 * SECOND,
        total: 100 * SECOND,
        jitter: Jitter::None,
    }
}

/// Asks once through a policy: whether there was a reply, and the seconds at which the model was asked.
async fn run(policy: RetryPolicy, failures: Vec<ModelError>) -> (bool, Vec<f64>) {
    let model = std::sync::Arc::new(Scripted::new(failures));
    let reply = Retry::new(std::sync::Arc::clone(&model), policy).reply(&ChatRequest::default()).await;
    let asked = model.asked.lock().map(|asked| asked.iter().map(Duration::as_secs_f64).collect());
    (reply.is_ok(), asked.unwrap_or_default())
}

async fn check(policy: RetryPolicy, failures: Vec<ModelError>, replied: bool, asked: &[f64]) {
    let (ok, times) = run(policy, failures).await;
    assert_eq!(ok, replied, "{times:?}");
    assert_eq!(times.iter().map(|time| time.round()).collect::<Vec<_>>(), asked);
}

#[tokio::test(start_paused = true)]
async fn waits_double_up_to_the_longest() {
    check(patient(), vec![], true, &[0.0]).await;
    check(patient(), vec![status(500, None); 3], true, &[0.0, 1.0, 3.0, 6.0]).await;
    check(patient(), vec![status(500, None); 4], false, &[0.0, 1.0, 3.0, 6.0]).await;
    check(RetryPolicy { retries: 0, ..patient() }, vec![status(500, None)], false, &[0.0]).await;
    check(RetryPolicy::never(), vec![status(500, None)], false, &[0.0]).await;
}

#[tokio::test(start_paused = true)]
async fn a_provider_may_ask_for_a_longer_wait() {
    check(patient(), vec![status(429, Some(20 * SECOND))], true, &[0.0, 20.0]).await;
    check(patient(), vec![status(429, Some(Duration::ZERO))], true, &[0.0, 1.0]).await;
    check(patient(), vec![status(429, Some(200 * SECOND))], false, &[0.0]).await;
    check(patient(), vec![status(429, Some(Duration::MAX))], false, &[0.0]).await;
}

#[tokio::test(start_paused = true)]
async fn the_total_time_ends_everything() {
    let policy = RetryPolicy { total: 3 * SECOND, retries: 100, ..patient() };
    check(policy, vec![status(500, None); 100], false, &[0.0, 1.0]).await;
    let endless = RetryPolicy { total: Duration::MAX, ..patient() };
    check(endless, vec![status(500, None)], true, &[0.0, 1.0]).await;
    let slow = Latency::new(Scripted::new([]), 10 * SECOND);
    let error =
        Retry::new(slow, RetryPolicy { total: SECOND, ..patient() }).reply(&ChatRequest::default()).await;
    assert!(matches!(error, Err(ModelError::Timeout { .. })), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn only_what_may_get_better_is_retried() {
    let provider =
        |retryable| ModelError::Provider { model: "test/scripted".into(), what: "broken".into(), retryable };
    check(patient(), vec![status(400, None)], false, &[0.0]).await;
    check(patient(), vec![provider(false)], false, &[0.0]).await;
    check(patient(), vec![provider(true)], true, &[0.0, 1.0]).await;
    check(patient(), vec![status(529, None)], true, &[0.0, 1.0]).await;
    let timeout = ModelError::Timeout { model: "test/scripted".into(), limit: SECOND };
    check(patient(), vec![timeout], true, &[0.0, 1.0]).await;
}

#[tokio::test(start_paused = true)]
async fn jitter_shortens_waits_and_repeats_with_its_seed() {
    let seeded = |seed| RetryPolicy { jitter: Jitter::Seeded(seed), ..patient() };
    let failures = vec![status(500, None); 3];
    let (_, once) = run(seeded(7), failures.clone()).await;
    let (_, again) = run(seeded(7), failures.clone()).await;
    let (_, other) = run(seeded(8), failures).await;
    assert_eq!(once, again);
    assert_ne!(once, other);
    let waits = once.iter().zip(once.iter().skip(1)).map(|(before, after)| after - before);
    for (wait, full) in waits.zip([1.0, 2.0, 3.0]) {
        assert!(wait >= full / 2.0 && wait <= full + 0.002, "{wait} of {full}");
    }
}

#[tokio::test(start_paused = true)]
async fn latency_and_timeout_take_the_time_they_say() {
    let begun = Instant::now();
    let slow = Latency::new(Scripted::new([]), 2 * SECOND);
    assert_eq!(slow.id(), "test/scripted");
    assert!(slow.reply(&ChatRequest::default()).await.is_ok());
    assert_eq!(begun.elapsed().as_secs(), 2);
    let enough = Timeout::new(Latency::new(Scripted::new([]), SECOND), 2 * SECOND);
    assert!(enough.reply(&ChatRequest::default()).await.is_ok());
    let short = Timeout::new(Latency::new(Scripted::new([]), 2 * SECOND), SECOND);
    let error = short.reply(&ChatRequest::default()).await;
    assert!(matches!(error, Err(ModelError::Timeout { limit, .. }) if limit == SECOND), "{error:?}");
}
