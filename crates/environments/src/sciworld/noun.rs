//! Which things a phrase may stand for.

use super::lab::{End, Lab};
use super::matter::Phase;
use super::thing::{Hold, Id, Role};

/// Longer phrases stand for nothing.
const LONGEST: usize = 300;
/// By this word and its number a thing is told from all others.
pub(super) const NUMBER: &str = "object ";

/// How well a phrase fits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// By the last words of a name.
    Part,
    /// By a name.
    Whole,
}

/// The things that a phrase may stand for, among those that the agent can reach: those that it fits best.
pub(super) fn find(lab: &Lab, phrase: &str) -> Vec<Id> {
    find_among(lab, &lab.visible(), phrase)
}

/// The same among these things.
pub(super) fn find_among(lab: &Lab, ids: &[Id], phrase: &str) -> Vec<Id> {
    if phrase.len() > LONGEST {
        return Vec::new();
    }
    let fits = ids.iter().filter_map(|id| Some((fit(lab, *id, phrase)?, *id)));
    let fits: Vec<(Fit, Id)> = fits.collect();
    let best = fits.iter().map(|(fit, _)| *fit).max();
    fits.into_iter().filter(|(fit, _)| Some(*fit) == best).map(|(_, id)| id).collect()
}

/// The ends of parts that a phrase may stand for; the side is `None` where it names a part only.
pub(super) fn ends(lab: &Lab, phrase: &str) -> Vec<(Id, Option<usize>)> {
    let mut found = Vec::new();
    for (side, word) in [(0, "anode"), (1, "cathode"), (0, "terminal 1"), (1, "terminal 2")] {
        let whole = phrase.strip_suffix(word).and_then(|head| head.strip_suffix(' ')).or_else(|| {
            let tail = article_off(phrase).strip_prefix(word)?;
            tail.strip_prefix(" in ").or_else(|| tail.strip_prefix(" on "))
        });
        let Some(whole) = whole else { continue };
        let parts = find(lab, whole).into_iter().filter(|id| {
            let thing = lab.thing(*id);
            thing.ends().get(side) == Some(&word)
        });
        found.extend(parts.map(|part| (part, Some(side))));
    }
    if found.is_empty() {
        found = find(lab, phrase).into_iter().map(|id| (id, None)).collect();
    }
    found
}

/// What one end is called.
pub(super) fn end_phrase(lab: &Lab, end: End) -> String {
    let word = lab.thing(end.part).ends().get(end.side).copied().unwrap_or_default();
    format!("{} {word}", phrase(lab, end.part))
}

/// The shortest phrase that stands for this thing alone.
pub(super) fn phrase(lab: &Lab, id: Id) -> String {
    let name = lab.name(id).into_owned();
    let visible = lab.visible();
    let mut bases = vec![name, with_contents(lab, id)];
    bases.dedup();
    let mut tries = bases.clone();
    let mut around = String::new();
    for place in lab.places(id) {
        let name = if place == lab.agent { "inventory".into() } else { lab.name(place) };
        around = format!("{around} in {name}");
        tries.extend(bases.iter().map(|base| format!("{base}{around}")));
    }
    let alone = |phrase: &String| find_among(lab, &visible, phrase) == [id];
    tries.into_iter().find(alone).unwrap_or_else(|| format!("{NUMBER}{}", id.0))
}

/// The name of a thing and, for a vessel, what is in it.
pub(super) fn with_contents(lab: &Lab, id: Id) -> String {
    let name = lab.name(id);
    match lab.thing(id).hold {
        Hold::Vessel => format!("{name} containing {}", contained(lab, id).join(" and ")),
        _ => name.into_owned(),
    }
}

fn contained(lab: &Lab, id: Id) -> Vec<String> {
    let names: Vec<String> = lab.sorted(id).into_iter().map(|id| lab.name(id).into_owned()).collect();
    if names.is_empty() { vec!["nothing".to_owned()] } else { names }
}

fn fit(lab: &Lab, id: Id, phrase: &str) -> Option<Fit> {
    let phrase = article_off(phrase);
    if let Some(fit) = named(lab, id, phrase) {
        return Some(fit);
    }
    let cut = [" in ", " on "].into_iter().filter_map(|word| phrase.find(word)).min();
    if let Some((head, tail)) = cut.and_then(|at| phrase.split_at_checked(at)) {
        let fit = head_fit(lab, id, head)?;
        let around = article_off(tail.get(4..)?);
        return lab.places(id).any(|place| self::fit(lab, place, around).is_some()).then_some(fit);
    }
    head_fit(lab, id, phrase)
}

/// A name, or a name with `containing` and what is in it.
fn head_fit(lab: &Lab, id: Id, phrase: &str) -> Option<Fit> {
    let Some((head, tail)) = phrase.split_once(" containing ") else { return named(lab, id, phrase) };
    let thing = lab.thing(id);
    if !thing.accessible() {
        return None;
    }
    let fit = named(lab, id, head)?;
    let mut wanted: Vec<&str> =
        tail.split(" and ").flat_map(|part| part.split(", ")).map(article_off).collect();
    wanted.sort_unstable();
    let mut names: Vec<String> = contained(lab, id).iter().map(|name| name.to_lowercase()).collect();
    names.sort_unstable();
    (names == wanted).then_some(fit)
}

fn named(lab: &Lab, id: Id, phrase: &str) -> Option<Fit> {
    let thing = lab.thing(id);
    if let Some(number) = phrase.strip_prefix(NUMBER) {
        return (number.parse() == Ok(id.0)).then_some(Fit::Whole);
    }
    let whole = |name: &str| name.eq_ignore_ascii_case(phrase).then_some(Fit::Whole);
    let mut best = by_name(&lab.name(id), phrase);
    if let Some(matter) = thing.matter {
        let called = phrase.strip_prefix("substance called ").unwrap_or(phrase);
        let words = [("solid ", Phase::Solid), ("liquid ", Phase::Liquid), ("gaseous ", Phase::Gas)];
        let bare = words
            .iter()
            .find_map(|(word, phase)| called.strip_prefix(word).filter(|_| lab.phase(id) == Some(*phase)));
        best = best.max(by_name(matter.name, bare.unwrap_or(called))).max(whole("substance"));
        if matter.name.starts_with("unknown substance") {
            best = best.max(whole("unknown substance").map(|_| Fit::Part));
        }
    }
    if let Some(life) = thing.life {
        let (stage, _) = life.stage();
        best =
            best.max(by_name(life.species.name, phrase.strip_prefix(stage).map_or(phrase, str::trim_start)));
    }
    match thing.role {
        Role::Recipe(_) => best.max(whole("recipe")),
        Role::Door(..) => best.max(whole("door")),
        _ if thing.hold == Hold::Hands => best.max(whole("inventory")),
        _ => best,
    }
}

fn by_name(name: &str, phrase: &str) -> Option<Fit> {
    if name.eq_ignore_ascii_case(phrase) {
        return Some(Fit::Whole);
    }
    let at = name.len().checked_sub(phrase.len())?;
    let (before, tail) = name.split_at_checked(at)?;
    let part = !phrase.is_empty() && before.ends_with(' ') && tail.eq_ignore_ascii_case(phrase);
    part.then_some(Fit::Part)
}

fn article_off(phrase: &str) -> &str {
    let phrase = phrase.trim();
    ["the ", "a ", "an "].into_iter().find_map(|word| phrase.strip_prefix(word)).unwrap_or(phrase)
}
