//! A service that a host is connected to.

use crate::answerer::Answerer;
use crate::host::greeted;
use crate::{Field, Kit, Profile};
use wire::{Client, EraPolicy, Handler, Hello, Implementation, Limits, Link, LinkError, Refuse, Settings};

/// A service that the host is connected to.
pub struct Service {
    /// The host's own label for it; never the name that it gives itself.
    pub label: String,
    /// The open session.
    pub client: Client,
    /// What it said when the session opened.
    pub hello: Hello,
    /// How often it was started again.
    pub(crate) restarts: usize,
    /// Whether it was asked what the host wants to be told of. One that is started again knows nothing of it.
    pub(crate) subscribed: bool,
}

impl Service {
    /// Opens a session as the host's profile has it. `era` stands for the profile's own era where it is given.
    ///
    /// # Errors
    /// As [`Client::connect`].
    pub async fn connect(
        label: &str,
        link: Box<dyn Link>,
        era: Option<EraPolicy>,
        limits: Limits,
        kit: &Kit,
    ) -> Result<Self, LinkError> {
        let profile = kit.profile();
        let settings = Settings {
            era: era.unwrap_or(profile.era),
            client: named(profile),
            limits,
            ids: profile.conduct.ids,
            cancellable: profile.conduct.cancellable,
        };
        let (client, hello) = Client::connect(link, handler(label, kit), settings).await?;
        let hello = greeted(&profile.conduct, hello);
        Ok(Self { label: label.to_owned(), client, hello, restarts: 0, subscribed: false })
    }

    /// Whether the service declared a capability.
    pub(crate) fn declares(&self, capability: &str) -> bool {
        crate::words::members(&self.hello.capabilities)
            .is_some_and(|declared| declared.contains_key(capability))
    }
}

/// A measured host gives its own name, so that a service can tell whom it serves.
fn named(profile: &Profile) -> Implementation {
    match profile.version {
        "" => Implementation::default(),
        version => Implementation { name: profile.id.into(), version: version.into() },
    }
}

/// Whoever answers nothing needs nobody to do so.
fn handler(label: &str, kit: &Kit) -> Box<dyn Handler> {
    let profile = kit.profile();
    if profile.conduct.answers == 0 && !profile.forwards(Field::Question) {
        return Box::new(Refuse);
    }
    Box::new(Answerer::new(label, kit.clone()))
}
