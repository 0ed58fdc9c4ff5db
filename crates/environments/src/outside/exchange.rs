//! One request and its answer.

use super::request::{is_local, label, parse};
use super::{Answer, Failure, Limit, Request};
use std::io::ErrorKind;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use ureq::http::header::CONTENT_TYPE;
use ureq::http::{self, HeaderName, HeaderValue};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, AsSendBody, Body, Error};
use url::Url;
use wire::excerpt;

/// How long a connection is kept for the next request: less than what most servers keep it, AgentGym's among them.
const KEPT: Duration = Duration::from_secs(3);
/// The longest that is waited, whatever a limit says: a clock cannot be set to the end of time.
const LONGEST: Duration = Duration::from_secs(86_400);

/// One for all, so that connections are shared. It goes where it is sent and nowhere else, and expands nothing.
static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    // The provider is named here because the one of the process may not be set yet.
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .user_agent(concat!("safemcp/", env!("CARGO_PKG_VERSION")))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_idle_connections_per_host(16)
        .max_idle_connections(64)
        .max_idle_age(KEPT)
        .build();
    Agent::new_with_config(config)
});

/// Asks a server and waits for its answer, whatever its status.
///
/// # Errors
/// What went wrong and where: an address or a header that cannot be used, no connection, out of time, too long.
pub(crate) fn ask(request: &Request<'_>, limit: Limit) -> Result<Answer, Failure> {
    let url = parse(request.url).map_err(Failure::Other)?;
    let (from, direct) = (label(&url), request.direct || is_local(&url));
    let answered = match request.body {
        Some(body) => {
            let mut post = prepare(request, &url, body)?;
            *post.method_mut() = http::Method::POST;
            post.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            send(post, direct, limit)
        }
        None => send(prepare(request, &url, ())?, direct, limit),
    };
    let read = answered.and_then(|mut answered| {
        let body = answered.body_mut().with_config().limit(limit.bytes as u64).read_to_vec()?;
        Ok((answered.into_parts().0, body))
    });
    let (parts, body) = read.map_err(|error| failure(&error, &from, limit))?;
    Ok(Answer { from, status: parts.status.as_u16(), headers: parts.headers, body })
}

/// The request as the HTTP library knows it.
fn prepare<T>(request: &Request<'_>, url: &Url, body: T) -> Result<http::Request<T>, Failure> {
    let unfit = |what: String| Failure::Other(format!("{}: {what}", label(url)));
    let mut prepared = http::Request::new(body);
    *prepared.uri_mut() =
        url.as_str().parse().map_err(|error| unfit(format!("the address cannot be used: {error}")))?;
    for (name, value) in request.headers {
        let known = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
        let Some((name, mut value)) = known else {
            return Err(unfit(format!("the header `{}` is not well formed", excerpt(name))));
        };
        value.set_sensitive(true);
        prepared.headers_mut().append(name, value);
    }
    Ok(prepared)
}

fn send(
    request: http::Request<impl AsSendBody>,
    direct: bool,
    limit: Limit,
) -> Result<http::Response<Body>, Error> {
    let configured = AGENT.configure_request(request).timeout_global(Some(limit.time.min(LONGEST)));
    let configured = if direct { configured.proxy(None) } else { configured };
    AGENT.run(configured.build())
}

/// An error of the HTTP library without the address, which may hold a key.
fn failure(error: &Error, from: &str, limit: Limit) -> Failure {
    let what = match error {
        Error::Timeout(_) => return Failure::Late(from.to_owned(), limit.time),
        Error::ConnectionFailed => return Failure::Nobody(from.to_owned()),
        Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => {
            return Failure::Nobody(from.to_owned());
        }
        Error::BodyExceedsLimit(most) => format!("the answer is longer than {most} bytes"),
        Error::BadUri(_) => "the address cannot be used".to_owned(),
        error => format!("the request failed ({})", excerpt(&error.to_string())),
    };
    Failure::Other(format!("{from}: {what}"))
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
        ask(&Request { url, headers, body: None, direct: false }, limit)?.success()
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
    fn posts() {
        let (url, server) = serve(vec![said("201 Created", "{}")]);
        let request = Request { url: &url, headers: &[], body: Some("{\"a\":1}"), direct: true };
        let answer = ask(&request, Limit { time: Duration::MAX, bytes: 2 }).unwrap();
        assert_eq!((answer.status, answer.body), (201, b"{}".to_vec()));
        let asked = server.join().unwrap();
        assert!(asked[0].starts_with("POST / ") && asked[0].contains("content-type: application/json"));
    }

    #[test]
    fn time_is_for_the_whole_exchange() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let dripping = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let bytes = said("200 OK", &"x".repeat(1000)).into_bytes();
            let sent = bytes.chunks(1).take_while(|byte| {
                thread::sleep(Duration::from_millis(5));
                stream.write_all(byte).is_ok()
            });
            (sent.count(), bytes.len())
        });
        let error = get(&url, &[], Limit { time: Duration::from_millis(500), bytes: 2000 }).unwrap_err();
        assert!(error.ends_with("no answer within 0.5 s"), "{error}");
        let (sent, all) = dripping.join().unwrap();
        assert!(sent < all, "the server was heard to the end");
    }

    #[test]
    fn what_goes_wrong_is_said() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let waiting = format!("http://{}/?key=secret", silent.local_addr().unwrap());
        let short = Limit { time: Duration::from_millis(50), bytes: 64 };
        for (url, words) in [
            (waiting.as_str(), "no answer within 0.05 s"),
            ("http://127.0.0.1:1/a?key=secret", "http://127.0.0.1:1/a: nobody answers"),
            ("ftp://a/?key=secret", "needs the scheme"),
            ("secret", "cannot be used"),
        ] {
            let error = get(url, &[], short).unwrap_err();
            assert!(error.contains(words) && !error.contains("secret"), "{error}");
        }
        assert!(get(&waiting, &[("a b", "")], short).unwrap_err().contains("header `a b`"));
    }
}
