//! Questions on the clinic.

use super::{EACH, FIXED, Template};

const DOCTORS: &str = "SELECT name FROM doctor ORDER BY 1";
const SPECIALTIES: &str = "SELECT DISTINCT specialty FROM doctor ORDER BY 1";
const TOWNS: &str = "SELECT DISTINCT town FROM patient ORDER BY 1";
const DRUGS: &str = "SELECT DISTINCT drug FROM prescription ORDER BY 1";
const VISITORS: &str =
    "SELECT DISTINCT p.name FROM patient p JOIN visit v ON v.patient_id = p.patient_id ORDER BY 1";

/// The questions.
pub(super) const TEMPLATES: [Template; EACH] = [
    ("How many patients live in {}?", "SELECT count(*) FROM patient WHERE town = '{}'", TOWNS),
    (
        "Which doctors have the specialty {}? Give names and rooms.",
        "SELECT name, room FROM doctor WHERE specialty = '{}'",
        SPECIALTIES,
    ),
    (
        "How many visits did {} have?",
        "SELECT count(*) FROM visit v JOIN doctor d ON d.doctor_id = v.doctor_id WHERE d.name = '{}'",
        DOCTORS,
    ),
    (
        "What did {} pay for visits in all?",
        "SELECT sum(v.fee) FROM visit v JOIN patient p ON p.patient_id = v.patient_id WHERE p.name = '{}'",
        VISITORS,
    ),
    (
        "Which patients have no insurer? Give their names.",
        "SELECT name FROM patient WHERE insurer IS NULL",
        FIXED,
    ),
    (
        "Which patients were prescribed {}? Give their names.",
        "SELECT DISTINCT p.name FROM patient p JOIN visit v ON v.patient_id = p.patient_id \
         JOIN prescription r ON r.visit_id = v.visit_id WHERE r.drug = '{}'",
        DRUGS,
    ),
    (
        "For how many days on average is {} prescribed?",
        "SELECT avg(days) FROM prescription WHERE drug = '{}'",
        DRUGS,
    ),
    (
        "What is the longest visit for the specialty {}, in minutes?",
        "SELECT max(v.minutes) FROM visit v JOIN doctor d ON d.doctor_id = v.doctor_id WHERE d.specialty = '{}'",
        SPECIALTIES,
    ),
    (
        "For each insurer, how many patients are there? Leave out those without one; give the insurer and the number.",
        "SELECT insurer, count(*) FROM patient WHERE insurer IS NOT NULL GROUP BY insurer",
        FIXED,
    ),
    (
        "Which doctors never prescribed {}? Give their names.",
        "SELECT name FROM doctor WHERE doctor_id NOT IN (SELECT v.doctor_id FROM visit v \
         JOIN prescription r ON r.visit_id = v.visit_id WHERE r.drug = '{}')",
        "SELECT drug FROM prescription r JOIN visit v ON v.visit_id = r.visit_id GROUP BY drug \
         HAVING count(DISTINCT doctor_id) < 10 ORDER BY 1",
    ),
    (
        "Who is the oldest patient from {}? Give the name and the year of birth.",
        "SELECT name, born_year FROM patient WHERE town = '{}' AND born_year = (SELECT min(born_year) FROM patient WHERE town = '{}')",
        TOWNS,
    ),
    (
        "What do the visits of each doctor come to in fees? Give the name and the sum.",
        "SELECT d.name, sum(v.fee) FROM doctor d JOIN visit v ON v.doctor_id = d.doctor_id GROUP BY d.doctor_id",
        FIXED,
    ),
    (
        "Which patients from {} saw doctors of at least three specialties? Give their names.",
        "SELECT p.name FROM patient p JOIN visit v ON v.patient_id = p.patient_id JOIN doctor d ON d.doctor_id = v.doctor_id \
         WHERE p.town = '{}' GROUP BY p.patient_id HAVING count(DISTINCT d.specialty) >= 3",
        "SELECT DISTINCT p.town FROM patient p JOIN visit v ON v.patient_id = p.patient_id JOIN doctor d \
         ON d.doctor_id = v.doctor_id GROUP BY p.patient_id HAVING count(DISTINCT d.specialty) >= 3 ORDER BY 1",
    ),
    (
        "How many visits to {} led to no prescription?",
        "SELECT count(*) FROM visit v JOIN doctor d ON d.doctor_id = v.doctor_id WHERE d.name = '{}' \
         AND v.visit_id NOT IN (SELECT visit_id FROM prescription)",
        DOCTORS,
    ),
    (
        "On which day was the first visit of {}?",
        "SELECT min(v.day) FROM visit v JOIN patient p ON p.patient_id = v.patient_id WHERE p.name = '{}'",
        VISITORS,
    ),
    (
        "How many patients born after 1999 have been to the clinic?",
        "SELECT count(DISTINCT p.patient_id) FROM patient p JOIN visit v ON v.patient_id = p.patient_id WHERE p.born_year > 1999",
        FIXED,
    ),
];
