//! The pages about the region, and the index over them.

use super::region::{Region, pick};
use super::words::FILLERS;
use crate::text::Index;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::LazyLock;

/// One page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// `town-7`.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) text: String,
}

/// All pages, the index over them, and the region that they are about.
pub(super) struct Library {
    pub(super) region: Region,
    pub(super) pages: Vec<Page>,
    index: Index,
}

/// The one library.
pub(super) static LIBRARY: LazyLock<Library> = LazyLock::new(Library::write);

impl Library {
    fn write() -> Self {
        let mut library = Self { region: Region::draw(), pages: Vec::new(), index: Index::default() };
        library.pages = write(&library.region);
        for page in &library.pages {
            // The title counts as part of the text.
            library.index.add(&page.id, &format!("{} {}", page.title, page.text));
        }
        library
    }

    /// The page with this id.
    pub(super) fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// All pages that a query finds with their scores, best first.
    pub(super) fn search(&self, query: &str) -> Vec<(&Page, f32)> {
        let hits = self.index.search(query, self.pages.len()).into_iter();
        hits.filter_map(|(place, score)| Some((self.pages.get(place)?, score))).collect()
    }
}

struct Writer {
    random: ChaCha8Rng,
    pages: Vec<Page>,
}

impl Writer {
    /// A page of an introduction and facts in any order, with something idle among them.
    fn page(&mut self, kind: &str, title: &str, introduction: &str, mut facts: Vec<String>) {
        for _ in 0..2 {
            facts.push(pick(&mut self.random, &FILLERS).to_owned());
        }
        for last in (1..facts.len()).rev() {
            facts.swap(last, self.random.random_range(0..=last));
        }
        let number = self.pages.iter().filter(|page| page.id.starts_with(kind)).count() + 1;
        let text = format!("{introduction} {}", facts.join(" "));
        self.pages.push(Page { id: format!("{kind}-{number}"), title: title.to_owned(), text });
    }
}

fn write(region: &Region) -> Vec<Page> {
    let mut writer = Writer { random: ChaCha8Rng::seed_from_u64(32), pages: Vec::new() };
    towns_and_people(&mut writer, region);
    firms_and_products(&mut writer, region);
    fairs_and_landmarks(&mut writer, region);
    writer.pages
}

fn town(region: &Region, place: usize) -> &str {
    region.towns.get(place).map_or("", |town| &town.name)
}

fn person(region: &Region, place: usize) -> &str {
    region.people.get(place).map_or("", |person| &person.name)
}

fn towns_and_people(writer: &mut Writer, region: &Region) {
    for town in &region.towns {
        let name = &town.name;
        let facts = vec![
            format!("It lies on the river {}.", town.river),
            format!("{name} was founded in {}.", town.founded),
            format!("At the last count {} people lived there.", town.people),
            format!("The mayor is {}.", person(region, town.mayor)),
        ];
        writer.page("town", name, &format!("{name} is a town in the district of {}.", town.district), facts);
    }
    for someone in &region.people {
        let name = &someone.name;
        let facts = vec![
            format!("{name} was born in {} in the year {}.", town(region, someone.town), someone.born),
            format!("In spare hours {name} {}.", someone.hobby),
        ];
        writer.page("person", name, &format!("{name} is known as a {}.", someone.profession), facts);
    }
}

fn firms_and_products(writer: &mut Writer, region: &Region) {
    for (place, firm) in region.firms.iter().enumerate() {
        let facts = vec![
            format!("It was founded in {} by {}.", firm.founded, person(region, firm.founder)),
            format!("Its workshops stand in {}.", town(region, place)),
        ];
        writer.page("firm", &firm.name, &format!("{} is a firm with a long order book.", firm.name), facts);
    }
    for product in &region.products {
        let firm = region.firms.get(product.firm).map_or("", |firm| firm.name.as_str());
        let facts = vec![
            format!("It is made by {firm}."),
            format!("It came on the market in {}.", product.year),
            format!("Its main material is {}.", product.material),
        ];
        let introduction = format!("The {} is found in many homes of the region.", product.name);
        writer.page("product", &product.name, &introduction, facts);
    }
}

fn fairs_and_landmarks(writer: &mut Writer, region: &Region) {
    for (place, fair) in region.fairs.iter().enumerate() {
        let facts = vec![
            format!("It is held in {} every {}.", town(region, place), fair.month),
            format!("It has been held since {}.", fair.since),
        ];
        writer.page("fair", &fair.name, &format!("The {} draws guests from afar.", fair.name), facts);
    }
    for (place, landmark) in region.landmarks.iter().enumerate() {
        let facts = vec![
            format!(
                "It was built by {} and finished in {}.",
                person(region, landmark.builder),
                landmark.year
            ),
            format!("It is {} meters high.", landmark.height),
            format!("It stands on a hill above {}.", town(region, place)),
        ];
        writer.page(
            "landmark",
            &landmark.name,
            &format!("The {} can be seen from far away.", landmark.name),
            facts,
        );
    }
}
