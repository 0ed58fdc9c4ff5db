//! Law 7 within a search: a query that is over is never asked again, and an interruption changes nothing of what is found.

use crate::provider::{TOKENS, completion};
use crate::support::try_plan;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::Response;
use chain::{Ladder, Outcome};
use lab::{Lab, Plan, Progress, RunEnd};
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, Mutex};
use store::{Cell, Query, Run, Trial, Writer};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Queries of a search, and requests of each of them, as of the clean twin before it.
const BUDGET: usize = 7;
const REQUESTS: usize = 2;

const SEARCHES: [&str; 4] = ["best-of", "genetic", "autodan", "autodan-compliance"];

/// What the model does at some request, counted from 1. To all others it gives the answer that depends on them alone.
#[derive(Clone, Default)]
enum Turn {
    #[default]
    Never,
    /// Asks for the run to be stopped, and does not answer.
    Stop(usize, watch::Sender<bool>),
    /// Refuses.
    Fail(usize),
    /// Says that the request had more tokens than anybody can count.
    Boast(usize),
}

/// A model behind HTTP that remembers what it was asked, and never complies.
struct Model {
    base: String,
    asked: Arc<Mutex<(Vec<Value>, Turn)>>,
    server: tokio::task::JoinHandle<()>,
}

impl Drop for Model {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Model {
    async fn start() -> Self {
        let asked = Arc::new(Mutex::new((Vec::new(), Turn::Never)));
        let log = Arc::clone(&asked);
        let answer = move |request: Request| {
            let log = Arc::clone(&log);
            async move {
                let bytes = to_bytes(request.into_body(), 1 << 24).await.unwrap();
                let body: Value = serde_json::from_slice(&bytes).unwrap();
                let (mut status, mut tokens) = (200, TOKENS);
                let (count, turn) = {
                    let (bodies, turn) = &mut *log.lock().unwrap();
                    bodies.push(body.clone());
                    (bodies.len(), turn.clone())
                };
                match turn {
                    Turn::Stop(at, ask) if count == at => {
                        ask.send_replace(true);
                        std::future::pending::<()>().await;
                    }
                    Turn::Fail(at) if count == at => status = 503,
                    Turn::Boast(at) if count == at => tokens = u64::MAX,
                    _ => {}
                }
                let response = Response::builder().status(status).header("content-type", "application/json");
                response.body(Body::from(completion(&body, tokens).to_string())).unwrap()
            }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/v1", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer);
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base, asked, server }
    }

    /// One clean trial and one search.
    fn plan(&self, search: &str) -> Plan {
        let yaml = format!(
            "
environments: [textcraft: {{tasks: [150]}}]
attacks:
  - adaptive:
      search: {search}
      budget: {BUDGET}
      over: [{{surface: [TL03, TR01], strategy: [direct, authority, base64, morse, homoglyph]}}]
defenses: [detector: {{threshold: 0.9}}]
models: [openai/test-model: {{retries: 0}}]
concurrency: 1
"
        );
        let variables = [("OPENAI_BASE_URL", self.base.as_str()), ("OPENAI_API_KEY", "sk-test")];
        try_plan(&yaml, Path::new("."), &variables).unwrap()
    }

    /// Runs what is not done in this folder, until the run ends or somebody asks for a stop.
    async fn play(
        &self,
        search: &str,
        folder: &Path,
        turn: impl FnOnce(watch::Sender<bool>) -> Turn,
    ) -> Played {
        let (ask, stop) = watch::channel(false);
        *self.asked.lock().unwrap() = (vec![], turn(ask.clone()));
        let told = Arc::new(Told::default());
        let lab = Lab::open(self.plan(search), folder).unwrap();
        let end = lab.run(Arc::clone(&told) as _, stop).await.unwrap();
        let asked = std::mem::take(&mut self.asked.lock().unwrap().0);
        Played { end, asked, told }
    }

    /// A run that nobody disturbed.
    async fn calm(&self, search: &str) -> (TempDir, Played) {
        let folder = tempfile::tempdir().unwrap();
        let played = self.play(search, folder.path(), |_| Turn::Never).await;
        assert_eq!((played.end, played.asked.len()), (RunEnd::Complete, REQUESTS * (1 + BUDGET)), "{search}");
        (folder, played)
    }
}

/// How a run ended, what the model was asked, and what whoever watched was told.
struct Played {
    end: RunEnd,
    asked: Vec<Value>,
    told: Arc<Told>,
}

#[derive(Default)]
struct Told {
    begun: Mutex<(usize, u64)>,
    anew: Mutex<Vec<String>>,
}

impl Progress for Told {
    fn begins(&self, _: usize, already: usize, queries: u64) {
        *self.begun.lock().unwrap() = (already, queries);
    }

    fn begins_anew(&self, search: &Cell, difference: &str) {
        self.anew.lock().unwrap().push(format!("{}: {difference}", search.attack));
    }

    fn recorded(&self, _: &Trial) {}
}

/// All that two runs of one plan must agree on.
fn digest(folder: &TempDir) -> String {
    let run = Run::open_read_only(folder.path()).unwrap();
    assert_eq!(run.journaled().unwrap(), 0, "what is recorded needs no journal");
    run.verify().unwrap();
    run.logical_digest().unwrap().to_string()
}

/// The search that is recorded.
fn record(folder: &TempDir) -> Trial {
    let mut found = None;
    let run = Run::open_read_only(folder.path()).unwrap();
    run.trials(|trial| found = found.take().or(trial.queries.is_some().then_some(trial))).unwrap();
    found.expect("the search is recorded")
}

#[tokio::test]
async fn a_search_that_is_stopped_in_any_query_goes_on_after_its_last_query() {
    let model = Model::start().await;
    let mut improved = 0;
    for search in SEARCHES {
        let (undisturbed, calm) = model.calm(search).await;
        improved += usize::from(!record(&undisturbed).note.contains(&reached(&record(&undisturbed), 1)));
        for over in 1..=BUDGET {
            // At its first request or in the midst of it.
            let at = over * REQUESTS + 1 + over % REQUESTS;
            let folder = tempfile::tempdir().unwrap();
            let stopped = model.play(search, folder.path(), |ask| Turn::Stop(at, ask)).await;
            assert_eq!(
                (stopped.end, &stopped.asked[..]),
                (RunEnd::Stopped, &calm.asked[..at]),
                "{search} {at}"
            );
            let run = Run::open_read_only(folder.path()).unwrap();
            assert_eq!(run.journaled().unwrap(), over as u64 - 1, "{search} {at}");
            assert!(run.searches().unwrap().is_empty(), "a search that is not over is in no count");

            let rest = model.play(search, folder.path(), |_| Turn::Never).await;
            assert_eq!(rest.end, RunEnd::Complete);
            assert_eq!(*rest.told.begun.lock().unwrap(), (1, over as u64 - 1));
            assert_eq!(rest.asked, calm.asked[over * REQUESTS..], "{search} {at}: nothing is asked again");
            assert_eq!(record(&folder), record(&undisturbed), "{search} {at}");
            assert_eq!(digest(&folder), digest(&undisturbed), "{search} {at}");
        }
    }
    assert!(improved > 0, "some search keeps another query than its first");
}

/// How the note of a search names its query of this number with the rung that the search is recorded with.
fn reached(trial: &Trial, number: usize) -> String {
    let rung = Ladder::RUNGS.into_iter().zip(trial.ladder.unwrap().rungs()).rfind(|(_, reached)| *reached);
    let begin = trial.note.split("; ").nth(number - 1).unwrap().split_once(": ").unwrap().0;
    format!("{begin}: {}", rung.map_or("nothing", |(rung, _)| rung))
}

#[tokio::test]
async fn a_search_that_is_stopped_after_every_query_asks_each_once_more_at_most() {
    let model = Model::start().await;
    for search in SEARCHES {
        let (undisturbed, calm) = model.calm(search).await;
        let folder = tempfile::tempdir().unwrap();
        for over in 0..=BUDGET {
            // The last request of what comes next is answered, the one after it is not.
            let stopped = model.play(search, folder.path(), |ask| Turn::Stop(REQUESTS + 1, ask)).await;
            let expected = calm.asked.iter().skip(over * REQUESTS).take(REQUESTS + 1);
            assert!(stopped.asked.iter().eq(expected), "{search} after {over}");
            assert_eq!(stopped.end == RunEnd::Complete, over == BUDGET, "{search} after {over}");
        }
        assert_eq!(digest(&folder), digest(&undisturbed), "{search}");
    }
}

#[tokio::test]
async fn a_query_that_failed_is_played_again_and_none_before_it() {
    let model = Model::start().await;
    for search in ["genetic", "autodan"] {
        let (undisturbed, calm) = model.calm(search).await;
        for query in 1..=BUDGET {
            let folder = tempfile::tempdir().unwrap();
            let at = query * REQUESTS + 2;
            for turn in [Turn::Fail(at), Turn::Boast(2), Turn::Fail(1)] {
                // What is left to ask shrinks with the first failure only.
                let played = model.play(search, folder.path(), |_| turn.clone()).await;
                assert_eq!(played.end, RunEnd::Complete, "{search} {query}");
                let failed = record(&folder);
                assert_eq!((failed.outcome, failed.queries), (Outcome::HarnessError, Some(query as u64)));
                let what = if let Turn::Boast(_) = turn { "input_tokens" } else { "503" };
                assert!(failed.note.contains(what), "{search} {query}: {}", failed.note);
            }
            let rest = model.play(search, folder.path(), |_| Turn::Never).await;
            assert_eq!(*rest.told.begun.lock().unwrap(), (1, query as u64 - 1));
            assert_eq!(
                rest.asked,
                calm.asked[query * REQUESTS..],
                "{search} {query}: nothing is asked again"
            );
            assert_eq!(record(&folder), record(&undisturbed), "{search} {query}");
            assert_eq!(digest(&folder), digest(&undisturbed), "{search} {query}");
        }
    }
}

#[tokio::test]
async fn a_search_that_another_program_recorded_begins_anew_and_says_so() {
    let model = Model::start().await;
    let (undisturbed, calm) = model.calm("genetic").await;
    let check = async |change: fn(&mut Vec<Query>), expected: &str| {
        let folder = tempfile::tempdir().unwrap();
        model.play("genetic", folder.path(), |ask| Turn::Stop(4 * REQUESTS + 1, ask)).await;
        {
            let lab = Lab::open(model.plan("genetic"), folder.path()).unwrap();
            let key = model.plan("genetic").trials.last().unwrap().key;
            let mut queries = lab.store().journal(key).unwrap();
            assert_eq!(queries.len(), 3);
            change(&mut queries);
            let writer = Writer::start(lab.store()).unwrap();
            for query in queries {
                writer.put_query(query).await.unwrap().await.unwrap();
            }
        }
        let played = model.play("genetic", folder.path(), |_| Turn::Never).await;
        let anew = played.told.anew.lock().unwrap().join("\n");
        assert!(anew.contains("adaptive:genetic:7/hijack: ") && anew.contains(expected), "{anew}");
        assert_eq!(played.asked, calm.asked[REQUESTS..], "{expected}: all queries are played");
        assert_eq!(digest(&folder), digest(&undisturbed), "{expected}");
    };
    check(
        |queries| queries[1].attack = "TL03/gone".into(),
        "its query 2 was `TL03/gone`, and would now be another",
    )
    .await;
    check(|queries| queries[2].trial.cell.model = "other".into(), "its query 3 was `").await;
    check(|queries| queries[1].trial.outcome = Outcome::HarnessError, "it went on after its query 2").await;
    check(
        |queries| queries.iter_mut().for_each(|query| query.trace = None),
        "it kept another query than it would now",
    )
    .await;
}
