//! Defense `whitelist`: only known services, that are who they were and define what they defined.
//!
//! ## What it does
//! Lets a service through only if it is on a list and, unless told otherwise, is the one that was pinned when it was clean:
//! by its identity (`identity`) and by the hash of its definitions (`definitions`: tools and instructions).
//! The identity is how the host reaches the service (command line or address), the files that the command line names,
//! and what the service calls itself. Pins are those of a lockfile, which `safemcp pin` writes (`lockfile`); without
//! one, the lab pins each service before it is attacked. The list holds the services that are pinned (`"auto"`), or
//! those named.
//!
//! Of any other service the host sees no tools, no instructions and no name, and calls are answered with a
//! JSON-RPC error. Definitions are checked each time they are listed, and names each time they are said; a service that
//! once showed others stays refused. Pages of a list are held back, and handed on with the last one when all of them
//! together match the pin. Batches cannot be checked and are refused.
//!
//! ## Why it works
//! A poisoned definition has to differ from the clean one, and a service that was exchanged for another is reached in
//! another way, is made of other files, or says so. It does nothing against a known service whose results turn hostile.
//!
//! ## Example
//! ```text
//! settings: {"services": ["calendar"], "identity": false, "definitions": false}
//! before: {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"pay"}],"ttlMs":5}}
//! after: {"jsonrpc":"2.0","id":1,"result":{"tools":[],"ttlMs":5}}
//! ```
//!
//! ## References
//! - SAFE-T1201 (rug pull), SAFE-T1001 (tool poisoning); arXiv 2512.06556 (definition changes).
//! - SafeMCP, arXiv 2506.13666 (whitelisting as a passive defense).

mod gate;

use crate::{Armed, Brief, Defense, DefenseError, Entry, Kind, Lockfile, Setting, settings};
use chain::Layer;
use gate::{Gate, Known};
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "whitelist",
    summary: "Only services on a list, with the identity and the definitions that were pinned.",
    kind: Kind::Passive,
    source: "arXiv 2506.13666 (whitelisting); SAFE-T1201",
    settings: r#"{"lockfile": null, "services": "auto", "identity": true, "definitions": true}"#,
    open: |settings| {
        let settings: Settings = settings::read(&ENTRY, settings)?;
        let lock = settings.lockfile.as_deref().map(Lockfile::read).transpose();
        let lock = lock.map_err(|error| settings::wrong(&ENTRY, &error))?;
        Ok(Box::new(Whitelist { settings, lock }))
    },
};

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    lockfile: Option<PathBuf>,
    services: Services,
    identity: bool,
    definitions: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { lockfile: None, services: Services::Auto, identity: true, definitions: true }
    }
}

/// Which services are on the list.
#[derive(Deserialize)]
#[serde(try_from = "Value")]
enum Services {
    /// Those that were pinned.
    Auto,
    /// These.
    Named(Vec<String>),
}

impl TryFrom<Value> for Services {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        if value == "auto" {
            return Ok(Self::Auto);
        }
        let names = serde_json::from_value(value);
        names.map(Self::Named).map_err(|_| "`services` is \"auto\" or a list of names".to_owned())
    }
}

struct Whitelist {
    settings: Settings,
    lock: Option<Lockfile>,
}

impl Defense for Whitelist {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn rests_on(&self) -> String {
        self.lock.as_ref().map(Lockfile::fingerprint).unwrap_or_default()
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let gate =
            |place: usize| self.gate(setting, place).map(|gate| vec![Box::new(gate) as Box<dyn Layer>]);
        let layers = (0..setting.services.len()).map(gate).collect::<Result<_, _>>()?;
        Ok(Armed { layers, brief: Brief::default() })
    }
}

impl Whitelist {
    fn gate(&self, setting: &Setting<'_>, place: usize) -> Result<Gate, DefenseError> {
        let service = setting.services.get(place).copied().unwrap_or_default();
        let Settings { services, identity, definitions, .. } = &self.settings;
        let pinned = match &self.lock {
            Some(lock) => lock.services.get(service),
            None => setting.pinned(service),
        };
        let listed = match services {
            Services::Auto => pinned.is_some(),
            Services::Named(names) => names.iter().any(|name| name == service),
        };
        if !listed {
            return Ok(Gate::shut(gate::UNLISTED));
        }
        let pin = match pinned {
            _ if !identity && !definitions => None,
            Some(pin) => Some(pin.clone()),
            None => return Err(DefenseError::NoPin { service: service.to_owned() }),
        };
        let elsewhere = |pin: &crate::Locked| {
            setting.reached.get(place).is_some_and(|reached| pin.identity.is_elsewhere(reached))
        };
        if *identity && pin.as_ref().is_some_and(elsewhere) {
            return Ok(Gate::shut(gate::ELSEWHERE));
        }
        Ok(pin.map_or_else(Gate::open, |pin| {
            Gate::of(Known { pin, identity: *identity, definitions: *definitions })
        }))
    }
}
