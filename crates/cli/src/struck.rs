//! What the process that serves does by itself, below its messages: rows P06 and P07.

use async_trait::async_trait;
use std::io::Write;
use std::time::Duration;
use wire::fault::{Fault, Flaw, Process};
use wire::{Link, LinkError, Message};

/// A link whose process misbehaves whenever a message is to go to the host.
pub(crate) struct Struck {
    link: Box<dyn Link>,
    fault: Fault,
}

impl Struck {
    pub(crate) fn new(link: Box<dyn Link>, fault: Fault) -> Self {
        Self { link, fault }
    }
}

/// Before it serves.
pub(crate) fn before(fault: &Fault) {
    if let Some(Flaw::Process(process)) = fault.now() {
        let wait = process.before_start();
        if !wait.is_zero() {
            say(&fault.text);
        }
        std::thread::sleep(wait);
    }
}

/// After its client hung up, or somebody asked it to end.
pub(crate) async fn after(fault: &Fault) {
    let wait = stays(fault);
    if fault.switch.is_on() && !wait.is_zero() {
        say(&fault.text);
        tokio::time::sleep(wait).await;
    }
}

/// How long the process stays after its end.
pub(crate) fn stays(fault: &Fault) -> Duration {
    match fault.flaw {
        Flaw::Process(process) => process.after_end(),
        _ => Duration::ZERO,
    }
}

/// Waits for nothing, so that a message at hand is not lost where a wait is given up.
fn strike(fault: &Fault) {
    match fault.now() {
        Some(Flaw::Noise(noise)) => say(&noise.burst(&fault.text)),
        Some(Flaw::Process(process)) => crash(process, &fault.text),
        _ => {}
    }
}

fn crash(process: Process, text: &str) {
    if let Some(code) = process.instead_of_answer() {
        say(text);
        std::process::exit(code);
    }
}

/// Writes as it stands to standard error, escape sequences and all: that is the attack.
fn say(text: &str) {
    let mut stderr = std::io::stderr().lock();
    // Nobody is left to be told that nobody reads.
    let _unread = stderr.write_all(text.as_bytes()).and_then(|()| stderr.write_all(b"\n"));
}

#[async_trait]
impl Link for Struck {
    fn peer(&self) -> &str {
        self.link.peer()
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        self.link.send(message).await
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        let received = self.link.recv().await?;
        if received.is_some() {
            strike(&self.fault);
        }
        Ok(received)
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        self.link.close().await
    }

    async fn restart(&mut self) -> Result<(), LinkError> {
        self.link.restart().await
    }
}
