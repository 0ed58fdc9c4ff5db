//! Remembers what an installation was made from.

use crate::trouble::{Done, Trouble};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A digest of the files that determine an installation, and where it is noted.
pub(super) struct Stamp {
    path: PathBuf,
    digest: String,
}

impl Stamp {
    /// The stamp of an installation in `place`. The place itself counts: scripts name it, so that a moved one is broken.
    pub(super) fn of(place: &Path, sources: &[PathBuf]) -> Done<Self> {
        let mut hasher = DefaultHasher::new();
        place.hash(&mut hasher);
        for source in sources {
            std::fs::read(source).map_err(Trouble::at(source))?.hash(&mut hasher);
        }
        Ok(Self { path: place.join("stamp"), digest: format!("{:016x}", hasher.finish()) })
    }

    /// Whether the installation was finished from these very files.
    pub(super) fn is_set(&self) -> bool {
        std::fs::read_to_string(&self.path).is_ok_and(|noted| noted == self.digest)
    }

    /// Notes that the installation is finished.
    pub(super) fn set(&self) -> Done {
        std::fs::write(&self.path, &self.digest).map_err(Trouble::at(&self.path))
    }
}

/// An empty folder in place of what was there.
pub(super) fn fresh(place: &Path) -> Done {
    if place.exists() {
        std::fs::remove_dir_all(place).map_err(Trouble::at(place))?;
    }
    std::fs::create_dir_all(place).map_err(Trouble::at(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_source_or_place_needs_a_new_installation() {
        let scratch = std::env::temp_dir().join(format!("safemcp-stamp-{}", std::process::id()));
        let (here, there, lock) = (scratch.join("here"), scratch.join("there"), scratch.join("lock"));
        fresh(&here).unwrap();
        fresh(&there).unwrap();
        std::fs::write(&lock, "one").unwrap();
        let stamp = |place: &Path| Stamp::of(place, std::slice::from_ref(&lock)).unwrap();
        assert!(!stamp(&here).is_set());
        stamp(&here).set().unwrap();
        assert!(stamp(&here).is_set());
        std::fs::copy(here.join("stamp"), there.join("stamp")).unwrap();
        assert!(!stamp(&there).is_set());
        std::fs::write(&lock, "two").unwrap();
        assert!(!stamp(&here).is_set());
        std::fs::remove_dir_all(&scratch).unwrap();
    }
}
