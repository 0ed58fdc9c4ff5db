//! Where a server stands, and how it is reached.
//!
//! Surfaces T02 (redirects) and T05 (no compression to expand, no cookies to keep).

use crate::{Limits, LinkError};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An address with what the server wants to see besides: credentials, most often.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpTarget {
    /// Address of the endpoint, `http` or `https`.
    pub url: String,
    /// Headers sent with every request. Values are never shown.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
}

impl HttpTarget {
    /// A target without headers.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), headers: BTreeMap::new() }
    }

    /// The parsed address.
    pub(super) fn parse(&self) -> Result<Url, LinkError> {
        let fail = |why: &str| LinkError::Http {
            peer: crate::excerpt(&self.url),
            what: format!("address cannot be used: {why} (an example: http://127.0.0.1:3001/mcp)"),
        };
        let url = Url::parse(&self.url).map_err(|error| fail(&error.to_string()))?;
        match url.scheme() {
            "http" | "https" if url.has_host() => Ok(url),
            _ => Err(fail("it needs the scheme http or https and a host")),
        }
    }

    /// A client for this target alone: no proxy, no cookies, no compression, no referrer, and redirects only
    /// within the origin (surface T02).
    pub(super) fn client(&self, url: &Url, limits: &Limits) -> Result<Client, LinkError> {
        let fail = |what: String| LinkError::Http { peer: label(url), what };
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // Losing the race against another installer is as good as winning it.
            let _lost = rustls::crypto::ring::default_provider().install_default();
        }
        let builder = Client::builder()
            .default_headers(self.header_map().map_err(fail)?)
            .redirect(Policy::custom(within_origin))
            .referer(false)
            .no_proxy()
            // Another crate of the build may switch decompression on; a bomb must not expand here (surface T05).
            .no_gzip()
            .retry(reqwest::retry::never())
            .connect_timeout(limits.start());
        // A plain connection needs no certificates, and some machines have none to load.
        let builder = if url.scheme() == "http" { builder.tls_certs_only([]) } else { builder };
        builder.build().map_err(|error| fail(format!("client cannot be set up: {error}")))
    }

    fn header_map(&self) -> Result<HeaderMap, String> {
        let mut map = HeaderMap::new();
        for (name, value) in &self.headers {
            let known = HeaderName::from_bytes(name.as_bytes()).ok().filter(|name| !reserved(name));
            let Some((name, mut value)) = known.zip(HeaderValue::from_str(value).ok()) else {
                return Err(format!(
                    "header `{}` cannot be set: it is reserved or not well formed",
                    crate::excerpt(name)
                ));
            };
            value.set_sensitive(true);
            map.append(name, value);
        }
        Ok(map)
    }
}

/// The address as it may be shown: without credentials, query and fragment.
pub(super) fn label(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path())
}

fn reserved(name: &HeaderName) -> bool {
    let name = name.as_str();
    let ours = [
        "accept",
        "host",
        "content-type",
        "content-length",
        "transfer-encoding",
        "connection",
        "last-event-id",
    ];
    ours.contains(&name) || name.starts_with("mcp-")
}

fn within_origin(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    const HOPS: usize = 5;
    let same = attempt.previous().first().is_some_and(|first| first.origin() == attempt.url().origin());
    if same && attempt.previous().len() <= HOPS { attempt.follow() } else { attempt.stop() }
}
