//! The connection to the simulator.

use super::process::Process;
use super::protocol::{self, Answer, Argument};
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;
use wire::{Program, excerpt};

/// Bytes of the longest answer that is read.
const LONGEST: u64 = 16 * 1024 * 1024;

/// What went wrong with a call.
#[derive(Debug)]
pub(super) enum Failure {
    /// The simulator is lost.
    Gone(String),
    /// The simulator threw something and stands.
    Thrown(String),
}

impl Failure {
    /// The failure in words.
    pub(super) fn what(self) -> String {
        match self {
            Self::Gone(what) | Self::Thrown(what) => what,
        }
    }
}

/// A simulator's process and the one connection to it.
#[derive(Debug)]
pub(super) struct Gateway {
    process: Process,
    socket: BufReader<TcpStream>,
    patience: Duration,
}

impl Gateway {
    /// Starts the simulator's program and connects. The program prints its port.
    ///
    /// # Errors
    /// What is missing, or what the process said before it ended.
    pub(super) fn start(java: &Program, patience: Duration) -> Result<Self, String> {
        let mut process = Process::start(java).map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                "Java is missing: there is no program `java` in PATH; on Debian `apt-get install default-jre-headless` \
                 brings it"
                    .to_owned()
            }
            _ => format!("Java does not start: {error}"),
        })?;
        let port = process.line(patience).map_err(told)?;
        let port: u16 =
            port.parse().map_err(|_| told(format!("it named no port but `{}`", excerpt(&port))))?;
        // Java numbers objects by a stream that starts where a thread is made, at a point that depends on all that was
        // loaded before; and the simulator lists things in the order of these numbers. So the connection, which gets a
        // thread, is not made while the main thread still works.
        process.settle(patience).map_err(told)?;
        let socket = connect(port, patience).map_err(told)?;
        Ok(Self { process, socket: BufReader::new(socket), patience })
    }

    /// Makes an object of a class; its name.
    ///
    /// # Errors
    /// See [`Failure`].
    pub(super) fn construct(&mut self, class: &str) -> Result<String, Failure> {
        match self.checked(&protocol::construct(class))? {
            Answer::Object(name) => Ok(name),
            other => Err(unexpected(class, &other)),
        }
    }

    /// Calls a method.
    ///
    /// # Errors
    /// See [`Failure`].
    pub(super) fn call(
        &mut self,
        object: &str,
        method: &str,
        arguments: &[Argument<'_>],
    ) -> Result<Answer, Failure> {
        self.checked(&protocol::call(object, method, arguments))
    }

    /// Sends a command; its answer, whatever it is.
    ///
    /// # Errors
    /// [`Failure::Gone`].
    pub(super) fn send(&mut self, command: &str) -> Result<Answer, Failure> {
        self.ask(command).map_err(Failure::Gone)
    }

    /// Sends a command; its answer, where nothing was thrown.
    fn checked(&mut self, command: &str) -> Result<Answer, Failure> {
        match self.ask(command).map_err(Failure::Gone)? {
            Answer::Thrown(thrown) => {
                let described = self.ask(&protocol::describe(&thrown)).map_err(Failure::Gone)?;
                let text = if let Answer::Text(text) = described { text } else { thrown };
                Err(Failure::Thrown(text.lines().next().unwrap_or("it does not say why").to_owned()))
            }
            answer => Ok(answer),
        }
    }

    fn ask(&mut self, command: &str) -> Result<Answer, String> {
        let mut line = Vec::new();
        let sent = self.socket.get_mut().write_all(command.as_bytes());
        let read = sent.and_then(|()| self.socket.by_ref().take(LONGEST).read_until(b'\n', &mut line));
        match read.map_err(|error| error.kind()) {
            Err(ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                return Err(format!("it gave no answer in {} s", self.patience.as_secs_f64()));
            }
            Err(_) | Ok(0) => return Err(self.process.epitaph()),
            Ok(_) => {}
        }
        let text = String::from_utf8_lossy(&line);
        text.strip_suffix('\n')
            .and_then(Answer::read)
            .ok_or_else(|| format!("its answer makes no sense: `{}`", excerpt(&text)))
    }
}

/// An answer of another kind than the method has.
pub(super) fn unexpected(method: &str, answer: &Answer) -> Failure {
    Failure::Gone(format!("it answered {method} by `{}`", excerpt(&format!("{answer:?}"))))
}

fn connect(port: u16, patience: Duration) -> std::io::Result<TcpStream> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let socket = TcpStream::connect_timeout(&address, patience)?;
    socket.set_nodelay(true)?;
    socket.set_read_timeout(Some(patience))?;
    socket.set_write_timeout(Some(patience))?;
    Ok(socket)
}

fn told(what: impl std::fmt::Display) -> String {
    format!("the simulator of ScienceWorld does not start: {what}")
}
