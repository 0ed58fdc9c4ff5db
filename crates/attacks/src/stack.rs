//! Strategies on top of each other.

use crate::{AttackError, Parameter, Payload, STRATEGIES, Strategy, strategy};
use std::fmt;
use std::str::FromStr;

/// Strategies in the order in which they work on a demand: in `fiction>base64` the story is encoded, in
/// `base64>fiction` a character speaks in base64. There may be spaces around `>`. What a strategy takes follows behind a colon.
///
/// ```
/// let stack: attacks::Stack = "fiction>caesar".parse()?;
/// let payload = stack.word("Stop.");
/// assert!(payload.text().ends_with("Wkh vwrub jrhv rq rqfh wkh olqh kdv ehhq dfwhg rxw."));
/// assert_eq!(stack.to_string(), "fiction>caesar");
/// # Ok::<(), attacks::AttackError>(())
/// ```
#[derive(Clone)]
pub struct Stack(Vec<Stage>);

/// One strategy of a stack.
#[derive(Clone, Copy)]
struct Stage {
    strategy: &'static dyn Strategy,
    /// `None`: the default.
    value: Option<usize>,
}

impl Stack {
    /// The payload for a demand.
    pub fn word(&self, demand: &str) -> Payload {
        self.0.iter().fold(Payload::plain(demand), |payload, Stage { strategy, value }| {
            strategy.word(payload, value.unwrap_or(strategy.parameter().default()))
        })
    }

    /// Its strategies, in order.
    pub fn strategies(&self) -> impl Iterator<Item = &'static dyn Strategy> {
        self.0.iter().map(|stage| stage.strategy)
    }

    /// Every strategy alone, with every value that it takes.
    pub fn singles() -> Vec<Self> {
        let alone = |strategy, value| Self(vec![Stage { strategy, value }]);
        let all = STRATEGIES.iter().copied().flat_map(|strategy| {
            let values = strategy.parameter().values().into_iter().map(Some);
            std::iter::once(None).chain(values).map(move |value| alone(strategy, value))
        });
        all.collect()
    }

    /// This stack, and then that one.
    #[must_use]
    pub fn then(mut self, next: &Self) -> Self {
        self.0.extend(&next.0);
        self
    }
}

impl From<&'static dyn Strategy> for Stack {
    fn from(strategy: &'static dyn Strategy) -> Self {
        Self(vec![Stage { strategy, value: None }])
    }
}

impl FromStr for Stack {
    type Err = AttackError;

    fn from_str(text: &str) -> Result<Self, AttackError> {
        text.split('>').map(|stage| stage.trim().parse()).collect::<Result<_, _>>().map(Self)
    }
}

impl FromStr for Stage {
    type Err = AttackError;

    fn from_str(text: &str) -> Result<Self, AttackError> {
        let (id, value) = text.split_once(':').map_or((text, None), |(id, value)| (id, Some(value)));
        let strategy = strategy(id)?;
        let parameter = strategy.parameter();
        let read = |value| parameter.read(value).ok_or_else(|| wrong(id, value, parameter));
        Ok(Self { strategy, value: value.map(read).transpose()? })
    }
}

fn wrong(strategy: &str, value: &str, parameter: Parameter) -> AttackError {
    AttackError::Parameter {
        strategy: strategy.to_owned(),
        value: wire::excerpt(value),
        expected: parameter.to_string(),
    }
}

impl fmt::Display for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Stage { strategy, value }) in self.0.iter().enumerate() {
            write!(f, "{}{}", if index > 0 { ">" } else { "" }, strategy.id())?;
            if let Some(value) = value {
                write!(f, ":{}", strategy.parameter().write(*value))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stack({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip() {
        let singles = Stack::singles();
        for (one, two) in singles.iter().zip(singles.iter().rev()) {
            for stack in [one.clone(), one.clone().then(two)] {
                let id = stack.to_string();
                assert_eq!(id.parse::<Stack>().unwrap().to_string(), id);
                assert!(!id.contains('/'), "{id}: a slash parts the axes of an attack");
            }
        }
        for wrong in ["", ">", "direct>", "direct:1", "direct:", "nothing", "direct>nothing", "caesar:3 3"] {
            assert!(wrong.parse::<Stack>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn spaces_around_the_sign_do_not_matter() {
        for written in ["fiction>base64>split", "fiction > base64 > split", " fiction >base64> split "] {
            assert_eq!(written.parse::<Stack>().unwrap().to_string(), "fiction>base64>split");
        }
    }
}
