//! How fit a text is.

/// Judges a text that carries a demand: 0 (unfit) to 1 (perfect, for the attacker).
pub trait Fitness {
    /// The fitness of this text.
    fn of(&mut self, text: &str) -> f64;
}

impl<F: FnMut(&str) -> f64> Fitness for F {
    fn of(&mut self, text: &str) -> f64 {
        self(text)
    }
}

/// What [`detect::injection`] does not see is fit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unseen;

impl Fitness for Unseen {
    fn of(&mut self, text: &str) -> f64 {
        1.0 - f64::from(detect::injection::score(text).score)
    }
}

/// Two judges, the first with this weight (0 to 1), the second with the rest: say, how unseen a text is, and how readily a
/// model complies.
#[derive(Clone, Copy, Debug)]
pub struct Weighted<A, B> {
    /// The first judge.
    pub first: A,
    /// Its weight.
    pub weight: f64,
    /// The second judge.
    pub second: B,
}

impl<A: Fitness, B: Fitness> Fitness for Weighted<A, B> {
    fn of(&mut self, text: &str) -> f64 {
        self.weight * self.first.of(text) + (1.0 - self.weight) * self.second.of(text)
    }
}
