//! A text, and the texts inside it.

use super::fragments::{self, Fragment};
use detect::encodings::decodings;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// How deep texts are looked for inside texts, and how many: bounds, so that every trial ends.
const DEEPEST: usize = 4;
const MOST: usize = 64;

/// A text that was found.
pub(super) struct Layer {
    pub(super) text: String,
    /// Where its outermost shell stands in the text that was read; `None` for that text itself.
    pub(super) place: Option<Range<usize>>,
    /// Whether anything had to be decoded. A JSON string is no encoding.
    pub(super) decoded: bool,
    /// Its parts of other texts, which are no longer in it.
    pub(super) fragments: Vec<Fragment>,
    depth: usize,
}

impl Layer {
    fn new(mut text: String, place: Option<Range<usize>>, decoded: bool, depth: usize) -> Self {
        let fragments = fragments::take(&mut text, place.as_ref());
        Self { text, place, decoded, fragments, depth }
    }
}

/// A string with an escape in it: what has none reads the same as it stands.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#""[^"\\]*\\.(?:[^"\\]|\\.)*""#).ok());

/// The text itself, then what is encoded or quoted in it, what is encoded or quoted in that, and so on.
pub(super) fn layers(text: &str) -> Vec<Layer> {
    let mut found = vec![Layer::new(text.to_owned(), None, false, 0)];
    let mut at = 0;
    while let Some(layer) = found.get(at).filter(|_| found.len() < MOST) {
        at += 1;
        if layer.depth < DEEPEST {
            found.extend(inner(layer));
        }
    }
    found.truncate(MOST);
    found
}

fn inner(outer: &Layer) -> Vec<Layer> {
    let layer = |text, place: Range<usize>, decoded| {
        let place = outer.place.clone().unwrap_or(place);
        Layer::new(text, Some(place), outer.decoded || decoded, outer.depth + 1)
    };
    let decoded = decodings(&outer.text).into_iter().map(|found| layer(found.text, found.span, true));
    let quoted = QUOTED
        .iter()
        .flat_map(|quoted| quoted.find_iter(&outer.text))
        .filter_map(|found| Some(layer(serde_json::from_str(found.as_str()).ok()?, found.range(), false)));
    decoded.chain(quoted).collect()
}
