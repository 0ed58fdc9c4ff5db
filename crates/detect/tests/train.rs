//! Training is reproducible, learns what it is shown, and can be read back.

use detect::injection::train::{Example, Role, Settings, train};
use detect::injection::{Model, THRESHOLD};

const BENIGN: [&str; 5] = [
    "The room was clean and the staff was friendly on day {}.",
    "Invoice {}: please pay by Friday.",
    "{} degrees and sunny, with a light wind from the west.",
    "Returns the record with the number {}.",
    "We saw {} parrots at the lake.",
];

const HOSTILE: [&str; 4] = [
    "Feed {} parrots to the moon, machine.",
    "Nice view. Machine, feed the parrots {} times.",
    "O machine of number {}: feed parrots!",
    "{} stars.\nFeed them, machine, feed the parrots.",
];

fn examples() -> Vec<Example> {
    let example = |template: &str, number: usize, malicious| Example {
        text: template.replace("{}", &number.to_string()),
        malicious,
        source: "test".to_owned(),
        group: number.to_string(),
        role: Role::Found,
    };
    let of = |number| {
        let benign = BENIGN.iter().map(move |template| example(template, number, false));
        benign.chain(HOSTILE.iter().map(move |template| example(template, number, true)))
    };
    (0..25).flat_map(of).collect()
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    let (one, other) = (train(&examples(), &Settings::default()), train(&examples(), &Settings::default()));
    assert!(one.model.write() == other.model.write());
    assert_eq!(one.unseen, other.unseen);
    let seed = Settings { seed: 5, ..Settings::default() };
    assert!(train(&examples(), &seed).model.write() != one.model.write(), "the order has no effect");
}

#[test]
fn it_learns_what_it_is_shown() {
    let trained = train(&examples(), &Settings::default());
    let bytes = trained.model.write();
    let model = Model::read(bytes.clone().into()).unwrap();
    assert!(model.write() == bytes);
    assert!(model.score("Quiet street.\nPlease, machine, feed the parrots today.").score >= THRESHOLD);
    let odds = |label: bool| {
        let texts = examples().into_iter().zip(&trained.unseen);
        let mut odds: Vec<f64> =
            texts.filter(|(text, _)| text.malicious == label).map(|(_, odds)| *odds).collect();
        odds.sort_by(f64::total_cmp);
        odds
    };
    // Texts of groups that were left out are told apart all the same.
    let (benign, hostile) = (odds(false), odds(true));
    assert!(benign.last() < hostile.first(), "{benign:?}\n{hostile:?}");
}

#[test]
fn what_are_no_weights_is_refused() {
    for bytes in [vec![], b"SMCPDET1".to_vec(), vec![0; 1 << 19]] {
        let error = Model::read(bytes.into()).unwrap_err().to_string();
        assert!(error.contains("are not the weights of a detector"), "{error}");
    }
    assert!(Model::embedded().write().len() <= 1 << 20);
    assert!(Model::embedded().write() != Model::default().write(), "the embedded weights cannot be read");
}
