//! The Movie Database itself, asked with the user's key.

use super::source::{Ask, Source, Trouble};
use crate::outside::{self, Limit, Request};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;
use url::Url;

/// The longest answer that is read. Those with the credits of a long career have some hundred kilobytes.
const LONGEST: usize = 8 << 20;

/// Where to ask, and as whom.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Address {
    /// The environment variable that holds the key: the one or the other of the two kinds that a user is given.
    #[serde(default = "key_env")]
    pub(super) key_env: String,
    /// The interface's address, without a slash at its end.
    #[serde(default = "url")]
    pub(super) url: String,
    /// Seconds to wait for an answer.
    #[serde(default = "timeout")]
    pub(super) timeout: f64,
}

fn key_env() -> String {
    "TMDB_API_KEY".to_owned()
}

fn url() -> String {
    "https://api.themoviedb.org/3".to_owned()
}

fn timeout() -> f64 {
    20.0
}

/// An address with its key.
pub(super) struct Live {
    url: String,
    key: String,
    limit: Limit,
}

impl Live {
    /// Reads the key.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub(super) fn new(address: &Address) -> Result<Self, String> {
        let name = &address.key_env;
        let key = std::env::var(name).map_err(|_| {
            format!("the environment variable `{name}` is not set; `live.key_env` names the one that holds your key")
        })?;
        let key = key.trim().to_owned();
        if key.is_empty() {
            return Err(format!("the environment variable `{name}`, which `live.key_env` names, is empty"));
        }
        let time = Duration::try_from_secs_f64(address.timeout).ok().filter(|time| !time.is_zero());
        let time = time.ok_or("`live.timeout` must be a number of seconds above 0")?;
        let limit = Limit { time, bytes: LONGEST };
        Ok(Self { url: address.url.trim_end_matches('/').to_owned(), key, limit })
    }

    /// A short key stands in the query, a long one in a header: the database takes either its own way.
    fn has_short_key(&self) -> bool {
        self.key.len() == 32 && self.key.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    fn address(&self, ask: Ask<'_>) -> Result<String, String> {
        let mut query = Vec::new();
        let words = ask.query();
        if let Some(words) = &words {
            query = vec![
                ("query", words.as_str()),
                ("include_adult", "false"),
                ("language", "en-US"),
                ("page", "1"),
            ];
        }
        if self.has_short_key() {
            query.push(("api_key", &self.key));
        }
        let address = format!("{}/{}", self.url, ask.path());
        let url =
            if query.is_empty() { Url::parse(&address) } else { Url::parse_with_params(&address, query) };
        url.map(String::from).map_err(|error| format!("`live.url` cannot be used: {error}"))
    }

    fn answer(&self, ask: Ask<'_>) -> Result<Option<Value>, String> {
        let url = self.address(ask)?;
        let bearer = format!("Bearer {}", self.key);
        let mut headers = vec![("accept", "application/json")];
        if !self.has_short_key() {
            headers.push(("authorization", bearer.as_str()));
        }
        let answer =
            outside::ask(&Request { url: &url, headers: &headers, body: None, direct: false }, self.limit)?;
        if answer.status == 404 {
            return Ok(None);
        }
        let from = answer.from.clone();
        let value = serde_json::from_slice(&answer.success()?);
        value.map(Some).map_err(|error| format!("{from}: the answer is no JSON: {error}"))
    }
}

impl Source for Live {
    fn ask(&self, ask: Ask<'_>) -> Result<Value, Trouble> {
        // A server may repeat what it was sent.
        let trouble = |what: String| Trouble::Outside(what.replace(&self.key, "(key)"));
        self.answer(ask).map_err(trouble)?.ok_or(Trouble::NotFound)
    }

    fn waits(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Live};
    use crate::movie::source::Ask;
    use std::time::Duration;

    fn check(key: &str, ask: Ask<'_>, expected: &str) {
        let limit = Limit { time: Duration::from_secs(1), bytes: 10 };
        let live = Live { url: "http://h/3".to_owned(), key: key.to_owned(), limit };
        assert_eq!(live.address(ask), Ok(expected.to_owned()));
    }

    #[test]
    fn addresses_are_well_formed() {
        let short = "0123456789abcdef0123456789abcdef";
        check("long", Ask::Movie(550), "http://h/3/movie/550");
        check(short, Ask::PersonIds(7), &format!("http://h/3/person/7/external_ids?api_key={short}"));
        let rest = "include_adult=false&language=en-US&page=1";
        check(
            "long",
            Ask::SearchMovie("a&b=../\u{e9}"),
            &format!("http://h/3/search/movie?query=a%26b%3D..%2F%C3%A9&{rest}"),
        );
        check("long", Ask::SearchPerson("A B"), &format!("http://h/3/search/person?query=A+B&{rest}"));
    }
}
