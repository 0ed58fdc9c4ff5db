//! Wilson's score interval.

/// Two-sided 95 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % score interval of a share, 0 to 1 at both ends (Wilson 1927; Brown, Cai, DasGupta 2001). Unlike the
/// textbook interval it is right for few trials and for shares near 0 and 1. No trials say nothing: 0 to 1.
///
/// ```
/// let (low, high) = report::wilson(5, 100);
/// assert!((low - 0.0215).abs() < 1e-4 && (high - 0.1118).abs() < 1e-4);
/// ```
pub fn wilson(k: u64, n: u64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let (k, n) = (k.min(n), n as f64);
    let share = k as f64 / n;
    let z2 = Z * Z;
    let middle = share + z2 / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // At the ends the formula is exact, floating point is not.
    let low = if k == 0 { 0.0 } else { (middle - reach) / scale };
    let high = if k as f64 == n { 1.0 } else { (middle + reach) / scale };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::wilson;

    /// Frozen values to four places: the literature's usual examples, and some worked out by hand.
    #[test]
    fn agrees_with_frozen_values() {
        for (k, n, low, high) in [
            (0, 100, 0.0, 0.0370),
            (5, 100, 0.0215, 0.1118),
            (100, 100, 0.9630, 1.0),
            (1, 1, 0.2065, 1.0),
            (12, 12, 0.7575, 1.0),
            (5, 10, 0.2366, 0.7634),
            (0, 0, 0.0, 1.0),
        ] {
            let (found_low, found_high) = wilson(k, n);
            assert!((found_low - low).abs() < 5e-5, "{k}/{n}: {found_low} is not {low}");
            assert!((found_high - high).abs() < 5e-5, "{k}/{n}: {found_high} is not {high}");
        }
    }

    #[test]
    fn holds_the_share_and_mirrors() {
        for n in 1..60_u64 {
            for k in 0..=n {
                let ((low, high), (mirrored_low, mirrored_high)) = (wilson(k, n), wilson(n - k, n));
                let share = k as f64 / n as f64;
                assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{k}/{n}");
                assert!(
                    (low - (1.0 - mirrored_high)).abs() < 1e-12
                        && (high - (1.0 - mirrored_low)).abs() < 1e-12
                );
            }
        }
    }
}
