//! One request and its answer.

use super::request::{is_local, label, parse};
use super::{Answer, Limit, Request};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Response, Url};
use std::sync::LazyLock;
use std::thread;
use tokio::runtime::Builder;
use tokio::time::timeout;

/// Loading a machine's root certificates takes longer than many an exchange, so it is done once.
static SECURE: LazyLock<Result<Client, String>> = LazyLock::new(|| client(false, true));

/// Asks a server and waits for its answer, whatever its status.
///
/// # Errors
/// What went wrong and where: an address or a header that cannot be used, no connection, out of time, too long.
pub(crate) fn ask(request: &Request<'_>, limit: Limit) -> Result<Answer, String> {
    let url = parse(request.url)?;
    let from = label(&url);
    // A thread of its own: the caller may stand in an asynchronous task, and runtimes do not nest.
    let answered = thread::scope(|scope| scope.spawn(|| run(request, url, limit)).join());
    let (status, body) = answered
        .unwrap_or_else(|_| Err("the exchange broke off".to_owned()))
        .map_err(|what| format!("{from}: {what}"))?;
    Ok(Answer { from, status, body })
}

fn run(request: &Request<'_>, url: Url, limit: Limit) -> Result<(u16, Vec<u8>), String> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("waiting cannot be set up: {error}"))?;
    let client = match url.scheme() {
        "https" => SECURE.clone()?,
        _ => client(is_local(&url), false)?,
    };
    let headers = headers(request)?;
    let asked = match request.body {
        Some(body) => client.post(url).header(CONTENT_TYPE, "application/json").body(body.to_owned()),
        None => client.get(url),
    };
    let exchange = async {
        let response = asked.headers(headers).send().await.map_err(|error| reason(&error))?;
        let status = response.status().as_u16();
        Ok((status, body(response, limit.bytes).await?))
    };
    let late = || Err(format!("no whole answer within {:.1} seconds", limit.time.as_secs_f64()));
    runtime.block_on(async { timeout(limit.time, exchange).await.unwrap_or_else(|_| late()) })
}

/// A client that goes where it is sent and nowhere else, and expands nothing. Connections are not kept: they would
/// belong to a runtime that is gone.
fn client(local: bool, secure: bool) -> Result<Client, String> {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Losing the race against another installer is as good as winning it.
        let _lost = rustls::crypto::ring::default_provider().install_default();
    }
    let mut builder = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .no_gzip()
        .retry(reqwest::retry::never())
        .pool_max_idle_per_host(0)
        .user_agent(concat!("safemcp/", env!("CARGO_PKG_VERSION")));
    if local {
        builder = builder.no_proxy();
    }
    if !secure {
        // A plain connection needs no certificates, and some machines have none to load.
        builder = builder.tls_certs_only([]);
    }
    builder.build().map_err(|error| format!("the client cannot be set up: {}", reason(&error)))
}

fn headers(request: &Request<'_>) -> Result<HeaderMap, String> {
    let mut map = HeaderMap::new();
    for (name, value) in request.headers {
        let known = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
        let Some((name, mut value)) = known else {
            return Err(format!("the header `{}` is not well formed", wire::excerpt(name)));
        };
        value.set_sensitive(true);
        map.append(name, value);
    }
    Ok(map)
}

async fn body(mut response: Response, most: usize) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| reason(&error))? {
        if body.len() + chunk.len() > most {
            return Err(format!("the answer is longer than {most} bytes"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// An error of the HTTP library with its causes and without the address, which may hold a key.
fn reason(error: &reqwest::Error) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |error| error.source());
    let causes: Vec<String> = causes.map(|cause| wire::excerpt(&cause.to_string())).collect();
    if causes.is_empty() { "no reason given".to_owned() } else { causes.join(": ") }
}

#[cfg(test)]
mod tests {
    use crate::outside::{Limit, Request, ask};
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    const LIMIT: Limit = Limit { time: Duration::from_secs(5), bytes: 64 };

    fn get(url: &str, headers: &[(&str, &str)], limit: Limit) -> Result<Vec<u8>, String> {
        ask(&Request { url, headers, body: None }, limit)?.success()
    }

    /// A server that gives each connection the next answer and hands back what it was asked.
    fn serve(answers: Vec<String>) -> (String, thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let play = move |answer: String| {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 4096];
            let length = stream.read(&mut asked).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8_lossy(&asked[..length]).into_owned()
        };
        (format!("http://{address}"), thread::spawn(move || answers.into_iter().map(play).collect()))
    }

    fn said(status: &str, body: &str) -> String {
        format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
    }

    #[test]
    fn asks_and_answers() {
        let long = "x".repeat(65);
        let moved = "302 Found\r\nlocation: http://127.0.0.1:1/";
        let (url, server) = serve(vec![
            said("200 OK", "good"),
            said("404 Not Found", "{}"),
            said("200 OK", &long),
            said(moved, ""),
        ]);
        let plain = |path: &str| get(&format!("{url}{path}?key=secret"), &[("x-key", "secret")], LIMIT);
        assert_eq!(plain("/a"), Ok(b"good".to_vec()));
        for words in ["/b answered with status 404: {}", "longer than 64 bytes", "status 302"] {
            let error = plain("/b").unwrap_err();
            assert!(error.contains(words) && !error.contains("secret"), "{error}");
        }
        let asked = server.join().unwrap();
        assert!(asked[0].starts_with("GET /a?key=secret HTTP/1.1\r\n") && asked[0].contains("x-key: secret"));
    }

    #[test]
    fn posts_from_within_a_runtime() {
        let (url, server) = serve(vec![said("201 Created", "{}")]);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let request = Request { url: &url, headers: &[], body: Some("{\"a\":1}") };
        let answer = runtime.block_on(async { ask(&request, LIMIT) }).unwrap();
        assert_eq!((answer.status, answer.body), (201, b"{}".to_vec()));
        let asked = server.join().unwrap();
        assert!(asked[0].starts_with("POST / ") && asked[0].contains("content-type: application/json"));
    }

    #[test]
    fn what_goes_wrong_is_said() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let waiting = format!("http://{}/?key=secret", silent.local_addr().unwrap());
        let short = Limit { time: Duration::from_millis(50), bytes: 64 };
        for (url, words) in [
            (waiting.as_str(), "no whole answer within 0.1 seconds"),
            ("http://127.0.0.1:1/a?key=secret", "http://127.0.0.1:1/a: "),
            ("ftp://a/?key=secret", "needs the scheme"),
            ("secret", "cannot be used"),
        ] {
            let error = get(url, &[], short).unwrap_err();
            assert!(error.contains(words) && !error.contains("secret"), "{error}");
        }
        assert!(get(&waiting, &[("a b", "")], short).unwrap_err().contains("header `a b`"));
    }
}
