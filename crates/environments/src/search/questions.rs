//! Our own questions: one or two pages hold the answer, which is worked out from the region and not from the pages.

use super::library::LIBRARY;
use super::region::{PEOPLE, PRODUCTS, Region, TOWNS};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Questions that differ in more than names.
const KINDS: usize = 16;
/// How many tasks there are.
pub(super) const TASKS: usize = 5 * KINDS;

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) text: String,
    pub(super) answer: String,
    /// The titles of the pages that lead to the answer, in order.
    pub(super) path: Vec<String>,
}

/// Opens a task: the index says which kind of question, index and seed together what it is about. `None` past the last.
pub(super) fn open(index: usize, seed: u64) -> Option<Question> {
    let key = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64);
    let mut random = ChaCha8Rng::seed_from_u64(key);
    let region = &LIBRARY.region;
    let kind = Some(index).filter(|index| *index < TASKS)? % KINDS;
    let place = random.random_range(
        0..match kind {
            7 | 10 | 15 => PRODUCTS,
            13 => PEOPLE,
            _ => TOWNS,
        },
    );
    if kind < 8 { one_page(region, kind, place) } else { two_pages(region, kind, place) }
}

fn one_page(region: &Region, kind: usize, place: usize) -> Option<Question> {
    let town = region.towns.get(place % TOWNS)?;
    let firm = region.firms.get(place % TOWNS)?;
    let fair = region.fairs.get(place % TOWNS)?;
    let landmark = region.landmarks.get(place % TOWNS)?;
    let (text, answer, page) = match kind {
        0 => (
            format!("In which year was the town of {} founded?", town.name),
            town.founded.to_string(),
            &town.name,
        ),
        1 => (format!("How many people live in {}?", town.name), town.people.to_string(), &town.name),
        2 => (format!("On which river does {} lie?", town.name), town.river.to_owned(), &town.name),
        3 => {
            (format!("Who founded {}?", firm.name), region.people.get(firm.founder)?.name.clone(), &firm.name)
        }
        4 => (format!("In which month is the {} held?", fair.name), fair.month.to_owned(), &fair.name),
        5 => {
            let builder = region.people.get(landmark.builder)?.name.clone();
            (format!("Who built the {}?", landmark.name), builder, &landmark.name)
        }
        6 => {
            let text = format!("How high is the {}, in meters? Answer with the number.", landmark.name);
            (text, landmark.height.to_string(), &landmark.name)
        }
        _ => {
            let product = region.products.get(place)?;
            let firm = region.firms.get(product.firm)?.name.clone();
            (format!("Which firm makes the {}?", product.name), firm, &product.name)
        }
    };
    Some(Question { text, answer, path: vec![page.clone()] })
}

fn two_pages(region: &Region, kind: usize, place: usize) -> Option<Question> {
    let town = region.towns.get(place % TOWNS)?;
    let firm = region.firms.get(place % TOWNS)?;
    let fair = region.fairs.get(place % TOWNS)?;
    let landmark = region.landmarks.get(place % TOWNS)?;
    let (text, answer, path) = match kind {
        8 => {
            let founder = region.people.get(firm.founder)?;
            let text = format!("In which town was the founder of {} born?", firm.name);
            (text, region.towns.get(founder.town)?.name.clone(), [&firm.name, &founder.name])
        }
        9 => {
            let text = format!("On which river lies the town in which the {} is held?", fair.name);
            (text, town.river.to_owned(), [&fair.name, &town.name])
        }
        10 => {
            let product = region.products.get(place)?;
            let firm = region.firms.get(product.firm)?;
            let founder = region.people.get(firm.founder)?.name.clone();
            (
                format!("Who founded the firm that makes the {}?", product.name),
                founder,
                [&product.name, &firm.name],
            )
        }
        11 => {
            let builder = region.people.get(landmark.builder)?;
            let text = format!("In which year was the builder of the {} born?", landmark.name);
            (text, builder.born.to_string(), [&landmark.name, &builder.name])
        }
        12 => {
            let mayor = region.people.get(town.mayor)?;
            let text = format!("What is the profession of the mayor of {}?", town.name);
            (text, mayor.profession.to_owned(), [&town.name, &mayor.name])
        }
        13 => {
            let person = region.people.get(place)?;
            let town = region.towns.get(person.town)?;
            let mayor = region.people.get(town.mayor)?.name.clone();
            (
                format!("Who is the mayor of the town in which {} was born?", person.name),
                mayor,
                [&person.name, &town.name],
            )
        }
        14 => {
            let text = format!("In which district lies the town in which {} has its workshops?", firm.name);
            (text, town.district.to_owned(), [&firm.name, &town.name])
        }
        _ => {
            let product = region.products.get(place)?;
            let firm = region.firms.get(product.firm)?;
            let text = format!("In which year was the firm founded that makes the {}?", product.name);
            (text, firm.founded.to_string(), [&product.name, &firm.name])
        }
    };
    Some(Question { text, answer, path: path.map(String::clone).to_vec() })
}
