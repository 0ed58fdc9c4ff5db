//! Arguments and members of results that many tools share.

use crate::agentboard::Type;

/// A record of a service.
pub(super) const ID: (&str, Type) = ("id", Type::Text);
/// What a service says after a change.
pub(super) const MESSAGE: (&str, Type) = ("message", Type::Text);
/// Words to look for.
pub(super) const QUERY: (&str, Type) = ("query", Type::Text);
/// Any text.
pub(super) const TEXT: (&str, Type) = ("text", Type::Text);
/// The text of a mail.
pub(super) const BODY: (&str, Type) = ("body", Type::Text);
/// A mail address.
pub(super) const ADDRESS: Type = Type::Of("Mail address");
