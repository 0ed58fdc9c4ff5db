//! What crossed one place on the wire.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use testkit::Tee;

/// Texts of messages, in order, each way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Crossed {
    /// To the server.
    pub(crate) there: Vec<String>,
    /// To the client.
    pub(crate) back: Vec<String>,
}

/// Where a record is kept while it is made.
pub(crate) enum Place {
    /// A joint of two byte streams.
    Tee(Tee),
    /// The folder of `interop tee`.
    Folder(PathBuf),
    /// Exchanges of an HTTP recorder: what was asked, and what was answered.
    Exchanges(Arc<Mutex<Vec<Exchange>>>),
}

/// One request over HTTP, and its response so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exchange {
    pub(crate) asked: Vec<u8>,
    pub(crate) events: bool,
    pub(crate) answered: Vec<u8>,
}

impl Place {
    /// What crossed so far.
    pub(crate) fn read(&self) -> Crossed {
        match self {
            Self::Tee(tee) => Crossed { there: lines(&tee.there()), back: lines(&tee.back()) },
            Self::Folder(folder) => {
                let file = |name| lines(&std::fs::read(folder.join(name)).unwrap());
                Crossed { there: file("there"), back: file("back") }
            }
            Self::Exchanges(exchanges) => exchanges_crossed(&exchanges.lock().unwrap()),
        }
    }
}

fn exchanges_crossed(exchanges: &[Exchange]) -> Crossed {
    let mut crossed = Crossed::default();
    for exchange in exchanges {
        let answered = if exchange.events { events(&exchange.answered) } else { whole(&exchange.answered) };
        crossed.there.extend(whole(&exchange.asked));
        crossed.back.extend(answered);
    }
    crossed
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn lines(bytes: &[u8]) -> Vec<String> {
    text(bytes).split_terminator('\n').map(str::to_owned).collect()
}

/// A body that is one message, or none.
fn whole(body: &[u8]) -> Vec<String> {
    if body.is_empty() { vec![] } else { vec![text(body)] }
}

/// The data of the events in a stream; events without data carry no message.
fn events(stream: &[u8]) -> Vec<String> {
    let stream = text(stream).replace("\r\n", "\n");
    let data = |event: &str| {
        let parts = event.lines().filter_map(|line| line.strip_prefix("data:"));
        parts.map(|part| part.strip_prefix(' ').unwrap_or(part)).collect::<Vec<_>>().join("\n")
    };
    stream.split("\n\n").map(data).filter(|data| !data.is_empty()).collect()
}
