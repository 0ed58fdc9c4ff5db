//! Our own climate: the weather of any day at any position, from formulas.
//!
//! Temperature follows latitude, season and elevation; over it pass weather systems, warm or cold, wet or dry. Nothing is
//! kept from day to day: each day is computed from place, date and seed, and neighbors in place or time are alike.

use super::field::Field;
use super::terrain::Ground;
use std::f64::consts::TAU;

/// The day of the year on which the north is warmest, counted from 0.
const WARMEST: f64 = 201.0;
const YEAR: f64 = 365.2425;

/// The weather of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Day {
    /// Degrees Celsius, in tenths; lowest, mean and highest.
    pub(super) min: f64,
    pub(super) mean: f64,
    pub(super) max: f64,
    /// Millimeters, in tenths.
    pub(super) rain: f64,
    /// Centimeters, in hundredths.
    pub(super) snow: f64,
    /// Air quality index for fine dust at noon, a whole number.
    pub(super) air: f64,
}

/// The weather of one world.
#[derive(Clone, Debug)]
pub(super) struct Sky {
    warmth: Field,
    moisture: Field,
}

impl Sky {
    /// The weather that belongs to a seed.
    pub(super) fn new(seed: u64) -> Self {
        let of = |part: u64| seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(part);
        Self {
            warmth: Field::draw(of(1), 6.0..16.0, 4.0..24.0),
            moisture: Field::draw(of(2), 9.0..24.0, 2.2..12.0),
        }
    }

    /// The weather so many days after 1970-01-01.
    #[expect(clippy::cast_precision_loss, reason = "days are counted in thousands")]
    pub(super) fn day(&self, ground: &Ground, day: i64) -> Day {
        let day = day as f64;
        let (warmth, moisture) = (self.warmth.at(ground.point, day), self.moisture.at(ground.point, day));
        let summer = libm::cos(TAU * (day - WARMEST) / YEAR);
        let mean = usual(ground, summer) + (0.8 + 4.2 * height(ground).abs()) * warmth;
        let swing = (3.6 - 1.3 * moisture).clamp(1.4, 7.0);
        let fall =
            fallen(ground.latitude, summer, moisture) * libm::exp(0.035 * (mean.clamp(-15.0, 28.0) - 10.0));
        let frozen = ((2.0 - mean) / 4.0).clamp(0.0, 1.0);
        let rain = rounded(fall * (1.0 - frozen), 10.0);
        let calm = 1.0 - 0.22 * moisture.clamp(-2.0, 2.0) - 0.16 * warmth.clamp(-2.0, 2.0);
        Day {
            min: rounded(mean - swing * 0.95, 10.0),
            mean: rounded(mean, 10.0),
            max: rounded(mean + swing * 1.05, 10.0),
            rain,
            snow: rounded(fall * frozen * 0.7, 100.0),
            air: rounded((ground.dust * calm / (1.0 + 0.04 * rain)).clamp(1.0, 180.0), 1.0),
        }
    }
}

/// How far north, as the point's height over the equator: -1 to 1.
fn height(ground: &Ground) -> f64 {
    let [_, _, height] = ground.point;
    height
}

/// The mean temperature that the season brings, in degrees Celsius.
fn usual(ground: &Ground, summer: f64) -> f64 {
    let north = height(ground);
    let pole = north * north;
    let level = 27.0 - 22.0 * pole - 8.0 * pole * pole - 17.0 * libm::pow(pole, 6.0);
    level - 0.0065 * ground.elevation + 17.0 * north * ground.seasons * summer
}

/// Rain and melted snow in millimeters, for air of 10 degrees: much at the equator, where the rains follow the sun, little
/// in the deserts to either side, more again where the west winds blow.
fn fallen(latitude: f64, summer: f64, moisture: f64) -> f64 {
    let bell = |from: f64, wide: f64| libm::exp(-libm::pow((latitude.abs() - from) / wide, 2.0));
    let rains = libm::exp(-libm::pow((latitude - 8.0 * summer) / 12.0, 2.0));
    let wet = moisture - 0.35 + 0.9 * rains - 0.7 * bell(26.0, 9.0) + 0.3 * bell(52.0, 14.0);
    if wet > 0.0 { 6.5 * libm::pow(wet, 1.4) } else { 0.0 }
}

/// A number in these parts of one. Adding zero makes a zero of a negative one.
fn rounded(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts + 0.0
}

#[cfg(test)]
mod tests {
    use super::{Day, Sky};
    use crate::weather::position::Position;
    use crate::weather::terrain::Ground;

    /// The weather of the year 2023.
    fn year(latitude: f64, longitude: f64) -> Vec<Day> {
        let ground = Ground::at(Position { latitude, longitude });
        let sky = Sky::new(0);
        (19_358..19_723).map(|day| sky.day(&ground, day)).collect()
    }

    fn mean(days: &[Day], of: fn(&Day) -> f64) -> f64 {
        days.iter().map(of).sum::<f64>() / days.len() as f64
    }

    #[test]
    fn is_a_climate() {
        let (quito, singapore, cairo) = (year(-0.23, -78.52), year(1.29, 103.85), year(30.04, 31.24));
        let (oslo, hobart) = (year(59.91, 10.75), year(-42.88, 147.33));
        let warm = |days: &[Day]| mean(days, |day| day.mean);
        assert!(warm(&singapore) > 24.0 && warm(&oslo) < 8.0, "{} {}", warm(&singapore), warm(&oslo));
        assert!(warm(&singapore) - warm(&quito) > 14.0, "height cools");
        assert!(
            warm(&oslo[180..210]) - warm(&oslo[..30]) > 12.0 && warm(&hobart[..30]) > warm(&hobart[180..210])
        );
        let rain = |days: &[Day]| days.iter().map(|day| day.rain).sum::<f64>();
        assert!(rain(&singapore) > 3.0 * rain(&cairo), "{} {}", rain(&singapore), rain(&cairo));
        assert!((100.0..2_500.0).contains(&rain(&oslo)) && rain(&cairo) < 600.0);
        assert!(mean(&oslo, |day| day.snow) > 0.05 && mean(&singapore, |day| day.snow) == 0.0);
        for day in quito.iter().chain(&singapore).chain(&cairo).chain(&oslo).chain(&hobart) {
            assert!(
                day.min < day.mean
                    && day.mean < day.max
                    && day.rain >= 0.0
                    && (1.0..=180.0).contains(&day.air)
            );
        }
    }

    #[test]
    fn follows_place_date_and_seed() {
        let at = |latitude: f64| Ground::at(Position { latitude, longitude: 8.0 });
        let (sky, other) = (Sky::new(3), Sky::new(4));
        assert_eq!(sky.day(&at(50.0), 19_500), Sky::new(3).day(&at(50.0), 19_500));
        assert_ne!(sky.day(&at(50.0), 19_500), other.day(&at(50.0), 19_500));
        for day in 19_000..19_400 {
            let (here, there) = (sky.day(&at(50.0), day), sky.day(&at(50.05), day));
            assert!((here.mean - there.mean).abs() < 2.5, "{day}: {here:?} {there:?}");
        }
    }
}
