//! Places by name: towns that everyone knows, and between them towns that we made up.

use super::position::{Position, product};
use super::terrain::relief;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Towns that everyone knows: name, country, latitude, longitude, elevation.
const KNOWN: &str = include_str!("../../data/weather/places.csv");
/// How many towns are made up.
const MADE_UP: usize = 260;
/// How many hits a name gives at most.
const HITS: usize = 3;
const BEGINNINGS: [&str; 24] = [
    "Alder", "Amber", "Ash", "Barrow", "Birch", "Bright", "Cold", "Crane", "Dun", "Elder", "Fair", "Fox",
    "Glen", "Hazel", "Iron", "Lark", "Maple", "North", "Oak", "Raven", "Silver", "Stone", "Thorn", "Winter",
];
const ENDINGS: [&str; 12] =
    ["bridge", "brook", "bury", "dale", "field", "ford", "gate", "haven", "mere", "ridge", "wick", "wood"];

/// A town.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) name: String,
    /// Two letters, as in ISO 3166.
    pub(super) country: String,
    pub(super) position: Position,
    /// Meters above the sea.
    pub(super) elevation: f64,
    /// How much it adds to the fine dust in the air, in points of the index.
    pub(super) smoke: f64,
    point: [f64; 3],
}

/// All towns, the better known first.
pub(super) static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let mut random = ChaCha8Rng::seed_from_u64(0x77ea);
    let mut places: Vec<Place> = KNOWN.lines().skip(1).filter_map(|line| known(line, &mut random)).collect();
    let made_up: Vec<Place> = (0..MADE_UP).filter_map(|_| made_up(&places, &mut random)).collect();
    places.extend(made_up);
    places
});

/// The places of [`PLACES`] by their names in lower case.
static NAMES: LazyLock<BTreeMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, place) in PLACES.iter().enumerate() {
        names.entry(place.name.to_lowercase()).or_default().push(at);
    }
    names
});

/// The places that have a name for themselves.
pub(super) static SINGLES: LazyLock<Vec<&'static Place>> = LazyLock::new(|| named(|places| places == 1));

/// The places that share theirs.
pub(super) static NAMESAKES: LazyLock<Vec<&'static Place>> = LazyLock::new(|| named(|places| places > 1));

fn named(wanted: impl Fn(usize) -> bool) -> Vec<&'static Place> {
    let some = NAMES.values().filter(|places| wanted(places.len())).flatten();
    some.filter_map(|at| PLACES.get(*at)).collect()
}

impl Place {
    fn new(name: &str, country: &str, position: Position, elevation: f64, smoke: f64) -> Self {
        let (name, country) = (name.to_owned(), country.to_owned());
        Self { name, country, position, elevation, smoke, point: position.point() }
    }

    /// How far a point of the unit sphere is, in radians, roughly; good for short ways.
    fn away(&self, point: [f64; 3]) -> f64 {
        (2.0 - 2.0 * product(self.point, point)).max(0.0).sqrt()
    }
}

/// The places of this name, the best known first, three at most; where there are none, those whose names begin so.
pub(super) fn find(name: &str) -> Vec<&'static Place> {
    let wanted = name.trim().to_lowercase();
    let mut hits: Vec<usize> = NAMES.get(&wanted).cloned().unwrap_or_default();
    if hits.is_empty() && wanted.chars().count() >= 3 {
        let longer = NAMES.range(wanted.clone()..).take_while(|(name, _)| name.starts_with(&wanted));
        hits = longer.flat_map(|(_, places)| places.iter().copied()).collect();
        hits.sort_unstable();
    }
    hits.into_iter().take(HITS).filter_map(|at| PLACES.get(at)).collect()
}

/// The place nearest to a point of the unit sphere, and how far it is in radians.
pub(super) fn nearest(point: [f64; 3]) -> Option<(&'static Place, f64)> {
    let away = |place: &'static Place| (place, place.away(point));
    PLACES.iter().map(away).min_by(|(_, one), (_, other)| one.total_cmp(other))
}

fn known(line: &str, random: &mut ChaCha8Rng) -> Option<Place> {
    let mut cells = line.split(',');
    let (name, country) = (cells.next()?, cells.next()?);
    let mut number = || cells.next()?.parse::<f64>().ok();
    let position = Position { latitude: number()?, longitude: number()? };
    Some(Place::new(name, country, position, number()?, random.random_range(2.0..26.0)))
}

/// A town half a degree to two degrees from a known one.
fn made_up(known: &[Place], random: &mut ChaCha8Rng) -> Option<Place> {
    let anchor = known.get(random.random_range(0..known.len().max(1)))?;
    let name = format!("{}{}", pick(&BEGINNINGS, random), pick(&ENDINGS, random));
    let mut away = || {
        let degrees: f64 = random.random_range(0.5..1.6);
        if random.random_bool(0.5) { degrees } else { -degrees }
    };
    let cents = |degrees: f64| (degrees * 100.0).round() / 100.0;
    let latitude = cents((anchor.position.latitude + away()).clamp(-84.0, 84.0));
    let longitude = cents((anchor.position.longitude + away()).clamp(-179.9, 179.9));
    let position = Position { latitude, longitude };
    let elevation = (0.6 * anchor.elevation + 0.4 * relief(position.point())).round();
    Some(Place::new(&name, &anchor.country, position, elevation, random.random_range(0.0..8.0)))
}

fn pick(words: &[&'static str], random: &mut ChaCha8Rng) -> &'static str {
    words.get(random.random_range(0..words.len().max(1))).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{NAMESAKES, PLACES, SINGLES, find};

    #[test]
    fn there_are_many_places_and_some_share_a_name() {
        assert!(PLACES.len() >= 600, "{}", PLACES.len());
        assert!(
            PLACES.iter().all(|place| place.country.len() == 2 && (0.0..5_000.0).contains(&place.elevation))
        );
        let countries =
            |name: &str| find(name).iter().map(|place| place.country.as_str()).collect::<Vec<_>>();
        assert_eq!(countries("santiago"), ["CL", "DO", "ES"]);
        assert_eq!(countries(" PARIS "), ["FR", "US"]);
        assert_eq!(countries("Kathm"), ["NP"]);
        assert_eq!(find("Springfield").len(), 3);
        assert!(SINGLES.len() > 300 && NAMESAKES.len() > 100, "{} {}", SINGLES.len(), NAMESAKES.len());
        assert!(find("").is_empty() && find("Xanadu").is_empty() && find("Pa").is_empty());
    }
}
