//! Looking for words.

/// Words to look for, in lower case.
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words of a query.
    pub(super) fn of(query: &str) -> Self {
        Self(query.split_whitespace().map(str::to_lowercase).collect())
    }

    /// Whether every word occurs in one of these texts.
    pub(super) fn are_in<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> bool {
        let texts: Vec<String> = texts.into_iter().map(str::to_lowercase).collect();
        self.0.iter().all(|word| texts.iter().any(|text| text.contains(word)))
    }
}
