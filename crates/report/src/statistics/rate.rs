//! So many of so many.

use super::wilson;
use serde::Serialize;
use std::fmt;

/// `k` of `n` trials. It is never shown without its `n`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// Trials that did.
    pub k: u64,
    /// Trials that could have.
    pub n: u64,
}

impl Rate {
    /// A rate.
    pub fn new(k: u64, n: u64) -> Self {
        Self { k, n }
    }

    /// The share, 0 to 1; `None` when there is nothing to take it of.
    pub fn share(self) -> Option<f64> {
        (self.n > 0).then(|| self.k as f64 / self.n as f64)
    }

    /// Its 95 % interval, 0 to 1 at both ends.
    pub fn interval(self) -> (f64, f64) {
        wilson(self.k, self.n)
    }

    /// The share in whole percent: `33%`, or `-` when there is none. Only none is `0%`, and only all is `100%`: what
    /// would be rounded to these is `<1%` or `>99%`.
    pub fn percent(self) -> String {
        match self.share() {
            None => "-".into(),
            Some(_) if self.k == 0 => "0%".into(),
            Some(_) if self.k >= self.n => "100%".into(),
            Some(share) if share < 0.01 => "<1%".into(),
            Some(share) if share > 0.99 => ">99%".into(),
            Some(share) => format!("{:.0}%", (share * 100.0).round()),
        }
    }

    /// The interval in whole percent: `[76-100]`, or nothing when there is no share.
    pub fn reach(self) -> String {
        let (low, high) = self.interval();
        if self.n == 0 {
            return String::new();
        }
        format!("[{:.0}-{:.0}]", (low * 100.0).round(), (high * 100.0).round())
    }
}

impl fmt::Display for Rate {
    /// `12/12 100% [76-100]`, or `-` when there is nothing to take a share of.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.n == 0 {
            return f.pad("-");
        }
        f.pad(&format!("{}/{} {} {}", self.k, self.n, self.percent(), self.reach()))
    }
}

#[cfg(test)]
mod tests {
    use super::Rate;

    #[test]
    fn is_shown_with_its_denominator() {
        for (k, n, shown) in [
            (12, 12, "12/12 100% [76-100]"),
            (0, 100, "0/100 0% [0-4]"),
            (1, 1000, "1/1000 <1% [0-1]"),
            (999, 1000, "999/1000 >99% [99-100]"),
            (0, 0, "-"),
        ] {
            assert_eq!(Rate::new(k, n).to_string(), shown);
        }
    }
}
