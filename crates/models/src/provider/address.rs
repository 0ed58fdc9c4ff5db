//! Where a request goes.

use super::Provider;
use reqwest::Url;

/// The address of one kind of request, worked out from a base URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Where requests are posted.
    pub(super) url: Url,
    /// Whether this is the provider's own address, which takes nobody without a key.
    pub(super) own: bool,
}

impl Address {
    /// Reads a base URL, with or without a slash at its end; a query stays.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn new(provider: Provider, base: &str) -> Result<Self, String> {
        let mut url = Url::parse(base).map_err(|error| error.to_string())?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("its scheme is `{}`", url.scheme()));
        }
        let own = Url::parse(provider.own_address()).is_ok_and(|own| own.host_str() == url.host_str());
        let path = format!("{}/{}", url.path().trim_end_matches('/'), tail(provider, url.path()));
        url.set_path(&path);
        Ok(Self { url, own })
    }

    /// Whether requests go unencrypted, as to a local endpoint.
    pub(super) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// Whether requests stay on this machine.
    pub(super) fn is_local(&self) -> bool {
        let host = self.url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

/// What follows the base. By custom an Anthropic base has no version in it, but many people write it.
fn tail(provider: Provider, base: &str) -> &'static str {
    match provider {
        Provider::OpenAi => "chat/completions",
        Provider::Anthropic if base.trim_end_matches('/').ends_with("/v1") => "messages",
        Provider::Anthropic => "v1/messages",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(provider: Provider, base: &str, url: &str, own: bool, local: bool) {
        let address = Address::new(provider, base).unwrap();
        assert_eq!(address.url.as_str(), url, "{base}");
        assert_eq!((address.own, address.is_local()), (own, local), "{base}");
    }

    #[test]
    fn base_urls_become_addresses() {
        let (openai, anthropic) = (Provider::OpenAi, Provider::Anthropic);
        check(openai, openai.own_address(), "https://api.openai.com/v1/chat/completions", true, false);
        check(
            openai,
            "https://api.openai.com/v1/",
            "https://api.openai.com/v1/chat/completions",
            true,
            false,
        );
        check(openai, "http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1/chat/completions", false, true);
        check(openai, "http://[::1]:8000", "http://[::1]:8000/chat/completions", false, true);
        check(openai, "https://a.example/d?v=1", "https://a.example/d/chat/completions?v=1", false, false);
        check(anthropic, anthropic.own_address(), "https://api.anthropic.com/v1/messages", true, false);
        check(
            anthropic,
            "https://api.anthropic.com/v1/",
            "https://api.anthropic.com/v1/messages",
            true,
            false,
        );
        check(anthropic, "http://localhost:9/proxy/", "http://localhost:9/proxy/v1/messages", false, true);
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        for base in ["", "api.openai.com/v1", "file:///etc/passwd", "http://"] {
            assert!(Address::new(Provider::OpenAi, base).is_err(), "{base:?}");
        }
    }
}
