//! Questions about papers. Each gives `None` where what was drawn does not lend itself to it.

use super::archive::Paper;
use super::draw::{Draw, load, neighbors, read, read_all};
use super::library::Net;
use crate::agentboard::{Question, highest, yes};
use serde_json::json;

pub(super) fn organizations(draw: &mut Draw<'_>) -> Option<Question> {
    let paper = draw.paper()?;
    let mut found: Vec<&str> =
        draw.authors(&paper.authors).into_iter().map(|author| author.organization).collect();
    found.sort_unstable();
    found.dedup();
    let text = format!(
        "From which organizations do the authors of '{}' come? Please answer with a list ['name1', 'name2', ...].",
        paper.title
    );
    (found.len() > 1).then(|| Question::new(text, &json!(found), read_all(&[paper])))
}

pub(super) fn authors(draw: &mut Draw<'_>) -> Option<Question> {
    let paper = draw.paper()?;
    let names: Vec<&str> =
        draw.authors(&paper.authors).into_iter().map(|author| author.name.as_str()).collect();
    let text = format!(
        "Who are the authors of '{}'? Please answer with a list ['name1', 'name2', ...].",
        paper.title
    );
    (names.len() > 1).then(|| Question::new(text, &json!(names), read_all(&[paper])))
}

pub(super) fn shared_author(draw: &mut Draw<'_>) -> Option<Question> {
    let (one, shared) = (draw.paper()?, draw.coin());
    let other = if shared { sister(draw, one)? } else { draw.paper()? };
    let truth = one.authors.iter().any(|author| other.authors.contains(author));
    let text = format!(
        "Is there anyone who wrote both '{}' and '{}'? Please answer 'Yes' or 'No'.",
        one.title, other.title
    );
    let fits = one.title != other.title && truth == shared;
    fits.then(|| Question::new(text, &yes(truth), read_all(&[one, other])))
}

/// Another paper by one of the authors.
fn sister<'a>(draw: &mut Draw<'a>, paper: &Paper) -> Option<&'a Paper> {
    let author = draw.one(&paper.authors)?;
    let author = draw.authors(&[author]).first().copied()?;
    let papers = draw.joint(author);
    draw.one(&papers)
}

pub(super) fn citations(draw: &mut Draw<'_>) -> Option<Question> {
    let paper = draw.paper()?;
    let text = format!("How many papers cite '{}'? Please answer with a number.", paper.title);
    (paper.cited > 1).then(|| Question::new(text, &json!(paper.cited), read_all(&[paper])))
}

pub(super) fn more_cited(draw: &mut Draw<'_>) -> Option<Question> {
    let pair = [draw.paper()?, draw.paper()?];
    let winner = highest(&pair, |paper| paper.cited)?;
    let text = format!(
        "Which is cited more often, '{}' or '{}'? Please answer with the title.",
        pair[0].title, pair[1].title
    );
    Some(Question::new(text, &json!(winner.title), read_all(&pair)))
}

pub(super) fn earlier(draw: &mut Draw<'_>) -> Option<Question> {
    let pair = [draw.paper()?, draw.paper()?];
    let first = pair.into_iter().min_by_key(|paper| paper.year)?;
    let text = format!(
        "Which appeared earlier, '{}' or '{}'? Please answer with the title.",
        pair[0].title, pair[1].title
    );
    (pair[0].year != pair[1].year).then(|| Question::new(text, &json!(first.title), read_all(&pair)))
}

pub(super) fn same_venue_and_year(draw: &mut Draw<'_>) -> Option<Question> {
    let (one, other) = draw.close_papers()?;
    let (truth, same) = (one.venue == other.venue && one.year == other.year, draw.coin());
    // What is not the same is at least near: a year or a venue is shared.
    let near = one.venue == other.venue || one.year == other.year;
    let text = format!(
        "Did '{}' and '{}' appear at the same venue in the same year? Please answer 'Yes' or 'No'.",
        one.title, other.title
    );
    let fits = one.title != other.title && truth == same && near;
    fits.then(|| Question::new(text, &yes(truth), read_all(&[one, other])))
}

pub(super) fn both_in_journals(draw: &mut Draw<'_>) -> Option<Question> {
    let (one, other, both) = (draw.paper()?, draw.paper()?, draw.coin());
    let truth = one.journal && other.journal;
    let text = format!(
        "Did both '{}' and '{}' appear in journals? Please answer 'Yes' or 'No'.",
        one.title, other.title
    );
    let fits = one.title != other.title && truth == both && (one.journal || other.journal);
    fits.then(|| Question::new(text, &yes(truth), read_all(&[one, other])))
}

pub(super) fn most_cited_source(draw: &mut Draw<'_>) -> Option<Question> {
    let paper = draw.paper()?;
    let sources = draw.papers(&paper.cites);
    let source = highest(&sources, |source| source.cited)?;
    let text = format!(
        "Of the papers that '{}' cites, which one is cited most by others? Please answer with its title.",
        paper.title
    );
    let mut looks = vec![load(Net::Papers), neighbors(Net::Papers, &paper.title)];
    looks.extend(sources.iter().copied().map(read));
    (2..=6).contains(&sources.len()).then(|| Question::new(text, &json!(source.title), looks))
}

pub(super) fn shared_sources(draw: &mut Draw<'_>) -> Option<Question> {
    let one = draw.paper()?;
    let other = draw.one(&one.cites)?;
    let other = draw.papers(&[other]).first().copied()?;
    let count = one.cites.iter().filter(|place| other.cites.contains(place)).count();
    let text = format!(
        "How many papers are cited both by '{}' and by '{}'? Please answer with a number.",
        one.title, other.title
    );
    let looks =
        vec![load(Net::Papers), neighbors(Net::Papers, &one.title), neighbors(Net::Papers, &other.title)];
    (count > 0).then(|| Question::new(text, &json!(count), looks))
}

pub(super) fn cites(draw: &mut Draw<'_>) -> Option<Question> {
    let (one, cited) = (draw.paper()?, draw.coin());
    let direct = draw.one(&one.cites)?;
    let direct = draw.papers(&[direct]).first().copied()?;
    // A source of a source is near enough to be taken for a source.
    let other = if cited { direct } else { draw.one(&draw.papers(&direct.cites))? };
    let truth = draw.papers(&one.cites).iter().any(|source| source.title == other.title);
    let text = format!("Does '{}' cite '{}'? Please answer 'Yes' or 'No'.", one.title, other.title);
    let looks = vec![load(Net::Papers), neighbors(Net::Papers, &one.title)];
    (truth == cited).then(|| Question::new(text, &yes(truth), looks))
}

pub(super) fn shared_keywords(draw: &mut Draw<'_>) -> Option<Question> {
    let (one, other) = (draw.paper()?, draw.paper()?);
    let shared: Vec<&str> =
        one.keywords.iter().copied().filter(|keyword| other.keywords.contains(keyword)).collect();
    let text = format!(
        "Which keywords do '{}' and '{}' have in common? Please answer with a list ['keyword1', ...].",
        one.title, other.title
    );
    let fits = !shared.is_empty() && one.title != other.title;
    fits.then(|| Question::new(text, &json!(shared), read_all(&[one, other])))
}
