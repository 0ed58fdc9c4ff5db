//! Third parties' processes that behave badly. Whatever they do, nothing of them is left.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use serde_json::json;
use std::time::Duration;
use testkit::group_members;
use tokio::time::{Instant, sleep};
use wire::{Child, Client, EraPolicy, Limits, Link, LinkError, Message, Program, Refuse, Settings};

const QUICK: Limits = Limits {
    message_bytes: 1 << 20,
    depth: 64,
    start_ms: 60_000,
    request_ms: 60_000,
    total_ms: 120_000,
    stop_ms: 400,
};

/// A server of the initialize era in a few lines of Python; `extra` runs before its loop.
fn server(extra: &str) -> Program {
    let script = format!(
        r#"
import sys, json, os, signal, subprocess, time
{extra}
for line in sys.stdin:
    message = json.loads(line)
    if message.get("method") == "initialize":
        result = {{"protocolVersion": "2025-06-18", "capabilities": {{}}, "serverInfo": {{"name": "py", "version": "1"}}}}
    elif message.get("method") == "env":
        result = dict(os.environ)
    elif message.get("method") == "die":
        sys.stderr.write("out of \x1b[31mluck\n"); sys.stderr.flush(); os._exit(7)
    else:
        result = {{"cwd": os.getcwd()}}
    if "id" in message:
        print(json.dumps({{"jsonrpc": "2.0", "id": message["id"], "result": result}}), flush=True)
"#
    );
    Program::new("python3").arg("-c").arg(script)
}

fn shell(script: &str) -> Program {
    Program::new("sh").arg("-c").arg(script)
}

async fn connect(program: &Program) -> Result<(Client, i32), LinkError> {
    let child = Child::start(program, QUICK)?;
    let group = child.group().unwrap();
    let settings = Settings { era: EraPolicy::Initialize(2), limits: QUICK, ..Settings::default() };
    let (client, _) = Client::connect(Box::new(child), Box::new(Refuse), settings).await?;
    Ok((client, group))
}

/// Waits until nobody of the group is left; the system may take a moment to remove the killed.
async fn check_gone(group: i32) {
    let patience = Instant::now() + Duration::from_secs(30);
    while !group_members(group).is_empty() {
        assert!(Instant::now() < patience, "left of group {group}: {:?}", group_members(group));
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_server_answers_and_ends_when_its_input_does() {
    let (mut client, group) = connect(&server("")).await.unwrap();
    let answer = client.request("x", json!({})).await.unwrap();
    assert!(answer.result_json().unwrap().contains("cwd"));
    assert!(!group_members(group).is_empty());
    client.close().await.unwrap();
    assert!(group_members(group).is_empty(), "close answers only when the process is gone");
}

#[tokio::test]
async fn the_environment_is_clean() {
    let (mut client, group) = connect(&server("").set("NAMED", "value").within("/")).await.unwrap();
    let answer = client.request("env", json!({})).await.unwrap();
    let env: serde_json::Value = serde_json::from_str(answer.result_json().unwrap()).unwrap();
    assert_eq!(env["NAMED"], "value");
    // `LC_CTYPE` and `PWD` may be set by the interpreter or shim that was started, not by us.
    let known = ["PATH", "HOME", "LANG", "TMPDIR", "NAMED", "LC_CTYPE"];
    let inherited =
        |name: &&String| std::env::var_os(name.as_str()).is_some() && !known.contains(&name.as_str());
    let leaked: Vec<_> = env.as_object().unwrap().keys().filter(inherited).collect();
    let shims = ["PWD", "SHLVL", "_", "OLDPWD"];
    assert!(
        leaked.iter().all(|name| shims.contains(&name.as_str()) || name.starts_with("PYENV")),
        "{leaked:?}"
    );
    assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some() && env.get("CARGO_MANIFEST_DIR").is_none());
    let answer = client.request("x", json!({})).await.unwrap();
    assert_eq!(answer.result_json(), Some(r#"{"cwd": "/"}"#));
    client.close().await.unwrap();
    check_gone(group).await;
}

#[tokio::test]
async fn what_cannot_be_started_says_why() {
    let check = |program: Program, parts: &[&str]| {
        let error = Child::start(&program, QUICK).unwrap_err();
        assert!(matches!(error, LinkError::Start { .. }));
        for part in parts {
            assert!(error.to_string().contains(part), "{error} should contain {part}");
        }
    };
    check(Program::new("/no/such/program").arg("a b"), &["/no/such/program 'a b'", "No such file"]);
    check(
        Program::new("sh").within("/no/such/directory"),
        &["working directory /no/such/directory does not exist"],
    );
    check(Program::new("sh").arg("nul\0"), &["nul"]);
}

#[tokio::test]
async fn an_early_end_tells_status_and_last_words() {
    let (mut client, group) = connect(&server("")).await.unwrap();
    let error = client.request("die", json!({})).await.unwrap_err();
    let LinkError::Exited { status, stderr, .. } = &error else { panic!("{error}") };
    assert_eq!(status, "exit status: 7");
    assert_eq!(stderr, r"out of \u{1b}[31mluck");
    check_gone(group).await;

    let error = connect(&shell("echo no >&2; exit 3")).await.map(|_| ()).unwrap_err();
    assert!(
        matches!(&error, LinkError::Exited { status, stderr, .. } if status == "exit status: 3" && stderr == "no"),
        "{error}"
    );
}

#[tokio::test]
async fn an_early_end_takes_its_helpers_along() {
    // The helper inherits the pipes, so without its death the end would never be seen.
    let child = Child::start(&shell("sleep 1000 & exit 5"), QUICK).unwrap();
    let group = child.group().unwrap();
    let mut child = child;
    let error = child.recv().await.unwrap_err();
    assert!(matches!(&error, LinkError::Exited { status, .. } if status == "exit status: 5"), "{error}");
    check_gone(group).await;
}

#[tokio::test]
async fn a_deaf_process_is_killed_with_its_helpers() {
    let deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nsubprocess.Popen(['sh', '-c', 'trap \"\" TERM; sleep 1000'])\n";
    let stuck = "\nimport atexit\natexit.register(lambda: time.sleep(1000))";
    let (mut client, group) = connect(&server(&format!("{deaf}{stuck}"))).await.unwrap();
    assert!(group_members(group).len() >= 2);
    client.close().await.unwrap();
    check_gone(group).await;
}

#[tokio::test]
async fn a_process_that_hangs_is_a_timeout_and_is_gone_after_a_drop() {
    let child = Child::start(&shell("sleep 1000 & exec sleep 1000"), QUICK).unwrap();
    let group = child.group().unwrap();
    let limits = Limits { start_ms: 200, ..QUICK };
    let settings = Settings { era: EraPolicy::Initialize(2), limits, ..Settings::default() };
    let error = Client::connect(Box::new(child), Box::new(Refuse), settings).await.map(|_| ()).unwrap_err();
    assert!(matches!(error, LinkError::Timeout { .. }), "{error}");
    check_gone(group).await;
}

#[tokio::test]
async fn a_flood_on_standard_error_blocks_nobody() {
    let flood = "sys.stderr.write('x' * 3_000_000 + '\\nlast words\\n'); sys.stderr.flush()";
    let (mut client, group) = connect(&server(flood)).await.unwrap();
    client.request("x", json!({})).await.unwrap();
    let error = client.request("die", json!({})).await.unwrap_err();
    let LinkError::Exited { stderr, .. } = &error else { panic!("{error}") };
    assert!(
        stderr.ends_with(r"last words | out of \u{1b}[31mluck") && stderr.len() < 10_000,
        "{}",
        stderr.len()
    );
    check_gone(group).await;
}

#[tokio::test]
async fn banners_on_standard_output_are_survived() {
    let banner = "print('Welcome!\\n\\n[INFO] ready', flush=True)";
    let (mut client, group) = connect(&server(banner)).await.unwrap();
    client.request("x", json!({})).await.unwrap();
    let anomalies: Vec<_> = client.anomalies().iter().map(ToString::to_string).collect();
    assert_eq!(anomalies.len(), 2, "{anomalies:?}");
    assert!(anomalies[0].contains("Welcome!") && anomalies[0].contains("not JSON"), "{anomalies:?}");
    client.close().await.unwrap();
    check_gone(group).await;
}

#[tokio::test]
async fn a_flood_on_standard_output_is_an_error() {
    let error = connect(&shell("yes spam")).await.map(|_| ()).unwrap_err();
    assert!(matches!(&error, LinkError::Malformed { excerpt, .. } if excerpt == "spam"), "{error}");
}

#[tokio::test]
async fn closing_empties_the_pipe_of_a_busy_writer() {
    // It wants to write more than a pipe holds before it looks at its input again.
    let busy = "import threading\nthreading.Thread(target=lambda: (time.sleep(0.05), print('x' * 500_000, flush=True))).start()";
    let (mut client, group) = connect(&server(busy)).await.unwrap();
    client.close().await.unwrap();
    check_gone(group).await;
}

#[tokio::test]
async fn a_closed_link_is_closed() {
    let mut child = Child::start(&server(""), QUICK).unwrap();
    child.close().await.unwrap();
    child.close().await.unwrap();
    assert!(child.recv().await.unwrap().is_none());
    let message = Message::notification("x", &json!({}));
    assert!(matches!(child.send(message).await, Err(LinkError::Closed { .. })));
}

/// A server that others wrote, in both eras. It lives with the shared test data.
#[tokio::test]
async fn a_strangers_server_is_spoken_to_in_both_eras() {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let shared = std::env::var("SAFEMCP_SHARED").unwrap_or_else(|_| beside.to_owned());
    let script = std::path::Path::new(&shared).join("clients/marker_server.py");
    if !script.exists() {
        eprintln!(
            "SKIPPED: {} is missing; set SAFEMCP_SHARED to the folder of shared test data",
            script.display()
        );
        return;
    }
    for (era, version) in [(EraPolicy::Probe, wire::STATELESS), (EraPolicy::Initialize(3), "2025-11-25")] {
        let child = Child::start(&Program::new("python3").arg(script.to_str().unwrap()), QUICK).unwrap();
        let settings = Settings { era, limits: QUICK, ..Settings::default() };
        let (mut client, hello) = Client::connect(Box::new(child), Box::new(Refuse), settings).await.unwrap();
        assert_eq!(hello.era.version(), version);
        let answer = client.request("tools/list", json!({})).await.unwrap();
        assert!(answer.result_json().unwrap().contains("inputSchema"));
        client.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_process_that_died_is_started_again_and_its_session_anew() {
    let (mut client, group) = connect(&server("")).await.unwrap();
    for _ in 0..2 {
        assert!(matches!(client.request("die", json!({})).await, Err(LinkError::Exited { .. })));
        assert_eq!(client.restart().await.unwrap().era.version(), "2025-06-18");
        client.request("x", json!({})).await.unwrap();
    }
    check_gone(group).await;
}

#[tokio::test]
async fn standard_error_is_read_once_as_it_stood() {
    let (mut client, _) =
        connect(&server("sys.stderr.write('\\x1b[1mhello\\n'); sys.stderr.flush()")).await.unwrap();
    let patience = Instant::now() + Duration::from_secs(30);
    let mut heard = String::new();
    while heard.is_empty() && Instant::now() < patience {
        client.request("x", json!({})).await.unwrap();
        heard = client.aside();
    }
    assert_eq!((heard.as_str(), client.aside().as_str()), ("\u{1b}[1mhello\n", ""));
}
