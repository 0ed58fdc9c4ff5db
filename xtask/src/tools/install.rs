//! Installs everything into `.tools/`.

use super::{history, need, npm, python};
use crate::shell::root;
use crate::trouble::Done;

/// Installs what is missing or out of date. Nothing outside `.tools/` changes, except that missing system packages are
/// installed where this runs as root on Debian.
pub(crate) fn install() -> Done {
    let root = root();
    let place = root.join(".tools");
    need::programs()?;
    npm::install(&root, &place.join("npm"))?;
    python::install(&root, &place.join("python"))?;
    history::make(&place.join("history.git"))
}
