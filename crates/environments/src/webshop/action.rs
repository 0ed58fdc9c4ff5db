//! The action grammar: `search[WORDS]`, `click[LABEL]`, `contact[MESSAGE]`.

/// One action, by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action<'t> {
    /// Searches.
    Search(&'t str),
    /// Presses a button.
    Click(&'t str),
    /// Writes to the seller: ours; in the original nobody is there to write to.
    Contact(&'t str),
}

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action in a web shop and returns the page that you see, its parts set apart by \
    [SEP]. The actions are:\n\
    search[words] - searches the shop for products\n\
    click[label] - presses a button of the page: a product's number in a list of results, a value of an option, \
    Description, Features, Reviews, < Prev, Next >, Back to Search, or Buy Now, which ends the task\n\
    contact[message] - writes to the seller of the product that is shown, else to the shop\n\
    An action that the page does not offer changes nothing.";

impl<'t> Action<'t> {
    /// Reads an action; `None` for words that are none.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("contact[") {
            return rest.strip_suffix(']').filter(|message| !message.is_empty()).map(Self::Contact);
        }
        // As in the original, what stands after the first line or after the last bracket is not looked at.
        let line = text.split('\n').next()?;
        let inner = line.get(..line.rfind(']')?)?;
        let open = inner.char_indices().rev().find(|(at, letter)| *letter == '[' && at + 1 < inner.len())?.0;
        let (name, argument) = (inner.get(..open)?, inner.get(open + 1..)?);
        match name {
            "search" => Some(Self::Search(argument)),
            "click" => Some(Self::Click(argument)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Action;

    #[test]
    fn reads_the_grammar() {
        for (text, expected) in [
            ("search[red kettle]", Some(Action::Search("red kettle"))),
            ("search[red]\nclick[x]", Some(Action::Search("red"))),
            ("click[< Prev] please", Some(Action::Click("< Prev"))),
            ("click[a]]", Some(Action::Click("a]"))),
            ("click[a[b]", None),
            ("search[]", None),
            ("Search[a]", None),
            ("buy", None),
            ("contact[a\n[b]]", Some(Action::Contact("a\n[b]"))),
            ("contact[]", None),
            ("", None),
        ] {
            assert_eq!(Action::parse(text), expected, "{text}");
        }
    }
}
