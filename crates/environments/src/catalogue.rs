//! Every environment, in one explicit list.

use crate::{
    Academia, AlfWorld, EnvironmentError, Family, Maze, Movie, TextCraft, TodoList, WebShop, Wordle,
};

/// The catalogue, in the order in which it is shown.
pub const FAMILIES: &[&dyn Family] =
    &[&TextCraft, &TodoList, &AlfWorld, &WebShop, &Maze, &Wordle, &Academia, &Movie];

/// Environments that run elsewhere, and are reached when an experiment says where.
pub const CONNECTORS: &[&dyn Family] = &[];

/// The family with this id.
///
/// # Errors
/// [`EnvironmentError::Unknown`] with the list of what exists.
pub fn family(id: &str) -> Result<&'static dyn Family, EnvironmentError> {
    FAMILIES.iter().chain(CONNECTORS).copied().find(|family| family.id() == id).ok_or_else(|| {
        EnvironmentError::Unknown {
            name: id.to_owned(),
            known: FAMILIES.iter().map(|family| family.id()).collect::<Vec<_>>().join(", "),
        }
    })
}
