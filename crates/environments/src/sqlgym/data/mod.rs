//! Our own databases, drawn once.

mod clinic;
mod draw;
mod library;
mod rail;
mod shop;

use super::database::{Database, Most};
use rusqlite::Error;
use std::sync::{Arc, LazyLock};

/// What a query on one of our small databases may take.
const MOST: Most = Most { steps: 2_000, rows: 20_000 };

/// A database that could be built, or what went wrong.
type Built = Result<Arc<Database>, String>;

/// Every database with its name, drawn when first asked for; reading is all that can be done with them, so all tasks
/// share them.
static ALL: [(&str, LazyLock<Built>); 4] = [
    ("library", LazyLock::new(|| finish("library", library::build()))),
    ("clinic", LazyLock::new(|| finish("clinic", clinic::build()))),
    ("shop", LazyLock::new(|| finish("shop", shop::build()))),
    ("rail", LazyLock::new(|| finish("rail", rail::build()))),
];

/// The database of this name.
///
/// # Errors
/// What went wrong when it was built.
pub(super) fn database(name: &str) -> Built {
    let found = ALL.iter().find(|(known, _)| *known == name);
    found.map_or_else(|| Err("there is no such database".to_owned()), |(_, built)| (**built).clone())
}

fn finish(name: &str, built: Result<rusqlite::Connection, Error>) -> Built {
    let database = built.and_then(|connection| Database::new(name, connection, MOST));
    database.map(Arc::new).map_err(|error| error.to_string())
}
