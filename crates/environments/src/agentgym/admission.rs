//! Whom the server answers.
//!
//! The protocol knows no password. A page in a browser of the same machine could reach the server as well, by a request
//! of its own or by a name that it points here (DNS rebinding). The first kind names its page in `Origin`, the second
//! its own host in `Host`; neither is answered.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use std::net::IpAddr;

/// Whether a request with these headers is answered.
pub(super) fn admits(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let address = name(host).parse::<IpAddr>().is_ok();
    (address || name(host).eq_ignore_ascii_case("localhost"))
        && headers.get_all(ORIGIN).iter().all(|origin| origin.to_str().is_ok_and(local))
}

fn local(origin: &str) -> bool {
    let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    let host = name(authority.unwrap_or_default());
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The host of an authority, without port and brackets.
fn name(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::admits;
    use axum::http::HeaderMap;
    use axum::http::header::{HOST, ORIGIN};

    fn check(host: Option<&str>, origin: Option<&str>, expected: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in [(HOST, host), (ORIGIN, origin)] {
            headers.extend(value.map(|value| (name, value.parse().unwrap())));
        }
        assert_eq!(admits(&headers), expected, "{host:?} {origin:?}");
    }

    #[test]
    fn foreign_pages_are_not_answered() {
        check(Some("127.0.0.1:36001"), None, true);
        check(Some("[::1]:36001"), None, true);
        check(Some("LocalHost:36001"), Some("http://localhost:3000"), true);
        check(Some("10.1.2.3:80"), None, true);
        check(Some("evil.example"), None, false);
        check(Some("127.0.0.1"), Some("https://evil.example"), false);
        check(Some("127.0.0.1"), Some("null"), false);
        check(None, None, false);
    }
}
