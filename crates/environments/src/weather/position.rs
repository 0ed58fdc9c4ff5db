//! Positions on the earth and how far they are apart.

use geographiclib_rs::{Geodesic, InverseGeodesic};
use std::sync::LazyLock;

/// The earth's ellipsoid WGS-84 in kilometers.
static EARTH: LazyLock<Geodesic> = LazyLock::new(|| Geodesic::new(6_378.137, 1.0 / 298.257_223_563));
/// The mean radius by which the original judges whether two positions are the same, in kilometers.
const RADIUS: f64 = 6_371.0;
/// Within how many kilometers two positions are the same.
const NEAR: f64 = 50.0;

/// A position, in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Position {
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

impl Position {
    /// The way along the ellipsoid, in kilometers.
    pub(super) fn distance(self, other: Self) -> f64 {
        EARTH.inverse(self.latitude, self.longitude, other.latitude, other.longitude)
    }

    /// Whether the original takes two positions for the same: less than 50 kilometers apart on a sphere.
    pub(super) fn is_near(self, other: Self) -> bool {
        let (one, two) = (self.latitude.to_radians(), other.latitude.to_radians());
        let (north, east) = (two - one, (other.longitude - self.longitude).to_radians());
        let half = |angle: f64| libm::pow(libm::sin(angle / 2.0), 2.0);
        let chord = half(north) + libm::cos(one) * libm::cos(two) * half(east);
        2.0 * RADIUS * libm::atan2(chord.sqrt(), (1.0 - chord).sqrt()) < NEAR
    }

    /// The point of the unit sphere.
    pub(super) fn point(self) -> [f64; 3] {
        let (latitude, longitude) = (self.latitude.to_radians(), self.longitude.to_radians());
        let ring = libm::cos(latitude);
        [ring * libm::cos(longitude), ring * libm::sin(longitude), libm::sin(latitude)]
    }
}

/// The product of two points of the unit sphere: 1 where they are the same.
pub(super) fn product(one: [f64; 3], other: [f64; 3]) -> f64 {
    let [x, y, z] = one;
    let [a, b, c] = other;
    x * a + y * b + z * c
}

#[cfg(test)]
mod tests {
    use super::Position;
    use serde_json::Value;
    use std::path::PathBuf;

    /// Distances that the original's library gives, and its judgments of nearness.
    #[test]
    fn measures_as_the_original_does() {
        let pole = Position { latitude: 90.0, longitude: 0.0 };
        let equator = Position { latitude: 0.0, longitude: 0.0 };
        assert!((pole.distance(equator) - 10_001.965_729).abs() < 1e-5);
        assert!(equator.is_near(Position { latitude: 0.4, longitude: -0.1 }));
        assert!(!equator.is_near(Position { latitude: 0.4, longitude: -0.3 }));
        let Some(vectors) = recorded() else { return };
        let row = |row: &Value| -> Vec<f64> { serde_json::from_value(row.clone()).unwrap() };
        for vector in vectors["geodesic_km_lat1_lon1_lat2_lon2_km"].as_array().unwrap() {
            let vector = row(vector);
            let (one, two) = (at(&vector[..2]), at(&vector[2..4]));
            let distance = one.distance(two);
            assert!((distance - vector[4]).abs() < 1e-9, "{vector:?}: {distance}");
        }
        for vector in vectors["is_same_location_threshold50km"].as_array().unwrap() {
            let (near, vector) = (vector[4].as_bool().unwrap(), row(&vector.as_array().unwrap()[..4].into()));
            assert_eq!(at(&vector[..2]).is_near(at(&vector[2..4])), near, "{vector:?}");
        }
    }

    fn at(pair: &[f64]) -> Position {
        Position { latitude: pair[0], longitude: pair[1] }
    }

    fn recorded() -> Option<Value> {
        let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let shared = std::env::var_os("SAFEMCP_SHARED").map_or(beside, PathBuf::from);
        let path = shared.join("golden/geo_vectors.json");
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!(
                "SKIPPED: there is no file {}; set SAFEMCP_SHARED to compare distances",
                path.display()
            );
            return None;
        };
        Some(serde_json::from_str(&text).unwrap())
    }
}
