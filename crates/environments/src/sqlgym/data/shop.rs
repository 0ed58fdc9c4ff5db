//! A shop.

use super::draw::{Draw, TOWNS, day, money, nth, person, pick, stored};
use rand::RngExt;
use rusqlite::{Connection, Error};

const TABLES: &str = "
CREATE TABLE product (product_id INTEGER PRIMARY KEY, name TEXT, category TEXT, price REAL, stock INTEGER);
CREATE TABLE customer (customer_id INTEGER PRIMARY KEY, name TEXT, town TEXT, since_year INTEGER);
CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer(customer_id),
  day TEXT, paid_by TEXT);
CREATE TABLE line (line_id INTEGER PRIMARY KEY, purchase_id INTEGER REFERENCES purchase(purchase_id),
  product_id INTEGER REFERENCES product(product_id), amount INTEGER);
CREATE TABLE review (review_id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES product(product_id),
  customer_id INTEGER REFERENCES customer(customer_id), stars INTEGER);";

const KINDS: [&str; 4] = ["oak", "tin", "linen", "glass"];
const THINGS: [&str; 9] = ["lamp", "stool", "tray", "frame", "clock", "basket", "bowl", "shelf", "mirror"];
const CATEGORIES: [&str; 4] = ["light", "seat", "table", "wall"];

/// Builds the database.
pub(super) fn build() -> Result<Connection, Error> {
    let mut draw = Draw::new(13, TABLES)?;
    draw.fill("product", 36, |random, number| {
        let name = format!("{} {}", nth(&KINDS, number), nth(&THINGS, number));
        let (price, stock) = (money(random, 4, 180), random.random_range(0..60));
        vec![stored(number), stored(name), stored(pick(random, &CATEGORIES)), stored(price), stored(stock)]
    })?;
    draw.fill("customer", 50, |random, number| {
        let year = random.random_range(2018..2031);
        vec![stored(number), stored(person(number + 70)), stored(pick(random, &TOWNS)), stored(year)]
    })?;
    draw.fill("purchase", 150, |random, number| {
        let customer = random.random_range(1..=46);
        vec![
            stored(number),
            stored(customer),
            stored(day(random)),
            stored(pick(random, &["card", "cash", "voucher"])),
        ]
    })?;
    draw.fill("line", 340, |random, number| {
        let (purchase, product) = (random.random_range(1..=150), random.random_range(1..=34));
        vec![stored(number), stored(purchase), stored(product), stored(random.random_range(1..=6))]
    })?;
    draw.fill("review", 120, |random, number| {
        let (product, customer) = (random.random_range(1..=34), random.random_range(1..=46));
        vec![stored(number), stored(product), stored(customer), stored(random.random_range(1..=5))]
    })?;
    Ok(draw.connection)
}
