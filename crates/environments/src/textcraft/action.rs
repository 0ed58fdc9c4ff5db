//! The action grammar.

/// One action, by its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// `craft [N] ITEM using N ITEM, N ITEM`
    Craft {
        /// What to make: how many, and what.
        output: (u64, String),
        /// What to use up.
        inputs: Vec<(u64, String)>,
    },
    /// `get N ITEM`
    Get(u64, String),
    /// `inventory`
    Inventory,
    /// `tell PLAYER MESSAGE`: ours; the original is played alone.
    Tell {
        /// Who is told.
        player: String,
        /// What.
        message: String,
    },
}

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action in the crafting world and returns what you see. The actions are:\n\
    craft [count] [item] using [count] [ingredient], [count] [ingredient], ... - crafts by one of the commands of \
    the task, with exactly its ingredients and counts; where a command names a kind of item, use an item of that kind\n\
    get [count] [item] - fetches an item that no command crafts\n\
    inventory - shows what you carry\n\
    tell [player] [message] - sends a chat message to another player";

impl Action {
    /// Reads an action.
    ///
    /// # Errors
    /// What the world says to words that are no action.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let not_understood = || format!("Could not execute {text}");
        // As in the original, what stands after the first line is not looked at.
        let line = text.lines().next().unwrap_or_default();
        if let Some(rest) = line.strip_prefix("craft ")
            && let Some((output, inputs)) = rest.rsplit_once(" using ")
        {
            let output = counted(output).unwrap_or_else(|| (1, output.to_owned()));
            return Ok(Self::Craft { output, inputs: ingredients(inputs)? });
        }
        if let Some(rest) = line.strip_prefix("get ") {
            let (count, item) = counted(rest).ok_or_else(not_understood)?;
            return Ok(Self::Get(count, item));
        }
        if line.starts_with("inventory") {
            return Ok(Self::Inventory);
        }
        let told = text.strip_prefix("tell ").and_then(|rest| rest.split_once(' '));
        match told {
            Some((player, message)) if !player.is_empty() && !message.is_empty() => {
                Ok(Self::Tell { player: player.to_owned(), message: message.to_owned() })
            }
            _ => Err(not_understood()),
        }
    }
}

fn ingredients(list: &str) -> Result<Vec<(u64, String)>, String> {
    let read = |part: &str| counted(part.trim()).ok_or_else(|| format!("Wrong item format: {}", part.trim()));
    list.split(',').map(read).collect()
}

/// `N ITEM`. A count beyond all measure is as good as the largest that we hold.
fn counted(text: &str) -> Option<(u64, String)> {
    let (count, item) = text.split_once(' ')?;
    let digits = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| (count.parse().unwrap_or(u64::MAX), item.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::Action;

    fn check(text: &str, expected: Result<Action, &str>) {
        assert_eq!(Action::parse(text), expected.map_err(str::to_owned), "{text}");
    }

    #[test]
    fn reads_the_grammar() {
        let craft = |count, item: &str, inputs: &[(u64, &str)]| Action::Craft {
            output: (count, item.to_owned()),
            inputs: inputs.iter().map(|(count, item)| (*count, (*item).to_owned())).collect(),
        };
        check("craft 4 plank using 1 log", Ok(craft(4, "plank", &[(1, "log")])));
        check("craft plank using 1 log, 2 peg\nthanks", Ok(craft(1, "plank", &[(1, "log"), (2, "peg")])));
        check("craft 1 a using b using 1 c", Ok(craft(1, "a using b", &[(1, "c")])));
        check("craft 1 stick using planks", Err("Wrong item format: planks"));
        check("craft 1 stick", Err("Could not execute craft 1 stick"));
        check("get 2 dirt", Ok(Action::Get(2, "dirt".to_owned())));
        check("get dirt", Err("Could not execute get dirt"));
        check("get 99999999999999999999999 dirt", Ok(Action::Get(u64::MAX, "dirt".to_owned())));
        check("inventory please", Ok(Action::Inventory));
        check(
            "tell bob hi there",
            Ok(Action::Tell { player: "bob".to_owned(), message: "hi there".to_owned() }),
        );
        check("tell bob", Err("Could not execute tell bob"));
        check("", Err("Could not execute "));
    }
}
