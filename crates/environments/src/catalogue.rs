//! Every environment, in one explicit list.

use crate::{
    Academia, AgentGym, AlfWorld, Assistant, BabyAi, EnvironmentError, Family, Maze, Movie, SciWorld, Search,
    Sheet, SqlGym, TextCraft, TodoList, Weather, WebShop, Wordle,
};

/// The catalogue, in the order in which it is shown: the ten of the paper, then the others.
pub const FAMILIES: &[&dyn Family] = &[
    &TextCraft, &BabyAi, &AlfWorld, &SciWorld, &WebShop, &Sheet, &Academia, &Movie, &Weather, &TodoList,
    &Maze, &Wordle, &SqlGym, &Search, &Assistant,
];

/// Environments that run elsewhere, and are reached when an experiment says where.
pub const CONNECTORS: &[&dyn Family] = &[&AgentGym];

/// The family with this id.
///
/// # Errors
/// [`EnvironmentError::Unknown`] with the list of what exists.
pub fn family(id: &str) -> Result<&'static dyn Family, EnvironmentError> {
    let all = || FAMILIES.iter().chain(CONNECTORS).copied();
    all().find(|family| family.id() == id).ok_or_else(|| EnvironmentError::Unknown {
        name: id.to_owned(),
        known: all().map(|family| family.id()).collect::<Vec<_>>().join(", "),
    })
}
