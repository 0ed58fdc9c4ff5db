//! One recipe.

/// What a recipe takes of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ingredient {
    /// Item id, or the name of a tag.
    pub(super) name: String,
    /// Whether any item of the tag will do.
    pub(super) tag: bool,
    /// How many.
    pub(super) count: u64,
}

/// One recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipe {
    /// What it takes, each kind once.
    pub(super) inputs: Vec<Ingredient>,
    /// Id of the item it makes.
    pub(super) output: String,
    /// How many it makes.
    pub(super) count: u64,
    /// The tag that its group gives the item.
    pub(super) tag: Option<String>,
}

impl Recipe {
    /// The command that crafts it: `craft 4 alder board using 1 alder trunk`.
    pub(super) fn command(&self, namespace: &str) -> String {
        let inputs =
            self.inputs.iter().map(|input| format!("{} {}", input.count, spoken(&input.name, namespace)));
        let inputs = inputs.collect::<Vec<_>>().join(", ");
        format!("craft {} {} using {inputs}", self.count, spoken(&self.output, namespace))
    }
}

/// An id as it is spoken: `vale:alder_board` is `alder board`.
pub(super) fn spoken(id: &str, namespace: &str) -> String {
    id.replace(&format!("{namespace}:"), "").replace('_', " ")
}

/// The id of what is spoken of.
pub(super) fn id(spoken: &str, namespace: &str) -> String {
    format!("{namespace}:{}", spoken.replace(' ', "_"))
}
