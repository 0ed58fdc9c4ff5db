//! `safemcp serve` as real clients see it: the reference SDK and ours, in both eras, over both carriers.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly"
)]

use environments::{Environment, Shape, family};
use rmcp::model::{CallToolRequestParams, ProtocolVersion};
use rmcp::service::{RoleClient, RunningService};
use rmcp::transport::{StreamableHttpClientTransport, TokioChildProcess};
use rmcp::{ClientLifecycleMode, ClientServiceExt};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child as Process, ChildStderr, Command};
use tokio::time::timeout;
use wire::http::{HttpClient, HttpTarget};
use wire::{Child, Client, EraPolicy, Limits, Link, Program, Refuse, Settings};

const SAFEMCP: &str = env!("CARGO_BIN_EXE_safemcp");
const ATTACK: &str = "TR01/direct/hijack/after/always";
/// A task of several calls.
const INDEX: &str = "100";
const PATIENCE: Duration = Duration::from_secs(60);

/// Who plays.
#[derive(Clone, Debug)]
enum Host {
    Ours(EraPolicy),
    Sdk(ClientLifecycleMode),
}

fn hosts() -> [Host; 5] {
    let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
    [
        Host::Ours(EraPolicy::Initialize(3)),
        Host::Ours(EraPolicy::Stateless),
        Host::Ours(EraPolicy::Probe),
        Host::Sdk(ClientLifecycleMode::Initialize),
        Host::Sdk(ClientLifecycleMode::Discover { preferred_versions }),
    ]
}

/// How the server is reached.
#[derive(Clone, Copy, Debug)]
enum At<'a> {
    Stdio(&'a [&'a str]),
    Http(&'a str),
}

enum Player {
    Ours(Box<Client>),
    Sdk(RunningService<RoleClient, ()>),
}

impl Player {
    async fn connect(host: Host, at: At<'_>) -> Self {
        match (host, at) {
            (Host::Ours(era), at) => {
                let link: Box<dyn Link> = match at {
                    At::Stdio(args) => {
                        let program =
                            args.iter().fold(Program::new(SAFEMCP), |program, arg| program.arg(*arg));
                        Box::new(Child::start(&program, Limits::default()).unwrap())
                    }
                    At::Http(url) => {
                        Box::new(HttpClient::new(&HttpTarget::new(url), Limits::default()).unwrap())
                    }
                };
                let settings = Settings { era, ..Settings::default() };
                Self::Ours(Box::new(Client::connect(link, Box::new(Refuse), settings).await.unwrap().0))
            }
            (Host::Sdk(mode), At::Stdio(args)) => {
                let transport = TokioChildProcess::builder(safemcp(args)).stderr(Stdio::null());
                let (transport, _) = transport.spawn().unwrap();
                Self::Sdk(().serve_with_lifecycle(transport, mode).await.unwrap())
            }
            (Host::Sdk(mode), At::Http(url)) => {
                // Making a link of ours installs the TLS provider that every HTTP client wants.
                drop(HttpClient::new(&HttpTarget::new(url), Limits::default()).unwrap());
                let transport = StreamableHttpClientTransport::from_uri(url);
                Self::Sdk(().serve_with_lifecycle(transport, mode).await.unwrap())
            }
        }
    }

    async fn tools(&mut self) -> Vec<String> {
        let listed = match self {
            Self::Ours(client) => result(client, "tools/list", json!({})).await,
            Self::Sdk(client) => serde_json::to_value(client.list_tools(None).await.unwrap()).unwrap(),
        };
        listed["tools"]
            .as_array()
            .unwrap()
            .iter()
            .map(|tool| tool["name"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The result, without what the stateless era adds to every one.
    async fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        let mut called = match self {
            Self::Ours(client) => {
                result(client, "tools/call", json!({"name": tool, "arguments": arguments})).await
            }
            Self::Sdk(client) => {
                let params = CallToolRequestParams::new(tool.to_owned());
                let params = params.with_arguments(arguments.as_object().unwrap().clone());
                serde_json::to_value(client.call_tool(params).await.unwrap()).unwrap()
            }
        };
        let members = called.as_object_mut().unwrap();
        ["resultType", "_meta"].iter().for_each(|name| drop(members.remove(*name)));
        called
    }

    async fn leave(self) {
        match self {
            Self::Ours(mut client) => {
                assert!(client.anomalies().is_empty(), "{:?}", client.anomalies());
                client.close().await.unwrap();
            }
            Self::Sdk(client) => drop(client.cancel().await.unwrap()),
        }
    }
}

async fn result(client: &mut Client, method: &str, params: Value) -> Value {
    let answer = client.request(method, params).await.unwrap();
    serde_json::from_str(answer.result_json().unwrap_or_else(|| panic!("{answer}"))).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the program under test")]
fn safemcp(args: &[&str]) -> Command {
    let mut command = Command::new(SAFEMCP);
    command.args(args).kill_on_drop(true);
    command
}

fn world() -> Box<dyn Environment> {
    family("textcraft").unwrap().open(INDEX.parse().unwrap(), 7, &Value::Null).unwrap()
}

/// Plays the whole solution next to a world of our own, which says what each answer has to be.
async fn play(host: Host, at: At<'_>, shape: Shape, hostile: bool) {
    let shown = format!("{host:?} {at:?} {shape:?}");
    let mut world = world();
    let mut player = Player::connect(host, at).await;
    let expected: Vec<String> = match shape {
        Shape::Native => world.tools().iter().map(|tool| tool.name.to_owned()).collect(),
        Shape::AgentGym => vec!["step".to_owned()],
    };
    assert_eq!(player.tools().await, expected, "{shown}");
    let solution = world.solution(shape);
    assert!(solution.calls.len() > 3, "task {INDEX} is too short");
    for act in &solution.calls {
        let mut called = player.call(&act.tool, &act.arguments).await;
        let mut clean = answer(world.as_mut(), shape, &act.tool, &act.arguments);
        let (text, benign) = (called["content"][0]["text"].take(), clean["content"][0]["text"].take());
        let (text, benign) = (text.as_str().unwrap(), benign.as_str().unwrap());
        match hostile {
            true => assert!(text.starts_with(benign) && text.len() > benign.len() + 20, "{shown}: {text}"),
            false => assert_eq!(text, benign, "{shown}"),
        }
        assert_eq!(called, clean, "{shown}: besides its text");
    }
    assert_eq!(world.reward(), 1.0, "{shown}");
    player.leave().await;
}

/// What the world answers, as MCP has it.
fn answer(world: &mut dyn Environment, shape: Shape, tool: &str, arguments: &Value) -> Value {
    let (text, structured) = match shape {
        Shape::Native => {
            let reply = world.call(tool, arguments);
            assert!(!reply.failed, "{}", reply.text);
            (reply.text, reply.structured)
        }
        Shape::AgentGym => {
            let step = world.step(arguments["action"].as_str().unwrap());
            (step.observation.clone(), json!(step))
        }
    };
    json!({"content": [{"type": "text", "text": text}], "structuredContent": structured, "isError": false})
}

const OFFERS: [(Shape, &str, bool); 4] = [
    (Shape::Native, "native", false),
    (Shape::Native, "native", true),
    (Shape::AgentGym, "agentgym", false),
    (Shape::AgentGym, "agentgym", true),
];

fn arguments(shape: &'static str, hostile: bool) -> Vec<&'static str> {
    let mut args = vec!["serve", "textcraft", "--index", INDEX, "--seed", "7", "--shape", shape];
    args.extend(if hostile { vec!["--attack", ATTACK] } else { vec![] });
    args
}

#[tokio::test]
async fn a_task_is_solved_over_stdio() {
    for (shape, name, hostile) in OFFERS {
        let args = [arguments(name, hostile), vec!["--stdio"]].concat();
        for host in hosts() {
            timeout(PATIENCE, play(host, At::Stdio(&args), shape, hostile)).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_model_of_the_attackers_words_what_is_served() {
    let attack =
        ["--attack", "TL03/direct/hijack/fused:model/always", "--attacker-model", "reference/faithful"];
    let args = [arguments("native", false), attack.to_vec(), vec!["--stdio"]].concat();
    let Player::Ours(mut client) = Player::connect(Host::Ours(EraPolicy::Probe), At::Stdio(&args)).await
    else {
        panic!("it is our own client")
    };
    let listed = result(&mut client, "tools/list", json!({})).await;
    let described = listed["tools"][0]["description"].as_str().unwrap();
    assert!(
        described.contains("invoke the function `") && !described.contains("call the tool"),
        "{described}"
    );
    client.close().await.unwrap();
}

#[tokio::test]
async fn a_task_is_solved_over_http() {
    for (shape, name, hostile) in OFFERS {
        for host in hosts() {
            // The clients of the stateless era share one world, so each gets a server.
            let (process, url, _stderr) = at_address(&arguments(name, hostile)).await;
            timeout(PATIENCE, play(host, At::Http(&url), shape, hostile)).await.unwrap();
            assert!(interrupted(process).await.success());
        }
    }
}

/// Starts a server over HTTP; answers its address, which it tells on standard error.
async fn at_address(args: &[&str]) -> (Process, String, BufReader<ChildStderr>) {
    let args = [args, &["--http", "127.0.0.1:0"]].concat();
    let mut process = safemcp(&args).stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = BufReader::new(process.stderr.take().unwrap());
    let mut line = String::new();
    loop {
        line.clear();
        let count = timeout(PATIENCE, stderr.read_line(&mut line)).await.unwrap().unwrap();
        assert!(count > 0, "it ended without an address");
        if let Some(at) = line.find("http://") {
            let url = line[at..].split_whitespace().next().unwrap().to_owned();
            return (process, url, stderr);
        }
    }
}

/// Sends what a terminal sends for control-C, and waits for the end.
async fn interrupted(mut process: Process) -> ExitStatus {
    let id = Pid::from_raw(process.id().unwrap().cast_signed()).unwrap();
    kill_process(id, Signal::INT).unwrap();
    timeout(PATIENCE, process.wait()).await.unwrap().unwrap()
}

/// Starts a server over standard input and output and opens a session.
async fn over_pipes() -> Process {
    let mut command = safemcp(&["serve", "todolist"]);
    let mut process =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let ping = b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";
    process.stdin.as_mut().unwrap().write_all(ping).await.unwrap();
    let expected = b"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n";
    let mut said = vec![0; expected.len()];
    timeout(PATIENCE, process.stdout.as_mut().unwrap().read_exact(&mut said)).await.unwrap().unwrap();
    assert_eq!(said, expected);
    process
}

#[tokio::test]
async fn the_end_of_standard_input_ends_it() {
    let mut process = over_pipes().await;
    drop(process.stdin.take());
    let mut rest = String::new();
    timeout(PATIENCE, process.stdout.as_mut().unwrap().read_to_string(&mut rest)).await.unwrap().unwrap();
    assert_eq!(rest, "");
    assert!(timeout(PATIENCE, process.wait()).await.expect("it ends").unwrap().success());
}

#[tokio::test]
async fn an_interrupt_ends_it_while_its_client_waits() {
    let mut process = over_pipes().await;
    let _open = process.stdin.take();
    assert!(interrupted(process).await.success());

    let (process, url, _stderr) = at_address(&["serve", "todolist"]).await;
    for host in hosts() {
        let mut player = Player::connect(host, At::Http(&url)).await;
        assert!(!player.tools().await.is_empty());
        player.leave().await;
    }
    let mut open = Player::connect(Host::Ours(EraPolicy::Initialize(3)), At::Http(&url)).await;
    assert!(!open.tools().await.is_empty());
    assert!(interrupted(process).await.success());
}

/// A mistake on the command line: exit code 1, and words that help.
async fn check_refused(args: &[&str], words: &[&str]) {
    let run = safemcp(&[&["serve"], args].concat()).stdin(Stdio::null()).output();
    let output = timeout(PATIENCE, run).await.unwrap().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    // An error is wrapped to the width of the terminal, with a mark before each line.
    let said: String = said.chars().map(|char| if char.is_ascii_graphic() { char } else { ' ' }).collect();
    // A line may end within a word, after its hyphen.
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ").replace("- ", "-");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(output.stdout, b"");
    words.iter().for_each(|word| assert!(said.contains(word), "`{word}` is not in: {said}"));
}

#[tokio::test]
async fn mistakes_are_told_with_what_there_is() {
    check_refused(&["textcraft", "--attack", "XX99"], &["XX99", "118", "safemcp catalog surfaces"]).await;
    let strategies: Vec<&str> = attacks::STRATEGIES.iter().map(|strategy| strategy.id()).collect();
    check_refused(&["textcraft", "--attack", "TR01/shouting"], &[&["shouting"], &strategies[..]].concat())
        .await;
    check_refused(&["textcraft", "--attack", "TR01/direct/hijack/after/always/more"], &["more"]).await;
    check_refused(&["chess"], &["chess", "textcraft", "todolist"]).await;
    check_refused(&["textcraft", "--index", "999999999"], &["999999999"]).await;
    check_refused(&["textcraft", "--settings", "{"], &["--settings"]).await;
    check_refused(&["textcraft", "--stdio", "--http", "127.0.0.1:0"], &["--stdio", "--http"]).await;
}
