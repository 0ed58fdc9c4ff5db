//! A small railway.

use super::draw::{Draw, day, money, nth, pick, stored};
use rand::RngExt;
use rusqlite::{Connection, Error};

const TABLES: &str = "
CREATE TABLE station (station_id INTEGER PRIMARY KEY, name TEXT, region TEXT, platforms INTEGER);
CREATE TABLE train (train_id INTEGER PRIMARY KEY, name TEXT, kind TEXT, seats INTEGER);
CREATE TABLE stop (stop_id INTEGER PRIMARY KEY, train_id INTEGER REFERENCES train(train_id),
  station_id INTEGER REFERENCES station(station_id), position INTEGER, minute INTEGER);
CREATE TABLE ticket (ticket_id INTEGER PRIMARY KEY, train_id INTEGER REFERENCES train(train_id), day TEXT,
  class INTEGER, price REAL, refunded INTEGER);
CREATE TABLE repair (repair_id INTEGER PRIMARY KEY, train_id INTEGER REFERENCES train(train_id), day TEXT,
  part TEXT, cost REAL);";

const STATIONS: [&str; 14] = [
    "Aldmoor Quay",
    "Brackwell",
    "Cinder Junction",
    "Dunvale",
    "Eastmere North",
    "Eastmere South",
    "Fallowby",
    "Gant Bridge",
    "Hollin",
    "Inch End",
    "Jessop Halt",
    "Kell",
    "Lumb",
    "Marrow Hill",
];
const REGIONS: [&str; 3] = ["coast", "plain", "uplands"];
const TRAINS: [&str; 12] = [
    "Kestrel", "Heron", "Lapwing", "Merlin", "Osprey", "Plover", "Redshank", "Siskin", "Teal", "Wagtail",
    "Wren", "Curlew",
];

/// Builds the database.
pub(super) fn build() -> Result<Connection, Error> {
    let mut draw = Draw::new(14, TABLES)?;
    draw.fill("station", 14, |random, number| {
        let platforms = random.random_range(1..=9);
        vec![
            stored(number),
            stored(nth(&STATIONS, number)),
            stored(pick(random, &REGIONS)),
            stored(platforms),
        ]
    })?;
    draw.fill("train", 12, |random, number| {
        let seats = random.random_range(8..=60) * 10;
        vec![
            stored(number),
            stored(nth(&TRAINS, number)),
            stored(pick(random, &["express", "local", "night"])),
            stored(seats),
        ]
    })?;
    // Each train has six stops, one after another.
    draw.fill("stop", 72, |random, number| {
        let (train, position) = ((number - 1) / 6 + 1, (number - 1) % 6 + 1);
        let station = (train * 3 + position * 5) % 13 + 1;
        let minute = (position - 1) * 25 + random.random_range(0..20);
        vec![stored(number), stored(train), stored(station), stored(position), stored(minute)]
    })?;
    draw.fill("ticket", 300, |random, number| {
        let (train, class) = (random.random_range(1..=11), random.random_range(1..=2));
        let price = money(random, 3, 90) + if class == 1 { 20.0 } else { 0.0 };
        let refunded = i64::from(random.random_bool(0.1));
        vec![
            stored(number),
            stored(train),
            stored(day(random)),
            stored(class),
            stored(price),
            stored(refunded),
        ]
    })?;
    draw.fill("repair", 60, |random, number| {
        let train = random.random_range(1..=12);
        let part = pick(random, &["brakes", "doors", "engine", "heating", "lights"]);
        vec![
            stored(number),
            stored(train),
            stored(day(random)),
            stored(part),
            stored(money(random, 40, 4000)),
        ]
    })?;
    Ok(draw.connection)
}
