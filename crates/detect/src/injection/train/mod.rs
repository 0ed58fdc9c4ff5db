//! Training: labelled texts in, weights out. The same texts in the same order give the same bytes on every machine:
//! sums run in a fixed order, logarithms and exponentials are computed in software, and chance comes from a seed.

mod calibrate;
mod example;
mod fit;

use super::model::{Model, Plain};
use calibrate::calibrate;
use example::Prepared;
pub use example::{Example, Role};
use fit::fit;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Times that every text is looked at.
    pub epochs: usize,
    /// Step size.
    pub rate: f64,
    /// Pull of every weight towards zero.
    pub decay: f64,
    /// Parts for cross-validation; texts of one group are in one part.
    pub folds: u64,
    /// Share of benign texts, none of them trained on, that may reach the threshold.
    pub false_positives: f64,
    /// Of the order in which texts are looked at.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 20, rate: 0.3, decay: 2e-3, folds: 4, false_positives: 0.01, seed: 4 }
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// For each example in order: its log-odds by a model that had not seen its group.
    pub unseen: Vec<f64>,
}

/// Trains a detector.
pub fn train(examples: &[Example], settings: &Settings) -> Trained {
    let texts = example::prepare(examples, settings.folds);
    let mut unseen = vec![0.0; texts.len()];
    for fold in 0..settings.folds {
        let model = fit(&texts, settings, |text| text.fold != fold);
        for (text, score) in texts.iter().zip(&mut unseen).filter(|(text, _)| text.fold == fold) {
            *score = best(text, &model);
        }
    }
    let plain = fit(&texts, settings, |_| true);
    let rounded = Model::new(&plain, 1.0, 0.0);
    let known: Vec<f64> = texts.iter().map(|text| rounded.best(text)).collect();
    let (slope, offset) = calibrate(&texts, &unseen, &known, settings.false_positives);
    for score in &mut unseen {
        *score = slope * *score + offset;
    }
    Trained { model: Model::new(&plain, slope, offset), unseen }
}

/// The highest score of a run.
fn best(text: &Prepared, model: &Plain) -> f64 {
    fit::best(text, model).map_or(f64::NEG_INFINITY, |run| run.score)
}
