//! The kinds of question.

use super::{air, fall, ground, temperature};
use crate::weather::scene::Scene;
use crate::weather::world::Question;

/// The question of a kind in a scene; `None` where it would not have one clear answer.
pub(in crate::weather) fn ask(scene: &Scene<'_>, kind: usize) -> Option<Question> {
    match kind {
        0 => temperature::hottest(scene),
        1 => fall::rainy_days(scene),
        2 => ground::distance(scene),
        3 => air::level(scene),
        4 => temperature::coldest(scene),
        5 => fall::total_rain(scene),
        6 => ground::climb(scene),
        7 => temperature::warmer_town(scene),
        8 => fall::umbrella(scene),
        9 => air::worst_day(scene),
        10 => temperature::average(scene),
        11 => fall::snowfall(scene),
        12 => ground::highest(scene),
        13 => temperature::range(scene),
        14 => fall::dry_spell(scene),
        15 => air::better_town(scene),
        16 => temperature::year_ago(scene),
        17 => fall::wet_dates(scene),
        18 => ground::nearest(scene),
        19 => temperature::frosts(scene),
        _ => ground::namesake(scene),
    }
}
