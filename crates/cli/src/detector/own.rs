//! Labelled texts that we make ourselves: from templates, and with every strategy of the catalogue.

use super::grammar::{Filler, blocks};
use super::labelled::Labelled;
use attacks::{STRATEGIES, Stack};

/// Fillings of each benign template.
const BENIGN: usize = 16;

/// Payloads for each demand.
const HOSTILE: usize = 16;

/// It words a payload by a search against the detector itself: other weights would make other texts, and no training
/// would end where it began.
const SEARCHES: &str = "autodan";

/// Where texts come from that we make ourselves.
pub(crate) const DATASET: &str = "safemcp";

/// All of them, in a fixed order.
pub(crate) fn texts() -> Vec<Labelled> {
    let mut filler = Filler::new(41);
    let benign = blocks(include_str!("texts/benign.txt"));
    let mut texts = Vec::new();
    for (surface, templates) in &benign {
        for template in templates {
            for _ in 0..BENIGN {
                texts.push(labelled(filler.fill(template), false, surface, template));
            }
        }
    }
    let hostile = blocks(include_str!("texts/hostile.txt"));
    let block = |name: &str| hostile.get(name).cloned().unwrap_or_default();
    let results = benign.get("tool_result").cloned().unwrap_or_default();
    let (demands, frames) = ([block("act"), block("chat")].concat(), block("frame"));
    for demand in demands {
        for _ in 0..HOSTILE {
            let payload = payload(&mut filler, demand, &frames);
            let (text, surface) = planted(&mut filler, &payload, &results);
            texts.push(labelled(text, true, surface, demand));
        }
    }
    texts
}

fn labelled(text: String, malicious: bool, surface: &str, template: &str) -> Labelled {
    let (surface, dataset) = (surface.to_owned(), DATASET.to_owned());
    Labelled { text, malicious, surface, dataset, group: template.replace("\\-", "") }
}

/// A demand, worded by a frame of ours or by a strategy of the catalogue.
fn payload(filler: &mut Filler, demand: &str, frames: &[&str]) -> String {
    let demand = filler.fill(demand);
    if filler.below(4) == Some(0) {
        let strategies: Vec<_> = STRATEGIES.iter().filter(|strategy| strategy.id() != SEARCHES).collect();
        let strategy = filler.pick(&strategies).copied();
        return strategy.map_or(demand.clone(), |strategy| Stack::from(strategy).word(&demand).text());
    }
    let frame = filler.pick(frames).unwrap_or("{demand}");
    filler.fill(frame).replace("{demand}", &demand)
}

/// A payload by itself, or somewhere in a benign text.
fn planted(filler: &mut Filler, payload: &str, benign: &[&str]) -> (String, &'static str) {
    let Some(template) = filler.pick(benign).filter(|_| filler.below(3) != Some(0)) else {
        return (payload.to_owned(), "instruction");
    };
    let benign = filler.fill(template);
    let ends: Vec<usize> =
        benign.match_indices(['.', '\n', '}', ',']).map(|(at, sign)| at + sign.len()).collect();
    let text = match (filler.below(3), filler.pick(&ends)) {
        (Some(0), _) => format!("{payload}\n{benign}"),
        (Some(1), Some(at)) => {
            let (before, after) = benign.split_at(at);
            format!("{before} {payload} {}", after.trim_start())
        }
        _ => format!("{benign}\n{payload}"),
    };
    (text, "tool_result")
}
