//! Smooth random fields over the earth: sums of waves.

use super::position::product;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::f64::consts::TAU;
use std::ops::Range;

/// How many waves make a field.
const WAVES: usize = 12;

/// A field with mean 0 and variance 1, at any place and any time.
#[derive(Clone, Debug)]
pub(super) struct Field {
    waves: Vec<Wave>,
}

#[derive(Clone, Copy, Debug)]
struct Wave {
    /// Direction, times radians over the earth's radius.
    along: [f64; 3],
    /// Radians a day.
    pace: f64,
    phase: f64,
}

impl Field {
    /// Draws a field. `turns` says how fine it is, in radians over the earth's radius; `days`, how long a wave takes to
    /// pass.
    pub(super) fn draw(seed: u64, turns: Range<f64>, days: Range<f64>) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let wave = |_| Wave {
            along: direction(&mut random, turns.clone()),
            pace: TAU / random.random_range(days.clone()),
            phase: random.random_range(0.0..TAU),
        };
        Self { waves: (0..WAVES).map(wave).collect() }
    }

    /// The value at a point of the unit sphere, so many days after 1970-01-01.
    #[expect(clippy::cast_precision_loss, reason = "a field has few waves")]
    pub(super) fn at(&self, point: [f64; 3], day: f64) -> f64 {
        let phase = |wave: &Wave| product(wave.along, point) + wave.pace * day + wave.phase;
        let sum: f64 = self.waves.iter().map(|wave| libm::sin(phase(wave))).sum();
        sum * (2.0 / self.waves.len().max(1) as f64).sqrt()
    }
}

/// A direction, evenly drawn, with a length.
fn direction(random: &mut ChaCha8Rng, turns: Range<f64>) -> [f64; 3] {
    let height: f64 = random.random_range(-1.0..1.0);
    let around: f64 = random.random_range(0.0..TAU);
    let ring = (1.0 - height * height).sqrt();
    let length = random.random_range(turns);
    [ring * libm::cos(around) * length, ring * libm::sin(around) * length, height * length]
}

#[cfg(test)]
mod tests {
    use super::Field;
    use crate::weather::position::Position;

    #[test]
    fn is_smooth_and_of_unit_size() {
        let field = Field::draw(7, 6.0..18.0, 3.0..20.0);
        let at = |latitude: f64, day: f64| field.at(Position { latitude, longitude: 10.0 }.point(), day);
        let mut squares = 0.0;
        for day in 0..2_000 {
            let day = f64::from(day);
            squares += at(50.0, day) * at(50.0, day);
            assert!((at(50.0, day) - at(50.1, day)).abs() < 0.2, "{day}");
        }
        assert!((0.7..1.3).contains(&(squares / 2_000.0)), "{squares}");
    }
}
