//! The learned part: a logistic regression over hashed n-grams and the evidence of the patterns.

use super::Family;
use super::evidence::{Families, Run, Sheet, Sum};
use super::features::{BITS, each};
use std::borrow::Cow;
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
    /// What each of the 256 values of a weight stands for.
    values: [f64; 256],
    /// One byte a feature.
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
        Ok(Self { slope, offset, bias, families, values: values(most), weights })
    }

    /// The bytes that [`Model::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let most = self.values.iter().copied().fold(0.0, f64::max);
        let mut bytes = MAGIC.to_vec();
        for number in [most, self.slope, self.offset, self.bias].iter().chain(&self.families) {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&self.weights);
        bytes
    }

    /// Weights rounded to a byte each, finer near zero.
    pub(super) fn new(plain: &Plain, slope: f64, offset: f64) -> Self {
        let most = plain.weights.iter().map(|weight| weight.abs()).fold(0.0, f64::max);
        let round = |weight: &f64| -> u8 {
            let size = if most > 0.0 { (weight.abs() / most).sqrt() * 127.0 } else { 0.0 };
            // Between -127 and 127 by construction.
            #[expect(clippy::cast_possible_truncation, reason = "in range")]
            let byte = size.round().copysign(*weight) as i8;
            byte.cast_unsigned()
        };
        let mut weights: Vec<u8> = plain.weights.iter().map(round).collect();
        weights.resize(FEATURES, 0);
        let (bias, families) = (plain.bias, plain.families);
        Self { slope, offset, bias, families, values: values(most), weights: weights.into() }
    }

    /// The runs of a text with their log-odds.
    pub(super) fn runs(&self, text: &str, sheet: &Sheet) -> Vec<Run> {
        let mut sums = Vec::with_capacity(sheet.segments.len());
        for segment in &sheet.segments {
            let mut sum = Sum::default();
            each(text.get(segment.clone()).unwrap_or_default(), |feature| {
                sum.weight += self.weight(feature);
                sum.count += 1.0;
            });
            sums.push(sum);
        }
        let runs = sheet.scored(&sums, &self.families, self.bias);
        runs.map(|run| Run { score: self.slope * run.score + self.offset, ..run }).collect()
    }

    /// What a feature weighs.
    pub(super) fn weight(&self, feature: u32) -> f64 {
        let byte = self.weights.get(feature as usize).copied().unwrap_or_default();
        self.values.get(usize::from(byte)).copied().unwrap_or_default()
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

/// What a byte stands for: the square keeps small weights apart.
fn values(most: f64) -> [f64; 256] {
    let mut values = [0.0; 256];
    for (byte, value) in (0_u8..=255).zip(&mut values) {
        let size = f64::from(byte.cast_signed()) / 127.0;
        *value = most * size * size.abs();
    }
    values
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
