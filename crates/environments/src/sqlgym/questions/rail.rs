//! Questions on the railway.

use super::{EACH, FIXED, Template};

const TRAINS: &str = "SELECT name FROM train WHERE train_id IN (SELECT train_id FROM ticket) ORDER BY 1";
const SERVED: &str =
    "SELECT DISTINCT s.name FROM station s JOIN stop p ON p.station_id = s.station_id ORDER BY 1";
const REGIONS: &str =
    "SELECT DISTINCT s.region FROM station s JOIN stop p ON p.station_id = s.station_id ORDER BY 1";
const KINDS: &str = "SELECT DISTINCT t.kind FROM train t JOIN ticket k ON k.train_id = t.train_id ORDER BY 1";
const PARTS: &str = "SELECT DISTINCT part FROM repair ORDER BY 1";

/// The questions.
pub(super) const TEMPLATES: [Template; EACH] = [
    (
        "At which stations does the train {} stop? Give their names.",
        "SELECT s.name FROM station s JOIN stop p ON p.station_id = s.station_id JOIN train t ON t.train_id = p.train_id WHERE t.name = '{}'",
        TRAINS,
    ),
    (
        "Which trains stop at {}? Give their names.",
        "SELECT DISTINCT t.name FROM train t JOIN stop p ON p.train_id = t.train_id JOIN station s ON s.station_id = p.station_id WHERE s.name = '{}'",
        SERVED,
    ),
    (
        "How many tickets were sold for the train {}?",
        "SELECT count(*) FROM ticket k JOIN train t ON t.train_id = k.train_id WHERE t.name = '{}'",
        TRAINS,
    ),
    (
        "What did tickets of the first class for trains of the kind {} cost on average?",
        "SELECT avg(k.price) FROM ticket k JOIN train t ON t.train_id = k.train_id WHERE k.class = 1 AND t.kind = '{}'",
        KINDS,
    ),
    (
        "How many seats do all trains have together, by kind? Give the kind and the number.",
        "SELECT kind, sum(seats) FROM train GROUP BY kind",
        FIXED,
    ),
    (
        "Which is the last stop of the train {}? Give the station.",
        "SELECT s.name FROM station s JOIN stop p ON p.station_id = s.station_id JOIN train t ON t.train_id = p.train_id \
         WHERE t.name = '{}' AND p.position = (SELECT max(position) FROM stop WHERE train_id = t.train_id)",
        TRAINS,
    ),
    ("What did repairs of {} cost in all?", "SELECT sum(cost) FROM repair WHERE part = '{}'", PARTS),
    (
        "Which trains never had a repair of {}? Give their names.",
        "SELECT name FROM train WHERE train_id NOT IN (SELECT train_id FROM repair WHERE part = '{}')",
        "SELECT part FROM repair GROUP BY part HAVING count(DISTINCT train_id) < 12 ORDER BY 1",
    ),
    (
        "Which stations have no train? Give their names.",
        "SELECT name FROM station WHERE station_id NOT IN (SELECT station_id FROM stop)",
        FIXED,
    ),
    (
        "How many different trains stop in the region {}?",
        "SELECT count(DISTINCT p.train_id) FROM stop p JOIN station s ON s.station_id = p.station_id WHERE s.region = '{}'",
        REGIONS,
    ),
    (
        "What did the tickets for the train {} that were not refunded bring in?",
        "SELECT sum(k.price) FROM ticket k JOIN train t ON t.train_id = k.train_id WHERE t.name = '{}' AND k.refunded = 0",
        TRAINS,
    ),
    (
        "How long does the train {} take from its first stop to its last, in minutes?",
        "SELECT max(p.minute) - min(p.minute) FROM stop p JOIN train t ON t.train_id = p.train_id WHERE t.name = '{}'",
        TRAINS,
    ),
    (
        "From which stations can one reach {} without changing? Give their names.",
        "SELECT DISTINCT a.name FROM stop p JOIN station a ON a.station_id = p.station_id JOIN stop q ON q.train_id = p.train_id \
         JOIN station b ON b.station_id = q.station_id WHERE b.name = '{}' AND p.position < q.position",
        "SELECT DISTINCT s.name FROM station s JOIN stop p ON p.station_id = s.station_id WHERE p.position > 1 ORDER BY 1",
    ),
    (
        "Which train cost the most in repairs? Give its name.",
        "WITH c AS (SELECT train_id, sum(cost) AS spent FROM repair GROUP BY train_id) SELECT t.name FROM train t \
         JOIN c ON c.train_id = t.train_id WHERE c.spent = (SELECT max(spent) FROM c)",
        FIXED,
    ),
    (
        "How many tickets for the train {} were sold per month? Give the month as two digits and the number.",
        "SELECT substr(k.day, 6, 2), count(*) FROM ticket k JOIN train t ON t.train_id = k.train_id WHERE t.name = '{}' GROUP BY 1",
        TRAINS,
    ),
    (
        "What share of the tickets for trains of the kind {} was refunded, in percent?",
        "SELECT 100.0 * sum(k.refunded) / count(*) FROM ticket k JOIN train t ON t.train_id = k.train_id WHERE t.kind = '{}'",
        KINDS,
    ),
];
