//! The action grammar.

use memchr::{memchr, memchr_iter, memrchr_iter};
use smallvec::SmallVec;

/// How many of what, as it is spoken.
pub(super) type Counted<'t> = (u64, &'t str);
/// What a craft uses up; few commands name more than four kinds.
pub(super) type Ingredients<'t> = SmallVec<[Counted<'t>; 4]>;

/// One action, by its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action<'t> {
    /// `craft [N] ITEM using N ITEM, N ITEM`
    Craft {
        /// What to make: how many, and what.
        output: Counted<'t>,
        /// What to use up.
        inputs: Ingredients<'t>,
    },
    /// `get N ITEM`
    Get(Counted<'t>),
    /// `inventory`
    Inventory,
    /// `tell PLAYER MESSAGE`: ours; the original is played alone.
    Tell {
        /// Who is told.
        player: &'t str,
        /// What.
        message: &'t str,
    },
}

/// How a craft begins.
pub(super) const CRAFT: &str = "craft ";
/// How it begins to fetch.
pub(super) const GET: &str = "get ";
/// What stands between what is crafted and what it takes.
const USING: &str = " using ";

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action in the crafting world and returns what you see. The actions are:\n\
    craft [count] [item] using [count] [ingredient], [count] [ingredient], ... - crafts by one of the commands of \
    the task, with exactly its ingredients and counts; where a command names a kind of item, use an item of that kind\n\
    get [count] [item] - fetches an item that no command crafts\n\
    inventory - shows what you carry\n\
    tell [player] [message] - sends a chat message to another player";

impl<'t> Action<'t> {
    /// Reads an action.
    ///
    /// # Errors
    /// What the world says to words that are no action.
    pub(super) fn parse(text: &'t str) -> Result<Self, String> {
        let not_understood = || format!("Could not execute {text}");
        // As in the original, what stands after the first line is not looked at.
        let line = first_line(text);
        if let Some(rest) = line.strip_prefix(CRAFT)
            && let Some((output, inputs)) = around_using(rest)
        {
            return Ok(Self::Craft {
                output: counted(output).unwrap_or((1, output)),
                inputs: ingredients(inputs)?,
            });
        }
        if let Some(rest) = line.strip_prefix(GET) {
            return counted(rest).map(Self::Get).ok_or_else(not_understood);
        }
        if line.starts_with("inventory") {
            return Ok(Self::Inventory);
        }
        let told = text.strip_prefix("tell ").and_then(|rest| rest.split_once(' '));
        match told {
            Some((player, message)) if !player.is_empty() && !message.is_empty() => {
                Ok(Self::Tell { player, message })
            }
            _ => Err(not_understood()),
        }
    }

    /// The action in the grammar's words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Craft { output: (count, item), inputs } => {
                let inputs = inputs.iter().map(|(count, item)| format!("{count} {item}"));
                format!("craft {count} {item} using {}", inputs.collect::<Vec<_>>().join(", "))
            }
            Self::Get((count, item)) => format!("get {count} {item}"),
            Self::Inventory => "inventory".to_owned(),
            Self::Tell { player, message } => format!("tell {player} {message}"),
        }
    }
}

/// As `text.lines().next()`, by faster means.
fn first_line(text: &str) -> &str {
    let end = memchr(b'\n', text.as_bytes());
    let line = end.and_then(|end| text.get(..end)).map(|line| line.strip_suffix('\r').unwrap_or(line));
    line.unwrap_or(text)
}

/// What stands before the last ` using `, and after it.
fn around_using(text: &str) -> Option<(&str, &str)> {
    memrchr_iter(b' ', text.as_bytes()).find_map(|at| {
        let (before, from) = text.split_at_checked(at)?;
        Some((before, from.strip_prefix(USING)?))
    })
}

fn ingredients(list: &str) -> Result<Ingredients<'_>, String> {
    let mut inputs = Ingredients::new();
    let mut start = 0;
    for end in memchr_iter(b',', list.as_bytes()).chain([list.len()]) {
        let part = list.get(start..end).unwrap_or_default().trim();
        start = end + 1;
        inputs.push(counted(part).ok_or_else(|| format!("Wrong item format: {part}"))?);
    }
    Ok(inputs)
}

/// `N ITEM`. A count beyond all measure is as good as the largest that we hold.
pub(super) fn counted(text: &str) -> Option<Counted<'_>> {
    let mut count = 0_u64;
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => count = count.saturating_mul(10).saturating_add(u64::from(byte - b'0')),
            b' ' if place > 0 => return Some((count, text.get(place + 1..)?)),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Action;

    fn check<'t>(text: &'t str, expected: Result<Action<'t>, &str>) {
        assert_eq!(Action::parse(text), expected.map_err(str::to_owned), "{text}");
    }

    #[test]
    fn reads_the_grammar() {
        fn craft<'t>(count: u64, item: &'t str, inputs: &[(u64, &'t str)]) -> Action<'t> {
            Action::Craft { output: (count, item), inputs: inputs.into() }
        }
        check("craft 4 plank using 1 log", Ok(craft(4, "plank", &[(1, "log")])));
        check("craft plank using 1 log, 2 peg\nthanks", Ok(craft(1, "plank", &[(1, "log"), (2, "peg")])));
        check("craft 1 a using b using 1 c", Ok(craft(1, "a using b", &[(1, "c")])));
        check("craft 1 stick using planks", Err("Wrong item format: planks"));
        check("craft using 1 a", Err("Could not execute craft using 1 a"));
        check("craft  using 1 a", Ok(craft(1, "", &[(1, "a")])));
        check("craft 1 stick", Err("Could not execute craft 1 stick"));
        check("get 2 dirt", Ok(Action::Get((2, "dirt"))));
        check("get 007 ", Ok(Action::Get((7, ""))));
        check("get 7", Err("Could not execute get 7"));
        check("get dirt", Err("Could not execute get dirt"));
        check("get 99999999999999999999999 dirt", Ok(Action::Get((u64::MAX, "dirt"))));
        check("get 1 a\r\nget 1 b", Ok(Action::Get((1, "a"))));
        check("get 1 a\r", Ok(Action::Get((1, "a\r"))));
        check("inventory please", Ok(Action::Inventory));
        check("tell bob hi there", Ok(Action::Tell { player: "bob", message: "hi there" }));
        check("tell bob", Err("Could not execute tell bob"));
        check("", Err("Could not execute "));
    }
}
