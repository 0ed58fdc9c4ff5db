//! Stochastic gradient descent, with a step size for each weight of its own (AdaGrad).
//!
//! A text is as bad as its worst run of sentences. Which one that is, nobody has labelled: each step takes the run that
//! scores highest by now, and moves it up or down by the label of the text.

use super::super::evidence::{Families, Run, Sum, norm};
use super::super::model::{FEATURES, Model, Plain, chance};
use super::Settings;
use super::example::Prepared;

/// The run with the highest score.
pub(super) fn best(text: &Prepared, model: &Plain) -> Option<Run> {
    highest(text, model.bias, &model.families, |feature| {
        model.weights.get(feature as usize).copied().unwrap_or_default()
    })
}

impl Model {
    /// The highest score of a run, with weights as they were rounded.
    pub(super) fn best(&self, text: &Prepared) -> f64 {
        highest(text, self.bias, &self.families, |feature| self.weight(feature))
            .map_or(f64::NEG_INFINITY, |run| run.score)
    }
}

fn highest(text: &Prepared, bias: f64, families: &Families, weight: impl Fn(u32) -> f64) -> Option<Run> {
    let mut start = 0;
    let before = Sum::up(text.ends.iter().map(|end| {
        let mut sum = Sum::default();
        for feature in text.features.get(start..*end).unwrap_or_default() {
            sum.weight += weight(*feature);
            sum.count += 1.0;
        }
        start = *end;
        sum
    }));
    text.sheet
        .scored(&before, families, bias)
        .into_iter()
        .max_by(|one, other| one.score.total_cmp(&other.score))
}

/// Fits a model to the texts that are picked.
pub(super) fn fit(texts: &[Prepared], settings: &Settings, pick: impl Fn(&Prepared) -> bool) -> Plain {
    let mut order: Vec<&Prepared> = texts.iter().filter(|text| pick(text)).collect();
    let mut chance = Chance(settings.seed);
    let mut state = State::new(settings);
    let mut mean = Plain { weights: vec![0.0; FEATURES], ..Plain::empty() };
    let late = settings.epochs / 2;
    for epoch in 0..settings.epochs {
        chance.shuffle(&mut order);
        for text in &order {
            state.look(text);
        }
        if epoch >= late {
            mean.add(&state.model, 1.0 / (settings.epochs - late) as f64);
        }
    }
    mean
}

impl Plain {
    fn empty() -> Self {
        Self { bias: 0.0, families: Default::default(), weights: vec![] }
    }

    fn add(&mut self, other: &Self, share: f64) {
        self.bias += share * other.bias;
        self.families.iter_mut().zip(&other.families).for_each(|(sum, next)| *sum += share * next);
        self.weights.iter_mut().zip(&other.weights).for_each(|(sum, next)| *sum += share * next);
    }
}

/// The model so far, and the sum of squares of each weight's gradients.
struct State<'s> {
    model: Plain,
    squares: Plain,
    settings: &'s Settings,
}

impl<'s> State<'s> {
    fn new(settings: &'s Settings) -> Self {
        let start = Plain { bias: -0.7, families: [1.0; _], weights: vec![0.0; FEATURES] };
        let squares = Plain { bias: 1.0, families: [1.0; _], weights: vec![1e-4; FEATURES] };
        Self { model: start, squares, settings }
    }

    /// One step.
    fn look(&mut self, text: &Prepared) {
        let Some(run) = best(text, &self.model) else { return };
        let error = text.weight * (chance(run.score) - f64::from(u8::from(text.malicious)));
        let settings = *self.settings;
        let step = |weight: &mut f64, square: &mut f64, slope: f64| {
            *square += slope * slope;
            *weight -= settings.rate * (slope + settings.decay * *weight) / square.sqrt();
        };
        step(&mut self.model.bias, &mut self.squares.bias, error);
        if let Some(strongest) = text.sheet.strongest(&run.segments) {
            let slots = self.model.families.iter_mut().zip(&mut self.squares.families);
            for ((weight, square), found) in slots.zip(strongest).filter(|(_, found)| *found > 0.0) {
                step(weight, square, error * found);
            }
        }
        let features = text.features(run.segments.start, run.segments.end);
        let slope = error * norm(features.len() as f64);
        for feature in features {
            let at = *feature as usize;
            if let (Some(weight), Some(square)) =
                (self.model.weights.get_mut(at), self.squares.weights.get_mut(at))
            {
                step(weight, square, slope);
            }
        }
    }
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            let other = self.next() % (end as u64 + 1);
            items.swap(end, usize::try_from(other).unwrap_or_default());
        }
    }
}
