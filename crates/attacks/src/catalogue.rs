//! The catalogue as data: every entry of every axis, and the attacks of the pilot.

use crate::{Attack, AttackError, OBJECTIVES, PLACEMENTS, STRATEGIES, SURFACES, TRIGGERS};

/// One line of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which axis.
    pub axis: &'static str,
    /// Its id.
    pub id: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// Every entry of every axis.
pub fn entries() -> Vec<Entry> {
    let surfaces =
        SURFACES.iter().map(|s| Entry { axis: "surface", id: s.id, summary: s.name, source: s.source });
    let strategies = STRATEGIES.iter().map(|s| Entry {
        axis: "strategy",
        id: s.id(),
        summary: s.summary(),
        source: s.source(),
    });
    let objectives = OBJECTIVES.iter().map(|o| Entry {
        axis: "objective",
        id: o.id(),
        summary: o.summary(),
        source: o.predicate(),
    });
    let placements = PLACEMENTS.iter().map(|p| Entry {
        axis: "placement",
        id: p.id(),
        summary: p.summary(),
        source: "arXiv 2506.13666",
    });
    let triggers = TRIGGERS.iter().map(|(id, summary)| Entry {
        axis: "trigger",
        id,
        summary,
        source: "arXiv 2506.02040, SAFE-T1201",
    });
    surfaces.chain(strategies).chain(objectives).chain(placements).chain(triggers).collect()
}

impl Attack {
    /// A covering set: every surface with every strategy against the main objectives, and every other entry of
    /// every axis at least once on each surface.
    ///
    /// # Errors
    /// Never for this catalogue; a test holds it.
    pub fn covering() -> Result<Vec<Self>, AttackError> {
        let mut ids = Vec::new();
        for surface in SURFACES.iter().map(|surface| surface.id) {
            for strategy in STRATEGIES.iter().map(|strategy| strategy.id()) {
                for objective in ["hijack", "exfiltrate", "steer"] {
                    ids.push(format!("{surface}/{strategy}/{objective}/after/always"));
                }
            }
            ids.extend(OBJECTIVES.iter().map(|o| format!("{surface}/direct/{}/after/always", o.id())));
            ids.extend(PLACEMENTS.iter().map(|p| format!("{surface}/authority/hijack/{}/always", p.id())));
            ids.extend(TRIGGERS.iter().map(|(id, _)| format!("{surface}/direct/hijack/after/{id}")));
        }
        let mut attacks: Vec<Self> = Vec::new();
        for id in ids {
            let attack: Self = id.parse()?;
            if !attacks.contains(&attack) {
                attacks.push(attack);
            }
        }
        Ok(attacks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_covering_set_holds_every_entry() {
        let attacks: Vec<String> = Attack::covering().unwrap().iter().map(ToString::to_string).collect();
        for entry in entries() {
            let holds = |id: &String| id.split('/').any(|part| part == entry.id);
            assert!(attacks.iter().any(holds), "{} {} is in no attack of the pilot", entry.axis, entry.id);
        }
    }

    #[test]
    fn ids_round_trip() {
        for attack in Attack::covering().unwrap() {
            assert_eq!(attack.to_string().parse::<Attack>().unwrap(), attack);
        }
        assert!("TL03/nothing".parse::<Attack>().is_err());
        assert!("TL03/direct/hijack/after/from-call:0".parse::<Attack>().is_err());
        assert!("TL03/direct/hijack/after/always/more".parse::<Attack>().is_err());
    }
}
