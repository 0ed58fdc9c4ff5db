//! A clinic.

use super::draw::{Draw, TOWNS, day, money, nth, person, pick, stored};
use rand::RngExt;
use rusqlite::{Connection, Error};

const TABLES: &str = "
CREATE TABLE doctor (doctor_id INTEGER PRIMARY KEY, name TEXT, specialty TEXT, room INTEGER);
CREATE TABLE patient (patient_id INTEGER PRIMARY KEY, name TEXT, town TEXT, born_year INTEGER, insurer TEXT);
CREATE TABLE visit (visit_id INTEGER PRIMARY KEY, patient_id INTEGER REFERENCES patient(patient_id),
  doctor_id INTEGER REFERENCES doctor(doctor_id), day TEXT, minutes INTEGER, fee REAL);
CREATE TABLE prescription (prescription_id INTEGER PRIMARY KEY, visit_id INTEGER REFERENCES visit(visit_id),
  drug TEXT, days INTEGER);";

const SPECIALTIES: [&str; 5] = ["eyes", "skin", "heart", "children", "bones"];
const INSURERS: [&str; 3] = ["Beacon", "Harbor Mutual", "Oak Trust"];
const DRUGS: [&str; 8] =
    ["arnivol", "brelaxin", "cortemide", "dulsane", "ebrophen", "fenolast", "gralicin", "hepsidol"];

/// Builds the database.
pub(super) fn build() -> Result<Connection, Error> {
    let mut draw = Draw::new(12, TABLES)?;
    draw.fill("doctor", 10, |_, number| {
        let name = format!("Dr. {}", person(number));
        vec![stored(number), stored(name), stored(nth(&SPECIALTIES, number)), stored(100 + number)]
    })?;
    draw.fill("patient", 60, |random, number| {
        let year = random.random_range(1938..2026);
        let insurer = random.random_bool(0.85).then(|| pick(random, &INSURERS));
        vec![
            stored(number),
            stored(person(number + 30)),
            stored(pick(random, &TOWNS)),
            stored(year),
            stored(insurer),
        ]
    })?;
    draw.fill("visit", 220, |random, number| {
        let (patient, doctor) = (random.random_range(1..=56), random.random_range(1..=10));
        let (minutes, fee) = (random.random_range(1..=12) * 5, money(random, 20, 240));
        vec![
            stored(number),
            stored(patient),
            stored(doctor),
            stored(day(random)),
            stored(minutes),
            stored(fee),
        ]
    })?;
    draw.fill("prescription", 170, |random, number| {
        let (visit, days) = (random.random_range(1..=220), random.random_range(3..=30));
        vec![stored(number), stored(visit), stored(pick(random, &DRUGS)), stored(days)]
    })?;
    Ok(draw.connection)
}
