//! The figures as a table, 80 columns wide.

use super::measure::{ALL, At, Group, Scored, Share, groups};
use report::show;
use std::fmt::Write as _;

/// Characters of a line.
const WIDTH: usize = 80;

/// A block for each group: the detector, a list of keywords, and the shipped threshold.
pub(super) fn text(title: &str, texts: &[Scored]) -> String {
    let benign = texts.iter().filter(|text| !text.malicious).count();
    let mut out = format!(
        "{title}: {} texts, {benign} of them benign\nrecall at a share of false positives on all benign texts, \
         95 % intervals\n",
        texts.len()
    );
    for group in groups(texts) {
        out.push_str(&block(&group));
    }
    out
}

fn block(group: &Group) -> String {
    let surface = if group.surface == ALL { String::new() } else { format!(" {}", group.surface) };
    let name = show::line(&format!("{}{surface}", group.dataset)).to_string();
    let speed = group.speed.map(|speed| format!(", {:.1} MB/s", speed.megabytes_per_second));
    let counts = format!("{} texts, {} benign{}", group.texts, group.benign, speed.unwrap_or_default());
    let room = WIDTH.saturating_sub(counts.chars().count());
    let mut out = if name.chars().count() < room {
        format!("\n{name:<room$}{counts}\n")
    } else {
        format!("\n{}\n{counts:>WIDTH$}\n", name.chars().take(WIDTH).collect::<String>())
    };
    if let (Some(recall), Some(keywords)) = (&group.recall, &group.keywords) {
        let _ = writeln!(out, "{:<10}{:<22}{:<22}{:<19}  AUC", "", "0.1 %", "1 %", "5 %");
        let _ = writeln!(out, "{}", line("detector", recall, group.auc));
        let _ = writeln!(out, "{}", line("keywords", keywords, group.auc_keywords));
    }
    let mut shipped = Vec::new();
    if let Some(recall) = &group.recall_shipped {
        shipped.push(format!("recall {}", told(recall)));
    }
    if let Some(rate) = &group.false_positives_shipped {
        shipped.push(format!("false {}/{} {}", rate.k, rate.n, interval(rate)));
    }
    let _ = writeln!(out, "{:<10}{}", "shipped", shipped.join(", "));
    out
}

fn line(who: &str, recall: &[At; 3], auc: Option<f64>) -> String {
    let [strict, usual, loose] = recall.each_ref().map(|at| told(&at.share));
    format!("{who:<10}{strict:<22}{usual:<22}{loose:<19}  {:.3}", auc.unwrap_or_default())
}

fn told(share: &Share) -> String {
    format!("{:.3} {}", share.share, interval(share))
}

fn interval(share: &Share) -> String {
    format!("[{:.3} {:.3}]", share.low, share.high)
}
