//! `safemcp detector train`.

use super::labelled::Labelled;
use super::measure::Scored;
use super::{data, own, split, table, worlds};
use crate::args::TrainArgs;
use crate::exit::{Done, Failure, Verdict, say};
use detect::injection::Model;
use detect::injection::train::{Example, Role, Settings, train as fit};
use std::fmt::Write as _;
use std::path::Path;

/// Trains a detector, and tells how it does on texts that it had not seen.
pub(super) fn train(args: &TrainArgs) -> Verdict {
    let mut texts = texts(&data(args.data.as_deref())?)?;
    texts.retain(|text| !args.without.contains(&text.dataset));
    let examples: Vec<Example> = texts.iter().map(example).collect();
    let trained = fit(&examples, &Settings::default());
    let bytes = trained.model.write();
    let scored: Vec<Scored> =
        texts.iter().zip(&trained.unseen).map(|(text, score)| Scored::new(text, *score, None)).collect();
    let mut out = table::text("cross-validation by group", &scored);
    if let Some(path) = &args.out {
        std::fs::write(path, &bytes)
            .map_err(|error| Failure::harness(format!("cannot write `{}`: {error}", path.display())))?;
        let _ = writeln!(out, "\n{} bytes written to {}", bytes.len(), path.display());
    }
    let same = bytes == Model::embedded().write();
    let _ = writeln!(
        out,
        "\nThese weights are {} the ones that the program ships.",
        if same { "byte for byte" } else { "not" }
    );
    say(&out)?;
    Ok(if args.check && !same { Done::Gate } else { Done::Well })
}

/// Everything that is trained on, in a fixed order; of equal texts only the first.
fn texts(data: &Path) -> Result<Vec<Labelled>, Failure> {
    let mut texts = split::training(data)?;
    texts.extend(own::texts());
    texts.extend(worlds::texts());
    let mut seen = std::collections::BTreeSet::new();
    texts.retain(|text| seen.insert(text.text.clone()));
    Ok(texts)
}

fn example(text: &Labelled) -> Example {
    Example {
        text: text.text.clone(),
        malicious: text.malicious,
        source: format!("{} {}", text.dataset, text.surface),
        group: text.group.clone(),
        role: match text.dataset.as_str() {
            worlds::DATASET => Role::Harmless,
            own::DATASET => Role::Written,
            _ => Role::Found,
        },
    }
}
