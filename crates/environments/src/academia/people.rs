//! Questions about authors. Each gives `None` where what was drawn does not lend itself to it.

use super::draw::{Draw, counts, edge, load, meet_all, neighbors, read};
use super::library::Net;
use crate::agentboard::{Question, highest, yes};
use serde_json::json;

const LIST: &str = "Please answer with a list ['name1', 'name2', ...].";

pub(super) fn mutual_partners(draw: &mut Draw<'_>) -> Option<Question> {
    let one = draw.author()?;
    let places: Vec<usize> = one.partners.iter().map(|(place, _)| *place).collect();
    let other = draw.one(&places)?;
    let other = draw.authors(&[other]).first().copied()?;
    let shared =
        one.partners.iter().filter(|(place, _)| other.partners.iter().any(|(theirs, _)| theirs == place));
    let count = shared.count();
    let text = format!(
        "With how many people have both {} and {} written papers? Please answer with a number.",
        one.name, other.name
    );
    let looks =
        vec![load(Net::Authors), neighbors(Net::Authors, &one.name), neighbors(Net::Authors, &other.name)];
    (count > 0).then(|| Question::new(text, &json!(count), looks))
}

pub(super) fn most_cited_paper(draw: &mut Draw<'_>) -> Option<Question> {
    let author = draw.modest_author()?;
    let paper = highest(&draw.joint(author), |paper| paper.cited)?;
    let text = format!(
        "Of the papers that {} wrote together with others, which one is cited most? Please answer with its title.",
        author.name
    );
    Some(Question::new(text, &json!(paper.title), draw.survey(author)))
}

pub(super) fn partners_in_most_cited(draw: &mut Draw<'_>) -> Option<Question> {
    let author = draw.modest_author()?;
    let paper = highest(&draw.joint(author), |paper| paper.cited)?;
    let others: Vec<&str> =
        draw.authors(&paper.authors).into_iter().map(|other| other.name.as_str()).collect();
    let others: Vec<&str> = others.into_iter().filter(|name| *name != author.name).collect();
    let text = format!(
        "Take the most cited of the papers that {} wrote together with others: who else wrote it? {LIST}",
        author.name
    );
    Some(Question::new(text, &json!(others), draw.survey(author)))
}

pub(super) fn favorite_venue(draw: &mut Draw<'_>) -> Option<Question> {
    let author = draw.modest_author()?;
    let venues = counts(draw.joint(author).into_iter().map(|paper| paper.venue));
    let (venue, count) = highest(&venues, |(_, count)| count)?;
    let text = format!(
        "Where did most of the papers appear that {} wrote together with others? Please answer with the venue's name.",
        author.name
    );
    (count > 1).then(|| Question::new(text, &json!(venue), draw.survey(author)))
}

pub(super) fn favorite_keyword(draw: &mut Draw<'_>) -> Option<Question> {
    let author = draw.modest_author()?;
    let keywords = counts(draw.joint(author).into_iter().flat_map(|paper| paper.keywords.iter().copied()));
    let (keyword, _) = highest(&keywords, |(_, count)| count)?;
    let text = format!(
        "Which keyword stands most often on the papers that {} wrote together with others?",
        author.name
    );
    Some(Question::new(text, &json!(keyword), draw.survey(author)))
}

pub(super) fn citations_of_pair(draw: &mut Draw<'_>) -> Option<Question> {
    let one = draw.author()?;
    let pairs: Vec<&(usize, Vec<usize>)> =
        one.partners.iter().filter(|(_, papers)| (2..=6).contains(&papers.len())).collect();
    let (other, papers) = draw.one(&pairs)?;
    let other = draw.authors(&[*other]).first().copied()?;
    let papers = draw.papers(papers);
    let sum: usize = papers.iter().map(|paper| paper.cited).sum();
    let text = format!(
        "How often are the papers that {} and {} wrote together cited, all in all? Please answer with a number.",
        one.name, other.name
    );
    let mut looks = vec![load(Net::Authors), edge(one, other), load(Net::Papers)];
    looks.extend(papers.into_iter().map(read));
    Some(Question::new(text, &json!(sum), looks))
}

pub(super) fn closest_partner(draw: &mut Draw<'_>) -> Option<Question> {
    let author = draw.author()?;
    let pairs: Vec<&(usize, Vec<usize>)> = author.partners.iter().collect();
    let (partner, papers) = highest(&pairs, |(_, papers)| papers.len())?;
    let partner = draw.authors(&[*partner]).first().copied()?;
    let text = format!("With whom has {} written the most papers? Please answer with the name.", author.name);
    let fits = papers.len() > 1 && (2..=10).contains(&pairs.len());
    fits.then(|| Question::new(text, &json!(partner.name), draw.edges(author)))
}

pub(super) fn papers_of_pair(draw: &mut Draw<'_>) -> Option<Question> {
    let one = draw.author()?;
    let pairs: Vec<&(usize, Vec<usize>)> =
        one.partners.iter().filter(|(_, papers)| (2..=4).contains(&papers.len())).collect();
    let (other, papers) = draw.one(&pairs)?;
    let other = draw.authors(&[*other]).first().copied()?;
    let titles: Vec<&str> = draw.papers(papers).into_iter().map(|paper| paper.title.as_str()).collect();
    let text = format!(
        "Which papers have {} and {} written together? Please answer with a list ['title1', 'title2', ...].",
        one.name, other.name
    );
    Some(Question::new(text, &json!(titles), vec![load(Net::Authors), edge(one, other)]))
}

pub(super) fn organization(draw: &mut Draw<'_>) -> Option<Question> {
    let author = draw.author()?;
    let text = format!("Which organization does {} belong to?", author.name);
    Some(Question::new(text, &json!(author.organization), meet_all(&[author])))
}

pub(super) fn same_organization(draw: &mut Draw<'_>) -> Option<Question> {
    let (one, same) = (draw.author()?, draw.coin());
    let other = draw.one(&draw.partners(one))?;
    let wanted = (one.organization == other.organization) == same;
    let text = format!(
        "Do {} and {} belong to the same organization? Please answer 'Yes' or 'No'.",
        one.name, other.name
    );
    wanted.then(|| Question::new(text, &yes(same), meet_all(&[one, other])))
}

pub(super) fn partners_at_home(draw: &mut Draw<'_>) -> Option<Question> {
    partners_by_place(draw, true)
}

pub(super) fn partners_elsewhere(draw: &mut Draw<'_>) -> Option<Question> {
    partners_by_place(draw, false)
}

fn partners_by_place(draw: &mut Draw<'_>, home: bool) -> Option<Question> {
    let author = draw.author()?;
    let partners = draw.partners(author);
    let found: Vec<&str> = partners
        .iter()
        .filter(|partner| (partner.organization == author.organization) == home)
        .map(|partner| partner.name.as_str())
        .collect();
    if found.is_empty() || found.len() == partners.len() || partners.len() > 8 {
        return None;
    }
    let name = &author.name;
    let place = if home { "the same organization as" } else { "another organization than" };
    let text = format!("Which of those who wrote papers with {name} belong to {place} {name}? {LIST}");
    let mut looks = vec![load(Net::Authors), neighbors(Net::Authors, &author.name)];
    looks.extend(meet_all(&[author]).into_iter().skip(1));
    looks.extend(meet_all(&partners).into_iter().skip(1));
    Some(Question::new(text, &json!(found), looks))
}
