//! `safemcp serve --agentgym`: the server is there while the program runs, and ends with it.

use crate::support::Desk;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;

/// Starts a server; where it says that it is.
fn start(desk: &Desk, args: &[&str]) -> (Child, String) {
    let mut child = desk.start_heard(args);
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("http://") {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "it ended without an address");
    }
    let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
    (child, address)
}

/// Asks as a client of AgentGym does.
fn ask(address: &str, request: &str, body: &Value) -> Value {
    let body = body.to_string();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!("{request} HTTP/1.1\r\nhost: {address}\r\ncontent-length: {}\r\n", body.len());
    write!(stream, "{head}connection: close\r\n\r\n{body}").unwrap();
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap();
    serde_json::from_str(said.split("\r\n\r\n").nth(1).unwrap()).unwrap()
}

fn end(mut child: Child) {
    kill_process(Pid::from_raw(child.id().cast_signed()).unwrap(), Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn environments_are_there_under_their_names_and_one_at_the_root() {
    let desk = Desk::new();
    let (child, address) = start(&desk, &["serve", "--agentgym", "127.0.0.1:0"]);
    assert_eq!(ask(&address, "GET /alfworld/", &Value::Null), "This is environment AlfWorld.");
    assert_eq!(ask(&address, "POST /create", &json!({})), json!({"detail": "Not Found"}));
    end(child);

    let maze = json!({"maze": [[0, 0]], "goal": [0, 1]}).to_string();
    let args = ["serve", "maze", "--agentgym", "127.0.0.1:0", "--settings", &maze, "--seed", "3"];
    let (child, address) = start(&desk, &args);
    assert_eq!(ask(&address, "POST /create", &json!({})), json!({"id": 0}));
    let first = ask(&address, "POST /reset", &json!({"id": 0, "game": 0}));
    assert!(first["observation"].as_str().unwrap().starts_with("The goal is at position 0, 1."));
    let step = ask(&address, "POST /step", &json!({"id": 0, "action": "move right"}));
    assert_eq!(step, json!({"observation": "Success", "reward": 1, "done": true}));
    end(child);
}

#[test]
fn mistakes_are_named() {
    let desk = Desk::new();
    for (args, words) in [
        (&["serve"][..], "required arguments"),
        (&["serve", "chess", "--agentgym", "127.0.0.1:0"], "no environment `chess`"),
        (&["serve", "--agentgym", "127.0.0.1:0", "--settings", "{}"], "name it"),
        (&["serve", "maze", "--agentgym", "127.0.0.1:0", "--settings", "7"], "the settings are"),
        (&["serve", "maze", "--agentgym", "127.0.0.1:0", "--http", "127.0.0.1:0"], "cannot be used with"),
        (&["serve", "maze", "--agentgym", "127.0.0.1:0", "--attack", "TL03"], "cannot be used with"),
        (&["serve", "maze", "--agentgym", "127.0.0.1:0", "--index", "3"], "cannot be used with"),
    ] {
        let said = desk.safemcp(args);
        let err = said.err.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(said.code, Some(1), "{args:?}: {err}");
        assert!(err.contains(words), "{args:?}: {err}");
    }
}
