//! The learned part: a logistic regression over hashed n-grams and the evidence of the patterns.

use super::Family;
use super::evidence::{Families, Run, Sheet, Sum};
use super::features::{BITS, each};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// How a file of weights begins.
const MAGIC: &[u8; 8] = b"SMCPDET1";

/// Numbers between the beginning and the weights: largest weight, slope, offset, bias, and the families.
const NUMBERS: usize = 4 + Family::EVIDENCE;

/// Weights of n-grams.
pub(super) const FEATURES: usize = 1 << BITS;

/// The weights that the program ships; see `docs/detector.md`.
static EMBEDDED: LazyLock<Model> =
    LazyLock::new(|| Model::read(Cow::Borrowed(include_bytes!("weights.bin"))).unwrap_or_default());

/// Trained weights.
#[derive(Clone, Debug)]
pub struct Model {
    /// A score is turned into log-odds by these two.
    slope: f64,
    offset: f64,
    pub(super) bias: f64,
    pub(super) families: Families,
    /// What the largest weight stands for.
    most: f64,
    /// One byte a feature: its sign, and the root of its size.
    weights: Cow<'static, [u8]>,
}

/// Patterns only, each weighed by its own chance of being no accident.
impl Default for Model {
    fn default() -> Self {
        let plain =
            Plain { bias: -core::f64::consts::LN_2, families: [1.0; Family::EVIDENCE], weights: vec![] };
        Self::new(&plain, 1.0, 0.0)
    }
}

/// A model as it is trained.
#[derive(Clone)]
pub(super) struct Plain {
    pub(super) bias: f64,
    pub(super) families: Families,
    pub(super) weights: Vec<f64>,
}

impl Model {
    /// The weights that the program ships.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a file of weights.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let (numbers, weights) = parts(&bytes).ok_or(ModelError { length: bytes.len() })?;
        let mut numbers = numbers.into_iter();
        let mut next = || numbers.next().unwrap_or_default();
        let (most, slope, offset, bias) = (next(), next(), next(), next());
        let mut families = Families::default();
        families.iter_mut().for_each(|family| *family = next());
        let weights = weights..bytes.len();
        let weights = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(weights).unwrap_or_default()),
            Cow::Owned(bytes) => Cow::Owned(bytes.get(weights).unwrap_or_default().to_vec()),
        };
        Ok(Self { slope, offset, bias, families, most, weights })
    }

    /// The bytes that [`Model::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for number in [self.most, self.slope, self.offset, self.bias].iter().chain(&self.families) {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&self.weights);
        bytes
    }

    /// Weights rounded to a byte each, finer near zero.
    pub(super) fn new(plain: &Plain, slope: f64, offset: f64) -> Self {
        let most = plain.weights.iter().map(|weight| weight.abs()).fold(0.0, f64::max);
        let round = |weight: &f64| -> u8 {
            let size = if most > 0.0 { (weight.abs() / most).sqrt() * LARGEST } else { 0.0 };
            // Between -127 and 127 by construction.
            #[expect(clippy::cast_possible_truncation, reason = "in range")]
            let byte = size.round().copysign(*weight) as i8;
            byte.cast_unsigned()
        };
        let mut weights: Vec<u8> = plain.weights.iter().map(round).collect();
        weights.resize(FEATURES, 0);
        let (bias, families) = (plain.bias, plain.families);
        Self { slope, offset, bias, families, most, weights: weights.into() }
    }

    /// The runs of a text with their log-odds.
    pub(super) fn runs(&self, text: &str, sheet: &Sheet) -> Vec<Run> {
        let (weights, unit) = (&*self.weights, self.unit());
        let sum = |segment: &Range<usize>| {
            let (mut weight, mut count) = (0_i64, 0_u32);
            each(text.get(segment.clone()).unwrap_or_default(), |feature| {
                weight += square(weights, feature);
                count += 1;
            });
            Sum { weight: weight as f64 * unit, count: f64::from(count) }
        };
        let before = Sum::up(sheet.segments.iter().map(sum));
        let mut runs = sheet.scored(&before, &self.families, self.bias);
        runs.iter_mut().for_each(|run| run.score = self.slope * run.score + self.offset);
        runs
    }

    /// What a feature weighs.
    pub(super) fn weight(&self, feature: u32) -> f64 {
        square(&self.weights, feature) as f64 * self.unit()
    }

    /// What a root of one stands for.
    fn unit(&self) -> f64 {
        self.most / (LARGEST * LARGEST)
    }

    /// Scores a text from a third party; see [`super::score`].
    pub fn score(&self, text: &str) -> super::Signal {
        super::score::with(self, text)
    }
}

/// The chance that belongs to log-odds.
pub(super) fn chance(score: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-score))
}

/// Largest root of a weight.
const LARGEST: f64 = 127.0;

/// The square of what is kept of a weight, with its sign: it keeps small weights apart, and sums of it are exact.
fn square(weights: &[u8], feature: u32) -> i64 {
    let root = i64::from(weights.get(feature as usize).copied().unwrap_or_default().cast_signed());
    root * root.abs()
}

/// The numbers, and where the weights start.
fn parts(bytes: &[u8]) -> Option<(Vec<f64>, usize)> {
    let (numbers, rest) = bytes.strip_prefix(MAGIC)?.split_at_checked(NUMBERS * 8)?;
    let read =
        |chunk: &[u8]| chunk.try_into().map(f64::from_le_bytes).ok().filter(|number| number.is_finite());
    let numbers = numbers.chunks(8).map(read).collect::<Option<Vec<f64>>>()?;
    (rest.len() == FEATURES).then(|| (numbers, bytes.len() - FEATURES))
}

/// These bytes are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "these {length} bytes are not the weights of a detector: {} are expected, beginning with SMCPDET1; \
     write them with `safemcp detector train --out FILE`",
    MAGIC.len() + NUMBERS * 8 + FEATURES
)]
pub struct ModelError {
    length: usize,
}
