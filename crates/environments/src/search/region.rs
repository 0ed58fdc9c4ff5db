//! An invented region: towns, people, firms, products, fairs and landmarks, and what binds them.

use super::words::{
    DISTRICTS, FAIRS, FIRST, HOBBIES, LANDMARKS, LAST, MATERIALS, MONTHS, PRODUCT_ENDS, PRODUCT_STARTS,
    PROFESSIONS, RIVERS, TOWN_ENDS, TOWN_STARTS, TRADES,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How many towns there are; each has a mayor, a firm, a fair and a landmark of its own.
pub(super) const TOWNS: usize = 32;
/// How many people there are.
pub(super) const PEOPLE: usize = 64;
/// How many products there are.
pub(super) const PRODUCTS: usize = 45;

/// A town.
pub(super) struct Town {
    pub(super) name: String,
    pub(super) river: &'static str,
    pub(super) district: &'static str,
    pub(super) founded: u32,
    pub(super) people: u32,
    /// The mayor, a place in the list of people.
    pub(super) mayor: usize,
}

/// Someone.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) profession: &'static str,
    pub(super) hobby: &'static str,
    pub(super) born: u32,
    pub(super) town: usize,
}

/// A firm; it sits in the town of the same place.
pub(super) struct Firm {
    pub(super) name: String,
    pub(super) founder: usize,
    pub(super) founded: u32,
}

/// What a firm makes.
pub(super) struct Product {
    pub(super) name: String,
    pub(super) firm: usize,
    pub(super) year: u32,
    pub(super) material: &'static str,
}

/// A fair; it is held in the town of the same place.
pub(super) struct Fair {
    pub(super) name: String,
    pub(super) month: &'static str,
    pub(super) since: u32,
}

/// A landmark; it stands in the town of the same place.
pub(super) struct Landmark {
    pub(super) name: String,
    pub(super) builder: usize,
    pub(super) height: u32,
    pub(super) year: u32,
}

/// All of it.
#[derive(Default)]
pub(super) struct Region {
    pub(super) towns: Vec<Town>,
    pub(super) people: Vec<Person>,
    pub(super) firms: Vec<Firm>,
    pub(super) products: Vec<Product>,
    pub(super) fairs: Vec<Fair>,
    pub(super) landmarks: Vec<Landmark>,
}

impl Region {
    /// Draws the region, always the same.
    pub(super) fn draw() -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(31);
        let mut region = Self::default();
        region.draw_towns(&mut random);
        region.draw_people(&mut random);
        for town in 0..TOWNS {
            region.settle(&mut random, town);
        }
        for number in 0..PRODUCTS {
            let start = nth(&PRODUCT_STARTS, number);
            let name = format!("{start} {}", nth(&PRODUCT_ENDS, number / PRODUCT_STARTS.len()));
            let (firm, year) = (random.random_range(0..TOWNS), random.random_range(1950..2030));
            let material = pick(&mut random, &MATERIALS);
            region.products.push(Product { name, firm, year, material });
        }
        region
    }

    fn draw_towns(&mut self, random: &mut ChaCha8Rng) {
        for number in 0..TOWNS {
            let start = nth(&TOWN_STARTS, number);
            let name = format!("{start}{}", nth(&TOWN_ENDS, number / TOWN_STARTS.len() * 2 + number));
            self.towns.push(Town {
                name,
                river: pick(random, &RIVERS),
                district: pick(random, &DISTRICTS),
                founded: random.random_range(905..1790),
                people: random.random_range(12..980) * 100,
                mayor: number * 2,
            });
        }
    }

    fn draw_people(&mut self, random: &mut ChaCha8Rng) {
        for number in 0..PEOPLE {
            // Twelve first and ten last names: no pair comes twice among the first sixty of a run of both.
            let last = nth(&LAST, number + number / 60);
            self.people.push(Person {
                name: format!("{} {last}", nth(&FIRST, number)),
                profession: pick(random, &PROFESSIONS),
                hobby: pick(random, &HOBBIES),
                born: random.random_range(1931..2001),
                town: random.random_range(0..TOWNS),
            });
        }
    }

    fn settle(&mut self, random: &mut ChaCha8Rng, town: usize) {
        let Some(name) = self.towns.get(town).map(|town| town.name.clone()) else { return };
        let (founder, builder) = (random.random_range(0..PEOPLE), random.random_range(0..PEOPLE));
        let trade = pick(random, &TRADES);
        let founded = random.random_range(1955..2028);
        self.firms.push(Firm { name: format!("{name} {trade}"), founder, founded });
        let (fair, month) = (pick(random, &FAIRS), pick(random, &MONTHS));
        let since = random.random_range(1800..2020);
        self.fairs.push(Fair { name: format!("{name} {fair}"), month, since });
        let kind = pick(random, &LANDMARKS);
        let (height, year) = (random.random_range(18..140), random.random_range(1960..2029));
        self.landmarks.push(Landmark { name: format!("{name} {kind}"), builder, height, year });
    }
}

/// One of several.
pub(super) fn pick(random: &mut ChaCha8Rng, items: &[&'static str]) -> &'static str {
    items.get(random.random_range(0..items.len().max(1))).copied().unwrap_or_default()
}

/// The one at a place; after the last comes the first.
fn nth(items: &[&'static str], place: usize) -> &'static str {
    items.get(place % items.len().max(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Region;
    use std::collections::BTreeSet;

    #[test]
    fn no_name_comes_twice() {
        let region = Region::draw();
        let towns = region.towns.iter().map(|town| &town.name);
        let people = region.people.iter().map(|person| &person.name);
        let products = region.products.iter().map(|product| &product.name);
        let names: Vec<&String> = towns.chain(people).chain(products).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    }
}
