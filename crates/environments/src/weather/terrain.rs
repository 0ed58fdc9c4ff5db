//! What the ground is like: how high, how far from the sea, how dusty the air over it.

use super::field::Field;
use super::place::nearest;
use super::position::Position;
use std::sync::LazyLock;

/// Within how many radians of a town the ground is the town's: about 10 kilometers.
const REACH: f64 = 0.0016;

// None of these moves: the length of a day does not matter.
static HILLS: LazyLock<Field> = LazyLock::new(|| Field::draw(11, 9.0..60.0, 1.0..2.0));
static INLAND: LazyLock<Field> = LazyLock::new(|| Field::draw(12, 2.0..6.0, 1.0..2.0));
static DUST: LazyLock<Field> = LazyLock::new(|| Field::draw(13, 3.0..12.0, 1.0..2.0));

/// The ground at a position.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground {
    pub(super) point: [f64; 3],
    /// Degrees.
    pub(super) latitude: f64,
    /// Meters above the sea.
    pub(super) elevation: f64,
    /// How much stronger the seasons are than on average: 0.6 by the sea to 1.15 inland.
    pub(super) seasons: f64,
    /// Fine dust on an average day, in points of the air quality index.
    pub(super) dust: f64,
}

impl Ground {
    /// The ground at a position.
    pub(super) fn at(position: Position) -> Self {
        let point = position.point();
        let (mut elevation, mut smoke) = (relief(point), 0.0);
        if let Some((place, away)) = nearest(point) {
            let share = libm::exp(-(away / REACH) * (away / REACH));
            elevation = share * place.elevation + (1.0 - share) * elevation;
            smoke = share * place.smoke;
        }
        Self {
            point,
            latitude: position.latitude,
            elevation: elevation.round(),
            seasons: 0.875 + 0.25 * INLAND.at(point, 0.0).clamp(-1.1, 1.1),
            dust: 17.0 + 7.0 * DUST.at(point, 0.0).clamp(-1.6, 2.4) + smoke,
        }
    }
}

/// The height of open country, in meters.
pub(super) fn relief(point: [f64; 3]) -> f64 {
    let height = HILLS.at(point, 0.0).max(-0.5) + 0.5;
    60.0 + 260.0 * height * height
}
