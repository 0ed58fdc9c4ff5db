//! An HTTP server that says what it was told to say, and remembers what it was asked.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the double does with one request.
#[derive(Debug)]
pub enum Said {
    /// Answers with status 200.
    Json(Value),
    /// Answers with another status.
    Status(u16, &'static str),
    /// Answers with status 200 and bytes that may be anything.
    Raw(Vec<u8>),
    /// Answers after this time.
    Late(Duration, Value),
    /// Says how long the answer is, and sends half of it.
    Half,
    /// The same, and then nothing for this time.
    Stalled(Duration),
    /// Hangs up.
    Nothing,
}

const HALF: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 40\r\nconnection: close\r\n\r\n{\"observ";

/// What one request was: method and path, and the body.
pub type Asked = (String, Value);

/// The server, on a free port of this machine.
#[derive(Debug)]
pub struct Double {
    /// Its address.
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Double {
    /// Gives these answers one after the other, each to the next request, and then none.
    pub fn start(script: Vec<Said>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for said in script {
                let (stream, _) = listener.accept().unwrap();
                heard.lock().unwrap().push(hear(&stream));
                // A client that has hung up by now is none of the double's business.
                let _gone = say(stream, said);
            }
        });
        Self { url, asked }
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn hear(stream: &TcpStream) -> Asked {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let words: Vec<&str> = first.split(' ').take(2).collect();
    (words.join(" "), serde_json::from_slice(&body).unwrap_or_default())
}

fn say(mut stream: TcpStream, said: Said) -> std::io::Result<()> {
    let (status, body) = match said {
        Said::Json(value) => (200, value.to_string().into_bytes()),
        Said::Status(status, body) => (status, body.as_bytes().to_vec()),
        Said::Raw(body) => (200, body),
        Said::Late(wait, value) => {
            std::thread::sleep(wait);
            (200, value.to_string().into_bytes())
        }
        Said::Half => return stream.write_all(HALF),
        Said::Stalled(wait) => {
            stream.write_all(HALF)?;
            std::thread::sleep(wait);
            return Ok(());
        }
        Said::Nothing => return Ok(()),
    };
    let length = body.len();
    write!(stream, "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n")?;
    stream.write_all(&body)
}
