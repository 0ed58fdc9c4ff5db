//! Names of models.

use crate::{MODELS, ModelError, Provider};
use std::fmt;
use std::str::FromStr;

/// Least likeness, from 0 to 1, at which a known name is worth suggesting.
const LIKE: f64 = 0.75;

/// A model by name, before it is opened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ModelId {
    /// `reference/faithful`: plays the task's solution.
    Faithful,
    /// `reference/obedient`: plays the solution and obeys what it reads.
    Obedient,
    /// `openai/NAME` or `anthropic/NAME`: a real model.
    Provider {
        /// Whose format to speak.
        provider: Provider,
        /// The provider's own name for it, sent as it stands. May contain slashes.
        name: String,
    },
}

impl FromStr for ModelId {
    type Err = ModelError;

    /// Reads a catalog id.
    ///
    /// # Errors
    /// [`ModelError::Unknown`] with the nearest known name.
    fn from_str(id: &str) -> Result<Self, ModelError> {
        match id {
            "reference/faithful" => return Ok(Self::Faithful),
            "reference/obedient" => return Ok(Self::Obedient),
            _ => {}
        }
        let known =
            id.split_once('/').and_then(|(prefix, name)| Some((Provider::from_prefix(prefix)?, name)));
        let Some((provider, name)) = known else { return Err(unknown(id, &nearest(id))) };
        match name {
            "" | "*" => Err(unknown(
                id,
                &format!("write the provider's own name for it, as in {}", provider.example()),
            )),
            _ if name.chars().any(|char| char.is_whitespace() || char.is_control()) => {
                Err(unknown(id, "a model's name has no blanks"))
            }
            _ => Ok(Self::Provider { provider, name: name.to_owned() }),
        }
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faithful => f.write_str("reference/faithful"),
            Self::Obedient => f.write_str("reference/obedient"),
            Self::Provider { provider, name } => write!(f, "{}/{name}", provider.prefix()),
        }
    }
}

fn unknown(id: &str, help: &str) -> ModelError {
    ModelError::Unknown { name: crate::excerpt::excerpt(id), help: help.to_owned() }
}

/// The known name that looks most like this one, or all of them.
fn nearest(id: &str) -> String {
    let prefix = id.split_once('/').map_or(id, |(prefix, _)| prefix);
    let likeness = |known: &str| match known.strip_suffix("/*") {
        Some(provider) => strsim::jaro_winkler(provider, prefix),
        None => strsim::jaro_winkler(known, id),
    };
    let best = MODELS.iter().map(|entry| (likeness(entry.id), entry.id)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((score, known)) if score >= LIKE => format!("did you mean `{known}`?"),
        _ => format!("known are {}", MODELS.iter().map(|entry| entry.id).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_good(id: &str, expected: &ModelId) {
        let parsed: ModelId = id.parse().unwrap();
        assert_eq!(&parsed, expected);
        assert_eq!(parsed.to_string(), id, "an id is written as it is read");
    }

    fn check_bad(id: &str, hint: &str) {
        let error = id.parse::<ModelId>().unwrap_err();
        assert!(matches!(error, ModelError::Unknown { .. }));
        assert!(error.to_string().contains(hint), "{id:?}: {error}");
    }

    #[test]
    fn ids_are_read() {
        let provider = |provider, name: &str| ModelId::Provider { provider, name: name.to_owned() };
        check_good("reference/faithful", &ModelId::Faithful);
        check_good("reference/obedient", &ModelId::Obedient);
        check_good("openai/gpt-5-mini", &provider(Provider::OpenAi, "gpt-5-mini"));
        check_good(
            "openai/meta-llama/Llama-3.3-70B",
            &provider(Provider::OpenAi, "meta-llama/Llama-3.3-70B"),
        );
        check_good("anthropic/claude-sonnet-5", &provider(Provider::Anthropic, "claude-sonnet-5"));
    }

    #[test]
    fn wrong_ids_get_help() {
        check_bad("reference/faithfull", "did you mean `reference/faithful`?");
        check_bad("obedient", "known are reference/faithful");
        check_bad("reference/obidient", "did you mean `reference/obedient`?");
        check_bad("open-ai/gpt-5", "did you mean `openai/*`?");
        check_bad("antropic/claude", "did you mean `anthropic/*`?");
        check_bad("zzz", "openai/*, anthropic/*");
        check_bad("openai/", "as in openai/gpt-5-mini");
        check_bad("openai/*", "as in openai/gpt-5-mini");
        check_bad("openai/a b", "no blanks");
        check_bad("\u{1b}[2J", "\\u{1b}[2J");
    }
}
