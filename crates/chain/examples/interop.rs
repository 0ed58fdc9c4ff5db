//! Programs for the interoperability tests, each of them a server on standard input and output:
//!
//! - `interop sdk`: a server of the reference SDK.
//! - `interop bridge FAR ...`: a bridge with an empty chain to a server at an address or to a program.
//! - `interop tee FOLDER PROGRAM ...`: a program, with what went in and out written to the files `there` and `back`.

#[path = "../tests/interop/service.rs"]
mod service;

use chain::{Chain, bridge};
use rmcp::ServiceExt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{ChildStdin, ExitCode, Stdio};
use wire::http::{HttpClient, HttpTarget};
use wire::stdio::StdioServer;
use wire::{Child, Limits, Link, LinkError, Program};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let parts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match parts.as_slice() {
        ["sdk"] => within(sdk()),
        ["bridge", far @ ..] => within(stand(far)),
        ["tee", folder, command, args @ ..] => tee(Path::new(folder), command, args),
        _ => Err(io::Error::other("usage: interop sdk | bridge FAR ... | tee FOLDER PROGRAM ...")),
    };
    // A thread may still wait for standard input.
    match done {
        Ok(()) => std::process::exit(0),
        Err(error) => {
            let _gone = writeln!(io::stderr(), "{error}");
            std::process::exit(1);
        }
    }
}

fn within(work: impl Future<Output = io::Result<()>>) -> io::Result<()> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(work)
}

async fn sdk() -> io::Result<()> {
    let running = service::Abacus.serve(rmcp::transport::stdio()).await.map_err(io::Error::other)?;
    running.waiting().await.map(|_| ()).map_err(io::Error::other)
}

async fn stand(far: &[&str]) -> io::Result<()> {
    let mut server = open(far).map_err(io::Error::other)?;
    let mut host = StdioServer::stdio(Limits::default());
    let strange = |error: &LinkError| drop(writeln!(io::stderr(), "{error}"));
    let ended = bridge(Chain::empty(), &mut host, server.as_mut(), strange).await;
    ended.map(|_| ()).map_err(io::Error::other)
}

fn open(far: &[&str]) -> Result<Box<dyn Link>, LinkError> {
    let limits = Limits::default();
    Ok(match far {
        [url] if url.starts_with("http://") => Box::new(HttpClient::new(&HttpTarget::new(*url), limits)?),
        [command, args @ ..] => {
            let program = args.iter().fold(Program::new(*command), |program, arg| program.arg(*arg));
            Box::new(Child::start(&program, limits)?)
        }
        [] => Box::new(Child::start(&Program::default(), limits)?),
    })
}

#[expect(clippy::disallowed_methods, reason = "it stands below our links, not on them")]
fn tee(folder: &Path, command: &str, args: &[&str]) -> io::Result<()> {
    let mut program = std::process::Command::new(command);
    let mut child = program.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let there = File::create(folder.join("there"))?;
    let back = File::create(folder.join("back"))?;
    std::thread::spawn(move || {
        let mut stdin: Option<ChildStdin> = stdin;
        if let Some(to) = &mut stdin {
            let _gone = copy(io::stdin().lock(), to, there);
        }
    });
    if let Some(from) = stdout {
        copy(from, &mut io::stdout().lock(), back)?;
    }
    child.wait().map(|_| ())
}

/// Passes bytes on. They are noted first, so that whoever received some finds them noted.
fn copy(mut from: impl Read, to: &mut impl Write, mut record: File) -> io::Result<()> {
    let mut chunk = [0; 8192];
    loop {
        let count = from.read(&mut chunk)?;
        let Some(part) = chunk.get(..count).filter(|part| !part.is_empty()) else { return Ok(()) };
        record.write_all(part)?;
        to.write_all(part)?;
        to.flush()?;
    }
}
