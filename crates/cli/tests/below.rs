//! Attacks below the messages, as `safemcp serve` makes them: what stands on the wire, and that our own client lives.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail loudly")]

use environments::{Act, Shape, family};
use rustix::process::{Pid, Signal, kill_process, test_kill_process_group};
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child as Process, ChildStderr, Command};
use tokio::time::{sleep, timeout};
use wire::http::{HttpClient, HttpTarget};
use wire::{
    Child, Client, EraPolicy, Limits, Link, LinkError, METHOD_DISCOVER, METHOD_INITIALIZE, Program, Refuse,
    STATELESS, Settings,
};

const SAFEMCP: &str = env!("CARGO_BIN_EXE_safemcp");
const PATIENCE: Duration = Duration::from_secs(60);
const LIMITS: Limits = Limits {
    message_bytes: 1 << 20,
    depth: 64,
    start_ms: 30_000,
    request_ms: 30_000,
    total_ms: 60_000,
    stop_ms: 600,
};
/// For answers that never come.
const HASTY: Limits = Limits { request_ms: 1_500, ..LIMITS };
const PONG: &str = r#"{"jsonrpc":"2.0","id":1,"result":{}}"#;

fn arguments(attack: &str, seed: u64) -> Vec<String> {
    ["serve", "textcraft", "--seed", &seed.to_string(), "--attack", attack].map(str::to_owned).to_vec()
}

/// What the payload of objective `hijack` cannot do without.
fn marker(seed: u64) -> String {
    attacks::token(seed)
}

/// A call that the world answers.
fn act(seed: u64) -> Act {
    let world = family("textcraft").unwrap().open(0, seed, &Value::Null).unwrap();
    world.solution(Shape::Native).calls[0].clone()
}

#[expect(clippy::disallowed_methods, reason = "the program under test")]
fn safemcp(args: &[String]) -> Command {
    let mut command = Command::new(SAFEMCP);
    command.args(args).kill_on_drop(true);
    command
}

fn child(attack: &str, seed: u64, limits: Limits) -> Child {
    let program = arguments(attack, seed).iter().fold(Program::new(SAFEMCP), |program, arg| program.arg(arg));
    Child::start(&program, limits).unwrap()
}

/// The eras in which the table has a row.
fn eras(row: &str) -> Vec<EraPolicy> {
    let eras = attacks::surface(row).unwrap().eras;
    let stateless = eras.has_stateless().then_some(EraPolicy::Stateless);
    eras.has_initialize().then_some(EraPolicy::Initialize(3)).into_iter().chain(stateless).collect()
}

async fn connect(link: impl Link + 'static, era: EraPolicy, limits: Limits) -> Result<Client, LinkError> {
    let settings = Settings { era, limits, ..Settings::default() };
    Ok(Client::connect(Box::new(link), Box::new(Refuse), settings).await?.0)
}

async fn list(client: &mut Client) {
    let listed = client.request("tools/list", json!({})).await.unwrap();
    assert!(listed.result_json().unwrap().contains("\"tools\""), "{listed}");
}

async fn call(client: &mut Client, seed: u64) -> Result<String, LinkError> {
    let act = act(seed);
    let called = client.request("tools/call", json!({"name": act.tool, "arguments": act.arguments})).await?;
    assert!(called.result_json().unwrap().contains("\"content\""), "{called}");
    Ok(called.to_string())
}

/// Waits until nothing of a process group is left.
async fn gone(group: i32) {
    let group = Pid::from_raw(group).unwrap();
    let left = async {
        while test_kill_process_group(group).is_ok() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, left).await.unwrap();
}

/// A server over HTTP, with its address and the rest of its standard error.
async fn at_address(attack: &str, seed: u64) -> (Process, String, BufReader<ChildStderr>) {
    let args = [arguments(attack, seed), vec!["--http".to_owned(), "127.0.0.1:0".to_owned()]].concat();
    let mut process = safemcp(&args).stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = BufReader::new(process.stderr.take().unwrap());
    loop {
        let mut line = String::new();
        let count = timeout(PATIENCE, stderr.read_line(&mut line)).await.unwrap().unwrap();
        assert!(count > 0, "it ended without an address");
        if let Some(at) = line.find("http://") {
            return (process, line[at..].split_whitespace().next().unwrap().to_owned(), stderr);
        }
    }
}

async fn over_http(url: &str, era: EraPolicy, limits: Limits) -> Result<Client, LinkError> {
    connect(HttpClient::new(&HttpTarget::new(url), limits).unwrap(), era, limits).await
}

/// The response to the first request of an era, head and all, and whether it ended within half a second after its first
/// bytes.
async fn raw(url: &str, era: EraPolicy) -> (String, bool) {
    let host = url.strip_prefix("http://").unwrap().strip_suffix("/mcp").unwrap();
    let (method, params, headers) = if era == EraPolicy::Stateless {
        let meta = json!({"io.modelcontextprotocol/protocolVersion": STATELESS,
            "io.modelcontextprotocol/clientCapabilities": {}});
        let headers = format!("MCP-Protocol-Version: {STATELESS}\r\nMcp-Method: {METHOD_DISCOVER}\r\n");
        (METHOD_DISCOVER, json!({"_meta": meta}), headers)
    } else {
        let client = json!({"name": "raw", "version": "1"});
        let params = json!({"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": client});
        (METHOD_INITIALIZE, params, String::new())
    };
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).to_string();
    let head = format!(
        "POST /mcp HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n{headers}\
         Accept: application/json, text/event-stream\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all([head, body].concat().as_bytes()).await.unwrap();
    let mut said = vec![0; 1];
    timeout(PATIENCE, stream.read_exact(&mut said)).await.unwrap().unwrap();
    let ended = timeout(Duration::from_millis(500), stream.read_to_end(&mut said)).await.is_ok();
    (String::from_utf8(said).unwrap(), ended)
}

/// What stands on standard output for one ping.
async fn printed(seed: u64) -> Vec<String> {
    let mut command = safemcp(&arguments("T07", seed));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn().unwrap();
    let ping = b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";
    process.stdin.take().unwrap().write_all(ping).await.unwrap();
    let mut said = String::new();
    timeout(PATIENCE, process.stdout.as_mut().unwrap().read_to_string(&mut said)).await.unwrap().unwrap();
    assert!(said.ends_with('\n'));
    said.lines().map(str::to_owned).collect()
}

/// What `safemcp catalog --check` does not play is played here, every row of it.
#[test]
fn every_served_row_is_played_here() {
    let served = attacks::SURFACES.iter().filter(|row| matches!(row.execution, attacks::Execution::Served));
    let served: Vec<&str> = served.map(|row| row.id).collect();
    assert_eq!(served, ["P06", "P07", "T03", "T04", "T07"]);
    for row in served {
        assert!(
            include_str!("below.rs").contains(&format!("eras({row:?})")),
            "{row} is played in none of its eras"
        );
    }
}

#[tokio::test]
async fn lines_are_spoiled() {
    let output = printed(0).await;
    let (pong, words) = output.split_last().unwrap();
    assert!(pong == PONG && words.concat().contains(&marker(0)), "{output:?}");
    let embedded = printed(1).await;
    let (end, start) = embedded.split_last().unwrap();
    assert!(start[1..].concat().contains(&marker(1)), "{embedded:?}");
    assert_eq!([&*start[0], &**end].concat(), PONG);
    let partial = printed(2).await;
    let last = partial.last().unwrap();
    assert!(last.contains(&marker(2)) && last.ends_with(PONG) && last != PONG, "{partial:?}");
}

#[tokio::test]
async fn a_client_lives_with_spoiled_lines() {
    for era in eras("T07") {
        let mut client = connect(child("T07", 0, LIMITS), era, LIMITS).await.unwrap();
        list(&mut client).await;
        call(&mut client, 0).await.unwrap();
        let strange = client.anomalies();
        let read = strange.iter().all(|error| matches!(error, LinkError::Malformed { .. }));
        assert!(strange.len() >= 3 && read, "{era:?}: {strange:?}");
        client.close().await.unwrap();
        tokio::join!(check_lost(1, era), check_lost(2, era));
    }
}

/// An answer that comes in no readable line is waited for no longer than is allowed.
async fn check_lost(seed: u64, era: EraPolicy) {
    let link = child("T07/direct/hijack/after/from-call:1", seed, HASTY);
    let group = link.group().unwrap();
    let mut client = connect(link, era, HASTY).await.unwrap();
    list(&mut client).await;
    let lost = call(&mut client, seed).await;
    assert!(matches!(lost, Err(LinkError::Timeout { .. })), "{lost:?}");
    client.close().await.unwrap();
    gone(group).await;
}

/// Whether an id has the form of its fault.
type Shaped = fn(&str) -> bool;

#[tokio::test]
async fn sessions_are_named_badly() {
    let checks: [(u64, Shaped, bool); 3] = [
        (0, |id| id.ends_with("-1"), true),
        (1, |id| id.len() == 4096, false),
        (2, |id| id.starts_with("1\u{e9} ") && id.contains(' '), false),
    ];
    for (seed, is_so, taken) in checks {
        let (_process, url, _stderr) = at_address("T03", seed).await;
        let [era] = eras("T03")[..] else { panic!("only one era has sessions") };
        let (said, _) = raw(&url, era).await;
        let id = said.lines().find_map(|line| line.strip_prefix("mcp-session-id: ")).unwrap();
        assert!(is_so(id) && id.contains(&marker(seed)), "{id}");
        match over_http(&url, era, LIMITS).await {
            Ok(mut client) => {
                assert!(taken, "{id}");
                list(&mut client).await;
                call(&mut client, seed).await.unwrap();
            }
            Err(error) => assert!(!taken && matches!(error, LinkError::Http { .. }), "{id}: {error}"),
        }
    }
}

#[tokio::test]
async fn streams_waste_time() {
    for era in eras("T04") {
        for (seed, comments, beginning, ends) in
            [(0, 3, ": ", false), (1, 0, "retry: 18446744073709551615\n", true), (2, 1, ": ", false)]
        {
            let (_process, url, _stderr) = at_address("T04", seed).await;
            let (said, ended) = raw(&url, era).await;
            let (head, body) = said.split_once("\r\n\r\n").unwrap();
            assert!(head.contains("text/event-stream"), "{era:?}: {head}");
            let opening = body.split_once("\r\n").unwrap().1;
            assert!(opening.starts_with(beginning) && opening.contains(&marker(seed)), "{era:?}: {body}");
            assert!(body.contains("\"result\""), "{era:?}: {body}");
            let found = body.lines().filter(|line| line.starts_with(": ")).count();
            assert!(found >= comments, "{era:?}: {body}");
            assert_eq!(ended, ends, "{era:?}: {body}");
            let mut client = over_http(&url, era, LIMITS).await.unwrap();
            list(&mut client).await;
            call(&mut client, seed).await.unwrap();
            timeout(PATIENCE, client.close()).await.unwrap().unwrap();
        }
    }
}

#[tokio::test]
async fn standard_error_is_noisy() {
    for era in eras("P06") {
        for (seed, sign) in [(0, "\u{1b}[1A\u{1b}[2K"), (1, "\n")] {
            check_noise(seed, sign, era).await;
        }
    }
}

async fn check_noise(seed: u64, sign: &str, era: EraPolicy) {
    let mut client = connect(child("P06", seed, LIMITS), era, LIMITS).await.unwrap();
    list(&mut client).await;
    call(&mut client, seed).await.unwrap();
    let aside = client.aside();
    let told = aside.contains(sign) && aside.contains(&marker(seed));
    assert!(told && aside.len() <= 8 * 1024, "{era:?}: {aside}");
    assert!(client.anomalies().is_empty());
    client.close().await.unwrap();

    let (process, url, mut stderr) = at_address("P06", seed).await;
    let counting = tokio::spawn(async move {
        let mut count = 0;
        let mut line = String::new();
        while count < 1 << (20 * seed) {
            line.clear();
            stderr.read_line(&mut line).await.unwrap();
            count += if line.contains(&marker(seed)) { line.len() } else { 0 };
        }
        let _open = stderr.read_to_string(&mut line).await;
    });
    let mut client = over_http(&url, era, LIMITS).await.unwrap();
    list(&mut client).await;
    call(&mut client, seed).await.unwrap();
    drop(process);
    timeout(PATIENCE, counting).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_process_starts_late() {
    for era in eras("P07") {
        check_late(era).await;
    }
}

async fn check_late(era: EraPolicy) {
    let limits = Limits { start_ms: 1_000, ..LIMITS };
    let mut link = child("P07", 0, limits);
    let group = link.group().unwrap();
    let mut aside = String::new();
    while !aside.contains(&marker(0)) {
        sleep(Duration::from_millis(10)).await;
        aside += &link.aside();
    }
    let begun = Instant::now();
    let late = connect(link, era, limits).await;
    assert!(matches!(late.err(), Some(LinkError::Timeout { .. })));
    assert!(begun.elapsed() < Duration::from_secs(10));
    gone(group).await;
}

#[tokio::test]
async fn a_process_dies_and_is_started_again() {
    for era in eras("P07") {
        check_dies(era).await;
    }
}

async fn check_dies(era: EraPolicy) {
    let attack = "P07/direct/hijack/after/from-call:2";
    let mut client = connect(child(attack, 1, LIMITS), era, LIMITS).await.unwrap();
    list(&mut client).await;
    call(&mut client, 1).await.unwrap();
    let dead = call(&mut client, 1).await;
    let told = matches!(&dead, Err(LinkError::Exited { status, stderr, .. })
        if status.contains("101") && stderr.contains(&marker(1)));
    assert!(told, "{dead:?}");
    client.restart().await.unwrap();
    list(&mut client).await;
    client.close().await.unwrap();

    let (mut process, url, _stderr) = at_address(attack, 1).await;
    let mut client = over_http(&url, era, LIMITS).await.unwrap();
    call(&mut client, 1).await.unwrap();
    let broken = call(&mut client, 1).await;
    assert!(matches!(broken, Err(LinkError::Http { .. })), "{broken:?}");
    assert_eq!(timeout(PATIENCE, process.wait()).await.unwrap().unwrap().code(), Some(101));
}

#[tokio::test]
async fn a_process_does_not_end() {
    for era in eras("P07") {
        check_endless(era).await;
    }
}

async fn check_endless(era: EraPolicy) {
    let link = child("P07", 2, LIMITS);
    let group = link.group().unwrap();
    let mut client = connect(link, era, LIMITS).await.unwrap();
    list(&mut client).await;
    call(&mut client, 2).await.unwrap();
    let begun = Instant::now();
    client.close().await.unwrap();
    assert!(begun.elapsed() >= LIMITS.stop(), "it ended by itself");
    assert!(client.aside().contains(&marker(2)));
    gone(group).await;

    let (mut process, url, mut stderr) = at_address("P07", 2).await;
    list(&mut over_http(&url, era, LIMITS).await.unwrap()).await;
    let id = Pid::from_raw(process.id().unwrap().cast_signed()).unwrap();
    kill_process(id, Signal::TERM).unwrap();
    kill_process(id, Signal::INT).unwrap();
    let mut line = String::new();
    while !line.contains(&marker(2)) {
        timeout(PATIENCE, stderr.read_line(&mut line)).await.unwrap().unwrap();
    }
    assert!(timeout(Duration::from_millis(300), process.wait()).await.is_err(), "it ended");
    process.kill().await.unwrap();
}

/// A combination that does not exist: exit code 1, and words that help.
async fn check_refused(attack: &str, transport: &[&str], words: &[&str]) {
    let args = [arguments(attack, 0), transport.iter().map(|arg| (*arg).to_owned()).collect()].concat();
    let output = timeout(PATIENCE, safemcp(&args).stdin(Stdio::null()).output()).await.unwrap().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout), (Some(1), vec![]), "{said}");
    words.iter().for_each(|word| assert!(said.contains(word), "`{word}` is not in: {said}"));
}

#[tokio::test]
async fn wrong_combinations_are_mistakes() {
    let http = ["--http", "127.0.0.1:0"];
    check_refused("T03", &["--stdio"], &["T03", "--http"]).await;
    check_refused("T04", &[], &["T04", "--http"]).await;
    check_refused("T07", &http, &["T07", "--stdio"]).await;
    check_refused("T03/direct/hijack/after/from-call:2", &http, &["T03", "always"]).await;
}
