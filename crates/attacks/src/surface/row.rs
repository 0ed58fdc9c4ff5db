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

    /// How it is executed.
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

    /// Whether the model reads it.
    pub fn reaches_model(&self) -> bool {
        self.readers.contains(&Reader::Model)
    }
}
