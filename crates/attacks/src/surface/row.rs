//! One row of the table of surfaces.

use crate::carrier::Arm;
use crate::goal::Breach;

/// One server-controlled field, or one thing that a server alone decides.
///
/// Facts are those of the protocol's own pages and of measurements with real hosts; the letters of `classes` are
/// A harmful content, B hijack and exfiltration, C degradation, D exhaustion, E preference and shadowing,
/// F conditional, G deception of the user, H protocol and infrastructure.
#[derive(Clone, Copy, Debug)]
pub struct Surface {
    /// Row id: `TL03`.
    pub id: &'static str,
    /// The field in words.
    pub name: &'static str,
    /// Method whose messages carry it, or the position in the framing.
    pub method: &'static str,
    /// Where it stands there: a JSON path, or words.
    pub path: &'static str,
    /// In which eras it exists.
    pub eras: Eras,
    /// Who reads it.
    pub readers: &'static [Reader],
    /// Letters of the attack classes that it serves.
    pub classes: &'static str,
    /// SAFE-MCP techniques, OWASP MCP risks, CVEs and papers.
    pub references: &'static str,
    /// Ids of the defenses that fit it.
    pub defenses: &'static [&'static str],
    /// How it is executed, or why it is not.
    pub execution: Execution,
    /// What of it is not executed, and why.
    pub left: Option<&'static str>,
    /// What a host does that trusts it, where that shows on the wire: the predicate of objective `protocol`.
    pub breach: Option<Breach>,
}

/// Whether a row is executed.
#[derive(Clone, Copy, Debug)]
pub enum Execution {
    /// By a carrier over the wire.
    Carried(Arm),
    /// By the program that serves: what it does stands below the messages.
    Served,
    /// Not, for this reason.
    Not(&'static str),
}

/// In which protocol eras a row exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eras {
    /// Up to 2025-11-25, and 2026-07-28.
    Both,
    /// Up to 2025-11-25 only.
    Initialize,
    /// 2026-07-28 only.
    Stateless,
    /// In an extension of the protocol.
    Extension,
    /// Outside the protocol: packages, registries, configuration.
    Outside,
}

impl Eras {
    /// As it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Initialize => "initialize",
            Self::Stateless => "stateless",
            Self::Extension => "extension",
            Self::Outside => "outside",
        }
    }

    /// Whether the row exists where `initialize` opens a session.
    pub fn has_initialize(self) -> bool {
        matches!(self, Self::Both | Self::Initialize)
    }

    /// Whether the row exists in the stateless era, extensions included.
    pub fn has_stateless(self) -> bool {
        matches!(self, Self::Both | Self::Stateless | Self::Extension)
    }
}

/// Which way a row's words travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In a message of the server.
    ToHost,
    /// In what the server makes the host send: its answer, its echo, its headers.
    ToServer,
    /// In no message: packages, registries, configuration, the process, other parties' pages.
    Outside,
}

impl Direction {
    /// As it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::ToHost => "server to host",
            Self::ToServer => "host to server",
            Self::Outside => "outside",
        }
    }
}

/// Rows whose harm is in what the host sends back.
const ANSWERED: [&str; 4] = ["R08", "R09", "R11", "TL12"];

/// Rows that stand in no message of a server, although they exist in both eras.
const BESIDE: [&str; 10] = ["P05", "P06", "P07", "P08", "P09", "A01", "A02", "A03", "A04", "A05"];

/// Who reads a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The model.
    Model,
    /// The user, on a screen.
    User,
    /// The host's code, which acts on it.
    Host,
    /// Logs and telemetry.
    Log,
    /// Another service, or a third party on the network.
    Other,
}

impl Reader {
    /// As it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::User => "user",
            Self::Host => "host",
            Self::Log => "log",
            Self::Other => "other",
        }
    }
}

impl Surface {
    /// A row that is not executed yet.
    pub(super) const fn new(
        id: &'static str,
        name: &'static str,
        method: &'static str,
        path: &'static str,
    ) -> Self {
        Self {
            id,
            name,
            method,
            path,
            eras: Eras::Both,
            readers: &[],
            classes: "",
            references: "",
            defenses: &[],
            execution: Execution::Not("no carrier"),
            left: None,
            breach: None,
        }
    }

    /// Where it exists and who reads it.
    pub(super) const fn read_by(self, eras: Eras, readers: &'static [Reader]) -> Self {
        Self { eras, readers, ..self }
    }

    /// What it serves an attacker for, and who says so.
    pub(super) const fn serves(self, classes: &'static str, references: &'static str) -> Self {
        Self { classes, references, ..self }
    }

    /// What stops it.
    pub(super) const fn stopped_by(self, defenses: &'static [&'static str]) -> Self {
        Self { defenses, ..self }
    }

    /// How its first form is executed.
    pub(super) const fn carried(self, arm: Arm) -> Self {
        Self { execution: Execution::Carried(arm), ..self }
    }

    /// It is executed below the messages, by the program that serves.
    pub(super) const fn served(self) -> Self {
        Self { execution: Execution::Served, ..self }
    }

    /// Why it is not executed.
    pub(super) const fn not(self, why: &'static str) -> Self {
        Self { execution: Execution::Not(why), ..self }
    }

    /// What of it is not executed, and why.
    pub(super) const fn left(self, left: &'static str) -> Self {
        Self { left: Some(left), ..self }
    }

    /// What shows on the wire of a host that trusts it.
    pub(super) const fn breach(self, breach: Breach) -> Self {
        Self { breach: Some(breach), ..self }
    }

    /// Which way its words travel.
    pub fn direction(&self) -> Direction {
        if self.eras == Eras::Outside || BESIDE.contains(&self.id) {
            Direction::Outside
        } else if ANSWERED.contains(&self.id) {
            Direction::ToServer
        } else {
            Direction::ToHost
        }
    }

    /// The techniques of SAFE-MCP among its references: `SAFE-T1001`.
    pub fn safe_mcp(&self) -> Vec<&'static str> {
        self.referred().filter(|one| one.starts_with("SAFE-T")).collect()
    }

    /// The risks of the OWASP MCP Top 10 among its references: `MCP03`.
    pub fn owasp(&self) -> Vec<&'static str> {
        self.referred().filter(|one| is_risk(one)).collect()
    }

    /// Its other references: papers, CVEs, specifications, or the matter in words.
    pub fn further(&self) -> String {
        let parts = self.references.split("; ").map(|part| {
            let kept = part.split(", ").filter(|one| !one.starts_with("SAFE-T") && !is_risk(one));
            kept.collect::<Vec<_>>().join(", ")
        });
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }

    fn referred(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.references.split("; ").flat_map(|part| part.split(", "))
    }

    /// Whether the model reads it.
    pub fn reaches_model(&self) -> bool {
        self.readers.contains(&Reader::Model)
    }
}

/// Whether a reference is a risk of the OWASP MCP Top 10: `MCP` and two digits.
fn is_risk(reference: &str) -> bool {
    reference
        .strip_prefix("MCP")
        .is_some_and(|number| number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Direction, Eras};
    use crate::{SURFACES, surface};

    #[test]
    fn references_are_sorted_by_who_made_them() {
        let row = surface("TL03").unwrap();
        assert_eq!(row.safe_mcp(), ["SAFE-T1001", "SAFE-T1401"]);
        assert_eq!(row.owasp(), ["MCP03"]);
        assert!(row.further().starts_with("arXiv 2504.19793, 2505.11154"), "{}", row.further());
        assert_eq!(surface("T09").unwrap().further(), "MCP 2025-03-26: batches");
        for row in SURFACES.iter() {
            let told = row.safe_mcp().len() + row.owasp().len() + usize::from(!row.further().is_empty());
            assert!(told > 0, "{} has no reference", row.id);
        }
    }

    #[test]
    fn every_row_has_a_direction() {
        let check = |id: &str, expected| assert_eq!(surface(id).unwrap().direction(), expected, "{id}");
        check("TL03", Direction::ToHost);
        check("R08", Direction::ToServer);
        check("P06", Direction::Outside);
        let outside = SURFACES.iter().filter(|row| row.eras == Eras::Outside);
        assert!(outside.map(|row| row.direction()).all(|direction| direction == Direction::Outside));
    }
}
