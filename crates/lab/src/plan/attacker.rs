//! Who attacks: always in the same way, or in search of one.

use super::axes::{Place, Pointer};
use super::{LeftOut, ModelChoice, Subject, fit};
use crate::behaviors::Behaviors;
use crate::experiment::{AdaptiveSpec, AttackSpec, ExperimentError, did_you_mean};
use crate::{At, Experiment};
use attacks::{Adaptive, Attack, AttackError};
use std::collections::BTreeMap;
use std::fmt;
use store::Cell;

/// One entry of the attack axis.
pub(crate) enum Attacker {
    /// Plays one attack.
    Fixed(Attack),
    /// Tries attack after attack until one does harm.
    Adaptive(Adaptive),
}

/// What attackers depend on beside themselves.
pub(super) struct Asked<'g> {
    /// What they ask for.
    pub(super) behaviors: &'g Behaviors,
    /// Who grades the answers.
    pub(super) judge: Option<&'g ModelChoice>,
    /// Who words their demands; `None` for the trial's own model, which is part of the trial's key anyway.
    pub(super) author: Option<&'g ModelChoice>,
}

impl Attacker {
    /// Everything about it that can change a result, as text: of a behavior what it says and how it is judged, and who
    /// words the demand.
    pub(super) fn canonical(&self, asked: &Asked<'_>) -> String {
        let Asked { behaviors, judge, author } = asked;
        let mut text = match self {
            Self::Fixed(attack) => attack.to_string(),
            Self::Adaptive(adaptive) => {
                let over: Vec<_> = adaptive.over.iter().map(ToString::to_string).collect();
                format!("{adaptive} over {}", over.join(" "))
            }
        };
        if let Some(behavior) = self.behavior().and_then(|id| behaviors.find(id)) {
            let said = serde_json::to_string(behavior).unwrap_or_default();
            let judged = judge.map(|judge| format!("{} from {}", judge.label, behaviors.threshold));
            text.push_str(&format!(" asking for {said} judged by {}", judged.as_deref().unwrap_or("rule")));
        }
        if let Some(author) = author.filter(|_| self.rewords()) {
            text.push_str(&format!(" worded by {}", author.label));
        }
        text
    }

    /// The behavior that it asks for.
    pub(crate) fn behavior(&self) -> Option<&str> {
        match self {
            Self::Fixed(attack) => attack.behavior.as_deref(),
            Self::Adaptive(adaptive) => adaptive.behavior.as_deref(),
        }
    }

    /// Whether it asks for one.
    pub(super) fn asks_behavior(&self) -> bool {
        self.behavior().is_some()
    }

    /// Whether it has a demand worded by a model.
    pub(crate) fn rewords(&self) -> bool {
        match self {
            Self::Fixed(attack) => attack.rewords(),
            Self::Adaptive(adaptive) => adaptive.over.iter().any(Attack::rewords),
        }
    }

    /// The attack, if it is always the same.
    pub(crate) fn fixed(&self) -> Option<&Attack> {
        match self {
            Self::Fixed(attack) => Some(attack),
            Self::Adaptive(_) => None,
        }
    }

    /// Fills in its part of a cell. Where a search may use several surfaces, strategies and so on, it has none.
    pub(super) fn fill(&self, cell: &mut Cell) {
        cell.attack = self.to_string();
        match self {
            Self::Fixed(attack) => {
                cell.surface = attack.surface_name();
                cell.strategy = attack.strategy.to_string();
                cell.objective = attack.objective.id().into();
                cell.placement = attack.placement.id().into();
                cell.trigger = attack.trigger.to_string();
            }
            Self::Adaptive(adaptive) => cell.objective = adaptive.objective.id().into(),
        }
    }
}

impl fmt::Display for Attacker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(attack) => attack.fmt(f),
            Self::Adaptive(adaptive) => adaptive.fmt(f),
        }
    }
}

/// What attackers are read against.
pub(super) struct Known<'k> {
    pub(super) asked: &'k Asked<'k>,
    pub(super) subjects: &'k [Subject],
}

/// The attackers of an experiment.
#[derive(Default)]
pub(super) struct Attackers {
    /// Each once.
    pub(super) attackers: Vec<Attacker>,
    /// Whether clean trials were asked for by themselves.
    pub(super) clean: bool,
    /// Combinations of axes that no trial could arm.
    pub(super) left_out: LeftOut,
}

/// The attackers of an experiment.
pub(super) fn attackers(
    experiment: &Experiment,
    known: &Known<'_>,
    at: &Pointer<'_>,
) -> Result<Attackers, ExperimentError> {
    let asked = known.asked;
    let mut all = Attackers::default();
    let mut met: BTreeMap<String, String> = BTreeMap::new();
    for At { value: spec, line, column } in &experiment.attacks {
        let place = at(*line, *column);
        let found: Vec<Attacker> = if let AttackSpec::Adaptive { adaptive } = spec {
            let found = searches(adaptive, asked.behaviors, &place, &mut all.left_out)?;
            found.into_iter().map(Attacker::Adaptive).collect()
        } else {
            all.clean |= spec.ids().iter().any(|id| id == "none");
            let found = attacks(spec, asked.behaviors, &place, &mut all.left_out)?;
            found.into_iter().map(Attacker::Fixed).collect()
        };
        for attacker in found {
            if !fit::is_group(spec) {
                fit::somewhere(&attacker, known.subjects, &place)?;
            }
            let (id, canonical) = (attacker.to_string(), attacker.canonical(asked));
            match met.insert(id, canonical.clone()) {
                None => all.attackers.push(attacker),
                Some(same) if same == canonical => {}
                Some(_) => {
                    let what = format!("there are two searches `{attacker}` over different attacks");
                    return Err(place.error(what, "make them one, or give them different budgets"));
                }
            }
        }
    }
    Ok(all)
}

/// The attacks of an entry that can be armed, those of groups of the catalogue included, one for each behavior that they
/// ask for.
fn attacks(
    spec: &AttackSpec,
    behaviors: &Behaviors,
    place: &Place<'_>,
    left_out: &mut LeftOut,
) -> Result<Vec<Attack>, ExperimentError> {
    let group = |id: &String| match id.as_str() {
        "covering" => Attack::covering(),
        "catalogue" => Attack::catalogue(),
        id => id.parse().map(|attack| vec![attack]),
    };
    let wrong = |error: AttackError| place.error(error.to_string(), "see `safemcp catalog`");
    let ids = spec.ids();
    let hostile = ids.iter().filter(|id| *id != "none");
    let groups: Vec<_> = hostile.map(group).collect::<Result<_, _>>().map_err(wrong)?;
    let possible = fit::sift(groups.into_iter().flatten().collect(), place, left_out)?;
    let each: Vec<_> =
        possible.into_iter().map(|attack| asking(attack, behaviors, place)).collect::<Result<_, _>>()?;
    Ok(each.into_iter().flatten().collect())
}

/// An attack that asks for a behavior, once for each that is meant; any other as it is.
fn asking(attack: Attack, behaviors: &Behaviors, place: &Place<'_>) -> Result<Vec<Attack>, ExperimentError> {
    if !attack.asks_behavior() {
        return Ok(vec![attack]);
    }
    if behaviors.list.is_empty() {
        let what = format!("`{attack}` asks for behaviors, and the experiment names no file of them");
        return Err(place.error(what, "add `behaviors: FILE.csv`; see docs/behaviors.md"));
    }
    let Some(id) = &attack.behavior else {
        let of = |id: &str| Attack { behavior: Some(id.into()), ..attack.clone() };
        return Ok(behaviors.list.iter().map(|behavior| of(&behavior.id)).collect());
    };
    if behaviors.find(id).is_some() {
        return Ok(vec![attack]);
    }
    let known: Vec<&str> = behaviors.list.iter().map(|behavior| behavior.id.as_str()).collect();
    let what = format!("`behaviors` has no behavior `{}`", wire::excerpt(id));
    Err(place.error(what, did_you_mean(id, &known)))
}

/// One search for each objective of the attacks that it goes over, each of these once.
fn searches(
    spec: &AdaptiveSpec,
    behaviors: &Behaviors,
    place: &Place<'_>,
    left_out: &mut LeftOut,
) -> Result<Vec<Adaptive>, ExperimentError> {
    let mut over: Vec<Attack> = Vec::new();
    for inner in &spec.over {
        if matches!(inner, AttackSpec::Adaptive { .. }) {
            return Err(place.error("a search cannot go over searches".into(), "name attacks in `over`"));
        }
        if matches!(inner, AttackSpec::Id(id) if id == "none") {
            return Err(place.error("a search cannot go over `none`".into(), "see `safemcp catalog`"));
        }
        for attack in attacks(inner, behaviors, place, left_out)? {
            if !over.contains(&attack) {
                over.push(attack);
            }
        }
    }
    if over.is_empty() {
        return Err(place.error("a search needs attacks to choose from".into(), "name some in `over`"));
    }
    Ok(Adaptive::of(spec.search, spec.budget.get(), over))
}
