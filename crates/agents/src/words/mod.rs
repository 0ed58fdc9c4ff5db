//! What a model reads of the messages of a service.

mod definition;
mod error;
mod plain;
mod result;
mod strip;

pub(crate) use definition::description;
pub(crate) use error::show_error;
pub(crate) use plain::{members, plain, words};
pub(crate) use result::{Shown, meant_for, resource, show, show_block};
pub(crate) use strip::strip;
