//! What somebody may have meant who misspelt a name.

/// How alike two names must be for one to be offered for the other: 0 (not at all) to 1 (the same).
const ALIKE: f64 = 0.6;

/// The known name that is most like this one, if any is.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let alike = known.map(|known| (strsim::jaro_winkler(known, name), known));
    let (alike, known) = alike.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (alike >= ALIKE).then_some(known)
}
