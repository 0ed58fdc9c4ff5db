//! What a strategy makes of a demand.

use crate::sentences::sentences;

/// How the parts of a payload are planted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spread {
    /// One part, in one field.
    #[default]
    Whole,
    /// Each part in a field of its own, all in one message.
    Fields,
    /// Each part in an answer of its own, one after another.
    Calls,
    /// Each part by a service of its own, in the same field of each.
    Services,
}

/// A text to plant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// All of it.
    pub text: String,
    /// The pieces of it that carry the demand, in order: what a judge looks for at the taps.
    pub core: Vec<String>,
}

impl Part {
    /// A text all of which carries the demand, in plain words or encoded. Each of its sentences is a piece of the
    /// core, because a placement may put benign text between them.
    pub(super) fn new(text: &str) -> Self {
        let pieces = sentences(text).into_iter().map(str::trim).filter(|piece| !piece.is_empty());
        Self { core: pieces.map(str::to_owned).collect(), text: text.to_owned() }
    }
}

/// A worded demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// What is planted, in order. Never empty.
    pub parts: Vec<Part>,
    /// Where the parts go.
    pub spread: Spread,
}

impl Payload {
    /// A demand as it is.
    pub fn plain(demand: &str) -> Self {
        Self { parts: vec![Part::new(demand)], spread: Spread::Whole }
    }

    /// Puts words around each part. The part itself has to stand in the outcome as it is: its core stays.
    pub(super) fn framed(mut self, frame: impl Fn(&str) -> String) -> Self {
        for part in &mut self.parts {
            part.text = frame(&part.text);
        }
        self
    }

    /// Writes each part anew, frames included. What is written carries the demand from now on; a part that comes out as
    /// it was keeps its core.
    pub(super) fn rewritten(mut self, rewrite: impl Fn(&str) -> String) -> Self {
        for part in &mut self.parts {
            let text = rewrite(&part.text);
            if text != part.text {
                *part = Part::new(&text);
            }
        }
        self
    }

    /// How many hostile services bring it: one, unless the parts are spread over services.
    pub(crate) fn shares(&self) -> usize {
        if self.spread == Spread::Services { self.parts.len() } else { 1 }
    }

    /// What one of them brings.
    pub(crate) fn share(self, place: usize) -> Self {
        if self.spread != Spread::Services {
            return self;
        }
        Self { parts: self.parts.into_iter().skip(place).take(1).collect(), spread: Spread::Whole }
    }

    /// The parts as one text, for a place that takes one only.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n\n")
    }

    /// The pieces of all parts that carry the demand.
    pub fn core(&self) -> Vec<String> {
        self.parts.iter().flat_map(|part| part.core.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_keeps_the_core_and_a_rewrite_replaces_it() {
        let plain = Payload::plain("Stop. Go on.");
        assert_eq!(plain.core(), ["Stop.", "Go on."]);
        let framed = plain.framed(|text| format!("He said: {text} And left."));
        assert_eq!(
            (framed.text().as_str(), framed.core()),
            ("He said: Stop. Go on. And left.", vec!["Stop.".into(), "Go on.".into()])
        );
        let rewritten = framed.rewritten(str::to_uppercase);
        assert_eq!(rewritten.core(), ["HE SAID: STOP.", "GO ON.", "AND LEFT."]);
    }
}
