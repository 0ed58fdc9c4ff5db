//! The figures as a table.

use super::measure::{ALL, Group, Scored, Share, groups};
use report::show;
use std::fmt::Write as _;

/// One line a group.
pub(super) fn text(title: &str, texts: &[Scored]) -> String {
    let benign = texts.iter().filter(|text| !text.malicious).count();
    let mut out = format!(
        "{title}: {} texts, {benign} of them benign\nrecall at a share of false positives among all benign texts, with \
         95 % intervals; `kw` is a plain list of keywords\n\n",
        texts.len()
    );
    let _ = writeln!(
        out,
        "{:<34} {:>5}  {:>5} {:>5} {:<13} {:>5}  {:>5} {:>5}  {:>5} {:>5}  {:<22}",
        "dataset, surface", "n", "0.1%", "1%", "", "5%", "kw 1%", "kw 5%", "AUC", "kw", "shipped threshold"
    );
    for group in groups(texts) {
        let _ = writeln!(out, "{}", line(&group));
    }
    out
}

fn line(group: &Group) -> String {
    let surface = if group.surface == ALL { String::new() } else { format!(" {}", group.surface) };
    let name = show::line(&format!("{}{surface}", group.dataset)).to_string();
    let mut out = String::new();
    if let (Some([strict, usual, loose]), Some([_, keywords, more])) = (&group.recall, &group.keywords) {
        let _ = write!(
            out,
            "{name:<34} {:>5}  {:.3} {:.3} {} {:.3}  {:.3} {:.3}  {:.3} {:.3}  ",
            usual.n,
            strict.share,
            usual.share,
            interval(usual),
            loose.share,
            keywords.share,
            more.share,
            group.auc.unwrap_or_default(),
            group.auc_keywords.unwrap_or_default(),
        );
    } else {
        let _ = write!(out, "{name:<34} {:>5}  {:<62}", "", "only benign texts");
    }
    if let Some(recall) = &group.recall_shipped {
        let _ = write!(out, "recall {:.3} ", recall.share);
    }
    if let Some(rate) = &group.false_positives_shipped {
        let _ = write!(out, "false {}/{} {}", rate.k, rate.n, interval(rate));
    }
    out.trim_end().to_owned()
}

fn interval(share: &Share) -> String {
    format!("[{:.3} {:.3}]", share.low, share.high)
}
