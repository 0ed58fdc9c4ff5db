//! Drawing rows.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rusqlite::{Connection, Error, ToSql, params_from_iter};

/// First names.
pub(super) const FIRST: [&str; 16] = [
    "Ansel", "Birte", "Cosmo", "Delia", "Edvin", "Fenna", "Gisela", "Horace", "Iris", "Jarl", "Kirsa",
    "Leander", "Maude", "Nils", "Ottilie", "Piers",
];
/// Last names.
pub(super) const LAST: [&str; 16] = [
    "Abelsen", "Brandt", "Corvi", "Dahl", "Eskola", "Farrow", "Grieve", "Holm", "Ivers", "Jansky", "Krag",
    "Lorne", "Moss", "Nyberg", "Orban", "Pell",
];
/// Towns.
pub(super) const TOWNS: [&str; 6] = ["Aldmoor", "Brackwell", "Cinderford", "Dunvale", "Eastmere", "Fallowby"];

/// A database in the making.
pub(super) struct Draw {
    pub(super) connection: Connection,
    pub(super) random: ChaCha8Rng,
}

/// A value to be stored.
pub(super) type Stored = Box<dyn ToSql>;

impl Draw {
    /// An empty database with these tables.
    pub(super) fn new(seed: u64, tables: &str) -> Result<Self, Error> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(tables)?;
        Ok(Self { connection, random: ChaCha8Rng::seed_from_u64(seed) })
    }

    /// Fills a table with rows numbered from 1.
    pub(super) fn fill(
        &mut self,
        table: &str,
        count: i64,
        mut row: impl FnMut(&mut ChaCha8Rng, i64) -> Vec<Stored>,
    ) -> Result<(), Error> {
        let whole = self.connection.transaction()?;
        for number in 1..=count {
            let values = row(&mut self.random, number);
            let marks = vec!["?"; values.len()].join(", ");
            let mut insert = whole.prepare_cached(&format!("INSERT INTO {table} VALUES ({marks})"))?;
            insert.execute(params_from_iter(values))?;
        }
        whole.commit()
    }
}

/// A value of any type, boxed.
pub(super) fn stored(value: impl ToSql + 'static) -> Stored {
    Box::new(value)
}

/// One of several.
pub(super) fn pick<'t>(random: &mut ChaCha8Rng, items: &[&'t str]) -> &'t str {
    items.get(random.random_range(0..items.len().max(1))).copied().unwrap_or_default()
}

/// The one at a place that counts from 1 and begins again at the end.
pub(super) fn nth<'t>(items: &[&'t str], number: i64) -> &'t str {
    let place = usize::try_from(number - 1).unwrap_or_default() % items.len().max(1);
    items.get(place).copied().unwrap_or_default()
}

/// A full name that no other number below 256 has.
pub(super) fn person(number: i64) -> String {
    format!("{} {}", nth(&FIRST, number), nth(&LAST, number * 5 + (number - 1) / 16))
}

/// A day of 2031, `YYYY-MM-DD`; months have 28 days here.
pub(super) fn day(random: &mut ChaCha8Rng) -> String {
    format!("2031-{:02}-{:02}", random.random_range(1..=12), random.random_range(1..=28))
}

/// An amount of money with cents, between two whole amounts.
pub(super) fn money(random: &mut ChaCha8Rng, least: u32, most: u32) -> f64 {
    f64::from(random.random_range(least * 100..=most * 100)) / 100.0
}
