//! One attack: an entry of each axis.

use crate::carrier::task::{Part, task};
use crate::carrier::{Arm, Carrier};
use crate::objective::BEHAVIOR;
use crate::pen::{Ground, Pen};
use crate::rewording::Rewording;
use crate::search::Wording;
use crate::served::{Served, flaw, shows_first};
use crate::{
    Aim, AttackError, AttackLayer, Behavior, Breach, Elsewhere, Eras, Execution, Form, Goal, Objective,
    Opportunity, Payload, Placement, Predicate, Stack, Surface, Trigger, Watch, objective, placement,
    surface,
};
use chain::Layer;
use models::Model;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// **surface x strategy x objective x placement x trigger**, and `@service` behind it where one of several services is
/// meant. A surface that is used in several ways names one of them behind a colon.
///
/// ```
/// let attack: attacks::Attack = "TL03/direct/hijack/after/always".parse()?;
/// assert_eq!(attack.surface.id, "TL03");
/// let attack: attacks::Attack = "TL14:read-only/direct/protocol".parse()?;
/// assert_eq!(attack.surface_name(), "TL14:read-only");
/// # Ok::<(), attacks::AttackError>(())
/// ```
#[derive(Clone)]
pub struct Attack {
    /// Which field carries the payload.
    pub surface: &'static Surface,
    /// In which form; `None` for the row's first.
    pub form: Option<&'static Form>,
    /// How it is worded.
    pub strategy: Stack,
    /// What it wants.
    pub objective: &'static dyn Objective,
    /// The id of the behavior that the objective `behavior` asks for; `None` for any other objective, and where each
    /// behavior of a file is meant.
    pub behavior: Option<Arc<str>>,
    /// Sentences that a search has put around it; `None` for an attack as it is written. An id names them by a hash only,
    /// and is not read back.
    pub wording: Option<Arc<Wording>>,
    /// Where in the text it stands.
    pub placement: &'static dyn Placement,
    /// When it is written.
    pub trigger: Trigger,
    /// The host's label of the service that carries it; `None` for the one that the task calls most.
    pub service: Option<Arc<str>>,
}

/// An attack made ready for one trial.
pub struct Armed {
    /// Stand next to the service, host side first.
    pub layers: Vec<Box<dyn Layer>>,
    /// What stands next to each further service that brings a share of the payload; none but for `split:services-N`.
    pub accomplices: Vec<Vec<Box<dyn Layer>>>,
    /// A tool of another service whose calls the hostile one passes on to where it is.
    pub borrows: Option<String>,
    /// What a judge checks.
    pub goal: Goal,
}

impl Armed {
    /// The layers for each of so many services, of which the attack stands at `place`. Accomplices stand at the places
    /// behind it, from the first one on again; where services are fewer, one brings several shares.
    pub fn over(self, place: usize, services: usize) -> Vec<Vec<Box<dyn Layer>>> {
        let mut over: Vec<Vec<Box<dyn Layer>>> = (0..services).map(|_| vec![]).collect();
        for (step, layers) in std::iter::once(self.layers).chain(self.accomplices).enumerate() {
            let place = (place + step).checked_rem(services).unwrap_or_default();
            if let Some(place) = over.get_mut(place) {
                place.extend(layers);
            }
        }
        over
    }
}

impl Attack {
    /// Whether there is any trial for which it could be armed.
    ///
    /// # Errors
    /// [`AttackError::NotExecuted`] for a row that no carrier executes, and [`AttackError::NotApplicable`] for an objective
    /// that this row never serves.
    ///
    /// ```
    /// let possible = |id: &str| id.parse::<attacks::Attack>().is_ok_and(|attack| attack.possible().is_ok());
    /// assert!(possible("TL01/direct/prefer") && !possible("TL03/direct/prefer") && !possible("UI01"));
    /// ```
    pub fn possible(&self) -> Result<(), AttackError> {
        self.carrier().and_then(|_| self.objective.fits(self.surface, self.breach()))
    }

    /// What brings it to its row.
    fn carrier(&self) -> Result<Arm, AttackError> {
        match (self.form, self.surface.execution) {
            (Some(form), _) => Ok(form.arm),
            (None, Execution::Carried(arm)) => Ok(arm),
            (None, Execution::Served) => {
                Err(self.not_executed("`safemcp serve` executes it below the messages"))
            }
            (None, Execution::Not(why)) => Err(self.not_executed(why)),
        }
    }

    /// Makes the attack concrete. `model` is the attacker's own, for a placement that has the demand put in other words;
    /// any other leaves it alone.
    ///
    /// # Errors
    /// As [`Attack::possible`]; [`AttackError::NotApplicable`] when the service offers no opportunity for the objective,
    /// and [`AttackError::NoModel`] where a model is needed.
    pub fn arm(
        &self,
        opportunity: &Opportunity,
        seed: u64,
        model: Option<&Arc<dyn Model>>,
    ) -> Result<Armed, AttackError> {
        let arm = self.carrier()?;
        let goal = self.goal(opportunity, seed)?;
        let rival = rival(&goal, opportunity);
        let borrows = rival.as_ref().filter(|_| self.offers_rival()).map(|(_, there)| there.tool.clone());
        let ground = Ground {
            needed: opportunity.needed.as_deref().map(Into::into),
            rival,
            first: seed.is_multiple_of(2),
        };
        let rewording = if self.rewords() {
            let model = model.ok_or(AttackError::NoModel { placement: self.placement.id() })?;
            Some(Rewording::new(self, &goal, Arc::clone(model)))
        } else {
            None
        };
        let write = |share: usize, carrier: Box<dyn Carrier>, trigger: &Trigger, ground: Ground| {
            let watch = Watch::new(trigger, seed, &opportunity.services);
            let pen = self.pen(&goal, seed, watch, ground).with_share(share);
            Box::new(AttackLayer::new(carrier, pen.with_rewording(rewording.clone()))) as Box<dyn Layer>
        };
        let layers = |share: usize| {
            let mut layers = vec![write(share, arm(), &self.trigger, ground.clone())];
            if self.trigger == Trigger::Deferred {
                layers.insert(0, write(share, task(Part::Late), &Trigger::Always, Ground::default()));
            }
            layers
        };
        let shares = self.payload(&goal.instruction).shares();
        let mut services = (0..shares).map(layers);
        let first = services.next().unwrap_or_default();
        Ok(Armed { layers: first, accomplices: services.collect(), borrows, goal })
    }

    /// Makes an attack below the messages concrete, for the program that serves.
    ///
    /// # Errors
    /// As [`Attack::arm`]; [`AttackError::NotExecuted`] for a row that stands in messages, and for a trigger that waits
    /// for messages where the row shows before the first one.
    pub fn serve(&self, opportunity: &Opportunity, seed: u64) -> Result<Served, AttackError> {
        let flaw = flaw(self.surface, seed)
            .ok_or_else(|| self.not_executed("it stands in messages, where a layer writes it"))?;
        if self.rewords() {
            let placement = self.placement.id();
            let why = format!("placement `{placement}` has a model word texts in messages, and this is none");
            return Err(self.not_executed(&why));
        }
        let goal = self.goal(opportunity, seed)?;
        let watch = Watch::new(&self.trigger, seed, &opportunity.services);
        if shows_first(flaw) && !watch.fires() {
            return Err(self.not_executed("it shows before the first message; use the trigger `always`"));
        }
        let pen = self.pen(&goal, seed, watch, Ground::default());
        Ok(Served::new(flaw, goal, pen))
    }

    /// Whether its row offers a tool beside the one that is needed.
    pub fn offers_rival(&self) -> bool {
        self.surface.id == "TL01"
    }

    /// The surface with the form that is used, as an attack's id names it.
    pub fn surface_name(&self) -> String {
        let form = self.form.map_or_else(String::new, |form| format!(":{}", form.id));
        format!("{}{form}", self.surface.id)
    }

    /// What shows on the wire of a host that trusts the surface in this form.
    pub fn breach(&self) -> Option<Breach> {
        self.form.map_or(self.surface.breach, |form| form.breach)
    }

    /// In which protocol eras it exists.
    pub fn eras(&self) -> Eras {
        self.form.and_then(|form| form.eras).unwrap_or(self.surface.eras)
    }

    fn goal(&self, opportunity: &Opportunity, seed: u64) -> Result<Goal, AttackError> {
        self.objective.aim(&Aim { opportunity, surface: self.surface, breach: self.breach(), seed })
    }

    /// Whether it asks for behaviors of the user's own file.
    pub fn asks_behavior(&self) -> bool {
        self.objective.id() == BEHAVIOR
    }

    /// Whether it asks a model of the attacker's to put the demand in other words.
    pub fn rewords(&self) -> bool {
        self.placement.rewords()
    }

    /// The objective as an attack's id names it: with the behavior that it asks for.
    pub fn objective_name(&self) -> String {
        named(self.objective, self.behavior.as_deref())
    }

    /// A demand as this attack words it.
    pub(crate) fn payload(&self, demand: &str) -> Payload {
        let payload = self.strategy.word(demand);
        match &self.wording {
            Some(wording) => payload.framed(|text| wording.around(text)),
            None => payload,
        }
    }

    fn pen(&self, goal: &Goal, seed: u64, watch: Watch, ground: Ground) -> Pen {
        let payload = self.payload(&goal.instruction);
        Pen::new(self.surface, self.placement, payload, ChaCha8Rng::seed_from_u64(seed), watch, ground)
    }

    fn not_executed(&self, why: &str) -> AttackError {
        AttackError::NotExecuted { surface: self.surface.id, why: why.to_owned() }
    }
}

/// The equal of another service's tool that an attack offers, and its name: the one that the goal speaks of, or the same as
/// the tool's where that is what is needed.
fn rival(goal: &Goal, opportunity: &Opportunity) -> Option<(Arc<str>, Arc<Elsewhere>)> {
    let there = opportunity.elsewhere.as_ref()?;
    let name = match &goal.predicate {
        Predicate::Preferred { rival, .. } => rival.tool.as_str().into(),
        _ => opportunity.needed.as_ref().filter(|needed| **needed == there.tool)?.as_str().into(),
    };
    Some((name, Arc::new(there.clone())))
}

/// An objective with the behavior that it asks for.
pub(crate) fn named(objective: &dyn Objective, behavior: Option<&str>) -> String {
    let behavior = behavior.map_or_else(String::new, |id| format!(":{id}"));
    format!("{}{behavior}", objective.id())
}

/// A surface, and its form where one is named.
fn carried(name: &str) -> Result<(&'static Surface, Option<&'static Form>), AttackError> {
    let (row, form) = name.split_once(':').map_or((name, None), |(row, form)| (row, Some(form)));
    let surface = surface(row)?;
    let Some(wanted) = form else { return Ok((surface, None)) };
    let found = surface.forms().iter().find(|form| form.id == wanted);
    found.map(|form| (surface, Some(form))).ok_or_else(|| {
        let known: Vec<String> = surface.forms().iter().map(|form| format!("{row}:{}", form.id)).collect();
        AttackError::unknown("form", name, known.iter().map(String::as_str).chain(std::iter::once(row)))
    })
}

/// The name of a behavior.
fn behavior(id: &str) -> Result<Arc<str>, AttackError> {
    if Behavior::is_name(id) { Ok(id.into()) } else { Err(AttackError::Behavior(wire::excerpt(id))) }
}

impl fmt::Display for Attack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (surface, strategy, objective) = (self.surface_name(), &self.strategy, self.objective_name());
        write!(f, "{surface}/{strategy}")?;
        if let Some(wording) = &self.wording {
            write!(f, "~{}", wording.label())?;
        }
        write!(f, "/{objective}/{}/{}", self.placement.id(), self.trigger)?;
        self.service.as_ref().map_or(Ok(()), |service| write!(f, "@{service}"))
    }
}

impl fmt::Debug for Attack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attack({self})")
    }
}

impl PartialEq for Attack {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl FromStr for Attack {
    type Err = AttackError;

    fn from_str(text: &str) -> Result<Self, AttackError> {
        let (axes, service) = text.split_once('@').map_or((text, None), |(axes, label)| (axes, Some(label)));
        let mut parts = axes.split('/');
        let mut part = |default: &'static str| parts.next().unwrap_or(default).to_owned();
        let (surface, form) = carried(&part(""))?;
        let strategy = part("direct").parse()?;
        let wanted = part("hijack");
        let (wanted, behavior) = match wanted.split_once(':') {
            Some((BEHAVIOR, id)) => (BEHAVIOR, Some(behavior(id)?)),
            _ => (wanted.as_str(), None),
        };
        let attack = Self {
            surface,
            form,
            strategy,
            objective: objective(wanted)?,
            behavior,
            wording: None,
            placement: placement(&part("after"))?,
            trigger: part("always").parse()?,
            service: service.map(Into::into),
        };
        match parts.next() {
            None => Ok(attack),
            Some(extra) => Err(AttackError::unknown("sixth axis", extra, std::iter::once("none"))),
        }
    }
}
