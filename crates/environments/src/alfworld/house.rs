//! A household: spots, and things in or on them.

use super::action::Treatment;
use super::wording::Wording;
use std::collections::{BTreeMap, BTreeSet};

/// Something that can be taken, treated or used.
#[derive(Clone, Debug, Default)]
pub(super) struct Thing {
    /// Kind and number: `plate 2`.
    pub(super) name: String,
    /// Kind, as the goal names it.
    pub(super) kind: String,
    /// Where it is in or on; `None` when it is held or lies on the floor.
    pub(super) spot: Option<usize>,
    /// Where it stands; `None` when it is held.
    pub(super) location: Option<usize>,
    /// Whether it can be taken.
    pub(super) portable: bool,
    /// What can be done to it.
    pub(super) bears: BTreeSet<Treatment>,
    /// Whether it can be sliced.
    pub(super) sliceable: bool,
    /// Whether it has a switch.
    pub(super) switchable: bool,
    /// Whether it slices others.
    pub(super) cuts: bool,
    /// Whether it is a vessel, such as a plate or a pan.
    pub(super) vessel: bool,
    /// What has been done to it. Hot and cool exclude each other.
    pub(super) treated: BTreeSet<Treatment>,
    /// Whether it has been sliced.
    pub(super) sliced: bool,
    /// Whether it has been switched.
    pub(super) switched: bool,
}

/// A piece of furniture or an appliance: what things are in or on.
#[derive(Clone, Debug, Default)]
pub(super) struct Spot {
    /// Kind and number: `shelf 1`.
    pub(super) name: String,
    /// Kind, as the goal names it.
    pub(super) kind: String,
    /// From where it is reached.
    pub(super) location: usize,
    /// Whether it opens and closes.
    pub(super) openable: bool,
    /// Whether it is open now.
    pub(super) open: bool,
    /// What it does to things.
    pub(super) serves: Option<Treatment>,
}

impl Spot {
    /// Whether one can reach in.
    pub(super) fn accessible(&self) -> bool {
        self.open || !self.openable
    }
}

/// The household and who is in it.
#[derive(Clone, Debug, Default)]
pub(super) struct House {
    /// In the order in which they are listed.
    pub(super) things: Vec<Thing>,
    /// In the order in which they are listed.
    pub(super) spots: Vec<Spot>,
    /// Which kind of spot takes which kind of thing.
    pub(super) fits: BTreeSet<(String, String)>,
    /// Where the agent is.
    pub(super) here: usize,
    /// What it holds.
    pub(super) held: Option<usize>,
    /// In whose words it answers.
    pub(super) wording: Wording,
}

impl House {
    /// The name of a thing, empty when there is none.
    pub(super) fn thing_name(&self, thing: usize) -> &str {
        self.things.get(thing).map_or("", |thing| &thing.name)
    }

    /// The name of a spot, empty when there is none.
    pub(super) fn spot_name(&self, spot: usize) -> &str {
        self.spots.get(spot).map_or("", |spot| &spot.name)
    }

    /// The held thing.
    pub(super) fn held(&self) -> Option<(usize, &Thing)> {
        let at = self.held?;
        Some((at, self.things.get(at)?))
    }

    /// What is in or on a spot.
    pub(super) fn contents(&self, spot: usize) -> impl Iterator<Item = (usize, &Thing)> {
        self.things.iter().enumerate().filter(move |(_, thing)| thing.spot == Some(spot))
    }

    /// Whether a spot takes a thing.
    pub(super) fn takes(&self, spot: &Spot, thing: &Thing) -> bool {
        self.fits.contains(&(spot.kind.clone(), thing.kind.clone()))
    }
}

/// Numbers words as the original does: the first of a kind gets the highest number, so that lists count down.
pub(super) fn numbered(words: &[String]) -> Vec<String> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        *left.entry(word).or_default() += 1;
    }
    let mut name = |word: &String| {
        let number = left.get_mut(word.as_str()).map_or(0, |left| {
            *left -= 1;
            *left + 1
        });
        format!("{word} {number}")
    };
    words.iter().map(&mut name).collect()
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn counts_down() {
        let words = ["cup", "fork", "cup", "cup"].map(str::to_owned);
        assert_eq!(numbered(&words), ["cup 3", "fork 1", "cup 2", "cup 1"]);
    }
}
