//! A simulator that is none, for tests.

use super::gateway::Gateway;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;
use wire::Program;

/// How long a test waits for an answer that does not come.
const PATIENCE: Duration = Duration::from_secs(1);

/// A connection to a simulator that answers each command in this way: `None` ends the connection, an empty text is
/// silence. A command is named by its letter, a call by its method, a step by its action too: `step wait`. Greetings,
/// objects, moves and ends are answered by themselves.
pub(super) fn gateway(
    answer: impl Fn(&str) -> Option<&'static str> + Send + 'static,
) -> Result<Gateway, String> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || serve(&listener.accept().unwrap().0, answer));
    let script = format!("echo {port}; echo last words >&2; exec cat");
    Gateway::start(&Program::new("sh").arg("-c").arg(script), PATIENCE)
}

fn serve(mut socket: &TcpStream, answer: impl Fn(&str) -> Option<&'static str>) {
    let mut reader = BufReader::new(socket.try_clone().unwrap());
    while let Some(command) = read(&mut reader) {
        let answered = match command.as_str() {
            "r" => Some("!yv"),
            "getCallbackClient" | "getTaskNames" | "getPossibleSimplifications" => Some("!yv"),
            "i" => Some("!yro0"),
            "getCompleted" => Some("!ybfalse"),
            "getNumMoves" => Some("!yi1"),
            "load" => Some("!ys"),
            command => answer(command),
        };
        match answered {
            Some("") => thread::sleep(PATIENCE * 3),
            Some(answered) => writeln!(socket, "{answered}").unwrap(),
            None => return,
        }
    }
}

/// The next command by its name.
fn read(reader: &mut impl BufRead) -> Option<String> {
    let mut lines = reader.lines().map(Result::unwrap);
    let kind = lines.next()?;
    let rest: Vec<String> = lines.take_while(|line| line != "e").collect();
    match (kind.as_str(), rest.as_slice()) {
        ("c", [_, method, action, ..]) if method == "step" => Some(format!("{method} {}", action.get(1..)?)),
        ("c", [_, method, ..]) => Some(method.clone()),
        _ => Some(kind),
    }
}
