//! Words out of order, written as data next to the code that puts them in order.

use super::{Decoded, Scheme, english};
use regex::Regex;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// How words are put out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// A binary tree, as nested objects with `value`, `left` and `right`.
    Tree,
    /// Last word first.
    Backwards,
    /// The words at even places, then those at odd ones.
    OddEven,
    /// By length, each with its place.
    Length,
}

/// Deeper trees are no payload.
const DEEPEST: usize = 24;

/// An assignment of a list or an object that fills its line.
static DATA: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)\b(tree|backwards|odd_even|by_length)[ \t]*=[ \t]*([\[{].*[\]}])[ \t]*$").ok()
});

/// The words as data: what stands behind `NAME =` of [`Order::name`].
pub(super) fn encode(order: Order, text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let data = match order {
        Order::Tree => tree(&words),
        Order::Backwards => words.iter().rev().copied().collect(),
        Order::OddEven => words.iter().step_by(2).chain(words.iter().skip(1).step_by(2)).copied().collect(),
        Order::Length => {
            let mut placed: Vec<(usize, &str)> = words.into_iter().enumerate().collect();
            placed.sort_by_key(|(place, word)| (word.chars().count(), *place));
            placed.into_iter().map(|(place, word)| json!([word, place])).collect()
        }
    };
    format!("{} = {data}", order.name())
}

impl Order {
    /// The name of the variable that holds the words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tree => "tree",
            Self::Backwards => "backwards",
            Self::OddEven => "odd_even",
            Self::Length => "by_length",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Tree, Self::Backwards, Self::OddEven, Self::Length]
            .into_iter()
            .find(|order| order.name() == name)
    }
}

/// The middle word at the root: read in order, the tree is the text.
fn tree(words: &[&str]) -> Value {
    let Some((left, [word, right @ ..])) = words.split_at_checked(words.len() / 2) else {
        return Value::Null;
    };
    json!({"value": word, "left": tree(left), "right": tree(right)})
}

pub(super) fn find(text: &str) -> Vec<Decoded> {
    if !text.contains('=') {
        return vec![];
    }
    let found = DATA.iter().flat_map(|data| data.captures_iter(text));
    found
        .filter_map(|found| {
            let order = Order::named(found.get(1)?.as_str())?;
            let text = decode(order, &serde_json::from_str(found.get(2)?.as_str()).ok()?)?;
            let decoded = Decoded { span: found.get(0)?.range(), scheme: Scheme::Scrambled(order), text };
            english::reads(&decoded.text).then_some(decoded)
        })
        .collect()
}

fn decode(order: Order, data: &Value) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    match order {
        Order::Tree => walk(data, DEEPEST, &mut words)?,
        Order::Backwards => words.extend(list(data)?.into_iter().rev()),
        Order::OddEven => {
            let list = list(data)?;
            let (even, odd) = list.split_at_checked(list.len().div_ceil(2))?;
            words.extend(
                even.iter()
                    .enumerate()
                    .flat_map(|(at, word)| std::iter::once(*word).chain(odd.get(at).copied())),
            );
        }
        Order::Length => {
            let pair = |pair: &'_ Value| Some((pair.get(1)?.as_u64()?, pair.get(0)?.as_str()?.to_owned()));
            let mut placed = data.as_array()?.iter().map(pair).collect::<Option<Vec<_>>>()?;
            placed.sort();
            return Some(placed.into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(" "));
        }
    }
    Some(words.join(" "))
}

fn list(data: &Value) -> Option<Vec<&str>> {
    data.as_array()?.iter().map(Value::as_str).collect()
}

fn walk<'d>(tree: &'d Value, depth: usize, words: &mut Vec<&'d str>) -> Option<()> {
    if tree.is_null() {
        return Some(());
    }
    let below = depth.checked_sub(1)?;
    walk(tree.get("left")?, below, words)?;
    words.push(tree.get("value")?.as_str()?);
    walk(tree.get("right")?, below, words)
}
