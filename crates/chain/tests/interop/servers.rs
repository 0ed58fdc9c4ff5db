//! Servers that others wrote, direct and behind a bridge with an empty chain.

use crate::far::{Address, program, recorded};
use crate::record::Crossed;
use crate::script::{Line, Part, play, texts};
use chain::{Chain, bridge};
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use testkit::installed;
use tokio::time::timeout;
use wire::{Child, Limits, Link, LinkError, Program, memory_pair};

const PYTHON: &str = "python/bin/";
const NODE: &str = "npm/node_modules/.bin/";

/// A server, and what it is asked.
struct Case<'c> {
    command: Vec<String>,
    set: &'c [(&'static str, String)],
    part: Part,
    /// Puts the folder it works on in order.
    prepare: &'c dyn Fn(),
    /// Takes the time out of an answer.
    mask: fn(&str) -> String,
}

/// Plays the lines to the server, behind a bridge or not: what the client heard, and what crossed at the server.
async fn run(case: &Case<'_>, lines: &[Line], bridged: bool) -> (Vec<String>, Crossed) {
    (case.prepare)();
    let folder = tempfile::tempdir().unwrap();
    let (address, place) = recorded(folder.path(), "server", case.command.clone());
    let Address::Program(parts) = address else { unreachable!() };
    let program = case.set.iter().fold(program(&parts), |program, (name, value)| program.set(*name, value));
    let link = if bridged { behind(program) } else { Box::new(start(&program)) };
    let heard = timeout(Duration::from_secs(240), play(link, lines)).await.expect("the server answers");
    (heard, place.read())
}

fn start(program: &Program) -> Child {
    Child::start(program, Limits::default()).unwrap()
}

fn behind(program: Program) -> Box<dyn Link> {
    let (near, mut far) = memory_pair(["the bridge", "the client"]);
    tokio::spawn(async move {
        let strange = |error: &LinkError| panic!("{error}");
        bridge(Chain::empty(), &mut far, &mut start(&program), strange).await
    });
    Box::new(near)
}

async fn check(case: &Case<'_>) {
    for lines in [case.part.initialize_era(), case.part.stateless_era()] {
        let (direct, at_server) = run(case, &lines, false).await;
        let (bridged, behind) = run(case, &lines, true).await;
        let asked = texts(&lines);
        let masked = |texts: &[String]| texts.iter().map(|text| (case.mask)(text)).collect::<Vec<_>>();
        assert_eq!(at_server.there, asked);
        assert_eq!(at_server.back, direct);
        assert_eq!(behind.there, asked);
        assert_eq!(behind.back, bridged);
        assert_eq!(masked(&direct), masked(&bridged));
    }
}

fn command(server: &str, args: &[&str]) -> Option<Vec<String>> {
    let path = installed(server)?;
    Some([path.as_str()].iter().chain(args).map(|part| (*part).to_owned()).collect())
}

#[tokio::test]
async fn server_filesystem() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let path = |name: &str| root.join(name).to_str().unwrap().to_owned();
    let prepare =
        || std::fs::write(root.join("a.txt"), "caf\u{e9} \u{1f9ee}\u{200b}\r\n\u{1b}[31mred").unwrap();
    let Some(command) = command(&format!("{NODE}mcp-server-filesystem"), &[&path("")]) else { return };
    let part = Part {
        greeting: 0,
        calls: [
            ("read_text_file", json!({"path": path("a.txt")})),
            ("list_directory", json!({"path": path("")})),
            ("read_text_file", json!({"path": "/outside/\u{202e}of/it"})),
        ],
    };
    check(&Case { command, set: &[], part, prepare: &prepare, mask: str::to_owned }).await;
}

#[tokio::test]
async fn server_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("memory.jsonl");
    let prepare = || drop(std::fs::remove_file(&file));
    let Some(command) = command(&format!("{NODE}mcp-server-memory"), &[]) else { return };
    let entity =
        json!({"name": "Ida \u{1f9ee}", "entityType": "person", "observations": ["caf\u{e9}\u{2028}"]});
    let part = Part {
        greeting: 0,
        calls: [
            ("create_entities", json!({"entities": [entity]})),
            ("read_graph", json!({})),
            ("no_such_tool", json!({})),
        ],
    };
    let set = [("MEMORY_FILE_PATH", file.to_str().unwrap().to_owned())];
    check(&Case { command, set: &set, part, prepare: &prepare, mask: str::to_owned }).await;
}

#[tokio::test]
async fn server_everything() {
    let Some(command) = command(&format!("{NODE}mcp-server-everything"), &[]) else { return };
    let part = Part {
        greeting: 1,
        calls: [
            ("echo", json!({"message": "caf\u{e9} \u{1f9ee}\u{0}\u{2028}\u{e0041}"})),
            ("get-sum", json!({"a": 1e300, "b": -0.1})),
            ("get-sum", json!({"a": "two"})),
        ],
    };
    check(&Case { command, set: &[], part, prepare: &|| (), mask: str::to_owned }).await;
}

#[tokio::test]
async fn server_git() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let Some(command) =
        command(&format!("{PYTHON}mcp-server-git"), &["--repository", root.to_str().unwrap()])
    else {
        return;
    };
    commit(&root);
    let part = Part {
        greeting: 0,
        calls: [
            ("git_log", json!({"repo_path": root})),
            ("git_show", json!({"repo_path": root, "revision": "HEAD"})),
            ("git_status", json!({"repo_path": "/no/such/place"})),
        ],
    };
    check(&Case { command, set: &[], part, prepare: &|| (), mask: str::to_owned }).await;
}

/// A repository with one commit.
fn commit(root: &Path) {
    std::fs::write(root.join("notes.txt"), "caf\u{e9}\n").unwrap();
    let person = ["-c", "user.name=Ida Brandt", "-c", "user.email=ida@example.org"];
    for args in [&["init", "--quiet"][..], &["add", "."], &["commit", "--quiet", "--message=Start"]] {
        #[expect(clippy::disallowed_methods, reason = "a fixture, not a third party")]
        let mut git = std::process::Command::new("git");
        git.args(person).args(args).current_dir(root).env("GIT_CONFIG_GLOBAL", "/dev/null");
        assert!(git.status().unwrap().success());
    }
}

#[tokio::test]
async fn server_time() {
    let Some(command) = command(&format!("{PYTHON}mcp-server-time"), &["--local-timezone", "UTC"]) else {
        return;
    };
    let part = Part {
        greeting: 0,
        calls: [
            (
                "convert_time",
                json!({"source_timezone": "UTC", "time": "12:00", "target_timezone": "Asia/Tokyo"}),
            ),
            (
                "convert_time",
                json!({"source_timezone": "UTC", "time": "25:99", "target_timezone": "Asia/Tokyo"}),
            ),
            ("get_current_time", json!({"timezone": "Mars/Olympus"})),
        ],
    };
    check(&Case { command, set: &[], part, prepare: &|| (), mask: without_date }).await;
}

/// The conversion of a time is told with the date of today: `datetime` and `day_of_week`.
fn without_date(text: &str) -> String {
    let mut parts = text.split("datetime");
    let mut masked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // Between the name and its value stand only marks: `":"`, or the same escaped.
        let marks = part.len() - part.trim_start_matches(|mark: char| "\\\": ".contains(mark)).len();
        let (marks, value) = part.split_at(marks);
        let dated = value.starts_with(|first: char| first.is_ascii_digit());
        masked += &["datetime", marks, if dated { &value["2026-11-23".len()..] } else { value }].concat();
    }
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    days.iter().fold(masked, |text, day| text.replace(day, "today"))
}

#[test]
fn only_dates_are_masked() {
    let check = |text: &str, masked: &str| assert_eq!(without_date(text), masked);
    check(
        r#"{"datetime":"2026-11-23T12:00:00+00:00","day_of_week":"Monday","n":2026}"#,
        r#"{"datetime":"T12:00:00+00:00","day_of_week":"today","n":2026}"#,
    );
    check(r#"\"datetime\": \"2026-11-23T21:00"#, r#"\"datetime\": \"T21:00"#);
    check(r#"{"datetime":{"title":"Datetime 2020"}}"#, r#"{"datetime":{"title":"Datetime 2020"}}"#);
}
